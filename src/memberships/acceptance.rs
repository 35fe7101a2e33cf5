//! Accepting an invitation: the person proves or sets their password, and gets their place. Anybody may hold a link for any
//! address, since whoever invites is shown it: as long as nobody may choose the password that is sent, no answer and no
//! time says whether the address has an account.

use super::{
    invitations::{Open, expired, find, opens_nothing, use_up},
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
    users::{self, Attempt, Email, NewUser, PASSWORD_LENGTH, Principal, User, password_problem},
};
use std::net::IpAddr;

/// What the page of a link sends. It has no `Debug`: nothing of it may reach a log.
pub struct Acceptance<'a> {
    pub token: &'a str,
    pub name: &'a str,
    pub password: String,
    /// Where the request came from.
    pub address: Option<IpAddr>,
}

/// Uses a link up. Somebody without an account gets one with this name and password; somebody who has one proves it by
/// its current password, for whoever handed the link over has seen it too. A link that went to the address by mail is a
/// proof of its own: where nobody had proven the address before, what is sent becomes the account's password.
///
/// # Errors
/// `LinkExpired` at the field `token`; `PlanLimit` at `name`; problems of `name` and `password` (`WrongPassword` for an
/// account that exists); `RateLimited` after too many wrong ones; `Conflict` when the account was made a moment ago.
pub async fn accept(platform: &Platform, tenant: &Tenant, form: Acceptance<'_>) -> Result<Principal> {
    let mut reader = platform.central.read().await?;
    let Some(open) = find(&mut reader, platform, tenant.id, form.token).await? else {
        drop(reader);
        return Err(opens_nothing(platform, tenant, form.token).await);
    };
    let email = Email::try_from(open.email.clone()).map_err(|problem| Error::field("email", problem))?;
    let user = users::find_by_email_in(&mut reader, &email).await?;
    drop(reader);
    let name = form.check()?;
    let attempt = Attempt::begin(platform, email.as_str(), form.address).await?;
    let hash = user.as_ref().and_then(|user| user.password_hash.clone());
    let matches = platform.passwords.verify(form.password.clone(), hash).await?;
    let known = user.as_ref().map(|user| user.id);
    let joiner = match user {
        Some(user) if matches => Joiner::Known(user),
        user => match form.choose(tenant, &open, user) {
            Ok(choice) => choice.hashed(platform, (email, name), form.password).await?,
            Err(problem) => return Err(refuse(platform, tenant, attempt, known, problem).await?),
        },
    };
    join(platform, tenant, form.token, &open, (joiner, attempt)).await
}

impl Acceptance<'_> {
    /// What is wrong whoever it is. A password that is too short is nobody's.
    fn check(&self) -> Result<String> {
        let mut problems = Problems::default();
        let name = problems.take("name", users::name(self.name));
        if self.password.is_empty() {
            problems.add("password", Problem::Required);
        } else if !PASSWORD_LENGTH.contains(&self.password.chars().count())
            && let Some(problem) = password_problem(&self.password, &[])
        {
            problems.add("password", problem);
        }
        problems.finish()?;
        name.ok_or_else(|| Error::field("name", Problem::Required))
    }

    /// What comes of a password that isn't the account's. One that nobody may choose is refused as such, whether there is
    /// an account or not.
    fn choose(&self, tenant: &Tenant, open: &Open, user: Option<User>) -> Result<Choice, Problem> {
        if let Some(problem) = password_problem(&self.password, &[&open.email, self.name, &tenant.name, &tenant.slug]) {
            return Err(problem);
        }
        match user {
            None => Ok(Choice::Account),
            Some(user) if open.is_mailed && !user.is_proven => Ok(Choice::Password(user)),
            Some(_) => Err(Problem::WrongPassword),
        }
    }
}

/// What a password is chosen for.
enum Choice {
    Account,
    /// The account of somebody who has shown that the address is theirs, as whoever made it hadn't.
    Password(User),
}

impl Choice {
    async fn hashed(self, platform: &Platform, (email, name): (Email, String), password: String) -> Result<Joiner> {
        let hash = platform.passwords.hash(password).await?;
        Ok(match self {
            Self::Account => Joiner::New(NewUser { email, name, password_hash: Some(hash), locale: None }),
            Self::Password(user) => Joiner::Owner(user, hash),
        })
    }
}

/// Who accepts.
enum Joiner {
    /// They knew the account's password.
    Known(User),
    /// The address is theirs, and this the hash of the account's password from now on.
    Owner(User, String),
    New(NewUser),
}

/// The same work whether there is an account or not.
async fn refuse(
    platform: &Platform,
    tenant: &Tenant,
    attempt: Attempt,
    user: Option<UserId>,
    problem: Problem,
) -> Result<Error> {
    let reason = if problem == Problem::WrongPassword { "wrong password" } else { "weak password" };
    let mut tx = platform.central.begin().await?;
    attempt.failed(&mut tx, platform).await?;
    let host = &tenant.main_host;
    audit::record_in(&mut tx, platform, "invitation-refused", Some(tenant.id), user, host, reason).await?;
    tx.commit().await?;
    Ok(Error::field("password", problem))
}

async fn join(
    platform: &Platform,
    tenant: &Tenant,
    token: &str,
    open: &Open,
    (joiner, attempt): (Joiner, Attempt),
) -> Result<Principal> {
    let mut tx = platform.central.begin().await?;
    if !use_up(&mut tx, platform, tenant.id, token).await? {
        return Err(expired());
    }
    attempt.succeeded(&mut tx).await?;
    let user = user_of(&mut tx, platform, tenant, joiner).await?;
    if open.is_mailed {
        users::prove_email(&mut tx, user, platform.clock.now()).await?;
    }
    add(&mut tx, platform, tenant.id, user, stored_role(&open.role)?).await?;
    plans::check_place(&mut tx, platform, tenant, Place::Joined, "name").await?;
    audit::record_in(&mut tx, platform, "member-joined", Some(tenant.id), Some(user), &tenant.main_host, &open.role)
        .await?;
    tx.commit().await?;
    platform.own_organisations.forget_user(user);
    Ok(Principal { user, tenant: Some(tenant.id) })
}

async fn user_of(tx: &mut Tx, platform: &Platform, tenant: &Tenant, joiner: Joiner) -> Result<UserId> {
    match joiner {
        Joiner::Known(user) => Ok(user.id),
        Joiner::Owner(user, hash) => {
            users::replace_password(tx, platform, Some(tenant.id), &user, &hash).await?;
            let (of, host) = ((Some(tenant.id), Some(user.id)), &tenant.main_host);
            audit::record_in(tx, platform, "password-reset", of.0, of.1, host, "").await?;
            Ok(user.id)
        }
        Joiner::New(new) => match users::create_in(tx, platform, new).await {
            Err(error) if error.fault.problem_of("email") == Some(&Problem::Taken) => Err(Error::new(Kind::Conflict)),
            made => made,
        },
    }
}
