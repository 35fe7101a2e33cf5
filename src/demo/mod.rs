//! Three organisations to look at: two lending societies with two years of loans, and a workshop without the module.
//! Names, amounts and dates come from a seeded generator, so that every deployment's demo tells the same story up to
//! its own today.

mod book;
mod names;
mod organisations;

use crate::{
    access::Role,
    brand,
    context::{Actor, TenantCtx},
    error::{Error, Result},
    ids::UserId,
    loans::seed::seed,
    locale::Locale,
    memberships::{
        self,
        invitations::{self, Acceptance},
    },
    money::Currency,
    operators::{self, Entry},
    platform::Platform,
    provisioning,
    tenants::{self, NewTenant, Tenant},
    users::{self, Email},
};
pub(crate) use book::book;
use organisations::{ALL, GUESTS, Guest, Organisation, Person};
use serde::Serialize;
use std::{io, sync::Arc};

/// The password of every demo account. It is public: a deployment with demo data belongs on a machine of one's own.
pub const PASSWORD: &str = "un figuier au jardin";

/// The organisations, and the operator's account.
pub const STEPS: usize = ALL.len() + 1;

/// All of them are in France, whatever the deployment's defaults are.
const TIME_ZONE: &str = "Europe/Paris";

const OPERATOR: Person = Person { name: "Camille Moreau", email: "operator@tenantry.example" };

