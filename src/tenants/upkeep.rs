//! What operators turn on and off about one organisation: its modules, and a maintenance with a message.

use super::{Tenant, TenantStatus, console, store};
use crate::{
    audit,
    context::OperatorCtx,
    db::{ToSqlx, UpgradeError},
    error::{Error, Result},
    fault::{Kind, Problem},
    modules::Module,
    moves, plans, upgrades,
};
use std::sync::Arc;

/// Characters of a message; it stands on a page.
const LONGEST_MESSAGE: usize = 500;

/// Closes an open organisation for a while; everybody who comes reads the message.
///
/// # Errors
/// Not found; `TooLong` at `message`; at `slug` why it can't be closed now.
pub async fn begin_maintenance(ctx: &OperatorCtx, slug: &str, message: &str) -> Result<()> {
    if message.trim().chars().count() > LONGEST_MESSAGE {
        return Err(Error::field("message", Problem::TooLong { most: 500 }));
    }
    let tenant = at_rest(ctx, slug).await?;
    if tenant.status != TenantStatus::Active {
        return Err(Error::new(Kind::Conflict));
    }
    console::start_maintenance(&ctx.platform, slug, message, &(&ctx.actor).into()).await
}

/// Turns a module on that its plan has. Its tables are migrated in when it was never there; one that was turned off comes back as it was.
///
/// # Errors
/// Not found; at `slug` why its tables can't be touched now.
pub async fn enable_module(ctx: &OperatorCtx, slug: &str, module: Module) -> Result<()> {
    let (platform, tenant) = (&ctx.platform, at_rest(ctx, slug).await?);
    plans::check_module(&tenant, module, "slug")?;
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
    let author = (&ctx.actor).into();
    audit::record_by(&mut tx, platform, "module-enabled", Some(tenant.id), &author, module.key()).await?;
    platform.directory.changed(&mut tx).await?;
    tx.commit().await?;
    platform.directory.forget();
    Ok(())
}

/// Turns a module off: its pages are gone at once, its data stays and is upgraded, exported and removed with the rest.
///
/// # Errors
/// Not found; at `slug` when it is deleted.
pub async fn disable_module(ctx: &OperatorCtx, slug: &str, module: Module) -> Result<()> {
    let (platform, tenant) = (&ctx.platform, at_rest(ctx, slug).await?);
    let mut tx = platform.central.begin().await?;
    let text = "update tenant_module set disabled_at = $1 where tenant_id = $2 and module = $3 and disabled_at is null";
    if sql!(&mut tx, execute text, platform.clock.now().to_sqlx(), tenant.id, module.key())? == 1 {
        let author = (&ctx.actor).into();
        audit::record_by(&mut tx, platform, "module-disabled", Some(tenant.id), &author, module.key()).await?;
        platform.directory.changed(&mut tx).await?;
    }
    tx.commit().await?;
    platform.directory.forget();
    // One that the plan didn't have is no longer too much.
    plans::judge_one(platform, slug).await
}

/// An organisation that nobody works on.
async fn at_rest(ctx: &OperatorCtx, slug: &str) -> Result<Arc<Tenant>> {
    let platform = &ctx.platform;
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
