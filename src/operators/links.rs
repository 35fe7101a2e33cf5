//! Links that let an operator in once: printed where the server is run, since who can run its commands is trusted already,
//! or handed over by an owner.

use super::roles::{self, Added};
use crate::{
    access::OperatorRole,
    audit::{self, console_host},
    context::OperatorCtx,
    db::{DbError, ToSqlx, Tx},
    error::{Error, Result},
    fault::Problem,
    ids::OperatorId,
    memberships::InvitationLink,
    platform::Platform,
    users::token,
};
use jiff::{SignedDuration, Timestamp};

/// Whoever printed it is at a keyboard.
const VALID_FOR: SignedDuration = SignedDuration::from_mins(15);
/// It is handed over to somebody.
const HANDED_OVER_FOR: SignedDuration = SignedDuration::from_hours(72);

/// A link to the console that works once within 15 minutes. Only the hash of its secret is kept.
pub async fn new_link(platform: &Platform, operator: OperatorId) -> Result<String> {
    let mut tx = platform.central.begin().await?;
    let token = store(&mut tx, platform, operator, VALID_FOR).await?;
    tx.commit().await?;
    Ok(url(platform, &token))
}

/// Makes somebody an operator, and a link that lets them in once within 72 hours.
///
/// # Errors
/// Problems of the fields `email` (`Taken` by an operator) and `name`.
pub async fn invite(ctx: &OperatorCtx, email: &str, name: &str, role: OperatorRole) -> Result<InvitationLink> {
    let platform = &ctx.platform;
    let (email, name) = roles::person(email, name)?;
    let mut tx = platform.central.begin().await?;
    let user = roles::user_of(&mut tx, platform, email.clone(), name).await?;
    let Added::New(operator) = roles::add(&mut tx, platform, user, role, &(&ctx.actor).into()).await? else {
        return Err(Error::field("email", Problem::Taken));
    };
    let token = store(&mut tx, platform, operator, HANDED_OVER_FOR).await?;
    tx.commit().await?;
    Ok(InvitationLink { email: email.into(), url: url(platform, &token), is_mailed: false })
}

/// A new link for an operator who can't come in otherwise; earlier ones no longer work.
///
/// # Errors
/// Not found.
pub async fn new_link_for(ctx: &OperatorCtx, operator: OperatorId) -> Result<InvitationLink> {
    let platform = &ctx.platform;
    let mut tx = platform.central.begin().await?;
    let text = r#"select u.email from operator o join "user" u on u.id = o.user_id where o.id = $1"#;
    let email = sql!(&mut tx, scalar_optional String, text, operator)?.ok_or_else(Error::not_found)?;
    sql!(&mut tx, execute "delete from operator_link where operator_id = $1 and used_at is null", operator)?;
    let token = store(&mut tx, platform, operator, HANDED_OVER_FOR).await?;
    audit::record_by(&mut tx, platform, "operator-link-made", None, &(&ctx.actor).into(), &email).await?;
    tx.commit().await?;
    Ok(InvitationLink { email, url: url(platform, &token), is_mailed: false })
}

/// The link of an operator who hasn't used it, for whoever holds its secret.
pub async fn fresh_link(platform: &Platform, secret: &str) -> Result<Option<InvitationLink>> {
    let mut reader = platform.central.read().await?;
    let email = sql!(
        &mut reader,
        scalar_optional String,
        r#"select u.email from operator_link l join operator o on o.id = l.operator_id join "user" u on u.id = o.user_id
           where l.token_hash = $1 and l.used_at is null and l.expires_at > $2"#,
        token::hash(secret),
        platform.clock.now().to_sqlx()
    )?;
    Ok(email.map(|email| InvitationLink { email, url: url(platform, secret), is_mailed: false }))
}

/// Stores a link and gives its secret.
async fn store(tx: &mut Tx, platform: &Platform, operator: OperatorId, valid_for: SignedDuration) -> Result<String> {
    let token = token::new(&platform.random);
    let now = platform.clock.now();
    sql!(
        tx,
        execute "insert into operator_link (token_hash, operator_id, created_at, expires_at) values ($1, $2, $3, $4)",
        token::hash(&token),
        operator,
        now.to_sqlx(),
        (now + valid_for).to_sqlx()
    )?;
    Ok(token)
}

fn url(platform: &Platform, token: &str) -> String {
    let origin = platform.config.server.public_url.origin_of(&console_host(platform));
    format!("{origin}/enter?token={token}")
}

pub(crate) async fn purge_links(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    sql!(tx, execute "delete from operator_link where expires_at <= $1", now.to_sqlx())?;
    Ok(())
}
