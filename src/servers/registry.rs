//! The registered servers: adding one, listing them, taking one out of use.

use super::{KeyFile, ServerState, ServerSummary, check::note_facts};
use crate::{
    audit,
    context::Author,
    db::{self, Addresses, Db, DbError, Location, NamedAddress, ServerFacts, Timestamp, ToSqlx, on_constraint, sqlx},
    error::{Error, Result},
    fault::{Problem, Problems},
    ids::ServerId,
    platform::Platform,
};
use futures::future::BoxFuture;
use std::{fmt, io};

/// A server as an operator registers it.
#[derive(Clone, Default)]
pub struct NewServer {
    pub name: String,
    pub region: String,
    /// The most organisations that may live there.
    pub capacity: i64,
    /// `postgres://user:password@host/database?sslmode=…`; the database is where the user signs in.
    pub address: String,
}

impl fmt::Debug for NewServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NewServer({} in {}, for {})", self.name, self.region, self.capacity)
    }
}

/// The most that a server may be said to hold.
const MOST: i64 = 1_000_000;

/// Registers a server, after a look at it: what can't be reached or lacks a right isn't registered.
///
/// # Errors
/// `Invalid` with every field that is wrong.
pub async fn add(platform: &Platform, new: &NewServer, author: &Author) -> Result<ServerFacts> {
    let mut problems = Problems::default();
    let name = problems.take("name", label(&new.name).and_then(unreserved));
    let region = problems.take("region", label(&new.region));
    let capacity = problems.take("capacity", capacity(new.capacity));
    let address = problems.take("address", address(&new.address));
    let (Some(name), Some(region), Some(capacity), Some(address)) = (name, region, capacity, address) else {
        return Err(problems.finish().err().map_or_else(Error::not_found, Error::from));
    };
    if find(platform, &name).await?.is_some() {
        return Err(Error::field("name", Problem::Taken));
    }
    let facts = usable(address).await?;
    let id = ServerId::new(&platform.random, &platform.clock);
    let sealed = seal(platform, id, address).await?;
    let mut tx = platform.central.begin().await?;
    let now = platform.clock.now().to_sqlx();
    sql!(
        &mut tx,
        execute "insert into server (id, name, region, capacity, sealed_address, state, created_at, checked_at)
                 values ($1, $2, $3, $4, $5, 'active', $6, $6)",
        id,
        &name,
        &region,
        capacity,
        &sealed,
        now
    )
    .map_err(on_constraint("server_name_key", "name", Problem::Taken))?;
    let detail = format!("{name} in {region}, for {capacity} organisations");
    note_facts(&mut tx, &name, &facts).await?;
    audit::record_by(&mut tx, platform, "server-added", None, author, &detail).await?;
    tx.commit().await?;
    Ok(facts)
}

/// Gives a server another address, such as one with a new password. Serving processes take it for what they open a few
/// seconds later. It also seals the address of a server anew whose key was lost.
///
/// # Errors
/// `NotFound` for an unknown name, `Invalid` when the address is none or the server can't be used by it.
pub async fn readdress(platform: &Platform, name: &str, text: &str, author: &Author) -> Result<ServerFacts> {
    let (id, address) = at_address(platform, name, text).await?;
    let facts = usable(address).await?;
    let key = platform.config.database.key_file();
    key.make(&platform.random).map_err(Error::internal)?;
    let sealed = key.seal(&platform.random, id, address).map_err(Error::internal)?;
    let mut tx = platform.central.begin().await?;
    let text = "update server set sealed_address = $1, checked_at = $2, last_error = null where id = $3";
    sql!(&mut tx, execute text, &sealed, platform.clock.now().to_sqlx(), id)?;
    note_facts(&mut tx, name, &facts).await?;
    audit::record_by(&mut tx, platform, "server-readdressed", None, author, name).await?;
    tx.commit().await?;
    Ok(facts)
}

/// What [`readdress`] would find there, with nothing changed.
///
/// # Errors
/// As [`readdress`].
pub async fn plan_readdress(platform: &Platform, name: &str, text: &str) -> Result<ServerFacts> {
    let (_, address) = at_address(platform, name, text).await?;
    usable(address).await
}

async fn at_address<'t>(platform: &Platform, name: &str, text: &'t str) -> Result<(ServerId, &'t str)> {
    let mut reader = platform.central.read().await?;
    let id = sql!(&mut reader, scalar_optional ServerId, "select id from server where name = $1", name)?;
    let id = id.ok_or_else(Error::not_found)?;
    Ok((id, address(text).map_err(|problem| Error::field("address", problem))?))
}

async fn usable(address: &str) -> Result<ServerFacts> {
    let unusable = |reason| Error::field("address", Problem::ServerUnusable { reason });
    let facts = db::look_at(address).await.map_err(|error| unusable(error.told()))?;
    match &facts.problem {
        Some(problem) => Err(unusable(problem.clone())),
        None => Ok(facts),
    }
}

