//! The door: an address and a password against one organisation, or against the console.

use super::{Attempt, set_password};
use crate::{
    audit,
    db::{ToSqlx, sqlx},
    error::{Error, Result},
    fault::{Problem, Problems},
    ids::{MembershipId, OperatorId, TenantId, UserId},
    platform::Platform,
    tenants::Tenant,
};
use std::net::IpAddr;

/// What a person sends, and where they sent it.
pub struct SignIn<'a> {
    pub email: String,
    pub password: String,
    /// The host of the request, without a port.
    pub host: &'a str,
    /// The organisation of that host; none at the console.
    pub tenant: Option<&'a Tenant>,
    /// Where the request came from.
    pub address: IpAddr,
}

/// Who proved to be whom, and for which organisation: what a session is started for. Without a tenant it is for the
/// console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Principal {
    pub user: UserId,
    pub tenant: Option<TenantId>,
}

/// # Errors
/// `WrongCredentials` at the field `password`, one answer after the same work whether the account is unknown, the
/// password wrong, or the person without a place here; `RateLimited` after too many of those; `Required` for an empty
/// field.
pub async fn sign_in(platform: &Platform, form: SignIn<'_>) -> Result<Principal> {
    form.check()?;
    let email = form.email.trim().to_lowercase();
    let attempt = Attempt::begin(platform, &email, Some(form.address)).await?;
    let candidate = candidate(platform, &email, form.tenant).await?;
    let hash = candidate.as_ref().and_then(|candidate| candidate.password_hash.clone());
    let matches = platform.passwords.verify(form.password.clone(), hash).await?;
    match candidate {
        Some(candidate) if matches && candidate.may_enter(form.tenant) => {
            welcome(platform, &form, attempt, &candidate).await
        }
        candidate => Err(refuse(platform, &form, attempt, candidate.as_ref(), matches).await?),
    }
}

impl SignIn<'_> {
    fn check(&self) -> Result<()> {
        let mut problems = Problems::default();
        for (field, text) in [("email", self.email.trim()), ("password", self.password.as_str())] {
            if text.is_empty() {
                problems.add(field, Problem::Required);
            }
        }
        Ok(problems.finish()?)
    }
}

#[derive(sqlx::FromRow)]
struct Candidate {
    id: UserId,
    password_hash: Option<String>,
    membership_id: Option<MembershipId>,
    operator_id: Option<OperatorId>,
}

impl Candidate {
    fn may_enter(&self, tenant: Option<&Tenant>) -> bool {
        if tenant.is_some() { self.membership_id.is_some() } else { self.operator_id.is_some() }
    }
}

async fn candidate(platform: &Platform, email: &str, tenant: Option<&Tenant>) -> Result<Option<Candidate>> {
    let mut reader = platform.central.read().await?;
    Ok(sql!(
        &mut reader,
        fetch_optional Candidate,
        r#"select u.id, u.password_hash, m.id as membership_id, o.id as operator_id
           from "user" u
           left join membership m
             on m.user_id = u.id and m.tenant_id = $2 and (m.expires_at is null or m.expires_at > $3)
           left join operator o on o.user_id = u.id and o.entered_at is not null
           where u.email = $1"#,
        email,
        tenant.map(|tenant| tenant.id),
        platform.clock.now().to_sqlx()
    )?)
}

async fn welcome(platform: &Platform, form: &SignIn<'_>, attempt: Attempt, candidate: &Candidate) -> Result<Principal> {
    let principal = Principal { user: candidate.id, tenant: form.tenant.map(|tenant| tenant.id) };
    let renewed = renewed_hash(platform, form, candidate).await?;
    let mut tx = platform.central.begin().await?;
    attempt.succeeded(&mut tx).await?;
    if let Some(hash) = renewed {
        set_password(&mut tx, candidate.id, &hash).await?;
    }
    let Principal { user, tenant } = principal;
    audit::record_in(&mut tx, platform, "sign-in", tenant, Some(user), form.host, "").await?;
    tx.commit().await?;
    Ok(principal)
}

/// The password is at hand only now: a hash with yesterday's parameters is replaced.
async fn renewed_hash(platform: &Platform, form: &SignIn<'_>, candidate: &Candidate) -> Result<Option<String>> {
    match &candidate.password_hash {
        Some(hash) if platform.passwords.needs_rehash(hash) => {
            Ok(Some(platform.passwords.hash(form.password.clone()).await?))
        }
        _ => Ok(None),
    }
}

async fn refuse(
    platform: &Platform,
    form: &SignIn<'_>,
    attempt: Attempt,
    candidate: Option<&Candidate>,
    matches: bool,
) -> Result<Error> {
    let reason = match candidate {
        None => "unknown account",
        Some(_) if !matches => "wrong password",
        Some(_) => "no place here",
    };
    let tenant = form.tenant.map(|tenant| tenant.id);
    let user = candidate.map(|candidate| candidate.id);
    let mut tx = platform.central.begin().await?;
    attempt.failed(&mut tx, platform).await?;
    audit::record_in(&mut tx, platform, "sign-in-refused", tenant, user, form.host, reason).await?;
    tx.commit().await?;
    Ok(Error::field("password", Problem::WrongCredentials))
}
