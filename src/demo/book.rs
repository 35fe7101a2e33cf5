//! Two years of lending as a society would have lived them: most people pay on time, some late, some early, a few not
//! at all. Nothing happens on a Saturday.

use super::names;
use crate::{
    loans::{
        schedule::Terms,
        seed::{Book, PastLoan, PastRepayment},
    },
    random::Random,
};
use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

/// The book of so many loans up to today; the actors wrote them down.
pub(crate) fn book(seed: u64, today: Date, loans: usize, actors: &[&'static str]) -> Book {
    let writer = Writer { random: Random::seeded(seed), today, actors };
    let mut book = Book::default();
    for starts_on in writer.starts(loans) {
        let borrower = writer.borrower(&mut book);
        let loan = writer.loan(starts_on, borrower, &book);
        book.loans.push(loan);
    }
    book
}

/// One of the choices, each as likely as the others.
pub(super) fn pick<T: Copy>(random: &Random, choices: &[T]) -> T {
    choices[usize::try_from(random.below(choices.len() as u64)).unwrap_or(0)]
}

struct Writer<'a> {
    random: Random,
    today: Date,
    actors: &'a [&'static str],
}

/// How somebody repays.
#[derive(Clone, Copy)]
enum Habit {
    Punctual,
    /// Pays parts of instalments, mostly enough.
    InParts,
    /// Sometimes two instalments at once.
    Ahead,
    /// All that is left, after some instalments.
    AllAtOnce,
    /// Stopped some instalments ago.
    Behind,
    Never,
    GivenUp,
}

const HABITS: [(Habit, u64); 7] = [
    (Habit::Punctual, 64),
    (Habit::InParts, 8),
    (Habit::Ahead, 10),
    (Habit::AllAtOnce, 7),
    (Habit::Behind, 6),
    (Habit::Never, 2),
    (Habit::GivenUp, 3),
];

/// Euros, the usual ones more than once.
const AMOUNTS: [i64; 24] = [
    300, 500, 500, 800, 1_000, 1_000, 1_000, 1_200, 1_500, 1_500, 2_000, 2_000, 2_000, 2_500, 3_000, 3_000, 3_500,
    4_000, 5_000, 5_000, 6_000, 8_000, 10_000, 12_000,
];
const INSTALMENTS: [i64; 9] = [6, 8, 10, 12, 15, 18, 24, 30, 36];

impl Writer<'_> {
    /// The days of lending, oldest first.
    fn starts(&self, count: usize) -> Vec<Date> {
        let mut days: Vec<Date> = (0..count).map(|_| working_day(self.ago(self.below(728)))).collect();
        days.sort_unstable();
        days
    }

    /// The place of somebody new, or of somebody who borrows again.
    fn borrower(&self, book: &mut Book) -> usize {
        let known = book.borrowers.len();
        if known > 20 && self.random.below(10) < 3 {
            return usize::try_from(self.random.below(known as u64)).unwrap_or(0);
        }
        book.borrowers.push(names::borrower(&self.random, &book.borrowers));
        known
    }

    fn loan(&self, starts_on: Date, borrower: usize, book: &Book) -> PastLoan {
        let euros = pick(&self.random, &AMOUNTS);
        let terms = Terms { amount: euros * 100, starts_on, instalments: self.instalments(euros) };
        let habit = self.habit(terms);
        PastLoan {
            borrower,
            terms,
            guarantors: self.guarantors(euros, &book.borrowers[borrower].name),
            note: names::reason(&self.random),
            actor: self.actor(),
            repayments: self.repayments(terms, habit),
            cancelled_on: matches!(habit, Habit::GivenUp).then(|| self.given_up_on(starts_on)),
        }
    }

    /// Between 50 and 400 euros a month.
    fn instalments(&self, euros: i64) -> i64 {
        let fitting: Vec<i64> =
            INSTALMENTS.into_iter().filter(|number| (50..=400).contains(&(euros / number))).collect();
        pick(&self.random, &fitting)
    }

    fn habit(&self, terms: Terms) -> Habit {
        let mut roll = self.random.below(HABITS.iter().map(|(_, weight)| weight).sum());
        let drawn = HABITS.into_iter().find(|(_, weight)| {
            let hit = roll < *weight;
            roll = roll.saturating_sub(*weight);
            hit
        });
        match drawn.map_or(Habit::Punctual, |(habit, _)| habit) {
            // Hardly any debt stays open long after its end.
            Habit::Behind | Habit::InParts | Habit::Never if terms.ends_on() < self.ago(120) && self.below(4) > 0 => {
                Habit::Punctual
            }
            habit => habit,
        }
    }

    /// The more is lent, the more people stand for it.
    fn guarantors(&self, euros: i64, borrower: &str) -> Vec<String> {
        let count = match euros {
            ..=1_000 => self.below(2),
            1_001..=4_000 => 1 + self.below(2),
            _ => 2 + self.below(2),
        };
        (0..count).map(|_| names::person(&self.random)).filter(|name| name != borrower).collect()
    }

    fn repayments(&self, terms: Terms, habit: Habit) -> Vec<PastRepayment> {
        let due = (1..=terms.instalments).filter(|number| terms.due_on(*number) <= self.today).count();
        let due = i64::try_from(due).unwrap_or(0);
        let paid = match habit {
            Habit::Never => 0,
            Habit::Behind => (due - 1 - self.below(4)).max(0),
            Habit::GivenUp => due.min(self.below(3)),
            _ => due,
        };
        let mut left = terms.amount;
        let mut repayments = Vec::new();
        for number in 1..=paid {
            let amount = self.amount(terms, number, habit).min(left);
            let paid_on = working_day(self.around(terms.due_on(number)).max(terms.starts_on));
            if amount > 0 && paid_on <= self.given_up_or_today(habit, terms.starts_on) {
                repayments.push(PastRepayment { amount, paid_on, actor: self.actor() });
                left -= amount;
            }
        }
        repayments
    }

    fn amount(&self, terms: Terms, number: i64, habit: Habit) -> i64 {
        let instalment = terms.instalment(number);
        match habit {
            // To the next ten euros, and now and then a part that makes up for the others.
            Habit::InParts => [instalment / 2_000 * 1_000, instalment, instalment, instalment + 2_000][self.place(4)],
            Habit::Ahead if self.below(3) == 0 => instalment * 2,
            Habit::AllAtOnce if number >= terms.instalments / 2 => terms.amount,
            _ => instalment,
        }
    }

    fn given_up_on(&self, starts_on: Date) -> Date {
        starts_on.saturating_add(100.days()).min(self.today)
    }

    fn given_up_or_today(&self, habit: Habit, starts_on: Date) -> Date {
        if matches!(habit, Habit::GivenUp) { self.given_up_on(starts_on) } else { self.today }
    }

    /// From four days before to two days after, mostly before.
    fn around(&self, due_on: Date) -> Date {
        due_on.saturating_sub(4.days()).saturating_add(self.below(7).days())
    }

    fn actor(&self) -> String {
        pick(&self.random, self.actors).to_owned()
    }

    fn ago(&self, days: i64) -> Date {
        self.today.saturating_sub(days.days())
    }

    fn below(&self, bound: u64) -> i64 {
        i64::try_from(self.random.below(bound)).unwrap_or(0)
    }

    fn place(&self, bound: u64) -> usize {
        usize::try_from(self.random.below(bound)).unwrap_or(0)
    }
}

