//! An organisation that begins as a copy of another: its database, modules, brand and settings, and its members when
//! somebody asks for them.

use super::{CloneOffer, StepReport, saga::Saga, start::Start, validate::Plan};
use crate::{
    context::Author,
    db::Tx,
    error::{Error, Result},
    fault::{Problem, Problems},
    ids::{MembershipId, ProvisioningId, TenantId, UserId},
    moves,
    platform::Platform,
    servers,
    tenants::{self, Slug, Tenant, TenantStatus, resting},
};
use serde::Serialize;
use std::{io, sync::Arc};

/// The copy that is asked for.
#[derive(Clone, Debug)]
pub struct NewClone {
    pub slug: String,
    /// The other's name when nothing is said.
    pub name: Option<String>,
    pub with_members: bool,
}

/// What came out of it.
#[derive(Clone, Debug, Serialize)]
pub struct Cloned {
    pub slug: String,
    pub url: String,
    pub members: i64,
    pub steps: Vec<StepReport>,
}

/// What would come out of it.
#[derive(Clone, Debug, Serialize)]
pub struct Cloning {
    pub slug: String,
    pub name: String,
    pub url: String,
    /// Of the database that is copied.
    pub database_bytes: i64,
    /// Who would have a place in the copy.
    pub members: i64,
}

/// What a new organisation is a copy of.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    pub(super) tenant: Arc<Tenant>,
    pub(super) with_members: bool,
    pub(super) author: Author,
}

/// Makes the copy and waits for it. A failure at any step leaves nothing of it, and nothing of the other is changed.
///
/// # Errors
/// `NotFound`; `Invalid` with the fields that are wrong: at `source` when the other is deleted or moves, at `server` when
/// its server takes nobody; `Unavailable` while somebody works on the other.
pub async fn clone<F>(platform: Arc<Platform>, slug: &str, new: NewClone, author: Author, observe: F) -> Result<Cloned>
where
    F: FnMut(StepReport) -> Result<()> + Send,
{
    let tenant = copyable(&platform, slug).await?;
    let plan = plan(&tenant, &new)?;
    let origin = Origin { tenant, with_members: new.with_members, author };
    let mut saga = Saga::reserve(platform.clone(), plan, Start::Copy(origin), observe).await?;
    let made = Box::pin(saga.finish_or_undo()).await?;
    let mut reader = platform.central.read().await?;
    let text = "select count(*) from membership m join tenant t on t.id = m.tenant_id where t.slug = $1";
    let members = sql!(&mut reader, scalar i64, text, &made.slug)?;
    Ok(Cloned { slug: made.slug, url: made.url, members, steps: made.steps })
}

/// Reserves at once, so that the form can show what is wrong, and copies in the background. `progress` tells how far it is.
///
/// # Errors
/// Those of [`clone`], as far as they are known by then.
pub async fn start_clone(platform: Arc<Platform>, slug: &str, new: NewClone, author: Author) -> Result<ProvisioningId> {
    let tenant = copyable(&platform, slug).await?;
    let plan = plan(&tenant, &new)?;
    let origin = Origin { tenant, with_members: new.with_members, author };
    let saga = Saga::reserve(platform, plan, Start::Copy(origin), |_| Ok(())).await?;
    Ok(saga.go_on_alone())
}

/// What a copy would have, before somebody gives it a name.
///
/// # Errors
/// `NotFound`; `Unavailable` while somebody works on it.
pub async fn clone_offer(platform: &Platform, slug: &str) -> Result<CloneOffer> {
    let tenant = tenants::find(platform, slug).await?.ok_or_else(Error::not_found)?;
    let refusal = match refused(platform, &tenant).await {
        Ok(()) => None,
        Err(mut error) if !error.fault.fields.is_empty() => Some(error.fault.fields.swap_remove(0).problem),
        Err(error) => return Err(error),
    };
    let mut reader = platform.central.read().await?;
    let text = "select count(*) from membership where tenant_id = $1";
    Ok(CloneOffer {
        slug: tenant.slug.clone(),
        name: tenant.name.clone(),
        database_bytes: platform.lifecycle.size(&tenant.home).await?,
        members: sql!(&mut reader, scalar i64, text, tenant.id)?,
        refusal,
    })
}

async fn refused(platform: &Platform, tenant: &Tenant) -> Result<()> {
    copyable(platform, &tenant.slug).await?;
    let mut tx = platform.central.begin().await?;
    servers::check_room_beside(&mut tx, &tenant.home).await
}

