//! The figures of the home page.

use super::{
    LendingOverview, LoanFigures, LoanOrder, LoanQuery, LoanStatus, MonthFigures, list::list, schedule::Terms,
};
use crate::{
    context::TenantCtx,
    db::{Reader, ToSqlx, sqlx},
    error::Result,
};
use jiff::{ToSpan, civil::Date};

/// How many of the late loans the overview names.
const NAMED: usize = 5;

/// The figures, and the late loans that wait longest.
pub async fn overview(ctx: &TenantCtx) -> Result<LendingOverview> {
    let figures = figures(ctx).await?;
    if figures.overdue_loans == 0 {
        return Ok(LendingOverview { figures, late: Vec::new() });
    }
    let late = LoanQuery { status: Some(LoanStatus::Late), order: LoanOrder::DueFirst, ..LoanQuery::default() };
    let mut late = list(ctx, &late).await?.rows;
    late.truncate(NAMED);
    Ok(LendingOverview { figures, late })
}

/// Four queries, however many loans there are. What falls due is exact: it is computed from the terms of the loans that
/// have anything due by the end of this month.
pub async fn figures(ctx: &TenantCtx) -> Result<LoanFigures> {
    let today = ctx.today();
    let mut reader = ctx.read().await?;
    let running = running(&mut reader, today).await?;
    let due = due(&mut reader, today).await?;
    Ok(LoanFigures {
        active: running.active,
        lent: running.lent,
        due_this_month: due.iter().map(|loan| loan.due_this_month(today)).sum(),
        overdue: due.iter().map(|loan| loan.overdue(today)).sum(),
        overdue_loans: running.overdue_loans,
        months: months(&mut reader, today).await?,
    })
}

/// Whether an amount was ever recorded.
pub(crate) async fn is_any_recorded(reader: &mut Reader) -> Result<bool> {
    Ok(sql!(reader, scalar i64, "select count(*) from (select 1 from loan limit 1) l")? > 0)
}

/// What the console's list tells of an organisation.
#[derive(Clone, Copy, Debug, Default, sqlx::FromRow)]
pub(crate) struct LoanUsage {
    pub(crate) active: i64,
    /// Repayments of the month, and loans that began in it.
    pub(crate) transactions: i64,
}

pub(crate) async fn usage(reader: &mut Reader, today: Date) -> Result<LoanUsage> {
    let text = "select (select count(*) from loan where next_due_on is not null) as active,
                       (select count(*) from repayment where paid_on >= $1 and paid_on <= $2)
                     + (select count(*) from loan where starts_on >= $1 and starts_on <= $2 and cancelled_on is null)
                       as transactions";
    let (from, to) = (today.first_of_month().to_sqlx(), today.last_of_month().to_sqlx());
    Ok(sql!(reader, fetch_one LoanUsage, text, from, to)?)
}

#[derive(sqlx::FromRow)]
struct RunningRow {
    active: i64,
    lent: i64,
    overdue_loans: i64,
}

async fn running(reader: &mut Reader, today: Date) -> Result<RunningRow> {
    let text = "select count(*) as active, cast(coalesce(sum(amount - repaid), 0) as bigint) as lent,
                  count(case when next_due_on < $1 then 1 end) as overdue_loans
                from loan where next_due_on is not null";
    Ok(sql!(reader, fetch_one RunningRow, text, today.to_sqlx())?)
}

#[derive(sqlx::FromRow)]
struct DueRow {
    amount: i64,
    repaid: i64,
    starts_on: crate::db::Date,
    instalments: i64,
}

async fn due(reader: &mut Reader, today: Date) -> Result<Vec<DueRow>> {
    let text = "select amount, repaid, starts_on, instalments from loan where next_due_on <= $1";
    Ok(sql!(reader, fetch_all DueRow, text, today.last_of_month().to_sqlx())?)
}

impl DueRow {
    /// The unpaid part of this month's instalments, those that fell due earlier in the month included.
    fn due_this_month(&self, today: Date) -> i64 {
        self.unpaid_by(today.last_of_month()) - self.unpaid_by(day_before(today.first_of_month()))
    }

    fn overdue(&self, today: Date) -> i64 {
        self.unpaid_by(day_before(today))
    }

    fn unpaid_by(&self, day: Date) -> i64 {
        let terms = Terms { amount: self.amount, starts_on: self.starts_on.to_jiff(), instalments: self.instalments };
        terms.unpaid_by(day, self.repaid)
    }
}

fn day_before(day: Date) -> Date {
    day.saturating_sub(1.day())
}

/// This month and the eleven before it. A cancelled loan counts as not lent; what was repaid of it did come in.
async fn months(reader: &mut Reader, today: Date) -> Result<Vec<MonthFigures>> {
    let first = today.first_of_month().saturating_sub(11.months());
    let last = today.last_of_month();
    let lent = "select starts_on as day, cast(sum(amount) as bigint) as total from loan
                where starts_on between $1 and $2 and cancelled_on is null group by starts_on";
    let repaid = "select paid_on as day, cast(sum(amount) as bigint) as total from repayment
                  where paid_on between $1 and $2 group by paid_on";
    let lent = sql!(reader, fetch_all DayRow, lent, first.to_sqlx(), last.to_sqlx())?;
    let repaid = sql!(reader, fetch_all DayRow, repaid, first.to_sqlx(), last.to_sqlx())?;
    let months = (0..12).map(|number| first.saturating_add(number.months()));
    Ok(months.map(|month| MonthFigures { month, lent: sum(&lent, month), repaid: sum(&repaid, month) }).collect())
}

/// A day's total: the engines share no function that names a date's month.
#[derive(sqlx::FromRow)]
struct DayRow {
    day: crate::db::Date,
    total: i64,
}

fn sum(days: &[DayRow], month: Date) -> i64 {
    days.iter().filter(|row| row.day.to_jiff().first_of_month() == month).map(|row| row.total).sum()
}