/// Saturday's business is done on the Friday before.
fn working_day(day: Date) -> Date {
    if day.weekday() == Weekday::Saturday { day.saturating_sub(1.day()) } else { day }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::HashSet;

    const TODAY: Date = date(2026, 3, 15);

    fn paris() -> Book {
        book(1, TODAY, 200, &["Rachel", "Samuel"])
    }

    fn count(book: &Book, of: impl Fn(&PastLoan) -> bool) -> usize {
        book.loans.iter().filter(|loan| of(loan)).count()
    }

    fn is_late(loan: &PastLoan) -> bool {
        loan.cancelled_on.is_none() && loan.terms.unpaid_by(TODAY.yesterday().unwrap(), loan.repaid()) > 0
    }

    #[test]
    fn the_same_seed_tells_the_same_story() {
        assert_eq!(paris(), paris());
        assert_ne!(paris().borrowers, book(2, TODAY, 200, &["Rachel", "Samuel"]).borrowers);
    }

    #[test]
    fn every_loan_could_have_happened() {
        for loan in paris().loans {
            assert!((30_000..=1_200_000).contains(&loan.terms.amount) && (6..=36).contains(&loan.terms.instalments));
            assert!(loan.terms.starts_on <= TODAY && loan.repaid() <= loan.terms.amount, "{loan:?}");
            for repayment in &loan.repayments {
                assert!(
                    repayment.amount > 0 && (loan.terms.starts_on..=TODAY).contains(&repayment.paid_on),
                    "{loan:?}"
                );
                assert_ne!(repayment.paid_on.weekday(), Weekday::Saturday);
            }
            assert!(loan.repayments.windows(2).all(|pair| pair[0].paid_on <= pair[1].paid_on), "{loan:?}");
            if let Some(day) = loan.cancelled_on {
                assert!(loan.repaid() < loan.terms.amount && loan.repayments.iter().all(|of| of.paid_on <= day));
            }
        }
    }

    #[test]
    fn every_state_has_its_share() {
        let book = paris();
        let repaid = count(&book, |loan| loan.repaid() == loan.terms.amount);
        let late = count(&book, is_late);
        let cancelled = count(&book, |loan| loan.cancelled_on.is_some());
        let in_part = count(&book, |loan| loan.repayments.iter().any(|of| of.amount != loan.terms.instalment(1)));
        assert!((40..=110).contains(&repaid), "{repaid} repaid");
        assert!((10..=40).contains(&late), "{late} late");
        assert!((2..=12).contains(&cancelled), "{cancelled} cancelled");
        assert!(in_part >= 15, "{in_part} with other amounts than an instalment");
        assert!(200 - repaid - late - cancelled >= 60, "active");
    }

    #[test]
    fn nobody_is_there_twice() {
        let book = paris();
        let names: HashSet<&str> = book.borrowers.iter().map(|borrower| borrower.name.as_str()).collect();
        assert_eq!(names.len(), book.borrowers.len());
        assert!(book.loans.iter().all(|loan| loan.borrower < names.len()));
    }
}
