//! A password that somebody chose by a link, in place of whatever was there.

use super::{User, forget_failures, set_password};
use crate::{db::Tx, error::Result, ids::TenantId, mail, platform::Platform, sessions};

/// Whoever knew the password before, was signed in or had another link to the account is out: they may not be its
/// owner, who is told by mail, on the part of the organisation or, without one, of the console.
pub(crate) async fn replace_password(
    tx: &mut Tx,
    platform: &Platform,
    tenant: Option<TenantId>,
    user: &User,
    hash: &str,
) -> Result<()> {
    set_password(tx, user.id, hash).await?;
    sql!(tx, execute "delete from password_reset where user_id = $1 and used_at is null", user.id)?;
    sessions::end_all(tx, user.id).await?;
    forget_failures(tx, &user.email).await?;
    if user.password_hash.is_some() {
        mail::queue_password_changed(tx, platform, tenant, user.id, (&user.email, &user.name)).await?;
    }
    Ok(())
}
