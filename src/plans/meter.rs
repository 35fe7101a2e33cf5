//! How much somebody may have, how much they have, and the one judgement of whether that is too much.

use crate::modules::Module;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// From so many hundredths on a limit is near: for its people and for operators alike.
pub const NEAR: i64 = 90;

/// What a plan bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Limit {
    /// People and open invitations.
    Members,
    /// Bytes of the database; uploaded files are in it.
    Storage,
    /// In this calendar month in UTC: counted, and refused to nobody.
    Requests,
    /// Modules that are on, by the plan's list.
    Modules,
}

impl Limit {
    /// Those that are a number.
    pub const COUNTED: [Self; 3] = [Self::Members, Self::Storage, Self::Requests];

    pub fn key(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Storage => "storage",
            Self::Requests => "requests",
            Self::Modules => "modules",
        }
    }

    /// Whether anything is refused to who has more.
    pub fn is_enforced(self) -> bool {
        self != Self::Requests
    }
}

impl FromStr for Limit {
    type Err = ();

    fn from_str(key: &str) -> Result<Self, ()> {
        [Self::Members, Self::Storage, Self::Requests, Self::Modules]
            .into_iter()
            .find(|limit| limit.key() == key)
            .ok_or(())
    }
}

/// How much somebody may have; `None` is as much as they want.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowance {
    pub members: Option<i64>,
    pub storage_bytes: Option<i64>,
    pub requests: Option<i64>,
    /// `None` is every module, also one that comes later.
    pub modules: Option<Vec<Module>>,
}

impl Allowance {
    pub fn of(&self, limit: Limit) -> Option<i64> {
        match limit {
            Limit::Members => self.members,
            Limit::Storage => self.storage_bytes,
            Limit::Requests => self.requests,
            Limit::Modules => None,
        }
    }

    pub fn set(&mut self, limit: Limit, most: Option<i64>) {
        match limit {
            Limit::Members => self.members = most,
            Limit::Storage => self.storage_bytes = most,
            Limit::Requests => self.requests = most,
            Limit::Modules => {}
        }
    }

    pub fn allows(&self, module: Module) -> bool {
        self.modules.as_ref().is_none_or(|modules| modules.contains(&module))
    }
}

/// How much somebody has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Used {
    pub members: i64,
    pub storage_bytes: i64,
    pub requests: i64,
    pub modules: Vec<Module>,
}

impl Used {
    fn of(&self, limit: Limit) -> i64 {
        match limit {
            Limit::Members => self.members,
            Limit::Storage => self.storage_bytes,
            Limit::Requests => self.requests,
            Limit::Modules => i64::try_from(self.modules.len()).unwrap_or(i64::MAX),
        }
    }

    pub fn gauge(&self, limit: Limit, allowance: &Allowance) -> Gauge {
        Gauge { limit, used: self.of(limit), most: allowance.of(limit) }
    }

    /// Modules that are on and that the allowance doesn't have.
    pub fn modules_beyond(&self, allowance: &Allowance) -> Vec<Module> {
        self.modules.iter().copied().filter(|module| !allowance.allows(*module)).collect()
    }

    /// The limits above which it is, of those that are enforced. The one judgement, for what is and for what would be.
    pub fn over(&self, allowance: &Allowance) -> Vec<Limit> {
        let is_over = |limit: &Limit| limit.is_enforced() && self.gauge(*limit, allowance).is_over();
        let mut over: Vec<Limit> = Limit::COUNTED.into_iter().filter(is_over).collect();
        if !self.modules_beyond(allowance).is_empty() {
            over.push(Limit::Modules);
        }
        over
    }

    /// The limits that are enforced and near.
    pub fn near(&self, allowance: &Allowance) -> Vec<Gauge> {
        let gauges = Limit::COUNTED.into_iter().map(|limit| self.gauge(limit, allowance));
        gauges.filter(|gauge| gauge.limit.is_enforced() && gauge.is_near()).collect()
    }
}

/// One limit as it is read: how much of how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gauge {
    pub limit: Limit,
    pub used: i64,
    pub most: Option<i64>,
}

impl Gauge {
    pub fn is_over(self) -> bool {
        self.most.is_some_and(|most| self.used > most)
    }

    /// Thousandths of the limit that are used; nothing of none.
    pub fn share(self) -> i64 {
        self.most.map_or(0, |most| self.used.saturating_mul(1_000) / most.max(1))
    }

    pub fn is_near(self) -> bool {
        self.most.is_some_and(|most| !self.is_over() && self.used.saturating_mul(100) >= most.saturating_mul(NEAR))
    }
}

/// Since when somebody has more than they may. Times are RFC 3339 in UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Over {
    pub limit: Limit,
    pub since: String,
    pub grace_ends_at: String,
    /// The grace is over: nothing can be added.
    pub has_ended: bool,
}

/// What one organisation has of what it may have: the same for its people and for operators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meter {
    pub gauges: Vec<Gauge>,
    /// Modules that are on, and those of them that the plan doesn't have.
    pub modules: Vec<Module>,
    pub beyond: Vec<Module>,
    pub over: Vec<Over>,
}

impl Meter {
    pub fn is_restricted(&self) -> bool {
        self.over.iter().any(|over| over.has_ended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(members: i64, storage_bytes: i64) -> Used {
        Used { members, storage_bytes, requests: 1_000, modules: vec![Module::Loans] }
    }

    #[test]
    fn a_limit_is_reached_without_being_passed() {
        let most = Allowance { members: Some(5), storage_bytes: Some(100), requests: Some(10), modules: None };
        assert_eq!(used(5, 100).over(&most), [], "requests are counted and no more");
        assert_eq!(used(6, 100).over(&most), [Limit::Members]);
        assert_eq!(used(6, 101).over(&most), [Limit::Members, Limit::Storage]);
        assert_eq!(used(6, 101).over(&Allowance::default()), []);
        assert_eq!(used(1, 1).over(&Allowance { modules: Some(vec![]), ..Allowance::default() }), [Limit::Modules]);
    }

    #[test]
    fn near_begins_at_nine_tenths_and_ends_where_over_begins() {
        let gauge = |used| Gauge { limit: Limit::Storage, used, most: Some(100) };
        assert_eq!([89, 90, 100, 101].map(|used| gauge(used).is_near()), [false, true, true, false]);
        assert!(gauge(101).is_over() && !gauge(100).is_over());
        assert!(!Gauge { most: None, ..gauge(i64::MAX) }.is_near());
        assert_eq!([0, 90, 100].map(|used| gauge(used).share()), [0, 900, 1_000]);
    }

    #[test]
    fn what_is_only_counted_is_near_for_nobody() {
        let most = Allowance { members: Some(10), storage_bytes: Some(100), requests: Some(1_000), modules: None };
        let near =
            |members, storage| used(members, storage).near(&most).into_iter().map(|of| of.limit).collect::<Vec<_>>();
        assert_eq!(
            (near(8, 89), near(9, 89), near(10, 100)),
            (vec![], vec![Limit::Members], vec![Limit::Members, Limit::Storage])
        );
    }
}
