//! Who becomes an operator, as what, and who is none any more. One owner always stays.

use crate::{
    access::OperatorRole,
    audit,
    context::{Author, OperatorCtx},
    db::{DbError, ToSqlx, Tx, sqlx},
    error::{Error, Result},
    fault::{Problem, Problems},
    ids::{OperatorId, UserId},
    platform::Platform,
    sessions,
    users::{self, Email, NewUser},
};
use std::io;

/// Makes a person an owner of the deployment, and the person too if need be. Who is an operator already stays what they are.
///
/// # Errors
/// Problems of the fields `email` and `name`.
pub async fn create(platform: &Platform, email: &str, name: &str) -> Result<OperatorId> {
    create_as(platform, email, name, None, &Author::CommandLine).await
}

/// The same with a role, which an operator who is there already gets as well.
///
/// # Errors
/// Problems of the fields `email` and `name`; `LastOperator` at `role`.
pub async fn create_as(
    platform: &Platform,
    email: &str,
    name: &str,
    role: Option<OperatorRole>,
    author: &Author,
) -> Result<OperatorId> {
    let (email, name) = person(email, name)?;
    let mut tx = platform.central.begin().await?;
    let user = user_of(&mut tx, platform, email, name).await?;
    let operator = match (add(&mut tx, platform, user, role.unwrap_or(OperatorRole::Owner), author).await?, role) {
        (Added::New(id), _) | (Added::Before(id), None) => id,
        (Added::Before(id), Some(role)) => {
            give(&mut tx, platform, id, role, author).await?;
            id
        }
    };
    tx.commit().await?;
    Ok(operator)
}

/// What a form says of a person.
pub(super) fn person(email: &str, name: &str) -> Result<(Email, String)> {
    let mut problems = Problems::default();
    let email = problems.take("email", Email::try_from(email.to_owned()));
    let name = problems.take("name", users::name(name));
    problems.finish()?;
    email.zip(name).ok_or_else(Error::not_found)
}

/// An account that is there may be anybody's: the role counts once its link was used.
pub(super) async fn user_of(tx: &mut Tx, platform: &Platform, email: Email, name: String) -> Result<UserId> {
    match users::find_by_email_in(tx, &email).await? {
        Some(user) => Ok(user.id),
        None => users::create_in(tx, platform, NewUser { email, name, password_hash: None, locale: None }).await,
    }
}

pub(super) enum Added {
    New(OperatorId),
    Before(OperatorId),
}

pub(super) async fn add(
    tx: &mut Tx,
    platform: &Platform,
    user: UserId,
    role: OperatorRole,
    author: &Author,
) -> Result<Added> {
    let id = OperatorId::new(&platform.random, &platform.clock);
    let text = "insert into operator (id, user_id, role, created_at) values ($1, $2, $3, $4)
                on conflict (user_id) do nothing";
    if sql!(tx, execute text, id, user, role.name(), platform.clock.now().to_sqlx())? == 1 {
        note(tx, platform, "operator-created", user, author, Some(role)).await?;
        return Ok(Added::New(id));
    }
    Ok(Added::Before(sql!(tx, scalar OperatorId, "select id from operator where user_id = $1", user)?))
}

/// # Errors
/// Not found; `LastOperator` at the field `role`.
pub async fn change_role(ctx: &OperatorCtx, id: OperatorId, role: OperatorRole) -> Result<()> {
    let mut tx = ctx.platform.central.begin().await?;
    give(&mut tx, &ctx.platform, id, role, &(&ctx.actor).into()).await?;
    Ok(tx.commit().await?)
}

async fn give(tx: &mut Tx, platform: &Platform, id: OperatorId, role: OperatorRole, author: &Author) -> Result<()> {
    let owners = owners_held(tx).await?;
    let place = place(tx, id).await?;
    if role != OperatorRole::Owner && place.is_only_of(owners) {
        return Err(Error::field("role", Problem::LastOperator));
    }
    if place.role == role.name() {
        return Ok(());
    }
    sql!(tx, execute "update operator set role = $1 where id = $2", role.name(), id)?;
    note(tx, platform, "operator-role-changed", place.user_id, author, Some(role)).await
}

/// Takes somebody out of the console: their sessions there end, their links no longer work.
///
/// # Errors
/// Not found; `LastOperator` at the field `operator`.
pub async fn remove(ctx: &OperatorCtx, id: OperatorId) -> Result<()> {
    let mut tx = ctx.platform.central.begin().await?;
    let owners = owners_held(&mut tx).await?;
    let place = place(&mut tx, id).await?;
    if place.is_only_of(owners) {
        return Err(Error::field("operator", Problem::LastOperator));
    }
    sql!(&mut tx, execute "delete from operator where id = $1", id)?;
    sessions::end_of_operator(&mut tx, place.user_id).await?;
    note(&mut tx, &ctx.platform, "operator-removed", place.user_id, &(&ctx.actor).into(), None).await?;
    Ok(tx.commit().await?)
}

/// An operator as far as the last owner matters.
#[derive(sqlx::FromRow)]
struct Place {
    user_id: UserId,
    role: String,
}

impl Place {
    fn is_only_of(&self, owners: u64) -> bool {
        self.role == OperatorRole::Owner.name() && owners <= 1
    }
}

async fn place(tx: &mut Tx, id: OperatorId) -> Result<Place> {
    let text = "select user_id, role from operator where id = $1";
    sql!(tx, fetch_optional Place, text, id)?.ok_or_else(Error::not_found)
}

/// How many owners there are, each held until the transaction ends: two who leave at the same time would otherwise each
/// see the other stay.
async fn owners_held(tx: &mut Tx) -> Result<u64, DbError> {
    sql!(tx, execute "update operator set role = role where role = 'owner'")
}

async fn note(
    tx: &mut Tx,
    platform: &Platform,
    kind: &'static str,
    whom: UserId,
    author: &Author,
    role: Option<OperatorRole>,
) -> Result<()> {
    let email = sql!(tx, scalar String, r#"select email from "user" where id = $1"#, whom)?;
    let detail = role.map_or_else(|| email.clone(), |role| format!("{email}: {role}"));
    audit::record_by(tx, platform, kind, None, author, &detail).await
}

/// A role as a row names it.
pub(crate) fn stored_role(name: &str) -> Result<OperatorRole> {
    name.parse().map_err(|error: String| Error::internal(io::Error::other(error)))
}
