//! Hosts and where they lead: the directory and its two caches.

mod directory;
mod findings;
mod main_address;
pub(crate) mod name_server;
mod own;
mod rechecks;
mod refusals;

use crate::harness::Deployment;
use name_server::NameServer;
use tenantry::{
    access::Role,
    config::Config,
    context::TenantCtx,
    domains::{self, DomainSetup, DomainState, HostName, Resolution},
    error::Error,
    fault::{Kind, Problem},
    platform::Platform,
    random::Random,
    users::Passwords,
};

pub(crate) const HOST: &str = "loans.gmah.test";
const TARGET: &str = "edge.tenantry.net";
/// Where the target is.
const HERE: &str = "192.0.2.10";

/// The same deployment, which asks a name server of the test's own. The zone has the target and nothing else.
pub(crate) async fn with_name_server(t: Deployment) -> (Deployment, NameServer) {
    with_settings(t, |_| {}).await
}

async fn with_settings(t: Deployment, change: impl FnOnce(&mut Config)) -> (Deployment, NameServer) {
    let zone = NameServer::start().await;
    zone.address(TARGET, HERE);
    let mut config = t.platform.config.clone();
    config.dns.server = Some(zone.address);
    config.dns.timeout_ms = 600;
    config.domains.allow_reserved = true;
    config.domains.cname_target = TARGET.into();
    config.domains.checks_per_minute = 1_000;
    change(&mut config);
    let random = Random::seeded(crate::harness::process() ^ 0x00d0_3a17);
    let platform = Platform::open_with(config, t.clock.clone(), random, Passwords::for_tests()).await.unwrap();
    (Deployment { platform, ..t }, zone)
}

/// Makes the records that a host needs.
pub(crate) fn make_records(zone: &NameServer, setup: &DomainSetup) {
    zone.txt(&setup.proof_name, &setup.proof_value).cname(&setup.domain.host, &setup.target);
}

pub(crate) async fn claimed(ctx: &TenantCtx, host: &str) -> DomainSetup {
    let host = domains::claim(ctx, host).await.unwrap();
    domains::own_domain(ctx, &host).await.unwrap()
}

/// An owner of the organisation, whose host is verified.
pub(crate) async fn with_verified(t: &Deployment, zone: &NameServer, slug: &str) -> TenantCtx {
    let ctx = t.ctx(slug, Role::Owner).await;
    make_records(zone, &claimed(&ctx, HOST).await);
    domains::verify(&ctx, HOST).await.unwrap();
    ctx
}

async fn state(ctx: &TenantCtx, host: &str) -> DomainState {
    domains::own_domain(ctx, host).await.unwrap().domain.state
}

/// The slug of the organisation that a host leads to.
async fn leads_to(t: &Deployment, host: &str) -> Option<String> {
    let host = HostName::parse(host).unwrap();
    match t.platform.directory.resolve(&t.platform, &host).await.unwrap() {
        Resolution::Tenant(tenant) => Some(tenant.slug.clone()),
        _ => None,
    }
}

fn problem(error: &Error) -> Option<&Problem> {
    error.fault.problem_of("host")
}

fn is_not_found<T: std::fmt::Debug>(result: Result<T, Error>) -> bool {
    result.unwrap_err().kind() == Kind::NotFound
}
