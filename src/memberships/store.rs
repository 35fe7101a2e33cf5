//! Memberships in the central database.

use crate::{
    access::{Permission, Role},
    context::TenantCtx,
    db::{Connection, DbError, Timestamp, ToSqlx, Tx, sqlx},
    error::{Error, Result},
    fault::Kind,
    ids::{MembershipId, TenantId, UserId},
    platform::Platform,
};
use std::io;

/// Gives a person a place in an organisation. Who has one keeps it as it is, role and all.
pub async fn add(tx: &mut Tx, platform: &Platform, tenant: TenantId, user: UserId, role: Role) -> Result<()> {
    sql!(
        tx,
        execute "insert into membership (id, tenant_id, user_id, role, created_at) values ($1, $2, $3, $4, $5)
                 on conflict (tenant_id, user_id) do nothing",
        MembershipId::new(&platform.random, &platform.clock),
        tenant,
        user,
        role.name(),
        platform.clock.now().to_sqlx()
    )?;
    Ok(())
}

/// A role as a row names it.
pub(crate) fn stored_role(name: &str) -> Result<Role> {
    name.parse().map_err(|()| Error::internal(io::Error::other(format!("unknown role {name:?}"))))
}

/// A membership as far as its role and its end matter.
#[derive(sqlx::FromRow)]
pub(super) struct Place {
    pub(super) user_id: UserId,
    pub(super) email: String,
    role: String,
    pub(super) expires_at: Option<Timestamp>,
}

impl Place {
    pub(super) fn is_owner(&self) -> bool {
        self.role == Role::Owner.name()
    }

    pub(super) fn is_owner_now(&self, ctx: &TenantCtx) -> bool {
        self.is_owner() && self.expires_at.is_none_or(|at| at.to_jiff() > ctx.clock().now())
    }
}

/// A membership of this organisation; another's is not found.
pub(super) async fn place(tx: &mut Tx, ctx: &TenantCtx, id: MembershipId) -> Result<Place> {
    let text = r#"select m.user_id, u.email, m.role, m.expires_at from membership m join "user" u on u.id = m.user_id
                  where m.id = $1 and m.tenant_id = $2"#;
    sql!(tx, fetch_optional Place, text, id, ctx.tenant.id)?.ok_or_else(Error::not_found)
}

/// Whether the person has a place in the organisation, or had one that ended.
pub(super) async fn is_member(on: &mut impl Connection, tenant: TenantId, email: &str) -> Result<bool, DbError> {
    let text =
        r#"select m.id from membership m join "user" u on u.id = m.user_id where m.tenant_id = $1 and u.email = $2"#;
    Ok(sql!(on, scalar_optional MembershipId, text, tenant, email)?.is_some())
}

/// # Errors
/// `Forbidden` when the role is an owner's and the actor may not make or unmake owners.
pub(super) fn check_owners(ctx: &TenantCtx, concerns_owner: bool) -> Result<()> {
    if concerns_owner && !ctx.actor.may(Permission::OwnersManage) { Err(Error::new(Kind::Forbidden)) } else { Ok(()) }
}
