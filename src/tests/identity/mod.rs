//! Who somebody is, where they belong, and how long they stay signed in; on both engines.

mod cookies;
mod invitations;
mod members;
mod operators;
mod password_change;
mod sessions;
mod sign_in;
mod throttle;

use crate::harness::{Deployment, PASSWORD};
use std::{net::IpAddr, sync::Arc};
use tenantry::{
    context::TenantCtx,
    error::Result,
    fault::{Fault, Problem},
    ids::MembershipId,
    memberships::{self, InvitationLink, invitations::Acceptance},
    platform::Platform,
    sessions::Store,
    tenants::Tenant,
    users::{self, Principal, SignIn},
};
use tower_sessions::{Session, session::Id};

const CONSOLE: &str = "console.tenantry.test";

fn address(text: &str) -> IpAddr {
    text.parse().unwrap()
}

/// A try at an organisation's door, or at the console's without one.
async fn try_in(t: &Deployment, tenant: Option<&Tenant>, email: &str, password: &str) -> Result<Principal> {
    try_from(t, tenant, email, password, "203.0.113.9").await
}

async fn try_from(
    t: &Deployment,
    tenant: Option<&Tenant>,
    email: &str,
    password: &str,
    from: &str,
) -> Result<Principal> {
    let host = tenant.map_or(CONSOLE, |tenant| tenant.main_host.as_str());
    let (email, password) = (email.to_owned(), password.to_owned());
    users::sign_in(&t.platform, SignIn { email, password, host, tenant, address: address(from) }).await
}

/// What a browser with this cookie gets as its session; none has no cookie.
fn session(t: &Deployment, cookie: Option<Id>) -> Session {
    Session::new(cookie, Arc::new(Store::new(&t.platform)), None)
}

/// The answer as its bytes on the wire.
fn bytes(fault: &Fault) -> String {
    serde_json::to_string(fault).unwrap()
}

fn problem<T>(result: Result<T>, field: &str) -> Option<Problem> {
    result.err().and_then(|error| error.fault.problem_of(field).cloned())
}

fn token(link: &InvitationLink) -> String {
    token_of(&link.url)
}

fn token_of(url: &str) -> String {
    url.split_once("token=").unwrap().1.to_owned()
}

/// The id of somebody's place, by their address.
async fn place_of(ctx: &TenantCtx, email: &str) -> MembershipId {
    let list = memberships::members_of(ctx).await.unwrap();
    list.members.iter().find(|member| member.email == email).unwrap().id
}

/// Somebody new who accepted an invitation with [`PASSWORD`].
async fn joined(ctx: &TenantCtx, email: &str, role: tenantry::access::Role) -> Principal {
    let link = memberships::invitations::invite(ctx, email, "Noam Levy", role).await.unwrap();
    accept(&ctx.platform, &ctx.tenant, &token(&link), ("Noam Levy", PASSWORD)).await.unwrap()
}

/// Somebody who sends the form of an invitation, from nowhere.
async fn accept(
    platform: &Platform,
    tenant: &Tenant,
    token: &str,
    (name, password): (&str, &str),
) -> Result<Principal> {
    let form = Acceptance { token, name, password: password.to_owned(), address: None };
    memberships::invitations::accept(platform, tenant, form).await
}
