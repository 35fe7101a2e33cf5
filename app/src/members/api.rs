//! Server functions of the members.

use crate::error::AppError;
use jiff::civil::Date;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use tenantry::fault::{Fault, Problem};
use tenantry::{
    ids::{InvitationId, MembershipId},
    memberships::{InvitationLink, Member, PendingInvitation},
};

/// Everybody with a place here, and the day they are looked at where the organisation is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    pub members: Vec<Member>,
    /// Only for who may take one back.
    pub invitations: Vec<PendingInvitation>,
    #[serde(with = "tenantry::day")]
    pub today: Date,
}

#[server(endpoint = "members/list")]
pub async fn list_members() -> Result<People, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::MEMBERS_LIST).await?;
    let mut list = tenantry::memberships::members_of(&ctx).await?;
    if !ctx.actor.may(tenantry::access::Permission::MembersManage) {
        list.invitations.clear();
    }
    Ok(People { members: list.members, invitations: list.invitations, today: ctx.today() })
}

/// Makes an invitation and hands its link to the list of members, which shows it once.
#[server(endpoint = "members/invite")]
pub async fn invite_member(
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] role: String,
) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::MEMBERS_INVITE).await?;
    let role = role_of(&role)?;
    let invite = async move { tenantry::memberships::invitations::invite(&ctx, &email, &name, role).await };
    let link = tenantry::context::uncancelled(invite).await?;
    super::handover::give(&crate::server::visit()?, &link);
    leptos_axum::redirect(crate::paths::INVITED);
    Ok(())
}

/// The link that was handed over a moment ago; asked again, there is none.
#[server(endpoint = "members/link")]
pub async fn read_fresh_link() -> Result<Option<InvitationLink>, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::MEMBERS_LINK).await?;
    let Some(secret) = super::handover::take(&crate::server::visit()?) else { return Ok(None) };
    Ok(tenantry::memberships::invitations::link(&ctx.platform, &ctx.tenant, &secret).await?)
}

#[server(endpoint = "members/revoke")]
pub async fn revoke_invitation(invitation: InvitationId) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::MEMBERS_REVOKE).await?;
    let revoke = async move { tenantry::memberships::invitations::revoke(&ctx, invitation).await };
    tenantry::context::uncancelled(revoke).await?;
    leptos_axum::redirect(&crate::paths::saved(crate::paths::MEMBERS));
    Ok(())
}

#[server(endpoint = "members/change-role")]
pub async fn change_role(member: MembershipId, #[server(default)] role: String) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::MEMBERS_CHANGE_ROLE).await?;
    let role = role_of(&role)?;
    let change = async move { tenantry::memberships::change_role(&ctx, member, role).await };
    tenantry::context::uncancelled(change).await?;
    leptos_axum::redirect(&crate::paths::saved(crate::paths::MEMBERS));
    Ok(())
}

/// Lets a place end with a day, or never when none is typed.
#[server(endpoint = "members/limit")]
pub async fn limit_member(member: MembershipId, #[server(default)] expires: String) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::MEMBERS_LIMIT).await?;
    let last_day = last_day(&expires).map_err(|problem| AppError(Fault::field("expires", problem)))?;
    tenantry::context::uncancelled(async move { tenantry::memberships::limit(&ctx, member, last_day).await }).await?;
    leptos_axum::redirect(&crate::paths::saved(crate::paths::MEMBERS));
    Ok(())
}

#[server(endpoint = "members/remove")]
pub async fn remove_member(member: MembershipId) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::MEMBERS_REMOVE).await?;
    tenantry::context::uncancelled(async move { tenantry::memberships::remove(&ctx, member).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::MEMBERS, super::REMOVED));
    Ok(())
}

#[cfg(feature = "ssr")]
fn last_day(typed: &str) -> Result<Option<Date>, Problem> {
    if typed.trim().is_empty() { Ok(None) } else { tenantry::day::parse(typed).map(Some) }
}

#[cfg(feature = "ssr")]
fn role_of(name: &str) -> Result<tenantry::access::Role, AppError> {
    name.parse().map_err(|()| AppError(Fault::field("role", Problem::NotAChoice)))
}
