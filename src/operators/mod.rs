//! The people who run the deployment, and the links by which they first come in.

mod links;

pub(crate) use links::purge_links;
pub use links::{consume_link, new_link};

use crate::{
    audit,
    db::{ToSqlx, Tx},
    error::{Error, Result},
    fault::Problems,
    ids::{OperatorId, UserId},
    platform::Platform,
    users::{self, Email, NewUser},
};

/// Makes a person an operator, and the person too if need be. Done twice it changes nothing.
///
/// # Errors
/// Problems of the fields `email` and `name`.
pub async fn create(platform: &Platform, email: &str, name: &str) -> Result<OperatorId> {
    let mut problems = Problems::default();
    let email = problems.take("email", Email::try_from(email.to_owned()));
    let name = problems.take("name", users::name(name));
    problems.finish()?;
    let (Some(email), Some(name)) = (email, name) else { return Err(Error::not_found()) };
    let mut tx = platform.central.begin().await?;
    let user = match users::find_by_email_in(&mut tx, &email).await? {
        Some(user) => user.id,
        None => users::create_in(&mut tx, platform, NewUser { email, name, password_hash: None, locale: None }).await?,
    };
    let operator = add(&mut tx, platform, user).await?;
    tx.commit().await?;
    Ok(operator)
}

/// Whether the deployment has an operator.
pub async fn exists(platform: &Platform) -> Result<bool> {
    let mut reader = platform.central.read().await?;
    Ok(sql!(&mut reader, scalar_optional OperatorId, "select id from operator limit 1")?.is_some())
}

async fn add(tx: &mut Tx, platform: &Platform, user: UserId) -> Result<OperatorId> {
    let id = OperatorId::new(&platform.random, &platform.clock);
    let text = "insert into operator (id, user_id, created_at) values ($1, $2, $3) on conflict (user_id) do nothing";
    if sql!(tx, execute text, id, user, platform.clock.now().to_sqlx())? == 1 {
        audit::record_in(tx, platform, "operator-created", None, Some(user), "", "").await?;
        return Ok(id);
    }
    Ok(sql!(tx, scalar OperatorId, "select id from operator where user_id = $1", user)?)
}
