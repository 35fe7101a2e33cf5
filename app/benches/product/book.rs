//! Loans like the demo's: spread over two years, a few late ones among them, each page of the list as long.

use jiff::{ToSpan, civil::Date};
use tenantry::loans::{
    NewBorrower,
    schedule::Terms,
    seed::{Book, PastLoan, PastRepayment},
};

const FIRST: [&str; 12] = [
    "Avraham", "Déborah", "Élie", "Esther", "Haïm", "Judith", "Nathan", "Rivka", "Salomé", "Samuel", "Yossef",
    "Zacharie",
];
const LAST: [&str; 11] = [
    "Abitbol",
    "Amsellem",
    "Benhamou",
    "Bloch",
    "Chouraqui",
    "Dreyfus",
    "Fitoussi",
    "Kahn",
    "Lévy",
    "Rosenthal",
    "Weil",
];
const EUROS: [i64; 8] = [300, 800, 1_000, 1_500, 2_000, 3_500, 5_000, 12_000];
const DAYS: i64 = 728;

pub(crate) fn book(today: Date, loans: usize, actor: &str) -> Book {
    let borrowers = (0..FIRST.len() * LAST.len()).map(borrower).collect::<Vec<_>>();
    let loans = (0..loans).map(|number| loan(today, number, loans, borrowers.len(), actor)).collect();
    Book { borrowers, loans }
}

/// The two lists have no common divisor, so that every pair of names comes up.
fn borrower(number: usize) -> NewBorrower {
    let name = format!("{} {}", FIRST[number % FIRST.len()], LAST[number % LAST.len()]);
    NewBorrower { name, email: None, phone: None }
}

fn loan(today: Date, number: usize, of: usize, borrowers: usize, actor: &str) -> PastLoan {
    let ago = DAYS - DAYS * i64::try_from(number).unwrap_or(0) / i64::try_from(of).unwrap_or(1);
    let terms = Terms {
        amount: EUROS[number % EUROS.len()] * 100,
        starts_on: today.saturating_sub(ago.days()),
        instalments: 24,
    };
    let due = (1..=terms.instalments).take_while(|instalment| terms.due_on(*instalment) <= today).count();
    // Every twelfth borrower is one instalment behind.
    let paid = i64::try_from(due).unwrap_or(0) - i64::from(number.is_multiple_of(12));
    let amount = (1..=paid).map(|instalment| terms.instalment(instalment)).sum();
    let repayment = PastRepayment { amount, paid_on: today, actor: actor.to_owned() };
    PastLoan {
        borrower: number % borrowers,
        terms,
        guarantors: Vec::new(),
        note: String::new(),
        actor: actor.to_owned(),
        repayments: if amount > 0 { vec![repayment] } else { Vec::new() },
        cancelled_on: None,
    }
}