/// What a copy would be, and whether it can be made now. Nothing is made.
///
/// # Errors
/// Those of [`clone`].
pub async fn plan_clone(platform: &Platform, slug: &str, new: &NewClone) -> Result<Cloning> {
    let tenant = copyable(platform, slug).await?;
    let plan = plan(&tenant, new)?;
    let mut tx = platform.central.begin().await?;
    resting::check_free(&mut tx, platform, &plan.slug, None).await?;
    servers::check_room_beside(&mut tx, &tenant.home).await?;
    let text = "select count(*) from membership where tenant_id = $1";
    let members = if new.with_members { sql!(&mut tx, scalar i64, text, tenant.id)? } else { 0 };
    let public_url = &platform.config.server.public_url;
    Ok(Cloning {
        url: public_url.origin_of(&tenants::host_of_slug(&plan.slug, public_url)),
        slug: plan.slug.to_string(),
        name: plan.name,
        database_bytes: platform.lifecycle.size(&tenant.home).await?,
        members,
    })
}

async fn copyable(platform: &Platform, slug: &str) -> Result<Arc<Tenant>> {
    let tenant = tenants::find(platform, slug).await?.ok_or_else(Error::not_found)?;
    match tenant.status {
        TenantStatus::Provisioning => return Err(Error::not_found()),
        TenantStatus::Maintenance => {
            return Err(Error::unavailable(5, io::Error::other("somebody works on this organisation’s database")));
        }
        TenantStatus::Active | TenantStatus::Suspended => {}
    }
    if tenant.going.is_some() {
        return Err(Error::field("source", Problem::IsDeleted));
    }
    if moves::is_under_way(&mut platform.central.read().await?, tenant.id).await? {
        return Err(Error::field("source", Problem::IsMoving));
    }
    Ok(tenant)
}

fn plan(tenant: &Tenant, new: &NewClone) -> Result<Plan> {
    let mut problems = Problems::default();
    let name = problems.take("name", crate::users::name(new.name.as_deref().unwrap_or(&tenant.name)));
    let slug = problems.take("slug", Slug::try_from(new.slug.as_str()));
    match (name, slug) {
        (Some(name), Some(slug)) => Ok(Plan {
            name,
            slug,
            administrator: None,
            locale: tenant.locale,
            time_zone: tenant.zone_name.clone(),
            currency: tenant.currency,
            modules: tenant.installed.clone(),
        }),
        _ => Err(problems.finish().err().map_or_else(Error::not_found, Error::from)),
    }
}

/// What the central database knows of the other's looks and settings.
pub(super) async fn copy_settings(tx: &mut Tx, from: TenantId, to: TenantId) -> Result<()> {
    sql!(
        tx,
        execute "update tenant set time_zone = (select time_zone from tenant where id = $1),
                                   currency = (select currency from tenant where id = $1),
                                   plan = (select plan from tenant where id = $1),
                                   brand_copy = (select brand_copy from tenant where id = $1)
                 where id = $2",
        from,
        to
    )?;
    // What operators allowed it beyond its plan, or less: it would be over its limits as it begins.
    let text = "insert into tenant_feature (tenant_id, feature, is_on, reason, ends_at, set_by, set_at)
                select $1, feature, is_on, reason, ends_at, set_by, set_at from tenant_feature where tenant_id = $2";
    sql!(tx, execute text, to, from)?;
    let text = "insert into tenant_limit (tenant_id, what, amount, reason, set_by, set_at)
                select $1, what, amount, reason, set_by, set_at from tenant_limit where tenant_id = $2";
    sql!(tx, execute text, to, from)?;
    Ok(())
}

/// The other's members, with their roles and the days on which they end.
pub(super) async fn copy_members(tx: &mut Tx, platform: &Platform, from: TenantId, to: TenantId) -> Result<()> {
    let text = "select user_id from membership where tenant_id = $1 order by id";
    for user in sql!(tx, scalar_all UserId, text, from)? {
        sql!(
            tx,
            execute "insert into membership (id, tenant_id, user_id, role, created_at, expires_at)
                     select $1, $2, user_id, role, created_at, expires_at from membership
                     where tenant_id = $3 and user_id = $4",
            MembershipId::new(&platform.random, &platform.clock),
            to,
            from,
            user
        )?;
    }
    Ok(())
}
