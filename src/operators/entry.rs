//! Coming in by a link. An operator's role counts from the first time on: before that the account may be a stranger's,
//! who signed up with the address and knows its password.

use super::{Asks, Entrance};
use crate::{
    audit::{self, console_host},
    db::{Connection, DbError, ToSqlx, Tx, sqlx},
    error::{Error, Result},
    fault::{Problem, Problems},
    ids::{OperatorId, UserId},
    platform::Platform,
    sessions,
    users::{self, Attempt, Principal, User, check_new, token},
};

/// What the form of a link sends. It has no `Debug`: nothing of it may reach a log.
#[derive(Clone, Default)]
pub struct Entry {
    pub token: String,
    /// The account's password, where the first time asks for it.
    pub current: String,
    /// A new one, where the first time asks for that.
    pub new: String,
    pub repeat: String,
}

impl Entry {
    /// Of somebody who has come in before.
    pub fn by(token: &str) -> Self {
        Self { token: token.to_owned(), ..Self::default() }
    }

    /// Of somebody who comes in for the first time.
    pub fn choosing(token: &str, password: &str) -> Self {
        let [token, new, repeat] = [token, password, password].map(str::to_owned);
        Self { token, current: String::new(), new, repeat }
    }
}

/// What the page of a link shows; looking uses nothing up.
///
/// # Errors
/// `LinkExpired` at the field `token`, whether it is unknown, used or too old.
pub async fn entrance(platform: &Platform, token: &str) -> Result<Entrance> {
    let mut reader = platform.central.read().await?;
    let holder = holder(&mut reader, platform, token).await?;
    drop(reader);
    let Some(holder) = holder else { return Err(opens_nothing(platform, token).await) };
    Ok(Entrance { asks: holder.asks(), name: holder.user.name, email: holder.user.email })
}

/// Uses a link up. The first time proves the account: by its password if the address was proven before, and else by a
/// new one, which whoever made the account doesn't know. It ends all other sessions and links of theirs.
///
/// # Errors
/// `LinkExpired` at the field `token`, whether it is unknown, used or too old; the first time problems of the fields
/// `current`, `new` and `repeat`, and `RateLimited` after too many wrong passwords.
pub async fn enter(platform: &Platform, entry: Entry) -> Result<Principal> {
    let mut reader = platform.central.read().await?;
    let holder = holder(&mut reader, platform, &entry.token).await?;
    drop(reader);
    let Some(holder) = holder else { return Err(opens_nothing(platform, &entry.token).await) };
    let token = entry.token.clone();
    let proof = holder.prove(platform, entry).await?;
    let mut tx = platform.central.begin().await?;
    let user = used_up(&mut tx, platform, &token).await?.ok_or_else(expired)?;
    match proof {
        Proof::Before => {}
        Proof::Password(attempt) => {
            attempt.succeeded(&mut tx).await?;
            sessions::end_all(&mut tx, user).await?;
            holder.admit(&mut tx, platform).await?;
        }
        Proof::NewPassword(hash) => {
            users::replace_password(&mut tx, platform, None, &holder.user, &hash).await?;
            holder.admit(&mut tx, platform).await?;
        }
    }
    audit::record_in(&mut tx, platform, "sign-in", None, Some(user), &console_host(platform), "by link").await?;
    tx.commit().await?;
    Ok(Principal { user, tenant: None })
}

async fn opens_nothing(platform: &Platform, token: &str) -> Error {
    users::note_link_of_another(platform, token, None).await;
    expired()
}

fn expired() -> Error {
    Error::field("token", Problem::LinkExpired)
}

/// Whose a link is that can still be used.
struct Holder {
    operator: OperatorId,
    has_entered: bool,
    user: User,
}

/// How the holder showed that the account is theirs.
enum Proof {
    /// They did when they came in for the first time.
    Before,
    Password(Attempt),
    /// Its hash.
    NewPassword(String),
}

impl Holder {
    fn asks(&self) -> Asks {
        match (self.has_entered, self.user.is_proven && self.user.password_hash.is_some()) {
            (true, _) => Asks::Nothing,
            (false, true) => Asks::Password,
            (false, false) => Asks::NewPassword,
        }
    }

    async fn prove(&self, platform: &Platform, entry: Entry) -> Result<Proof> {
        match self.asks() {
            Asks::Nothing => Ok(Proof::Before),
            Asks::Password => self.prove_by_password(platform, entry.current).await.map(Proof::Password),
            Asks::NewPassword => self.choose(platform, entry).await.map(Proof::NewPassword),
        }
    }

    async fn prove_by_password(&self, platform: &Platform, password: String) -> Result<Attempt> {
        if password.is_empty() {
            return Err(Error::field("current", Problem::Required));
        }
        let attempt = Attempt::begin(platform, &self.user.email, None).await?;
        if platform.passwords.verify(password, self.user.password_hash.clone()).await? {
            return Ok(attempt);
        }
        let (user, host) = (Some(self.user.id), console_host(platform));
        audit::record(platform, "sign-in-refused", None, user, &host, "wrong password").await?;
        Err(Error::field("current", Problem::WrongPassword))
    }

    async fn choose(&self, platform: &Platform, entry: Entry) -> Result<String> {
        let mut problems = Problems::default();
        check_new(&mut problems, &entry.new, &entry.repeat, &[&self.user.email, &self.user.name]);
        problems.finish()?;
        platform.passwords.hash(entry.new).await
    }

    /// Of two first times at once one is told that its link no longer works.
    async fn admit(&self, tx: &mut Tx, platform: &Platform) -> Result<()> {
        let text = "update operator set entered_at = $1 where id = $2 and entered_at is null";
        if sql!(tx, execute text, platform.clock.now().to_sqlx(), self.operator)? == 0 {
            return Err(expired());
        }
        sql!(tx, execute "delete from operator_link where operator_id = $1 and used_at is null", self.operator)?;
        Ok(())
    }
}

async fn holder(on: &mut impl Connection, platform: &Platform, token: &str) -> Result<Option<Holder>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        operator_id: OperatorId,
        user_id: UserId,
        has_entered: bool,
    }
    let row = sql!(
        on,
        fetch_optional Row,
        "select o.id as operator_id, o.user_id, o.entered_at is not null as has_entered
         from operator_link l join operator o on o.id = l.operator_id
         where l.token_hash = $1 and l.used_at is null and l.expires_at > $2",
        token::hash(token),
        platform.clock.now().to_sqlx()
    )?;
    let Some(row) = row else { return Ok(None) };
    let user = users::find(on, row.user_id).await?;
    Ok(user.map(|user| Holder { operator: row.operator_id, has_entered: row.has_entered, user }))
}

/// One statement, so that of two uses at the same time one finds the link used.
async fn used_up(tx: &mut Tx, platform: &Platform, token: &str) -> Result<Option<UserId>, DbError> {
    sql!(
        tx,
        scalar_optional UserId,
        "update operator_link set used_at = $1 where token_hash = $2 and used_at is null and expires_at > $1
         returning (select o.user_id from operator o where o.id = operator_id)",
        platform.clock.now().to_sqlx(),
        token::hash(token)
    )
}