async fn seal(platform: &Platform, id: ServerId, address: &str) -> Result<Vec<u8>> {
    let key = platform.config.database.key_file();
    key.make_first(platform).await?;
    key.seal(&platform.random, id, address).map_err(Error::internal)
}

fn address(text: &str) -> Result<&str, Problem> {
    let text = text.trim();
    match text.parse() {
        _ if text.is_empty() => Err(Problem::Required),
        Ok(Location::Postgres(_)) if db::is_postgres_address(text) => Ok(text),
        _ => Err(Problem::NotAServerAddress),
    }
}

/// How many may live on a server.
pub(super) fn capacity(number: i64) -> Result<i64, Problem> {
    if (1..=MOST).contains(&number) { Ok(number) } else { Err(Problem::OutOfRange { least: 1, most: MOST }) }
}

/// The page on which servers are registered has this name's address.
fn unreserved(name: String) -> Result<String, Problem> {
    if name == "new" { Err(Problem::SlugReserved { suggestion: "new-1".into() }) } else { Ok(name) }
}

/// A short name that an operator gives: of a server, a region, a plan.
pub(crate) fn label(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    if text.len() > 40 {
        return Err(Problem::TooLong { most: 40 });
    }
    let is_good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if text.bytes().all(is_good) && !text.starts_with('-') && !text.ends_with('-') {
        Ok(text.to_owned())
    } else {
        Err(Problem::SlugCharacters)
    }
}

/// All of them, in the order of their names.
pub async fn list(platform: &Platform) -> Result<Vec<ServerSummary>> {
    let mut reader = platform.central.read().await?;
    let text = "select name, region, state, capacity, created_at, checked_at, last_error, version, tls,
                       (select count(*) from tenant t where t.server_id = s.id) as tenants
                from server s order by name";
    sql!(&mut reader, fetch_all Row, text)?.into_iter().map(Row::into_summary).collect()
}

pub async fn find(platform: &Platform, name: &str) -> Result<Option<ServerSummary>> {
    Ok(list(platform).await?.into_iter().find(|server| server.name == name))
}

#[derive(sqlx::FromRow)]
struct Row {
    name: String,
    region: String,
    state: String,
    capacity: i64,
    created_at: Timestamp,
    checked_at: Option<Timestamp>,
    last_error: Option<String>,
    version: Option<String>,
    tls: Option<String>,
    tenants: i64,
}

impl Row {
    fn into_summary(self) -> Result<ServerSummary> {
        Ok(ServerSummary {
            state: self.state.parse().map_err(|()| Error::internal(io::Error::other("unknown state of a server")))?,
            name: self.name,
            region: self.region,
            tenants: self.tenants,
            capacity: self.capacity,
            created_at: self.created_at.to_jiff().to_string(),
            checked_at: self.checked_at.map(|at| at.to_jiff().to_string()),
            last_error: self.last_error,
            version: self.version,
            tls: self.tls,
        })
    }
}

/// From now on no new organisation goes there; those that are there stay.
pub async fn drain(platform: &Platform, name: &str, author: &Author) -> Result<()> {
    set_state(platform, name, ServerState::Draining, author).await
}

/// New organisations may go there again.
pub async fn resume(platform: &Platform, name: &str, author: &Author) -> Result<()> {
    set_state(platform, name, ServerState::Active, author).await
}

async fn set_state(platform: &Platform, name: &str, state: ServerState, author: &Author) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    if sql!(&mut tx, execute "update server set state = $1 where name = $2", state.name(), name)? == 0 {
        return Err(Error::not_found());
    }
    let kind = match state {
        ServerState::Active => "server-resumed",
        ServerState::Draining => "server-draining",
    };
    audit::record_by(&mut tx, platform, kind, None, author, name).await?;
    Ok(tx.commit().await?)
}

/// Reads and opens the addresses of servers for the database layer.
#[derive(Debug)]
pub(crate) struct SealedAddresses {
    pub(crate) central: Db,
    pub(crate) key: KeyFile,
}

impl Addresses for SealedAddresses {
    fn address(&self, server: ServerId) -> BoxFuture<'_, Result<NamedAddress, DbError>> {
        Box::pin(async move {
            let mut reader = self.central.read().await?;
            let text = "select name, sealed_address from server where id = $1";
            let found = sql!(&mut reader, fetch_optional(String, Vec<u8>), text, server)?;
            let (name, sealed) = found.ok_or_else(|| io::Error::other("the server isn't registered"))?;
            Ok(NamedAddress { name, address: self.key.open(server, &sealed).map_err(io::Error::other)? })
        })
    }
}
