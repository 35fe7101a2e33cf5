//! What operators turn on and off about one organisation: its modules, and a maintenance with a message.

use super::{Tenant, TenantStatus, console, store};
use crate::{
    audit,
    context::Author,
    db::{ToSqlx, UpgradeError},
    error::{Error, Result},
    fault::{Kind, Problem},
    modules::Module,
    moves, plans,
    platform::Platform,
    upgrades,
};
use std::sync::Arc;

/// Characters of a message; it stands on a page.
const LONGEST_MESSAGE: usize = 500;

/// Closes an open organisation for a while; everybody who comes reads the message.
///
/// # Errors
/// Not found; `TooLong` at `message`; at `slug` why it can't be closed now.
pub async fn begin_maintenance(platform: &Platform, slug: &str, message: &str, author: &Author) -> Result<()> {
    plan_maintenance(platform, slug, message).await?;
    console::start_maintenance(platform, slug, message, author).await
}

/// Whether it can be done, and nothing else.
pub async fn plan_maintenance(platform: &Platform, slug: &str, message: &str) -> Result<()> {
    if message.trim().chars().count() > LONGEST_MESSAGE {
        return Err(Error::field("message", Problem::TooLong { most: 500 }));
    }
    match at_rest(platform, slug).await?.status {
        TenantStatus::Active => Ok(()),
        _ => Err(Error::new(Kind::Conflict)),
    }
}

/// Turns a module on that its plan has. Its tables are migrated in when it was never there; one that was turned off comes back as it was.
///
/// # Errors
/// Not found; at `slug` why its tables can't be touched now.
pub async fn enable_module(platform: &Platform, slug: &str, module: Module, author: &Author) -> Result<()> {
    let tenant = may_have(platform, slug, module).await?;
    let condition = if tenant.installed.contains(&module) {
        None
    } else {
        let modules: Vec<Module> =
            Module::ALL.into_iter().filter(|of| *of == module || tenant.installed.contains(of)).collect();
        let migrated = platform.lifecycle.migrate(&tenant.home, &modules).await;
        migrated.map_err(|error: UpgradeError| Error::internal(error))?;
        Some(platform.lifecycle.clean(&tenant.home, &modules).await?)
    };
    let mut tx = platform.central.begin().await?;
    let text = "insert into tenant_module (tenant_id, module, enabled_at) values ($1, $2, $3)
                on conflict (tenant_id, module) do update set disabled_at = null";
    sql!(&mut tx, execute text, tenant.id, module.key(), platform.clock.now().to_sqlx())?;
    if let Some(condition) = condition {
        upgrades::record(&mut tx, tenant.id, &condition).await?;
    }
    audit::record_by(&mut tx, platform, "module-enabled", Some(tenant.id), author, module.key()).await?;
    platform.directory.changed(&mut tx).await?;
    tx.commit().await?;
    platform.directory.forget();
    Ok(())
}

/// Turns a module off: its pages are gone at once, its data stays and is upgraded, exported and removed with the rest.
///
/// # Errors
/// Not found; at `slug` when it is deleted.
pub async fn disable_module(platform: &Platform, slug: &str, module: Module, author: &Author) -> Result<()> {
    let tenant = at_rest(platform, slug).await?;
    let mut tx = platform.central.begin().await?;
    let text = "update tenant_module set disabled_at = $1 where tenant_id = $2 and module = $3 and disabled_at is null";
    if sql!(&mut tx, execute text, platform.clock.now().to_sqlx(), tenant.id, module.key())? == 1 {
        audit::record_by(&mut tx, platform, "module-disabled", Some(tenant.id), author, module.key()).await?;
        platform.directory.changed(&mut tx).await?;
    }
    tx.commit().await?;
    platform.directory.forget();
    // One that the plan didn't have is no longer too much.
    plans::judge_one(platform, slug).await
}

/// Whether modules can be turned on and off, and nothing else.
pub async fn plan_modules(platform: &Platform, slug: &str, on: &[Module]) -> Result<()> {
    at_rest(platform, slug).await?;
    for module in on {
        may_have(platform, slug, *module).await?;
    }
    Ok(())
}

async fn may_have(platform: &Platform, slug: &str, module: Module) -> Result<Arc<Tenant>> {
    let tenant = at_rest(platform, slug).await?;
    plans::check_module(&tenant, module, "slug")?;
    Ok(tenant)
}

/// An organisation that nobody works on.
async fn at_rest(platform: &Platform, slug: &str) -> Result<Arc<Tenant>> {
    let tenant = store::find(platform, slug).await?.ok_or_else(Error::not_found)?;
    let problem = |problem| Err(Error::field("slug", problem));
    if tenant.status == TenantStatus::Provisioning {
        return Err(Error::not_found());
    }
    if tenant.going.is_some() {
        return problem(Problem::IsDeleted);
    }
    if moves::is_under_way(&mut platform.central.read().await?, tenant.id).await? {
        return problem(Problem::IsMoving);
    }
    if moves::is_upgrading(platform, tenant.id).await? {
        return problem(Problem::IsUpgrading);
    }
    Ok(tenant)
}
