//! What is counted, once for the counters, the columns and the statements.

/// Declares the measures, in the order of the columns.
macro_rules! measures {
    ($first:ident => $first_column:literal, $($name:ident => $column:literal,)+) => {
        /// One number that is counted for an organisation, or for a plane.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Measure {
            $first,
            $($name,)+
        }

        impl Measure {
            pub(super) const ALL: &'static [Self] = &[Self::$first, $(Self::$name,)+];

            pub(super) fn column(self) -> &'static str {
                match self {
                    Self::$first => $first_column,
                    $(Self::$name => $column,)+
                }
            }
        }

        /// All columns, between commas.
        macro_rules! columns {
            () => { concat!($first_column, $(", ", $column),+) };
        }

        /// Their sums under the same names. PostgreSQL's sum of whole numbers isn't one by itself.
        macro_rules! sums {
            () => {
                concat!(
                    "cast(sum(", $first_column, ") as bigint) as ", $first_column,
                    $(", cast(sum(", $column, ") as bigint) as ", $column),+
                )
            };
        }

        /// What an upsert sets, so that whoever comes second adds.
        macro_rules! added {
            ($table:literal) => {
                concat!(
                    $first_column, " = ", $table, ".", $first_column, " + excluded.", $first_column,
                    $(", ", $column, " = ", $table, ".", $column, " + excluded.", $column),+
                )
            };
        }
    };
}

measures! {
    Requests => "requests",
    ClientErrors => "client_errors",
    ServerErrors => "server_errors",
    Refused => "refused",
    Bytes => "bytes",
    Micros => "micros",
    SignIns => "sign_ins",
    RefusedSignIns => "refused_sign_ins",
    ActiveUsers => "active_users",
    Jobs => "jobs",
    FailedJobs => "failed_jobs",
    Mails => "mails",
    FailedMails => "failed_mails",
    Within1 => "within_1_ms",
    Within2 => "within_2_ms",
    Within5 => "within_5_ms",
    Within10 => "within_10_ms",
    Within20 => "within_20_ms",
    Within50 => "within_50_ms",
    Within100 => "within_100_ms",
    Within200 => "within_200_ms",
    Within500 => "within_500_ms",
    Within1000 => "within_1000_ms",
    Within2000 => "within_2000_ms",
    Within5000 => "within_5000_ms",
    Over5000 => "over_5000_ms",
}

pub(super) use {added, columns, sums};

pub(super) const MEASURES: usize = Measure::ALL.len();

/// A number for each measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tally(pub(super) [i64; MEASURES]);

impl Tally {
    pub(super) fn get(&self, measure: Measure) -> i64 {
        self.0[measure as usize]
    }

    pub(super) fn add(&mut self, measure: Measure, count: i64) {
        let sum = &mut self.0[measure as usize];
        *sum = sum.saturating_add(count);
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        for (sum, count) in self.0.iter_mut().zip(other.0) {
            *sum = sum.saturating_add(count);
        }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.0.iter().all(|count| *count == 0)
    }
}

impl Default for Tally {
    fn default() -> Self {
        Self([0; MEASURES])
    }
}
