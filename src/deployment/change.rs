//! Changing a setting in the console, and giving the change up.

use super::changeable::{self, Changeable};
use crate::{
    audit,
    config::Config,
    context::OperatorCtx,
    db::{ToSqlx, Tx},
    error::{Error, Result},
    fault::{Kind, Problem},
    plans,
};

/// Changes a setting at once, on every node within a second.
///
/// # Errors
/// Not found for one that can't be changed while the server runs; at `value` what is wrong; `Conflict` for one that the
/// environment sets.
pub async fn save(ctx: &OperatorCtx, key: &str, typed: &str) -> Result<()> {
    let of = open(ctx, key)?;
    let value = of.checked(typed).map_err(|problem| Error::field("value", problem))?;
    let platform = &ctx.platform;
    if key == "plans.default" && !plans::choices(platform).await?.iter().any(|plan| plan.key == value) {
        return Err(Error::field("value", Problem::NotAChoice));
    }
    check_together(ctx, of, &value)?;
    let mut tx = platform.central.begin().await?;
    let text = "insert into deployment_setting (key, value, set_by, set_at) values ($1, $2, $3, $4)
                on conflict (key) do update set value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at";
    sql!(&mut tx, execute text, of.key, &value, &ctx.actor.name, platform.clock.now().to_sqlx())?;
    committed(ctx, tx, of, &value).await
}

/// Lets the file count again, or the default.
///
/// # Errors
/// As [`save`].
pub async fn reset(ctx: &OperatorCtx, key: &str) -> Result<()> {
    let of = open(ctx, key)?;
    check_together(ctx, of, &of.read(ctx.platform.settings.started()))?;
    let mut tx = ctx.platform.central.begin().await?;
    sql!(&mut tx, execute "delete from deployment_setting where key = $1", of.key)?;
    let value = of.read(ctx.platform.settings.started());
    committed(ctx, tx, of, &value).await
}

fn open(ctx: &OperatorCtx, key: &str) -> Result<&'static Changeable> {
    let of = changeable::find(key).ok_or_else(Error::not_found)?;
    if ctx.platform.settings.is_locked(of.key) { Err(Error::new(Kind::Conflict)) } else { Ok(of) }
}

/// The default language is one of those offered, whichever of the two is changed.
fn check_together(ctx: &OperatorCtx, of: &Changeable, value: &str) -> Result<()> {
    let mut config = Config::clone(&ctx.platform.settings.current());
    of.apply(&mut config, value);
    if config.languages.is_default_offered() { Ok(()) } else { Err(Error::field("value", Problem::DefaultNotOffered)) }
}

async fn committed(ctx: &OperatorCtx, mut tx: Tx, of: &Changeable, after: &str) -> Result<()> {
    let platform = &ctx.platform;
    let before = of.read(&platform.settings.current());
    let detail = format!("{}: {} → {}", of.key, said(&before), said(after));
    audit::record_by(&mut tx, platform, "deployment-setting-changed", None, &(&ctx.actor).into(), &detail).await?;
    platform.directory.changed(&mut tx).await?;
    tx.commit().await?;
    platform.settings.follow(&platform.central).await
}

fn said(value: &str) -> &str {
    if value.is_empty() { "nothing" } else { value }
}
