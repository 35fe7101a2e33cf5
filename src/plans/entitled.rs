//! What an organisation may, as it is remembered with it. A change of its plan, of what differs for it, or of how it stands
//! counts the directory's version up, by which every node drops it.

use super::{Allowance, Feature, Limit, PlanNotice, store};
use crate::{
    db::{Reader, Timestamp, sqlx},
    error::Result,
    ids::TenantId,
    modules::Module,
};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entitled {
    /// The plan's, with what is another for this organisation.
    pub allowance: Allowance,
    features: Vec<Feature>,
    exceptions: Vec<Exception>,
    /// The ends of the graces of what it has more of.
    graces: Vec<(Limit, jiff::Timestamp)>,
}

/// A feature that is on or off whatever the plan says, perhaps until a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Exception {
    feature: Feature,
    is_on: bool,
    ends_at: Option<jiff::Timestamp>,
}

impl Entitled {
    /// The one answer to whether the organisation may use a feature.
    pub fn has(&self, feature: Feature, now: jiff::Timestamp) -> bool {
        let counts = |of: &&Exception| of.feature == feature && of.ends_at.is_none_or(|end| end > now);
        self.exceptions.iter().find(counts).map_or_else(|| self.features.contains(&feature), |of| of.is_on)
    }

    /// It has more than it may, and its grace is over.
    pub fn is_restricted(&self, now: jiff::Timestamp) -> bool {
        self.graces.iter().any(|(_, end)| *end <= now)
    }

    /// Whether a module is one too many, and the grace of that is over.
    pub fn closes(&self, module: Module, now: jiff::Timestamp) -> bool {
        let is_over = |(limit, end): &(Limit, jiff::Timestamp)| *limit == Limit::Modules && *end <= now;
        !self.allows(module) && self.graces.iter().any(is_over)
    }

    /// What its administrators should know of what it has too much of.
    pub fn notice(&self, now: jiff::Timestamp) -> Option<PlanNotice> {
        if self.is_restricted(now) {
            return Some(PlanNotice::Restricted);
        }
        let first = self.graces.iter().map(|(_, end)| end).min()?;
        Some(PlanNotice::Over { until: first.to_string() })
    }

    pub(super) fn allows(&self, module: Module) -> bool {
        self.allowance.allows(module)
    }
}

pub(crate) async fn entitled(reader: &mut Reader, tenant: TenantId, plan: &str) -> Result<Entitled> {
    let Some(plan) = store::find_in(reader, plan).await? else { return Ok(Entitled::default()) };
    let mut entitled = Entitled { allowance: plan.allowance, features: plan.features, ..Entitled::default() };
    let text = "select 'feature' as kind, feature as name, case when is_on then 1 else 0 end as amount, ends_at as at
                from tenant_feature where tenant_id = $1
                union all select 'limit', what, amount, null from tenant_limit where tenant_id = $1
                union all select 'over', what, 0, grace_ends_at from tenant_over where tenant_id = $1";
    for row in sql!(reader, fetch_all Row, text, tenant)? {
        let at = row.at.map(Timestamp::to_jiff);
        match row.kind.as_str() {
            "feature" => entitled.exceptions.extend(row.name.parse().ok().map(|feature| Exception {
                feature,
                is_on: row.amount == Some(1),
                ends_at: at,
            })),
            "limit" => {
                if let Ok(limit) = row.name.parse() {
                    entitled.allowance.set(limit, row.amount);
                }
            }
            _ => entitled.graces.extend(row.name.parse().ok().zip(at)),
        }
    }
    Ok(entitled)
}

#[derive(sqlx::FromRow)]
struct Row {
    kind: String,
    name: String,
    amount: Option<i64>,
    at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_counts_over_the_plan_until_it_ends() {
        let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap();
        let exception = |feature, is_on, ends_at| Exception { feature, is_on, ends_at };
        let entitled = Entitled {
            features: vec![Feature::PlannedBrand, Feature::MailSender],
            exceptions: vec![
                exception(Feature::PlannedBrand, false, None),
                exception(Feature::OwnDomain, true, Some(at("2026-03-15T12:00:00Z"))),
            ],
            ..Entitled::default()
        };
        let has = |now: &str| Feature::ALL.map(|feature| entitled.has(feature, at(now)));
        assert_eq!(has("2026-03-15T11:59:59Z"), [true, true, false, false, false]);
        assert_eq!(has("2026-03-15T12:00:00Z"), [false, true, false, false, false]);
    }

    #[test]
    fn a_module_is_closed_when_its_own_grace_is_over() {
        let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap();
        let allowance = Allowance { modules: Some(Vec::new()), ..Allowance::default() };
        let of = |limit| Entitled {
            allowance: allowance.clone(),
            graces: vec![(limit, at("2026-03-18T12:00:00Z"))],
            ..Entitled::default()
        };
        let closes = |limit, now| of(limit).closes(Module::Loans, at(now));
        assert!(!closes(Limit::Modules, "2026-03-18T11:59:59Z") && closes(Limit::Modules, "2026-03-18T12:00:00Z"));
        assert!(!closes(Limit::Members, "2026-03-18T12:00:00Z"), "that is another matter");
        let allowed = Entitled { allowance: Allowance::default(), ..of(Limit::Modules) };
        assert!(!allowed.closes(Module::Loans, at("2026-03-18T12:00:00Z")));
    }

    #[test]
    fn the_gravest_is_said_first() {
        let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap();
        assert_eq!(Entitled::default().notice(at("2026-03-15T12:00:00Z")), None);
        let graces = vec![(Limit::Storage, at("2026-03-20T12:00:00Z")), (Limit::Members, at("2026-03-18T12:00:00Z"))];
        let over = Entitled { graces, ..Entitled::default() };
        let until = "2026-03-18T12:00:00Z".to_owned();
        assert_eq!(over.notice(at("2026-03-15T12:00:00Z")), Some(PlanNotice::Over { until }));
        assert_eq!(over.notice(at("2026-03-18T12:00:00Z")), Some(PlanNotice::Restricted));
    }
}
