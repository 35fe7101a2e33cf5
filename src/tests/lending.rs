//! A loan, for tests that are about something else.

use tenantry::loans::NewLoan;

/// 300 in three instalments, from the first of February on.
pub fn three_instalments(borrower: impl Into<String>) -> NewLoan {
    NewLoan {
        borrower_name: borrower.into(),
        amount: "300".into(),
        starts_on: "2026-02-01".into(),
        instalments: "3".into(),
        ..NewLoan::default()
    }
}
