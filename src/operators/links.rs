//! Links that sign an operator in once, printed where the server is run: who can run its commands is trusted already.

use crate::{
    audit,
    db::{DbError, ToSqlx, Tx},
    error::{Error, Result},
    fault::Problem,
    ids::{OperatorId, UserId},
    platform::Platform,
    users::{Principal, token},
};
use jiff::{SignedDuration, Timestamp};

const VALID_FOR: SignedDuration = SignedDuration::from_mins(15);

/// A link to the console that works once within 15 minutes. Only the hash of its secret is kept.
pub async fn new_link(platform: &Platform, operator: OperatorId) -> Result<String> {
    let token = token::new(&platform.random);
    let now = platform.clock.now();
    let mut tx = platform.central.begin().await?;
    sql!(
        &mut tx,
        execute "insert into operator_link (token_hash, operator_id, created_at, expires_at) values ($1, $2, $3, $4)",
        token::hash(&token),
        operator,
        now.to_sqlx(),
        (now + VALID_FOR).to_sqlx()
    )?;
    tx.commit().await?;
    let origin = platform.config.server.public_url.origin_of(&console_host(platform));
    Ok(format!("{origin}/enter?token={token}"))
}

/// Uses a link up.
///
/// # Errors
/// `LinkExpired` at the field `token`, whether it is unknown, used or too old.
pub async fn consume_link(platform: &Platform, token: &str) -> Result<Principal> {
    let mut tx = platform.central.begin().await?;
    let user = used_up(&mut tx, platform, token).await?.ok_or_else(|| Error::field("token", Problem::LinkExpired))?;
    audit::record_in(&mut tx, platform, "sign-in", None, Some(user), &console_host(platform), "by link").await?;
    tx.commit().await?;
    Ok(Principal { user, tenant: None })
}

/// One statement, so that of two uses at the same time one finds the link used.
async fn used_up(tx: &mut Tx, platform: &Platform, token: &str) -> Result<Option<UserId>, DbError> {
    sql!(
        tx,
        scalar_optional UserId,
        "update operator_link set used_at = $1 where token_hash = $2 and used_at is null and expires_at > $1
         returning (select o.user_id from operator o where o.id = operator_id)",
        platform.clock.now().to_sqlx(),
        token::hash(token)
    )
}

pub(crate) async fn purge_links(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    sql!(tx, execute "delete from operator_link where expires_at <= $1", now.to_sqlx())?;
    Ok(())
}

fn console_host(platform: &Platform) -> String {
    platform.config.server.public_url.subdomain("console")
}
