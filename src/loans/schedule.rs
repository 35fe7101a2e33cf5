//! What follows from a loan's terms and from what was repaid: the instalments, what is paid of each, what is due when.
//! Pure arithmetic on minor units and civil dates.

use super::{Instalment, InstalmentState};
use jiff::{ToSpan, civil::Date};

/// What was agreed. The amount is positive and there is at least one instalment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    pub amount: i64,
    pub starts_on: Date,
    pub instalments: i64,
}

impl Terms {
    /// When an instalment falls due, counted from 1: so many months after the start, on the same day of the month or on
    /// the month's last day. Each is counted from the start, so that 31 January, 28 February is followed by 31 March.
    pub fn due_on(&self, number: i64) -> Date {
        self.starts_on.saturating_add(number.months())
    }

    /// When the last instalment falls due.
    pub fn ends_on(&self) -> Date {
        self.due_on(self.instalments)
    }

    /// All instalments are equal; the last one takes what the division leaves over.
    pub fn instalment(&self, number: i64) -> i64 {
        self.scheduled_up_to(number) - self.scheduled_up_to(number - 1)
    }

    /// When the oldest instalment that isn't fully paid falls due; `None` when all are.
    pub fn next_due_on(&self, repaid: i64) -> Option<Date> {
        let fully_paid = repaid.checked_div(self.base()).unwrap_or(self.instalments - 1).min(self.instalments - 1);
        (repaid < self.amount).then(|| self.due_on(fully_paid + 1))
    }

    /// What has fallen due up to and including a day and isn't paid.
    pub fn unpaid_by(&self, day: Date, repaid: i64) -> i64 {
        (self.scheduled_up_to(self.instalments_due_by(day)) - repaid).max(0)
    }

    /// The instalments with what is paid of each: repayments fill the oldest first.
    pub fn schedule(&self, repaid: i64, today: Date) -> Vec<Instalment> {
        (1..=self.instalments).map(|number| self.instalment_as_paid(number, repaid, today)).collect()
    }

    fn instalment_as_paid(&self, number: i64, repaid: i64, today: Date) -> Instalment {
        let (due_on, amount) = (self.due_on(number), self.instalment(number));
        let paid = (repaid - self.scheduled_up_to(number - 1)).clamp(0, amount);
        let state = match paid {
            _ if paid == amount => InstalmentState::Paid,
            _ if due_on < today => InstalmentState::Overdue,
            0 => InstalmentState::Upcoming,
            _ => InstalmentState::Partial,
        };
        Instalment { number: u32::try_from(number).unwrap_or(u32::MAX), due_on, amount, paid, state }
    }

    fn instalments_due_by(&self, day: Date) -> i64 {
        let months = months_between(self.starts_on, day);
        // An instalment falls due in its own month, so that only the last of them can still be ahead.
        let ahead = i64::from(months > 0 && self.due_on(months.min(self.instalments)) > day);
        (months.min(self.instalments) - ahead).clamp(0, self.instalments)
    }

    fn scheduled_up_to(&self, number: i64) -> i64 {
        if number >= self.instalments { self.amount } else { self.base() * number }
    }

    fn base(&self) -> i64 {
        self.amount / self.instalments
    }
}

