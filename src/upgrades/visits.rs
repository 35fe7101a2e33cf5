//! Who is visited while a run goes on. A request only puts an id into memory, and only while there is a run; what is
//! noted is written once a second.

use crate::{db::ToSqlx, error::Result, ids::TenantId, platform::Platform};
use std::{
    collections::HashSet,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

#[derive(Debug, Default)]
pub(crate) struct Visits {
    is_running: AtomicBool,
    noted: Mutex<HashSet<TenantId>>,
}

impl Visits {
    pub(crate) fn note(&self, tenant: TenantId) {
        if self.is_running.load(Ordering::Relaxed) {
            self.noted.lock().unwrap_or_else(PoisonError::into_inner).insert(tenant);
        }
    }

    /// Writes what was noted to the tasks of the run that goes on, and learns whether one does.
    pub(crate) async fn follow(&self, platform: &Platform, is_running: bool) -> Result<()> {
        self.is_running.store(is_running, Ordering::Relaxed);
        let noted = std::mem::take(&mut *self.noted.lock().unwrap_or_else(PoisonError::into_inner));
        if noted.is_empty() {
            return Ok(());
        }
        let now = platform.clock.now().to_sqlx();
        let mut tx = platform.central.begin().await?;
        for tenant in noted {
            let text = "update upgrade_task set visited_at = $1
                        where tenant_id = $2 and state = 'waiting' and visited_at is null
                          and run_id in (select id from upgrade_run where state = 'running')";
            sql!(&mut tx, execute text, now, tenant)?;
        }
        Ok(tx.commit().await?)
    }
}
