//! What the interface knows of loans. Amounts are minor units; dates are civil dates in the organisation's time zone.

use crate::ids::{BorrowerId, LoanId, RepaymentId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Follows from the facts: never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LoanStatus {
    Active,
    Late,
    Repaid,
    Cancelled,
}

impl LoanStatus {
    pub const ALL: [Self; 4] = [Self::Active, Self::Late, Self::Repaid, Self::Cancelled];

    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Late => "late",
            Self::Repaid => "repaid",
            Self::Cancelled => "cancelled",
        }
    }
}

impl FromStr for LoanStatus {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|status| status.name() == name).ok_or(())
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LoanOrder {
    #[default]
    Newest,
    Oldest,
    Largest,
    Smallest,
    /// The next instalment that falls due first.
    DueFirst,
}

impl LoanOrder {
    pub const ALL: [Self; 5] = [Self::Newest, Self::Oldest, Self::Largest, Self::Smallest, Self::DueFirst];

    pub fn key(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Largest => "largest",
            Self::Smallest => "smallest",
            Self::DueFirst => "due-first",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.key() == key)
    }
}

/// The list as its address names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanQuery {
    /// Part of the borrower's name, or a loan's number.
    pub search: String,
    pub status: Option<LoanStatus>,
    pub order: LoanOrder,
    pub after: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanSummary {
    pub id: LoanId,
    pub number: i64,
    pub borrower: String,
    pub amount: i64,
    pub repaid: i64,
    #[serde(with = "crate::day")]
    pub starts_on: Date,
    #[serde(with = "crate::day::optional")]
    pub next_due_on: Option<Date>,
    pub status: LoanStatus,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanDetail {
    pub summary: LoanSummary,
    pub borrower_id: BorrowerId,
    pub borrower_email: Option<String>,
    pub borrower_phone: Option<String>,
    #[serde(with = "crate::day")]
    pub ends_on: Date,
    pub note: String,
    pub guarantors: Vec<String>,
    pub schedule: Vec<Instalment>,
    /// Newest first.
    pub repayments: Vec<Repayment>,
    /// Newest first.
    pub history: Vec<LoanEvent>,
    /// What is still due; zero when repaid or cancelled.
    pub due: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InstalmentState {
    Paid,
    /// Part of it is paid.
    Partial,
    Upcoming,
    Overdue,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    pub number: u32,
    #[serde(with = "crate::day")]
    pub due_on: Date,
    pub amount: i64,
    pub paid: i64,
    pub state: InstalmentState,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repayment {
    pub id: RepaymentId,
    pub amount: i64,
    #[serde(with = "crate::day")]
    pub paid_on: Date,
}

/// What a receipt says of a repayment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The loan's number and the repayment's place among those of the loan, as in `12-3`. No two are the same in an
    /// organisation, and none ever changes.
    pub number: String,
    pub loan_number: i64,
    pub borrower: String,
    /// What was lent.
    pub lent: i64,
    pub starts_on: Date,
    pub amount: i64,
    pub paid_on: Date,
    /// What was due when it was recorded, and from then on.
    pub due_before: i64,
    pub due_after: i64,
    /// When the loan was given up, if it was.
    pub cancelled_on: Option<Date>,
    /// Nobody where it isn't remembered.
    pub recorded_by: Option<String>,
    pub recorded_at: jiff::Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LoanEventKind {
    Created,
    Repayment,
    Cancelled,
}

impl LoanEventKind {
    pub const ALL: [Self; 3] = [Self::Created, Self::Repayment, Self::Cancelled];

    pub fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Repayment => "repayment",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanEvent {
    pub kind: LoanEventKind,
    pub amount: Option<i64>,
    pub actor: String,
    /// When, as the organisation's clock shows it.
    #[serde(with = "crate::day::and_time")]
    pub at: jiff::civil::DateTime,
}

/// A new loan as the form sends it: text as typed. Either `borrower_id` names one, or `borrower_name` makes one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLoan {
    /// The loan's id, made with the form: a form that is sent twice lends once. Empty: the server makes one.
    #[serde(default)]
    pub id: String,
    #[serde(default)]
    pub borrower_id: String,
    #[serde(default)]
    pub borrower_name: String,
    #[serde(default)]
    pub borrower_email: String,
    #[serde(default)]
    pub borrower_phone: String,
    #[serde(default)]
    pub amount: String,
    #[serde(default)]
    pub starts_on: String,
    #[serde(default)]
    pub instalments: String,
    /// Names, one a line or parted by commas.
    #[serde(default)]
    pub guarantors: String,
    #[serde(default)]
    pub note: String,
}

/// A repayment as the form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRepayment {
    /// The repayment's id, made with the form: a form that is sent twice records once. Empty: the server makes one.
    #[serde(default)]
    pub repayment_id: String,
    #[serde(default)]
    pub amount: String,
    #[serde(default)]
    pub paid_on: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BorrowerChoice {
    pub id: BorrowerId,
    pub name: String,
}

/// How the lending goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LendingOverview {
    pub figures: LoanFigures,
    /// The few late loans that wait longest for a repayment.
    pub late: Vec<LoanSummary>,
}

/// The home page's figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanFigures {
    /// Loans that are running, late ones included.
    pub active: i64,
    /// Lent and not yet repaid.
    pub lent: i64,
    /// What falls due in the current month.
    pub due_this_month: i64,
    /// What fell due before today and isn't paid.
    pub overdue: i64,
    pub overdue_loans: i64,
    /// The last twelve months, oldest first.
    pub months: Vec<MonthFigures>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthFigures {
    /// The month's first day.
    #[serde(with = "crate::day")]
    pub month: Date,
    pub lent: i64,
    pub repaid: i64,
}
