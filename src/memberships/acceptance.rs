//! Accepting an invitation: the person proves or sets their password, and gets their place.

use super::{
    invitations::{Open, expired, find, use_up},
    store::{add, stored_role},
};
use crate::{
    audit,
    db::Tx,
    error::{Error, Result},
    fault::{Kind, Problem, Problems},
    ids::UserId,
    plans::{self, Place},
    platform::Platform,
    tenants::Tenant,
    users::{self, Attempt, Email, NewUser, Principal, User, password_problem},
};

/// Uses a link up. Somebody without an account gets one with this name and password; somebody who has one proves it by
/// its current password, for whoever handed the link over has seen it too.
///
/// # Errors
/// `LinkExpired` at the field `token`; `PlanLimit` at `name`; problems of `name` and `password` (`WrongPassword` for an account that exists);
/// `RateLimited` after too many wrong ones; `Conflict` when the account was made a moment ago.
pub async fn accept(
    platform: &Platform,
    tenant: &Tenant,
    token: &str,
    name: &str,
    password: String,
) -> Result<Principal> {
    let mut reader = platform.central.read().await?;
    let open = find(&mut reader, platform, tenant.id, token).await?.ok_or_else(expired)?;
    let email = Email::try_from(open.email.clone()).map_err(|problem| Error::field("email", problem))?;
    let user = users::find_by_email_in(&mut reader, &email).await?;
    drop(reader);
    let joiner = match user {
        Some(user) => proven(platform, tenant, user, password).await?,
        None => introduced(platform, tenant, email, name, password).await?,
    };
    join(platform, tenant, token, &open, joiner).await
}

/// Who accepts: somebody known, with the try that they passed, or somebody new.
enum Joiner {
    Known(UserId, Attempt),
    New(NewUser),
}

async fn proven(platform: &Platform, tenant: &Tenant, user: User, password: String) -> Result<Joiner> {
    if password.is_empty() {
        return Err(Error::field("password", Problem::Required));
    }
    let attempt = Attempt::begin(platform, &user.email, None).await?;
    if platform.passwords.verify(password, user.password_hash).await? {
        return Ok(Joiner::Known(user.id, attempt));
    }
    let host = &tenant.main_host;
    audit::record(platform, "invitation-refused", Some(tenant.id), Some(user.id), host, "wrong password").await?;
    Err(Error::field("password", Problem::WrongPassword))
}

async fn introduced(
    platform: &Platform,
    tenant: &Tenant,
    email: Email,
    name: &str,
    password: String,
) -> Result<Joiner> {
    let mut problems = Problems::default();
    let valid_name = problems.take("name", users::name(name));
    if let Some(problem) = password_problem(&password, &[email.as_str(), name, &tenant.name, &tenant.slug]) {
        problems.add("password", problem);
    }
    problems.finish()?;
    let name = valid_name.ok_or_else(|| Error::field("name", Problem::Required))?;
    let password_hash = Some(platform.passwords.hash(password).await?);
    Ok(Joiner::New(NewUser { email, name, password_hash, locale: None }))
}

async fn join(platform: &Platform, tenant: &Tenant, token: &str, open: &Open, joiner: Joiner) -> Result<Principal> {
    let mut tx = platform.central.begin().await?;
    if !use_up(&mut tx, platform, tenant.id, token).await? {
        return Err(expired());
    }
    let user = user_of(&mut tx, platform, joiner).await?;
    add(&mut tx, platform, tenant.id, user, stored_role(&open.role)?).await?;
    plans::check_place(&mut tx, platform, tenant, Place::Joined, "name").await?;
    audit::record_in(&mut tx, platform, "member-joined", Some(tenant.id), Some(user), &tenant.main_host, &open.role)
        .await?;
    tx.commit().await?;
    platform.own_organisations.forget_user(user);
    Ok(Principal { user, tenant: Some(tenant.id) })
}

async fn user_of(tx: &mut Tx, platform: &Platform, joiner: Joiner) -> Result<UserId> {
    match joiner {
        Joiner::Known(user, attempt) => {
            attempt.succeeded(tx).await?;
            Ok(user)
        }
        Joiner::New(new) => match users::create_in(tx, platform, new).await {
            Err(error) if error.fault.problem_of("email") == Some(&Problem::Taken) => Err(Error::new(Kind::Conflict)),
            made => made,
        },
    }
}
