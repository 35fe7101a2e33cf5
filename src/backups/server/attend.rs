//! What is due: backups by the schedule, looks at old ones, and clearing up what processes left that died.

use super::{super::BackupReason, check, folder, make, store};
use crate::{
    context::Author,
    db::{HomeRow, ToSqlx, sqlx},
    error::{Error, Result},
    fault::Kind,
    platform::Platform,
};
use jiff::SignedDuration;
use std::{collections::HashSet, sync::Arc};

/// One that failed is tried again so much later.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_hours(1);
/// Every file is read back so often, a few at a time; one that was found to be damaged more often.
const LOOKED_AT_EVERY: SignedDuration = SignedDuration::from_hours(24 * 7);
const LOOKED_AT_AGAIN: SignedDuration = SignedDuration::from_hours(6);
const LOOKS: i64 = 20;
/// So many are asked for at once.
const BATCH: i64 = 100;

/// Does what is due, one after the other. What fails is recorded and tried again later. Gives how many backups were made.
///
/// # Errors
/// When the central database can't be asked.
pub async fn attend(platform: &Arc<Platform>) -> Result<usize> {
    for row in store::abandoned(platform).await? {
        clear(platform, &row).await?;
    }
    folder::sweep_drafts(platform).map_err(Error::internal)?;
    let made = make_due(platform).await?;
    let now = platform.clock.now();
    for row in store::unchecked(platform, now - LOOKED_AT_EVERY, now - LOOKED_AT_AGAIN, LOOKS).await? {
        check::check_row(platform, &row).await?;
    }
    Ok(made)
}

async fn clear(platform: &Platform, row: &store::Stored) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text = "update backup set state = 'failed', error = $1, lease_owner = null, lease_until = null
                where id = $2 and state = 'making' and lease_until < $3";
    let why = "the process that made it is gone";
    let taken = sql!(&mut tx, execute text, why, row.id, platform.clock.now().to_sqlx())?;
    tx.commit().await?;
    if taken > 0 {
        folder::remove_drafts(platform, row.id).map_err(Error::internal)?;
        folder::remove(platform, &row.file).map_err(Error::internal)?;
    }
    Ok(())
}

async fn make_due(platform: &Arc<Platform>) -> Result<usize> {
    let mut made = 0;
    // Where one can't be opened, the others of that server can't either; each would be waited for.
    let mut dead = HashSet::new();
    let mut behind = String::new();
    loop {
        let due = due(platform, &behind).await?;
        let Some(last) = due.last() else { return Ok(made) };
        behind.clone_from(&last.slug);
        for Due { slug, home } in due {
            let place = (home.placement, home.server_id);
            if dead.contains(&place) {
                continue;
            }
            match make::back_up(platform, &slug, BackupReason::Schedule, &Author::Housekeeping).await {
                Ok(_) => made += 1,
                // Somebody works on it just now.
                Err(error) if error.is_invalid() || error.is_not_found() => {}
                Err(error) => {
                    tracing::error!(slug, error = %Error::with_causes(&error), "a backup could not be made");
                    if place.1.is_some() && matches!(error.kind(), Kind::Unavailable { .. }) {
                        dead.insert(place);
                    }
                }
            }
        }
    }
}

#[derive(sqlx::FromRow)]
struct Due {
    slug: String,
    #[sqlx(flatten)]
    home: HomeRow,
}

/// Those whose last backup is old enough, by name, behind this one.
async fn due(platform: &Platform, behind: &str) -> Result<Vec<Due>> {
    let every = platform.settings.current().backups.every_hours;
    if every == 0 {
        return Ok(Vec::new());
    }
    let now = platform.clock.now();
    let before = (now - SignedDuration::from_hours(i64::from(every))).to_sqlx();
    let mut reader = platform.central.read().await?;
    let text = "
        select t.slug, t.placement, t.server_id, t.database_name from tenant t
        where t.slug > $3 and t.status in ('active', 'suspended') and t.created_at <= $1
          and not exists (select 1 from deletion d where d.tenant_id = t.id)
          and not exists (select 1 from tenant_move m where m.tenant_id = t.id and m.state in ('copying', 'switching'))
          and not exists (select 1 from upgrade_task k where k.tenant_id = t.id and k.state in ('running', 'restoring'))
          and not exists (select 1 from backup b where b.tenant_id = t.id
                            and (b.state = 'making' or (b.state = 'failed' and b.began_at > $2)
                                 or (b.state = 'whole' and coalesce(b.confirmed_at, b.made_at) > $1)))
        order by t.slug limit $4";
    Ok(sql!(&mut reader, fetch_all Due, text, before, (now - AGAIN_AFTER).to_sqlx(), behind, BATCH)?)
}