fn months_between(from: Date, to: Date) -> i64 {
    let months = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
    months(to) - months(from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use jiff::civil::date;

    fn terms(amount: i64, starts_on: Date, instalments: i64) -> Terms {
        Terms { amount, starts_on, instalments }
    }

    fn any_terms(random: &Random) -> Terms {
        let below = |bound: u64| i64::try_from(random.below(bound)).unwrap();
        let starts_on = date(2020, 1, 1).saturating_add(below(2_000).days());
        let instalments = 1 + below(120);
        terms(instalments + below(2_000_000), starts_on, instalments)
    }

    fn below(random: &Random, bound: i64) -> i64 {
        i64::try_from(random.below(u64::try_from(bound).unwrap())).unwrap()
    }

    #[test]
    fn an_even_amount_makes_equal_instalments() {
        let loan = terms(120_000, date(2026, 1, 15), 12);
        assert!((1..=12).all(|number| loan.instalment(number) == 10_000));
        assert_eq!(loan.due_on(1), date(2026, 2, 15));
        assert_eq!(loan.ends_on(), date(2027, 1, 15));
    }

    #[test]
    fn the_last_instalment_takes_what_is_left_over() {
        let loan = terms(10_000, date(2026, 1, 15), 3);
        assert_eq!([1, 2, 3].map(|number| loan.instalment(number)), [3_333, 3_333, 3_334]);
    }

    #[test]
    fn a_start_at_the_end_of_a_month_is_clamped_and_comes_back() {
        let loan = terms(60_000, date(2026, 1, 31), 6);
        let due: Vec<Date> = (1..=4).map(|number| loan.due_on(number)).collect();
        assert_eq!(due, [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]);
        assert_eq!(terms(1_200, date(2027, 12, 31), 2).due_on(2), date(2028, 2, 29));
    }

    #[test]
    fn repayments_fill_the_oldest_instalment_first() {
        let loan = terms(30_000, date(2026, 1, 10), 3);
        let schedule = loan.schedule(12_500, date(2026, 3, 1));
        let paid: Vec<_> = schedule.iter().map(|instalment| (instalment.paid, instalment.state)).collect();
        assert_eq!(
            paid,
            [(10_000, InstalmentState::Paid), (2_500, InstalmentState::Partial), (0, InstalmentState::Upcoming)]
        );
    }

    #[test]
    fn an_instalment_is_overdue_from_the_day_after_it_fell_due() {
        let loan = terms(30_000, date(2026, 1, 10), 3);
        let first = |today| loan.schedule(5_000, today)[0].state;
        assert_eq!(first(date(2026, 2, 10)), InstalmentState::Partial);
        assert_eq!(first(date(2026, 2, 11)), InstalmentState::Overdue);
    }

    #[test]
    fn the_next_due_date_moves_with_each_instalment_that_is_full() {
        let loan = terms(10_000, date(2026, 1, 10), 3);
        assert_eq!(loan.next_due_on(0), Some(date(2026, 2, 10)));
        assert_eq!(loan.next_due_on(3_332), Some(date(2026, 2, 10)));
        assert_eq!(loan.next_due_on(3_333), Some(date(2026, 3, 10)));
        assert_eq!(loan.next_due_on(9_999), Some(date(2026, 4, 10)));
        assert_eq!(loan.next_due_on(10_000), None);
    }

    #[test]
    fn what_is_unpaid_counts_the_day_itself() {
        let loan = terms(30_000, date(2026, 1, 31), 3);
        assert_eq!(loan.unpaid_by(date(2026, 2, 27), 0), 0);
        assert_eq!(loan.unpaid_by(date(2026, 2, 28), 0), 10_000);
        assert_eq!(loan.unpaid_by(date(2026, 3, 30), 4_000), 6_000);
        assert_eq!(loan.unpaid_by(date(2030, 1, 1), 4_000), 26_000);
        assert_eq!(loan.unpaid_by(date(2020, 1, 1), 0), 0);
        assert_eq!(loan.unpaid_by(date(2026, 2, 28), 15_000), 0);
    }

    #[test]
    fn an_amount_smaller_than_its_instalments_is_due_with_the_last() {
        let loan = terms(2, date(2026, 1, 10), 3);
        assert_eq!(loan.next_due_on(0), Some(date(2026, 4, 10)));
        assert_eq!(loan.next_due_on(2), None);
    }

    #[test]
    fn instalments_always_add_up_and_differ_by_the_remainder_alone() {
        let random = Random::seeded(1);
        for _ in 0..300 {
            let loan = any_terms(&random);
            let amounts: Vec<i64> = (1..=loan.instalments).map(|number| loan.instalment(number)).collect();
            assert_eq!(amounts.iter().sum::<i64>(), loan.amount, "{loan:?}");
            assert!(amounts.windows(2).all(|pair| pair[0] <= pair[1]), "{loan:?}");
            assert!(amounts[amounts.len() - 1] - amounts[0] < loan.instalments, "{loan:?}");
        }
    }

    #[test]
    fn due_dates_fall_in_months_that_follow_each_other() {
        let random = Random::seeded(2);
        for _ in 0..300 {
            let loan = any_terms(&random);
            for number in 1..=loan.instalments {
                let due = loan.due_on(number);
                assert_eq!(months_between(loan.starts_on, due), number, "{loan:?}");
                assert_eq!(due.day(), loan.starts_on.day().min(due.days_in_month()), "{loan:?}");
            }
        }
    }

    #[test]
    fn the_short_ways_agree_with_the_schedule() {
        let random = Random::seeded(3);
        for _ in 0..300 {
            let loan = any_terms(&random);
            let repaid = below(&random, loan.amount + 1);
            let day = loan.starts_on.saturating_add(below(&random, 4_000).days()).saturating_sub(100.days());
            let schedule = loan.schedule(repaid, day);
            let open = |instalment: &&Instalment| instalment.paid < instalment.amount;
            assert_eq!(schedule.iter().map(|instalment| instalment.paid).sum::<i64>(), repaid);
            assert_eq!(loan.next_due_on(repaid), schedule.iter().find(open).map(|instalment| instalment.due_on));
            let unpaid: i64 =
                schedule.iter().filter(|instalment| instalment.due_on <= day).map(|i| i.amount - i.paid).sum();
            assert_eq!(loan.unpaid_by(day, repaid), unpaid, "{loan:?} {day} {repaid}");
        }
    }
}
