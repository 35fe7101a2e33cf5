//! Looking at a registered server, and keeping what came of it.

use super::SealedAddresses;
use crate::{
    db::{self, Addresses, DbError, ServerFacts, ToSqlx, Tx},
    error::{Error, Result},
    ids::ServerId,
    platform::Platform,
};
use serde::Serialize;

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