/// What the demo consists of, for printing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Demo {
    pub organisations: Vec<DemoOrganisation>,
    /// Those of the organisations, and the operator's under the name `console`.
    pub accounts: Vec<DemoAccount>,
    pub operator: DemoAccount,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DemoOrganisation {
    pub slug: String,
    pub name: String,
    /// The front door.
    pub url: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DemoAccount {
    /// The organisation's slug.
    pub organisation: String,
    pub role: String,
    pub name: String,
    pub email: String,
    pub password: String,
}

/// Makes the demo in a deployment without organisations. `progress` is told of each of the [`STEPS`] when it begins.
pub async fn create(platform: &Arc<Platform>, mut progress: impl FnMut(&str)) -> Result<Demo> {
    for (seed, organisation) in (1..).zip(&ALL) {
        progress(&format!("Making {}: {}", organisation.name, organisation.contents()));
        make(platform, organisation, seed).await?;
    }
    for guest in &GUESTS {
        welcome(platform, guest).await?;
    }
    progress("Making the operator's account");
    let operator = operators::create(platform, OPERATOR.email, OPERATOR.name).await?;
    let link = operators::new_link(platform, operator).await?;
    let token = link.split("token=").nth(1).unwrap_or_default();
    Box::pin(operators::enter(platform, Entry::choosing(token, PASSWORD))).await?;
    find(platform).await?.ok_or_else(|| Error::internal(io::Error::other("the demo is not there after it was made")))
}

/// The demo as far as this deployment has it.
pub async fn find(platform: &Platform) -> Result<Option<Demo>> {
    let mut present = Vec::new();
    for organisation in &ALL {
        if is_present(platform, organisation).await? {
            present.push(organisation);
        }
    }
    Ok((!present.is_empty()).then(|| described(platform, &present)))
}

/// Whether nobody has made an organisation here yet, a half-made one included.
pub async fn is_empty(platform: &Platform) -> Result<bool> {
    let mut reader = platform.central.read().await?;
    Ok(sql!(&mut reader, scalar_optional String, "select slug from tenant limit 1")?.is_none())
}

async fn make(platform: &Arc<Platform>, organisation: &Organisation, seed_number: u64) -> Result<()> {
    let tenant = provision(platform, organisation).await?;
    let owner = organisation.owner();
    let user = employ(platform, &tenant, organisation).await?;
    let (name, email) = (owner.name.to_owned(), owner.email.to_owned());
    let ctx = platform.enter(&tenant, Actor { user, name, email, role: Role::Owner }).await?;
    paint(&ctx, organisation).await?;
    if organisation.loans > 0 {
        let actors = organisation.people.each_ref().map(|(_, person)| person.name);
        seed(&ctx, ctx.random(), &book::book(seed_number, ctx.today(), organisation.loans, &actors)).await?;
    }
    tenants::measure(platform, organisation.slug).await?;
    tenants::count_usage(platform, organisation.slug).await?;
    Ok(())
}

/// Provisions the organisation as everybody's is, and accepts the owner's invitation.
async fn provision(platform: &Arc<Platform>, organisation: &Organisation) -> Result<Arc<Tenant>> {
    let owner = organisation.owner();
    let new = NewTenant {
        name: organisation.name.into(),
        slug: organisation.slug.into(),
        admin_name: owner.name.into(),
        admin_email: owner.email.into(),
        locale: platform.settings.languages().or_default(Locale::Fr),
        time_zone: TIME_ZONE.into(),
        currency: Currency::Eur.code().into(),
        modules: organisation.modules().to_vec(),
    };
    let made = provisioning::provision(platform.clone(), new, |_| Ok(())).await?;
    let tenant = tenants::find(platform, organisation.slug).await?.ok_or_else(Error::not_found)?;
    let token = made.invitation_url.split("token=").nth(1).unwrap_or_default();
    let form = Acceptance { token, name: owner.name, password: PASSWORD.to_owned(), address: None };
    invitations::accept(platform, &tenant, form).await?;
    Ok(tenant)
}

/// Gives everybody beside the owner an account and a place; answers with the owner.
async fn employ(platform: &Platform, tenant: &Tenant, organisation: &Organisation) -> Result<UserId> {
    for (role, person) in organisation.people.iter().filter(|(role, _)| *role != Role::Owner) {
        let user = create_user(platform, person).await?;
        let mut tx = platform.central.begin().await?;
        memberships::add(&mut tx, platform, tenant.id, user, *role).await?;
        tx.commit().await?;
    }
    let owner = users::find_by_email(platform, &address(organisation.owner())?).await?;
    owner.map(|user| user.id).ok_or_else(Error::not_found)
}

/// Gives somebody of another organisation a place in this one as well.
async fn welcome(platform: &Platform, guest: &Guest) -> Result<()> {
    let tenant = tenants::find(platform, guest.at).await?.ok_or_else(Error::not_found)?;
    let user = users::find_by_email(platform, &address(&guest.person)?).await?.ok_or_else(Error::not_found)?;
    let mut tx = platform.central.begin().await?;
    memberships::add(&mut tx, platform, tenant.id, user.id, guest.role).await?;
    Ok(tx.commit().await?)
}

async fn create_user(platform: &Platform, person: &Person) -> Result<UserId> {
    users::create(platform, &address(person)?, person.name, Some(PASSWORD.to_owned())).await
}

fn address(person: &Person) -> Result<Email> {
    Email::try_from(person.email.to_owned()).map_err(|problem| Error::field("email", problem))
}

async fn paint(ctx: &TenantCtx, organisation: &Organisation) -> Result<()> {
    brand::save(ctx, organisation.brand_form()).await?;
    brand::set_logo(ctx, organisation.logo.to_vec()).await
}

async fn is_present(platform: &Platform, organisation: &Organisation) -> Result<bool> {
    let owner = users::find_by_email(platform, &address(organisation.owner())?).await?;
    Ok(owner.is_some() && tenants::find(platform, organisation.slug).await?.is_some())
}

fn described(platform: &Platform, present: &[&Organisation]) -> Demo {
    let public_url = &platform.config.server.public_url;
    let organisations = present.iter().map(|organisation| DemoOrganisation {
        slug: organisation.slug.into(),
        name: organisation.name.into(),
        url: public_url.origin_of(&public_url.subdomain(organisation.slug)),
    });
    let operator = account("console", "operator", &OPERATOR);
    let people = present.iter().flat_map(|organisation| {
        organisation.people.iter().map(|(role, person)| account(organisation.slug, role.name(), person))
    });
    let guests = GUESTS.iter().filter(|guest| present.iter().any(|organisation| organisation.slug == guest.at));
    let guests = guests.map(|guest| account(guest.at, guest.role.name(), &guest.person));
    let accounts = people.chain(guests).chain([operator.clone()]).collect();
    Demo { organisations: organisations.collect(), accounts, operator }
}

fn account(organisation: &str, role: &str, person: &Person) -> DemoAccount {
    DemoAccount {
        organisation: organisation.into(),
        role: role.into(),
        name: person.name.into(),
        email: person.email.into(),
        password: PASSWORD.into(),
    }
}
