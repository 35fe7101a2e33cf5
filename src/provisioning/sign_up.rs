//! Organisations that visitors make for themselves: where the deployment allows it, and not too many from one network.

use super::{provision, validate::Plan};
use crate::{
    db::{Timestamp, ToSqlx, sqlx},
    error::{Error, Result},
    fault::Kind,
    platform::Platform,
    tenants::NewTenant,
    users::network_of,
};
use jiff::SignedDuration;
use std::{net::IpAddr, sync::Arc};

/// In which one network may make so many organisations as the settings allow.
const WINDOW: SignedDuration = SignedDuration::from_hours(1);

/// How the first owner of what was made goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignedUp {
    /// By the link of their invitation. Nothing shows that the address is theirs.
    Here(String),
    /// By the one that went to their address.
    ByMail,
}

/// Makes an organisation for somebody who isn't signed in. Where there is a mail server the link of its first owner goes
/// to the address alone: whoever doesn't have it could make an account for it.
///
/// # Errors
/// `Forbidden` where sign-up is closed, `Invalid` with the fields that are wrong, `RateLimited` with the seconds that
/// are left. What fails doesn't count.
pub async fn sign_up(platform: Arc<Platform>, new: NewTenant, address: IpAddr) -> Result<SignedUp> {
    let settings = platform.settings.current();
    if !settings.sign_up.open {
        return Err(Error::new(Kind::Forbidden));
    }
    Plan::checked(new.clone(), &settings)?;
    let network = network_of(address);
    count(&platform, &network).await?;
    let made = provision(platform.clone(), new, |_| Ok(())).await;
    if made.is_err() {
        take_back(&platform, &network).await?;
    }
    let (made, mails) = (made?, &platform.mails);
    Ok(if mails.is_on() && !mails.is_shown() { SignedUp::ByMail } else { SignedUp::Here(made.invitation_url) })
}

/// Counts before the work, so that sign-ups at the same time can't slip past the limit together.
async fn count(platform: &Platform, network: &str) -> Result<()> {
    let now = platform.clock.now();
    let mut tx = platform.central.begin().await?;
    sql!(&mut tx, execute "delete from sign_up_count where began_at <= $1", (now - WINDOW).to_sqlx())?;
    let so_far = sql!(
        &mut tx,
        fetch_one SoFar,
        "insert into sign_up_count (network, began_at, organisations) values ($1, $2, 1)
         on conflict (network) do update set organisations = sign_up_count.organisations + 1
         returning began_at, organisations",
        network,
        now.to_sqlx()
    )?;
    if so_far.organisations > i64::from(platform.settings.current().sign_up.per_network) {
        let left = (so_far.began_at.to_jiff() + WINDOW).duration_since(now).as_secs();
        return Err(Error::new(Kind::RateLimited { seconds: u32::try_from(left.max(1)).unwrap_or(1) }));
    }
    Ok(tx.commit().await?)
}

async fn take_back(platform: &Platform, network: &str) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text = "update sign_up_count set organisations = organisations - 1 where network = $1 and organisations > 0";
    sql!(&mut tx, execute text, network)?;
    Ok(tx.commit().await?)
}

#[derive(sqlx::FromRow)]
struct SoFar {
    began_at: Timestamp,
    organisations: i64,
}
