//! A connection that somebody has borrowed.

use super::{Keep, Label, Pool, kept::Kept};
use sqlx::{Database, SqlSafeStr};
use sqlx_core::transaction::TransactionManager;
use std::{
    fmt,
    ops::{Deref, DerefMut},
    sync::Arc,
};
use tokio::{runtime::Handle, sync::OwnedSemaphorePermit};

/// A borrowed connection. It goes back when it is dropped, cleared of whatever was left on it.
pub struct Lent<C: Keep> {
    /// `None` only while it is dropped or given up.
    pub(super) kept: Option<Kept<C>>,
    pub(super) pool: Pool<C>,
    pub(super) place: Option<OwnedSemaphorePermit>,
    pub(super) in_transaction: bool,
}

impl<C: Keep> Lent<C> {
    pub(super) async fn start(&mut self, statement: &'static str) -> Result<(), sqlx::Error> {
        // Before the statement is sent: who is dropped while it runs leaves a transaction behind.
        self.in_transaction = true;
        <C::Database as Database>::TransactionManager::begin(self, Some(statement.into_sql_str())).await
    }

    pub(in crate::db) async fn commit(&mut self) -> Result<(), sqlx::Error> {
        <C::Database as Database>::TransactionManager::commit(self).await?;
        self.in_transaction = false;
        Ok(())
    }

    pub(in crate::db) fn label(&self) -> &Arc<Label> {
        &self.pool.0.label
    }
}

impl<C: Keep> Drop for Lent<C> {
    fn drop(&mut self) {
        let Some(mut kept) = self.kept.take() else { return };
        let place = self.place.take();
        let is_cleared = kept.connection.settle_now(self.in_transaction);
        let left = if is_cleared { self.pool.put_back(kept).err() } else { Some(kept) };
        // At the end of the process there may be no runtime: then nobody borrows it any more either.
        if let (Some(kept), Ok(runtime)) = (left, Handle::try_current()) {
            runtime.spawn(self.pool.clone().settle(kept, place));
        }
    }
}

impl<C: Keep> Deref for Lent<C> {
    type Target = C;

    fn deref(&self) -> &C {
        let Some(kept) = &self.kept else { unreachable!("it is only taken while it is dropped") };
        &kept.connection
    }
}

impl<C: Keep> DerefMut for Lent<C> {
    fn deref_mut(&mut self) -> &mut C {
        let Some(kept) = &mut self.kept else { unreachable!("it is only taken while it is dropped") };
        &mut kept.connection
    }
}

impl<C: Keep> fmt::Debug for Lent<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Lent").field(&self.pool).finish()
    }
}
