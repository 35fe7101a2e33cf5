//! The form of a new loan, checked: every field at once.

use super::{NewLoan, borrowers::NewBorrower, schedule::Terms};
use crate::{
    day,
    fault::{Problem, Problems},
    ids::BorrowerId,
    money::{Currency, parse_amount},
    users::{self, Email},
};
use jiff::{ToSpan, civil::Date};

const MOST_INSTALMENTS: i64 = 120;
const MOST_GUARANTORS: usize = 10;
const LONGEST_PHONE: u32 = 40;
const LONGEST_NOTE: u32 = 2_000;

pub(super) struct Draft {
    pub borrower: Borrower,
    pub terms: Terms,
    pub guarantors: Vec<String>,
    pub note: String,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Borrower {
    Known(BorrowerId),
    New(NewBorrower),
}

impl Draft {
    /// What the form says, or `None` with the problems of its fields.
    pub(super) fn of(form: &NewLoan, currency: Currency, today: Date, problems: &mut Problems) -> Option<Self> {
        let borrower = borrower(form, problems);
        let amount = problems.take("amount", amount(&form.amount, currency));
        let starts_on = problems.take("starts_on", starts_on(&form.starts_on, today));
        let instalments = problems.take("instalments", instalments(&form.instalments, amount));
        let guarantors = problems.take("guarantors", guarantors(&form.guarantors));
        let note = problems.take("note", paragraph(&form.note, LONGEST_NOTE));
        let terms = Terms { amount: amount?, starts_on: starts_on?, instalments: instalments? };
        Some(Self { borrower: borrower?, terms, guarantors: guarantors?, note: note? })
    }
}

fn borrower(form: &NewLoan, problems: &mut Problems) -> Option<Borrower> {
    let chosen = form.borrower_id.trim();
    if !chosen.is_empty() {
        return problems.take("borrower_id", chosen.parse().map_err(|_| Problem::NotAChoice)).map(Borrower::Known);
    }
    let name = problems.take("borrower_name", users::name(&form.borrower_name));
    let email =
        problems.take("borrower_email", optional(&form.borrower_email, |text| Email::try_from(text.to_owned())));
    let phone = problems.take("borrower_phone", optional(&form.borrower_phone, |text| paragraph(text, LONGEST_PHONE)));
    Some(Borrower::New(NewBorrower { name: name?, email: email?.map(String::from), phone: phone? }))
}

fn optional<T>(text: &str, read: impl FnOnce(&str) -> Result<T, Problem>) -> Result<Option<T>, Problem> {
    if text.trim().is_empty() { Ok(None) } else { read(text).map(Some) }
}

fn amount(typed: &str, currency: Currency) -> Result<i64, Problem> {
    match parse_amount(typed, currency)? {
        0 => Err(Problem::AmountNotPositive),
        amount => Ok(amount),
    }
}

/// Loans of the past can be written down later; one that is agreed now may start within a year.
fn starts_on(typed: &str, today: Date) -> Result<Date, Problem> {
    day::parse_until(typed, today.saturating_add(1.year()))
}

/// No instalment may be smaller than one minor unit.
fn instalments(typed: &str, amount: Option<i64>) -> Result<i64, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    let most = amount.unwrap_or(MOST_INSTALMENTS).clamp(1, MOST_INSTALMENTS);
    match typed.parse() {
        Ok(number) if (1..=most).contains(&number) => Ok(number),
        Ok(_) => Err(Problem::OutOfRange { least: 1, most }),
        Err(_) => Err(Problem::NotANumber),
    }
}

fn guarantors(typed: &str) -> Result<Vec<String>, Problem> {
    let names = typed.split(['\n', '\r', ',', ';']).filter(|name| !name.trim().is_empty());
    let names = names.map(users::name).collect::<Result<Vec<_>, _>>()?;
    if names.len() > MOST_GUARANTORS { Err(Problem::TooManyGuarantors) } else { Ok(names) }
}

