//! What an organisation's people do, counted in its own database and kept in the central one, so that the console's list
//! shows it without opening anybody's.

use super::store;
use crate::{
    db::{ToSqlx, sqlx},
    error::Result,
    ids::TenantId,
    jobs::{self, Ended, JobKind},
    loans::{self, LoanUsage},
    modules::Module,
    platform::Platform,
};
use jiff::{SignedDuration, civil::Date};

/// Activity is noted once in five minutes. What was noted within the last six may have gone on after it was counted.
const MAY_GO_ON: SignedDuration = SignedDuration::from_mins(6);

/// So many are looked for at once.
const PORTION: i64 = 200;

/// Counts for all who have worked since they were counted; most of them are open. Each is come to once: who goes on working is
/// due again at once, and one that can't be opened is tried again the next time.
pub async fn count_active(platform: &Platform) -> Result<()> {
    let mut last = None;
    loop {
        let due = due_after(platform, last).await?;
        let Some(Due { id, .. }) = due.last() else { return Ok(()) };
        last = Some(*id);
        count_each(platform, due).await;
    }
}

async fn due_after(platform: &Platform, last: Option<TenantId>) -> Result<Vec<Due>> {
    let mut reader = platform.central.read().await?;
    let text = "select id, slug from tenant t
                where status = 'active' and last_active_at is not null
                  and (counted_until is null or last_active_at > counted_until)
                  and not exists (select 1 from deletion g where g.tenant_id = t.id)
                  and ($1 is null or id > $1)
                order by id limit $2";
    Ok(sql!(&mut reader, fetch_all Due, text, last, PORTION)?)
}

async fn count_each(platform: &Platform, due: Vec<Due>) {
    for Due { id, slug } in due {
        let counted = jobs::run(platform, JobKind::Figures, &[id], count_usage(platform, &slug), Ended::of).await;
        if let Err(error) = counted {
            tracing::debug!(error = %error.with_causes(), slug, "what an organisation does could not be counted");
        }
    }
}

#[derive(sqlx::FromRow)]
struct Due {
    id: TenantId,
    slug: String,
}

/// Counts what one organisation has and does, and keeps it for the list.
pub async fn count_usage(platform: &Platform, slug: &str) -> Result<()> {
    let Some(tenant) = store::find(platform, slug).await? else { return Ok(()) };
    let until = platform.clock.now() - MAY_GO_ON;
    let today = platform.clock.today(&tenant.zone);
    let usage = if tenant.has(Module::Loans) {
        let held = platform.fleet.open(&tenant).await?;
        loans::usage(&mut held.db().read().await?, today).await?
    } else {
        LoanUsage::default()
    };
    let mut tx = platform.central.begin().await?;
    let text = "update tenant set active_loans = $1, transactions = $2, transactions_month = $3, counted_until = $4
                where id = $5";
    sql!(&mut tx, execute text, usage.active, usage.transactions, month(today), until.to_sqlx(), tenant.id)?;
    Ok(tx.commit().await?)
}

/// As it stands beside the transactions that were counted in it.
pub(super) fn month(day: Date) -> String {
    day.strftime("%Y-%m").to_string()
}

/// Those of this month. Who was counted in an earlier one has done nothing since: they would have been counted anew.
pub(super) fn of_this_month(transactions: Option<i64>, counted_in: Option<&str>, this_month: &str) -> Option<i64> {
    transactions.map(|transactions| if counted_in == Some(this_month) { transactions } else { 0 })
}
