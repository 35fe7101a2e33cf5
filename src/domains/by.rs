//! On whose word an organisation's domains change.

use crate::{
    audit,
    context::{Author, TenantCtx},
    db::Tx,
    error::Result,
    ids::TenantId,
    platform::Platform,
};

/// Who changes an organisation's domains.
pub(super) enum By<'a> {
    Member(&'a TenantCtx),
    Outside(&'a Author),
}

impl By<'_> {
    pub(super) async fn record(
        &self,
        tx: &mut Tx,
        platform: &Platform,
        tenant: TenantId,
        kind: &'static str,
        host: &str,
    ) -> Result<()> {
        match self {
            Self::Member(ctx) => audit::record_by_member(tx, ctx, kind, host).await,
            Self::Outside(author) => audit::record_by(tx, platform, kind, Some(tenant), author, host).await,
        }
    }
}
