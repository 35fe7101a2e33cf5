//! Filters of the console's list that an operator keeps under a name.

use super::SavedFilter;
use crate::{
    context::OperatorCtx,
    db::{ToSqlx, on_constraint, sqlx},
    error::{Error, Result},
    fault::Problem,
    ids::SavedFilterId,
};

/// Characters of a list's address that are kept.
const LONGEST_QUERY: usize = 2_000;
const NAME_TAKEN: &str = "saved_filter_operator_id_name_key";

/// The operator's own, by name.
pub async fn saved_filters(ctx: &OperatorCtx) -> Result<Vec<SavedFilter>> {
    let mut reader = ctx.platform.central.read().await?;
    let text = "select id, name, query from saved_filter where operator_id = $1 order by name";
    let rows = sql!(&mut reader, fetch_all Row, text, ctx.actor.operator)?;
    Ok(rows.into_iter().map(Row::into_filter).collect())
}

/// # Errors
/// `Invalid` at `name`: missing, too long, or taken, or with a query that is none.
pub async fn save_filter(ctx: &OperatorCtx, name: &str, query: &str) -> Result<()> {
    let name = crate::users::name(name).map_err(|problem| Error::field("name", problem))?;
    // The address leads back to the list: it is written as addresses are.
    if query.len() > LONGEST_QUERY || !query.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Error::field("name", Problem::NotAChoice));
    }
    let (platform, id) = (&ctx.platform, SavedFilterId::new(&ctx.platform.random, &ctx.platform.clock));
    let mut tx = platform.central.begin().await?;
    let text = "insert into saved_filter (id, operator_id, name, query, created_at) values ($1, $2, $3, $4, $5)";
    sql!(&mut tx, execute text, id, ctx.actor.operator, name, query, platform.clock.now().to_sqlx())
        .map_err(on_constraint(NAME_TAKEN, "name", Problem::Taken))?;
    Ok(tx.commit().await?)
}

/// # Errors
/// `Invalid` at `name`; `NotFound` for one that isn't the operator's own.
pub async fn rename_filter(ctx: &OperatorCtx, id: SavedFilterId, name: &str) -> Result<()> {
    let name = crate::users::name(name).map_err(|problem| Error::field("name", problem))?;
    let mut tx = ctx.platform.central.begin().await?;
    let text = "update saved_filter set name = $1 where id = $2 and operator_id = $3";
    let renamed = sql!(&mut tx, execute text, name, id, ctx.actor.operator).map_err(on_constraint(
        NAME_TAKEN,
        "name",
        Problem::Taken,
    ))?;
    if renamed == 0 {
        return Err(Error::not_found());
    }
    Ok(tx.commit().await?)
}

/// One that is gone already is no failure: the same form sent twice deletes once.
pub async fn delete_filter(ctx: &OperatorCtx, id: SavedFilterId) -> Result<()> {
    let mut tx = ctx.platform.central.begin().await?;
    let text = "delete from saved_filter where id = $1 and operator_id = $2";
    sql!(&mut tx, execute text, id, ctx.actor.operator)?;
    Ok(tx.commit().await?)
}

#[derive(sqlx::FromRow)]
struct Row {
    id: SavedFilterId,
    name: String,
    query: String,
}

impl Row {
    fn into_filter(self) -> SavedFilter {
        SavedFilter { id: self.id, name: self.name, query: self.query }
    }
}
