//! What the interface knows of plans: what organisations may have, what they have, and what comes of a change.

use super::{Allowance, Feature, Gauge, Limit, Meter};
use crate::{locale::Locale, modules::Module, money::Currency};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PricePeriod {
    #[default]
    Month,
    Year,
}

impl PricePeriod {
    pub const ALL: [Self; 2] = [Self::Month, Self::Year];

    pub fn key(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

impl FromStr for PricePeriod {
    type Err = ();

    fn from_str(key: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|period| period.key() == key).ok_or(())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub key: String,
    pub name_en: String,
    pub name_fr: String,
    pub description_en: String,
    pub description_fr: String,
    /// Minor units.
    pub price: Option<i64>,
    pub currency: Currency,
    pub period: PricePeriod,
    pub allowance: Allowance,
    pub features: Vec<Feature>,
    pub position: i64,
    pub version: i64,
    pub is_archived: bool,
}

impl Plan {
    pub fn name(&self, locale: Locale) -> &str {
        if locale == Locale::Fr { &self.name_fr } else { &self.name_en }
    }

    pub fn description(&self, locale: Locale) -> &str {
        if locale == Locale::Fr { &self.description_fr } else { &self.description_en }
    }
}

/// What a plan is called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanName {
    pub en: String,
    pub fr: String,
}

impl PlanName {
    pub fn of(&self, locale: Locale) -> &str {
        if locale == Locale::Fr { &self.fr } else { &self.en }
    }

    /// For one that nobody knows any more.
    pub fn unknown(key: &str) -> Self {
        Self { en: key.to_owned(), fr: key.to_owned() }
    }
}

/// A plan by its key, with what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedPlan {
    pub key: String,
    pub name: PlanName,
}

/// A plan in the console's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedPlan {
    pub plan: Plan,
    /// Organisations that have it.
    pub organisations: i64,
    /// New organisations get it.
    pub is_default: bool,
}

/// The form of a plan as it is sent. An empty limit is none; storage is in megabytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanForm {
    pub name_en: String,
    pub name_fr: String,
    pub description_en: String,
    pub description_fr: String,
    pub price: String,
    pub currency: String,
    pub period: String,
    pub members: String,
    pub storage: String,
    pub requests: String,
    /// `all`, or those that are ticked.
    pub module_choice: String,
    pub position: String,
    pub modules: Vec<String>,
    pub features: Vec<String>,
}

/// What would come of a change, before it is made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhatIf {
    /// Whom it is about.
    pub organisations: i64,
    /// Those that would have more than they may.
    pub over: i64,
    /// Those of them that have not now.
    pub newly_over: i64,
    /// Those that have more now and wouldn't any longer.
    pub settled: i64,
    /// The first of those that would have more, by name.
    pub named: Vec<WouldBeOver>,
    pub gained: Vec<Feature>,
    pub lost: Vec<Feature>,
    /// Until when nothing would come of it for those who are new to it: RFC 3339 in UTC.
    pub grace_ends_at: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WouldBeOver {
    pub slug: String,
    pub name: String,
    /// Of the limits above which it would be.
    pub gauges: Vec<Gauge>,
    pub beyond: Vec<Module>,
    /// When its grace ends; of one that is over already, the end that it has.
    pub grace_ends_at: String,
    pub is_new: bool,
}

/// A change of a plan, as it is confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanReview {
    pub before: Plan,
    pub after: Plan,
    pub what_if: WhatIf,
}

/// The end of a plan, as it is confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveReview {
    pub plan: Plan,
    /// What its organisations get instead.
    pub to: Plan,
    pub what_if: WhatIf,
}

/// Another plan for one organisation, as it is confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanChange {
    pub slug: String,
    pub name: String,
    pub before: Plan,
    pub after: Plan,
    /// As they would be.
    pub gauges: Vec<Gauge>,
    pub what_if: WhatIf,
}

/// A feature of one organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeatureState {
    pub feature: Feature,
    pub is_on: bool,
    pub in_plan: bool,
    /// For operators alone.
    pub flag: Option<FeatureFlag>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeatureFlag {
    pub is_on: bool,
    pub reason: String,
    /// The last second that counts.
    pub last_at: Option<String>,
    /// It ended, so that the plan counts again.
    pub is_over: bool,
    pub by: String,
    pub at: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomLimit {
    pub limit: Limit,
    pub most: Option<i64>,
    pub reason: String,
    pub by: String,
    pub at: String,
}

/// A feature of one organisation as its form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FeatureForm {
    pub feature: String,
    /// `on`, `off`, or `plan` to let that count again.
    pub choice: String,
    /// The last day, in UTC; an empty one is no end.
    pub until: String,
    pub reason: String,
}

/// A limit of one organisation as its form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LimitForm {
    pub limit: String,
    /// `own`, `none`, or `plan` to let that count again.
    pub limit_choice: String,
    /// Of a limit of its own; storage is in megabytes.
    pub amount: String,
    pub limit_reason: String,
}

/// The plan of one organisation and how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantPlan {
    pub slug: String,
    pub name: String,
    pub plan: Plan,
    pub meter: Meter,
    pub features: Vec<FeatureState>,
    /// For operators alone.
    pub custom: Vec<CustomLimit>,
    pub grace_days: u32,
}

/// What a page's banner says to administrators, the gravest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlanNotice {
    /// Nothing can be added any more.
    Restricted,
    /// From this moment on nothing could be added: RFC 3339 in UTC.
    Over {
        until: String,
    },
    Near(Gauge),
    /// Of what is counted and refused to nobody there is more than the plan says.
    Passed(Gauge),
}
