//! How much there is of the organisations that Prometheus is told of by name, and of all others together: read from the central
//! database when the names are chosen, so that nobody who asks for the figures waits for it.

use super::export::OTHER;
use std::{fmt::Write, ops::AddAssign, sync::Arc};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Amounts {
    /// People who were seen today, by the day in UTC.
    pub(super) active_users: i64,
    pub(super) database_bytes: i64,
    /// Of pictures and other files.
    pub(super) storage_bytes: i64,
}

/// What was there when it was read last.
#[derive(Debug, Default)]
pub(super) struct Standing {
    named: Vec<(Arc<str>, Amounts)>,
    other: Amounts,
}

/// A line of Prometheus, and which amount it tells.
type Gauge = (&'static str, fn(&Amounts) -> i64);

const GAUGES: [Gauge; 3] = [
    ("tenantry_organisation_active_users", |of| of.active_users),
    ("tenantry_organisation_database_bytes", |of| of.database_bytes),
    ("tenantry_organisation_storage_bytes", |of| of.storage_bytes),
];

impl Standing {
    pub(super) fn new(named: Vec<(Arc<str>, Amounts)>, all: Amounts) -> Self {
        let mut of_named = Amounts::default();
        for (_, amounts) in &named {
            of_named += *amounts;
        }
        Self { named, other: all.without(of_named) }
    }

    pub(super) fn write(&self, text: &mut String) {
        for (name, amount) in GAUGES {
            let _ = writeln!(text, "# TYPE {name} gauge");
            for (of, amounts) in &self.named {
                let _ = writeln!(text, "{name}{{organisation=\"{of}\"}} {}", amount(amounts));
            }
            let _ = writeln!(text, "{name}{{organisation=\"{OTHER}\"}} {}", amount(&self.other));
        }
    }
}

impl Amounts {
    /// All and some of them are read one after the other: what grew in between is no debt of the rest.
    fn without(self, some: Self) -> Self {
        Self {
            active_users: (self.active_users - some.active_users).max(0),
            database_bytes: (self.database_bytes - some.database_bytes).max(0),
            storage_bytes: (self.storage_bytes - some.storage_bytes).max(0),
        }
    }
}

impl AddAssign for Amounts {
    fn add_assign(&mut self, other: Self) {
        self.active_users = self.active_users.saturating_add(other.active_users);
        self.database_bytes = self.database_bytes.saturating_add(other.database_bytes);
        self.storage_bytes = self.storage_bytes.saturating_add(other.storage_bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_add_up_to_all() {
        let amounts = |active_users| Amounts { active_users, database_bytes: 100, storage_bytes: 7 };
        let standing = Standing::new(
            vec![("one".into(), amounts(3)), ("two".into(), amounts(2))],
            Amounts { active_users: 4, database_bytes: 1_000, storage_bytes: 14 },
        );
        let mut text = String::new();
        standing.write(&mut text);
        for line in [
            "# TYPE tenantry_organisation_active_users gauge",
            "tenantry_organisation_active_users{organisation=\"one\"} 3",
            "tenantry_organisation_active_users{organisation=\"other\"} 0",
            "tenantry_organisation_database_bytes{organisation=\"two\"} 100",
            "tenantry_organisation_database_bytes{organisation=\"other\"} 800",
            "tenantry_organisation_storage_bytes{organisation=\"other\"} 0",
        ] {
            assert!(text.lines().any(|printed| printed == line), "{line} in {text}");
        }
    }
}
