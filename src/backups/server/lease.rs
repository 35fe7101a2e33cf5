//! One process makes a backup of an organisation at a time. What a dead one had fails when its lease has run out.

use super::{Pace, make::Making};
use crate::{db::ToSqlx, error::Result, platform::Platform};
use std::{sync::Arc, time::Duration};

/// The lease is renewed as long as this is held.
#[derive(Debug)]
pub(super) struct Keeping(tokio::task::JoinHandle<()>);

impl Keeping {
    pub(super) fn start(platform: &Arc<Platform>, making: &Making, pace: Pace) -> Self {
        let (platform, making) = (platform.clone(), making.clone());
        let pause = Duration::try_from(pace.lease).unwrap_or_default() / 3;
        Self(tokio::spawn(async move {
            loop {
                tokio::time::sleep(pause).await;
                if let Err(error) = renew(&platform, &making, pace).await {
                    tracing::warn!(error = %error.with_causes(), "the lease of a backup could not be renewed");
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

async fn renew(platform: &Platform, making: &Making, pace: Pace) -> Result<()> {
    let until = (platform.clock.now() + pace.lease).to_sqlx();
    let mut tx = platform.central.begin().await?;
    let text = "update backup set lease_until = $1 where id = $2 and lease_owner = $3 and state = 'making'";
    sql!(&mut tx, execute text, until, making.id, &making.owner)?;
    Ok(tx.commit().await?)
}
