//! Holding an organisation's row: whatever else would change it, or count what it has, waits for the end of the transaction.
//! An update that changes nothing does that on either engine.

use crate::{
    db::Tx,
    error::{Error, Result},
    ids::TenantId,
};

/// # Errors
/// Not found.
pub(crate) async fn hold(tx: &mut Tx, tenant: TenantId) -> Result<()> {
    let held = sql!(tx, execute "update tenant set locked_at = locked_at where id = $1", tenant)?;
    if held == 0 { Err(Error::not_found()) } else { Ok(()) }
}

/// # Errors
/// Not found, also while it is being made.
pub(crate) async fn hold_named(tx: &mut Tx, slug: &str) -> Result<()> {
    let text = "update tenant set locked_at = locked_at where slug = $1 and status <> 'provisioning'";
    if sql!(tx, execute text, slug)? == 0 { Err(Error::not_found()) } else { Ok(()) }
}
