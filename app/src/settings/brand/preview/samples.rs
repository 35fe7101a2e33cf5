//! What the preview's pages show: figures and people of nobody.

use jiff::civil::{Date, date};
use tenantry::loans::{LoanFigures, LoanStatus, LoanSummary, MonthFigures};

pub(super) fn figures() -> LoanFigures {
    LoanFigures {
        active: 42,
        lent: 3_845_000,
        due_this_month: 412_500,
        overdue: 98_000,
        overdue_loans: 3,
        months: (0..12).map(month).collect(),
    }
}

fn month(at: i8) -> MonthFigures {
    let wave = |step: i64, steps: i64| i64::from(at) * step % steps;
    MonthFigures {
        month: date(2026, at + 1, 1),
        lent: wave(37, 11) * 60_000 + 180_000,
        repaid: wave(23, 7) * 55_000 + 140_000,
    }
}

pub(super) fn late() -> Vec<LoanSummary> {
    let loans = [
        ("00000000-0000-7000-8000-000000000001", "Anne Martin", 60_000, date(2026, 1, 5)),
        ("00000000-0000-7000-8000-000000000002", "David Cohen", 24_000, date(2026, 2, 1)),
        ("00000000-0000-7000-8000-000000000003", "Inès Haddad", 14_000, date(2026, 2, 20)),
    ];
    loans.into_iter().filter_map(|(id, borrower, due, since)| loan(id, borrower, due, since)).collect()
}

fn loan(id: &str, borrower: &str, due: i64, since: Date) -> Option<LoanSummary> {
    Some(LoanSummary {
        id: id.parse().ok()?,
        number: 1,
        borrower: borrower.to_owned(),
        amount: due * 2,
        repaid: due,
        starts_on: date(2025, 9, 1),
        next_due_on: Some(since),
        status: LoanStatus::Late,
    })
}
