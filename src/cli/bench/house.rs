//! The organisations of the benchmark, and the way into each.

use super::Outcome;
use crate::{
    access::Role,
    context::Actor,
    db::{Lifecycle, Location, PoolSize},
    demo,
    loans::seed,
    locale::Locale,
    memberships,
    modules::Module,
    platform::Platform,
    provisioning, sessions,
    tenants::{self, NewTenant},
    users::{self, Email, Principal},
};
use std::{sync::Arc, time::Duration};
use tower_sessions::Session;

/// As many as one page of the list shows.
const LOANS: usize = 25;
pub(super) const NAME: &str = "Rachel Benhamou";

/// An organisation's host, and the secret of somebody's session there.
#[derive(Clone)]
pub(super) struct House {
    host: String,
    session: String,
}

impl House {
    pub(super) fn host(&self) -> String {
        self.host.clone()
    }

    /// The signed-in list of loans.
    pub(super) fn request(&self) -> Vec<u8> {
        let Self { host, session } = self;
        format!("GET /loans HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nCookie: sid={session}\r\n\r\n")
            .into_bytes()
    }
}

pub(super) fn slug(number: u32) -> String {
    format!("society-{number:06}")
}

pub(super) async fn provision(platform: &Arc<Platform>, slug: &str) -> Outcome<()> {
    let new = NewTenant {
        name: format!("Société {slug}"),
        slug: slug.to_owned(),
        admin_name: NAME.to_owned(),
        admin_email: format!("owner@{slug}.example"),
        locale: Locale::Fr,
        modules: vec![Module::Loans],
        ..NewTenant::default()
    };
    provisioning::provision(platform.clone(), new, |_| Ok(())).await?;
    Ok(())
}

/// Somebody with a place in the organisation.
pub(super) async fn owner(platform: &Arc<Platform>, slug: &str) -> Outcome<Actor> {
    let address = format!("rachel@{slug}.example");
    let email = Email::try_from(address.clone()).map_err(|problem| format!("{problem:?}"))?;
    let user = users::create(platform, &email, NAME, None).await?;
    let tenant = tenants::find(platform, slug).await?.ok_or("the organisation is not there")?;
    let mut tx = platform.central.begin().await?;
    memberships::add(&mut tx, platform, tenant.id, user, Role::Owner).await?;
    tx.commit().await?;
    Ok(Actor { user, name: NAME.to_owned(), email: address, role: Role::Owner })
}

/// Fills the book, and signs somebody in.
pub(super) async fn move_in(platform: &Arc<Platform>, number: u32) -> Outcome<House> {
    let slug = slug(number);
    let actor = owner(platform, &slug).await?;
    let user = actor.user;
    let tenant = tenants::find(platform, &slug).await?.ok_or("the organisation is not there")?;
    let ctx = platform.enter(&tenant, actor).await?;
    seed::seed(&ctx, ctx.random(), &demo::book(number.into(), ctx.today(), LOANS, &[NAME])).await?;
    let session = Session::new(None, Arc::new(sessions::Store::new(platform)), None);
    sessions::start(&session, &Principal { user, tenant: Some(tenant.id) }, &tenant.main_host).await?;
    let session = session.id().ok_or("the session has no secret")?.to_string();
    Ok(House { host: tenant.main_host.clone(), session })
}

/// The names of all tenants' databases.
pub(super) async fn databases(location: Location) -> Outcome<Vec<String>> {
    let size = PoolSize { most: 1, wait: Duration::from_secs(30) };
    let central = Lifecycle::new(location).inspect_central(size).await?;
    let names = tenants::databases(&central).await?;
    central.close().await;
    Ok(names)
}
