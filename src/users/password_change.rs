//! A person's new password.

use super::{Attempt, password_problem, set_password, store};
use crate::{
    audit,
    error::{Error, Result},
    fault::{Problem, Problems},
    ids::{TenantId, UserId},
    mail,
    platform::Platform,
    sessions,
};
use tower_sessions::Session;

/// What the form sends. It has no `Debug`: nothing of it may reach a log.
#[derive(Clone, Default)]
pub struct PasswordChange {
    pub current: String,
    pub new: String,
    pub repeat: String,
    /// What a guesser knows besides the person's own name and address, such as the organisation's name.
    pub context: Vec<String>,
}

/// Replaces the password and ends the person's sessions everywhere, but for the given one. Somebody who has none yet,
/// an operator who came by a link, needs no current one.
///
/// # Errors
/// Problems of the fields `current`, `new` and `repeat`; `RateLimited` after too many wrong ones.
pub async fn change_password(
    platform: &Platform,
    session: &Session,
    user: UserId,
    tenant: Option<TenantId>,
    host: &str,
    form: PasswordChange,
) -> Result<()> {
    let mut reader = platform.central.read().await?;
    let person = store::find(&mut reader, user).await?.ok_or_else(Error::not_found)?;
    drop(reader);
    form.check(&person)?;
    let attempt = Attempt::begin(platform, &person.email, None).await?;
    if person.password_hash.is_some() && !platform.passwords.verify(form.current, person.password_hash).await? {
        audit::record(platform, "password-refused", tenant, Some(user), host, "").await?;
        return Err(Error::field("current", Problem::WrongPassword));
    }
    let hash = platform.passwords.hash(form.new).await?;
    let mut tx = platform.central.begin().await?;
    attempt.succeeded(&mut tx).await?;
    set_password(&mut tx, user, &hash).await?;
    sessions::end_others(&mut tx, user, session).await?;
    audit::record_in(&mut tx, platform, "password-changed", tenant, Some(user), host, "").await?;
    mail::queue_password_changed(&mut tx, platform, tenant, user, (&person.email, &person.name)).await?;
    Ok(tx.commit().await?)
}

impl PasswordChange {
    fn check(&self, person: &store::User) -> Result<()> {
        let mut problems = Problems::default();
        if person.password_hash.is_some() && self.current.is_empty() {
            problems.add("current", Problem::Required);
        }
        let context = self.context.iter().map(String::as_str);
        let context: Vec<_> = context.chain([person.email.as_str(), &person.name]).collect();
        check_new(&mut problems, &self.new, &self.repeat, &context);
        Ok(problems.finish()?)
    }
}

/// Problems of the fields `new` and `repeat`. `context` is what a guesser knows.
pub(crate) fn check_new(problems: &mut Problems, new: &str, repeat: &str, context: &[&str]) {
    if let Some(problem) = password_problem(new, context) {
        problems.add("new", problem);
    } else if new != repeat {
        problems.add("repeat", Problem::Mismatch);
    }
}