/// Trimmed text that may have several lines; PostgreSQL takes no NUL, and nobody means the other control characters.
fn paragraph(typed: &str, most: u32) -> Result<String, Problem> {
    let text: String = typed.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    let text = text.trim().to_owned();
    if text.chars().count() > most as usize { Err(Problem::TooLong { most }) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 3, 15);

    fn form() -> NewLoan {
        NewLoan {
            borrower_name: "Myriam Lévy".into(),
            amount: "1 200".into(),
            starts_on: "2026-03-15".into(),
            instalments: "12".into(),
            ..NewLoan::default()
        }
    }

    fn problems_of(form: &NewLoan) -> Vec<(String, Problem)> {
        let mut problems = Problems::default();
        let draft = Draft::of(form, Currency::Eur, TODAY, &mut problems);
        assert_eq!(draft.is_none(), !problems.is_empty());
        let fields = problems.finish().err().map(|fault| fault.fields).unwrap_or_default();
        fields.into_iter().map(|of| (of.field, of.problem)).collect()
    }

    fn one(change: impl FnOnce(&mut NewLoan)) -> (String, Problem) {
        let mut form = form();
        change(&mut form);
        let mut problems = problems_of(&form);
        assert_eq!(problems.len(), 1, "{problems:?}");
        problems.remove(0)
    }

    #[test]
    fn a_sound_form_makes_a_draft() {
        let form = NewLoan {
            guarantors: " Dan Weil \r\n\r\nRuth Kahn, Élie Attal;".into(),
            note: " a\r\nb\0 ".into(),
            ..form()
        };
        let draft = Draft::of(&form, Currency::Eur, TODAY, &mut Problems::default()).unwrap();
        assert_eq!(draft.terms, Terms { amount: 120_000, starts_on: TODAY, instalments: 12 });
        assert_eq!(draft.guarantors, ["Dan Weil", "Ruth Kahn", "Élie Attal"]);
        assert_eq!(draft.note, "a\nb");
        let borrower = NewBorrower { name: "Myriam Lévy".into(), email: None, phone: None };
        assert_eq!(draft.borrower, Borrower::New(borrower));
    }

    #[test]
    fn an_empty_form_names_every_field_that_is_needed() {
        let fields: Vec<String> = problems_of(&NewLoan::default()).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["borrower_name", "amount", "starts_on", "instalments"]);
    }

    #[test]
    fn each_field_has_its_own_problem() {
        let named = |field: &str, problem| (field.to_owned(), problem);
        assert_eq!(one(|form| form.borrower_id = "7".into()), named("borrower_id", Problem::NotAChoice));
        assert_eq!(one(|form| form.borrower_email = "a@".into()), named("borrower_email", Problem::NotAnEmail));
        assert_eq!(
            one(|form| form.borrower_phone = "1".repeat(41)),
            named("borrower_phone", Problem::TooLong { most: 40 })
        );
        assert_eq!(one(|form| form.amount = "0,00".into()), named("amount", Problem::AmountNotPositive));
        assert_eq!(one(|form| form.amount = "-5".into()), named("amount", Problem::NotAnAmount));
        let range = Problem::DateOutOfRange { least: day::FIRST, most: date(2027, 3, 15) };
        for beyond in ["0001-01-01", "2027-03-16", "9999-12-31"] {
            assert_eq!(one(|form| form.starts_on = beyond.into()), named("starts_on", range.clone()), "{beyond}");
        }
        assert_eq!(one(|form| form.instalments = "twelve".into()), named("instalments", Problem::NotANumber));
        let range = Problem::OutOfRange { least: 1, most: 120 };
        assert_eq!(one(|form| form.instalments = "121".into()), named("instalments", range));
        assert_eq!(one(|form| form.note = "é".repeat(2_001)), named("note", Problem::TooLong { most: 2_000 }));
        let too_many = named("guarantors", Problem::TooManyGuarantors);
        assert_eq!(one(|form| form.guarantors = "Dan\n".repeat(11)), too_many);
    }

    #[test]
    fn an_instalment_is_at_least_one_minor_unit() {
        let too_many = one(|form| form.amount = "0,11".into());
        assert_eq!(too_many, ("instalments".to_owned(), Problem::OutOfRange { least: 1, most: 11 }));
    }
}
