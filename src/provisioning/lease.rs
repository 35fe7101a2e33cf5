//! Who works on a provisioning. Whoever makes one renews its lease, however long a step takes; what nobody holds any more is the
//! sweep's to undo.

use crate::{
    db::{Timestamp, ToSqlx, Tx},
    error::{Error, Result},
    ids::ProvisioningId,
    platform::Platform,
};
use jiff::SignedDuration;
use std::{io, sync::Arc, time::Duration};

/// A process that is held up for less than that keeps what it makes.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// So often that many renewals may fail, and so seldom that a sign-up of milliseconds costs none.
const RENEWED_EVERY: Duration = Duration::from_secs(1);

/// The lease is renewed as long as this is held.
pub(super) struct Keeping(tokio::task::JoinHandle<()>);

impl Keeping {
    pub(super) fn start(platform: &Arc<Platform>, id: ProvisioningId, owner: &str) -> Self {
        let (platform, owner) = (platform.clone(), owner.to_owned());
        Self(tokio::spawn(async move {
            loop {
                tokio::time::sleep(RENEWED_EVERY).await;
                if let Err(error) = renew(&platform, id, &owner).await {
                    tracing::warn!(error = %error.with_causes(), provisioning = %id, "its lease could not be renewed");
                }
            }
        }))
    }
}

impl Drop for Keeping {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// A name for whoever takes a provisioning up.
pub(super) fn owner(platform: &Platform) -> String {
    platform.random.uuid(platform.clock.now()).to_string()
}

/// Until when a lease runs that is taken now.
pub(super) fn until(platform: &Platform) -> Timestamp {
    (platform.clock.now() + LEASE).to_sqlx()
}

/// The moments before which a lease must have run out that nobody holds any more, and before which something must have begun
/// that has none: it is of a program from before there were leases.
pub(super) fn ended_before(platform: &Platform) -> (Timestamp, Timestamp) {
    let now = platform.clock.now();
    (now.to_sqlx(), (now - LEASE).to_sqlx())
}

async fn renew(platform: &Platform, id: ProvisioningId, owner: &str) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text = "update provisioning set lease_until = $1 where id = $2 and lease_owner = $3 and outcome = 'running'";
    sql!(&mut tx, execute text, until(platform), id, owner)?;
    Ok(tx.commit().await?)
}

/// Takes one that nobody holds any more, so that neither another sweep nor a process that wakes up goes on with it; `false` when
/// somebody does.
pub(super) async fn take(platform: &Platform, id: ProvisioningId) -> Result<bool> {
    let mut tx = platform.central.begin().await?;
    let text = "update provisioning set lease_owner = $1, lease_until = $2
                where id = $3 and outcome = 'running'
                  and (lease_until < $4 or (lease_until is null and started_at < $5))";
    let (now, before) = ended_before(platform);
    let taken = sql!(&mut tx, execute text, owner(platform), until(platform), id, now, before)? > 0;
    tx.commit().await?;
    Ok(taken)
}

/// Holds it for the rest of a transaction.
///
/// # Errors
/// When it was taken for dead meanwhile.
pub(super) async fn still_has(tx: &mut Tx, id: ProvisioningId, owner: &str) -> Result<()> {
    let text =
        "update provisioning set lease_owner = lease_owner where id = $1 and lease_owner = $2 and outcome = 'running'";
    if sql!(tx, execute text, id, owner)? == 0 {
        return Err(Error::internal(io::Error::other("it was taken for dead, since nobody renewed its lease")));
    }
    Ok(())
}
