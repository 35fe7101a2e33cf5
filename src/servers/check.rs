//! Looking at a registered server, and keeping what came of it.

use super::SealedAddresses;
use crate::{
    db::{self, Addresses, DbError, ServerFacts, Timestamp, ToSqlx, Tx},
    error::{Error, Result},
    ids::ServerId,
    platform::Platform,
};
use futures::future::join_all;
use jiff::SignedDuration;
use serde::Serialize;

/// After so long a server is looked at without anybody asking for it.
const FRESH: SignedDuration = SignedDuration::from_mins(5);
/// A look is over by then, whatever the server does.
const LOOKING: SignedDuration = SignedDuration::from_mins(1);

/// What a look at a server has shown.
#[derive(Clone, Debug, Serialize)]
pub struct Checked {
    pub name: String,
    /// `None` when it couldn't be reached.
    pub facts: Option<ServerFacts>,
    /// Why no organisation can live there.
    pub error: Option<String>,
}

/// Connects to a server, asks what it is, and notes the time and what is wrong.
///
/// # Errors
/// `NotFound` for an unknown name. A server that fails is no error: it is what is told.
pub async fn check(platform: &Platform, name: &str) -> Result<Checked> {
    let checked = look_at(platform, name).await?;
    let mut tx = platform.central.begin().await?;
    let now = platform.clock.now().to_sqlx();
    let text = "update server set checked_at = $1, last_error = $2 where name = $3";
    sql!(&mut tx, execute text, now, &checked.error, name)?;
    if let Some(facts) = &checked.facts {
        note_facts(&mut tx, name, facts).await?;
    }
    tx.commit().await?;
    Ok(checked)
}

/// Looks at each server at which nobody has looked for five minutes. Of several nodes one does. Gives at how many.
///
/// # Errors
/// When the central database can't be asked which they are.
pub async fn check_due(platform: &Platform) -> Result<usize> {
    let (now, before) = due(platform);
    let mut reader = platform.central.read().await?;
    let text = "select name from server where (checked_at is null or checked_at <= $1)
                and (check_lease_until is null or check_lease_until <= $2) order by name";
    let names = sql!(&mut reader, scalar_all String, text, before, now)?;
    drop(reader);
    let looks = join_all(names.iter().map(|name| check_unless_another_does(platform, name))).await;
    let looked = names.iter().zip(looks).map(|(name, looked)| {
        looked.unwrap_or_else(|error| {
            tracing::warn!(error = %error.with_causes(), name, "a registered server could not be looked at");
            false
        })
    });
    Ok(looked.filter(|looked| *looked).count())
}

async fn check_unless_another_does(platform: &Platform, name: &str) -> Result<bool> {
    let (now, before) = due(platform);
    let until = (platform.clock.now() + LOOKING).to_sqlx();
    let mut tx = platform.central.begin().await?;
    let text = "update server set check_lease_until = $1 where name = $2 and (checked_at is null or checked_at <= $3)
                and (check_lease_until is null or check_lease_until <= $4)";
    let is_taken = sql!(&mut tx, execute text, until, name, before, now)? > 0;
    tx.commit().await?;
    if is_taken {
        check(platform, name).await?;
    }
    Ok(is_taken)
}

/// Now, and the moment up to which a look is old.
fn due(platform: &Platform) -> (Timestamp, Timestamp) {
    let now = platform.clock.now();
    (now.to_sqlx(), (now - FRESH).to_sqlx())
}

/// Keeps what a server is like, for those who look at it later.
pub(super) async fn note_facts(tx: &mut Tx, name: &str, facts: &ServerFacts) -> Result<()> {
    let text = "update server set version = $1, tls = $2 where name = $3";
    sql!(tx, execute text, &facts.version, &facts.tls, name)?;
    Ok(())
}

/// The same, and nothing is noted.
pub(crate) async fn look_at(platform: &Platform, name: &str) -> Result<Checked> {
    let mut reader = platform.central.read().await?;
    let id = sql!(&mut reader, scalar_optional ServerId, "select id from server where name = $1", name)?;
    drop(reader);
    let (facts, error) = match facts(platform, id.ok_or_else(Error::not_found)?).await {
        Ok(facts) => (Some(facts.clone()), facts.problem),
        Err(error) => (None, Some(error.told())),
    };
    Ok(Checked { name: name.to_owned(), facts, error })
}

async fn facts(platform: &Platform, id: ServerId) -> Result<ServerFacts, DbError> {
    let addresses = SealedAddresses { central: platform.central.clone(), key: platform.config.database.key_file() };
    db::look_at(&addresses.address(id).await?.address).await
}
