//! One process works on a deletion at a time. What a dead one had is taken over when its lease has run out.

use super::attend::Pace;
use crate::{
    db::ToSqlx,
    error::{Error, Result},
    ids::TenantId,
    platform::Platform,
};
use std::{sync::Arc, time::Duration};

pub(super) struct Lease {
    tenant: TenantId,
    owner: String,
    renewal: tokio::task::JoinHandle<()>,
}

impl Lease {
    /// `None` when another process has it, or when the organisation isn't deleted.
    pub(super) async fn take(platform: &Arc<Platform>, tenant: TenantId, pace: Pace) -> Result<Option<Self>> {
        let now = platform.clock.now();
        let owner = platform.random.uuid(now).to_string();
        let mut tx = platform.central.begin().await?;
        let text = "update deletion set lease_owner = $1, lease_until = $2
                    where tenant_id = $3 and (lease_until is null or lease_until < $4)";
        if sql!(&mut tx, execute text, &owner, (now + pace.lease).to_sqlx(), tenant, now.to_sqlx())? == 0 {
            return Ok(None);
        }
        tx.commit().await?;
        let renewal = tokio::spawn(renew(platform.clone(), tenant, owner.clone(), pace));
        Ok(Some(Self { tenant, owner, renewal }))
    }

    /// Lets go of it, and notes what went wrong. Of what is erased there is nothing left to let go of.
    pub(super) async fn give_back(self, platform: &Platform, failed: Option<&Error>) -> Result<()> {
        let mut tx = platform.central.begin().await?;
        let text = "update deletion set lease_owner = null, lease_until = null, last_error = $1,
                           failing_since = case when $1 is null then null else coalesce(failing_since, $2) end
                    where tenant_id = $3 and lease_owner = $4";
        let now = platform.clock.now().to_sqlx();
        sql!(&mut tx, execute text, failed.map(Error::with_causes), now, self.tenant, &self.owner)?;
        Ok(tx.commit().await?)
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        self.renewal.abort();
    }
}

async fn renew(platform: Arc<Platform>, tenant: TenantId, owner: String, pace: Pace) {
    let pause = Duration::try_from(pace.lease).unwrap_or_default() / 3;
    loop {
        tokio::time::sleep(pause).await;
        if let Err(error) = renew_once(&platform, tenant, &owner, pace).await {
            tracing::warn!(error = %error.with_causes(), "the lease of a deletion could not be renewed");
        }
    }
}

async fn renew_once(platform: &Platform, tenant: TenantId, owner: &str, pace: Pace) -> Result<()> {
    let until = (platform.clock.now() + pace.lease).to_sqlx();
    let mut tx = platform.central.begin().await?;
    let text = "update deletion set lease_until = $1 where tenant_id = $2 and lease_owner = $3";
    sql!(&mut tx, execute text, until, tenant, owner)?;
    Ok(tx.commit().await?)
}
