//! The end of a plan: those who have it get another, and nobody can be given it any more. Its row stays.

use super::{
    ArchiveReview, Plan,
    change::give,
    judge,
    standing::{self, Whose},
    store,
    what_if::{differing, what_if},
};
use crate::{
    audit,
    context::OperatorCtx,
    db::{Connection, ToSqlx},
    error::{Error, Result},
    fault::{Kind, Problem},
    platform::Platform,
};

/// Those who are moved in one transaction.
const AT_ONCE: i64 = 200;

/// What would come of it.
///
/// # Errors
/// Not found, also for a plan that is archived; at `to` when that is no choice; at `plan` for the one of new organisations.
pub async fn preview_archive(platform: &Platform, key: &str, to: &str) -> Result<ArchiveReview> {
    let mut reader = platform.central.read().await?;
    let (plan, to) = both(&mut reader, platform, key, to).await?;
    let standings = standing::all(&mut reader, platform, Whose::Plan(key)).await?;
    let mut what_if = what_if(&standings, &to.allowance, judge::grace_end(platform));
    (what_if.gained, what_if.lost) = differing(&plan, &to);
    Ok(ArchiveReview { plan, to, what_if })
}

/// Does it. Should it break off, the plan still counts for those who have it, and it can be done again.
///
/// # Errors
/// Those of [`preview_archive`]; `Conflict` when one of both plans isn't at the version that was shown.
pub async fn archive(ctx: &OperatorCtx, key: &str, to: &str, versions: (i64, i64)) -> Result<()> {
    let platform = &ctx.platform;
    let (plan, to) = both(&mut platform.central.read().await?, platform, key, to).await?;
    if (plan.version, to.version) != versions {
        return Err(Error::new(Kind::Conflict));
    }
    let author = (&ctx.actor).into();
    loop {
        let mut tx = platform.central.begin().await?;
        let text = "select slug from tenant where plan = $1 order by id limit $2";
        let slugs = sql!(&mut tx, scalar_all String, text, key, AT_ONCE)?;
        for slug in &slugs {
            give(&mut tx, platform, slug, &to, &author).await?;
        }
        if slugs.is_empty() {
            let text = "update plan set archived_at = $1, version = version + 1, judged_version = version + 1
                        where key = $2 and archived_at is null";
            sql!(&mut tx, execute text, platform.clock.now().to_sqlx(), key)?;
            let detail = format!("{key} → {}", to.key);
            audit::record_by(&mut tx, platform, "plan-archived", None, &author, &detail).await?;
        }
        platform.directory.changed(&mut tx).await?;
        tx.commit().await?;
        platform.directory.forget();
        if slugs.is_empty() {
            return Ok(());
        }
    }
}

async fn both(on: &mut impl Connection, platform: &Platform, key: &str, to: &str) -> Result<(Plan, Plan)> {
    let plan = store::find_in(on, key).await?.filter(|plan| !plan.is_archived).ok_or_else(Error::not_found)?;
    if key == platform.settings.current().plans.default {
        return Err(Error::field("plan", Problem::IsDefaultPlan));
    }
    let to = store::find_in(on, to).await?.filter(|to| !to.is_archived && to.key != key);
    Ok((plan, to.ok_or_else(|| Error::field("to", Problem::NotAChoice))?))
}
