//! Making, opening and removing databases. The engine's own dialect lives here and in `open.rs` alone.

use super::{Db, DbError, Location, PoolSize, Schema, open, version::too_old};
use crate::{modules::Module, random::Random};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Executor, PgPool};
use std::{
    fmt, io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::Mutex;

/// The generated name of a tenant's database: `t_` and 26 characters of base32. It is never made of what somebody
/// typed, so that it can stand in DDL and in a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DatabaseName(String);

impl DatabaseName {
    pub(crate) fn generate(random: &Random) -> Self {
        const BASE32: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
        let letters = random.bytes::<26>().map(|byte| char::from(BASE32[usize::from(byte % 32)]));
        Self(format!("t_{}", letters.iter().collect::<String>()))
    }

    /// Takes a stored name back; `None` for anything that `generate` can't have made.
    pub fn stored(name: &str) -> Option<Self> {
        let letters = name.strip_prefix("t_")?;
        let known = |c: u8| c.is_ascii_lowercase() || (b'2'..=b'7').contains(&c);
        (letters.len() == 26 && letters.bytes().all(known)).then(|| Self(name.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DatabaseName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Creates, opens and drops the databases of one deployment.
#[derive(Clone, Debug)]
pub struct Lifecycle {
    location: Location,
    /// Held while a template is made, so that two sign-ups don't make it twice.
    making_template: Arc<Mutex<()>>,
    admin: Arc<tokio::sync::OnceCell<PgPool>>,
}

impl Lifecycle {
    pub fn new(location: Location) -> Self {
        Self { location, making_template: Arc::default(), admin: Arc::default() }
    }

    pub fn location(&self) -> &Location {
        &self.location
    }

    /// What `tenant.placement` says of a tenant that is made now.
    pub fn placement(&self) -> &'static str {
        match self.location {
            Location::Sqlite(_) => "sqlite",
            Location::Postgres(_) => "postgres-database",
        }
    }

    /// Opens the central database and brings it to the newest version. On SQLite the first start makes it.
    pub async fn open_central(&self, size: PoolSize) -> Result<Db, DbError> {
        let db = match &self.location {
            Location::Sqlite(directory) => {
                make_private_directory(directory)?;
                open::sqlite(&directory.join("central.db"), size, true).await?
            }
            Location::Postgres(address) => open::postgres(address, None, size).await?,
        };
        if let Some(problem) = too_old(&self.engine_version(&db).await?) {
            return Err(io::Error::other(problem).into());
        }
        Schema::Central.migrate(&db).await?;
        Ok(db)
    }

    /// Opens the central database as it is: it must exist, and it isn't migrated.
    pub async fn inspect_central(&self, size: PoolSize) -> Result<Db, DbError> {
        match &self.location {
            Location::Sqlite(directory) => open::sqlite(&directory.join("central.db"), size, false).await,
            Location::Postgres(address) => open::postgres(address, None, size).await,
        }
    }

    /// Opens a tenant's database, which must exist.
    pub async fn open(&self, name: &DatabaseName, size: PoolSize) -> Result<Db, DbError> {
        match &self.location {
            Location::Sqlite(_) => open::sqlite(&self.file(name.as_str()), size, false).await,
            Location::Postgres(address) => open::postgres(address, Some(name.as_str()), size).await,
        }
    }

    /// Makes a tenant's database as a copy of the migrated template for these modules.
    pub async fn create(&self, name: &DatabaseName, modules: &[Module]) -> Result<(), DbError> {
        let template = self.template(modules).await?;
        match &self.location {
            Location::Sqlite(_) => copy_durably(self.file(&template), self.file(name.as_str())).await,
            Location::Postgres(_) => {
                self.statement(format!("create database \"{name}\" template \"{template}\" strategy wal_log")).await?;
                self.statement(format!("revoke connect on database \"{name}\" from public")).await
            }
        }
    }

    /// Removes a tenant's database and all that is in it. One that isn't there is no error.
    pub async fn drop(&self, name: &DatabaseName) -> Result<(), DbError> {
        match &self.location {
            Location::Sqlite(_) => remove_files(&self.file(name.as_str())).await,
            Location::Postgres(_) => self.statement(format!("drop database if exists \"{name}\" with (force)")).await,
        }
    }

    /// Bytes that a tenant's database takes on its server or disk.
    pub async fn size(&self, name: &DatabaseName) -> Result<i64, DbError> {
        match &self.location {
            Location::Sqlite(_) => {
                let file = self.file(name.as_str());
                // What was written last is in the log until it is written back.
                let log = tokio::fs::metadata(file.with_extension("db-wal")).await.map_or(0, |log| log.len());
                let bytes = tokio::fs::metadata(file).await?.len() + log;
                Ok(i64::try_from(bytes).unwrap_or(i64::MAX))
            }
            Location::Postgres(_) => {
                let size = sqlx::query_scalar("select pg_database_size($1)").bind(name.as_str());
                Ok(size.fetch_one(self.admin().await?).await?)
            }
        }
    }

    /// The engine's version, for people: `SQLite 3.51.3`, `PostgreSQL 15.18`.
    pub async fn engine_version(&self, db: &Db) -> Result<String, DbError> {
        Ok(match db {
            Db::Sqlite { writer, .. } => {
                format!(
                    "SQLite {}",
                    sqlx::query_scalar::<_, String>("select sqlite_version()").fetch_one(writer).await?
                )
            }
            Db::Postgres(pool) => {
                let version: String = sqlx::query_scalar("show server_version").fetch_one(pool).await?;
                format!("PostgreSQL {}", version.split(' ').next().unwrap_or_default())
            }
        })
    }

    /// Makes the templates for these modules now, so that the first sign-up needn't wait for it.
    pub async fn prepare(&self, modules: &[Module]) -> Result<(), DbError> {
        self.template(modules).await.map(drop)
    }

    /// The template's name, which changes with the migrations: an old one is never copied.
    async fn template(&self, modules: &[Module]) -> Result<String, DbError> {
        let name = template_name(modules);
        let _making = self.making_template.lock().await;
        match &self.location {
            Location::Sqlite(_) => {
                let file = self.file(&name);
                if !tokio::fs::try_exists(&file).await? {
                    self.make_sqlite_template(&file, modules).await?;
                }
            }
            Location::Postgres(address) => {
                let exists =
                    sqlx::query_scalar("select exists (select from pg_database where datname = $1)").bind(&name);
                if !exists.fetch_one(self.admin().await?).await? {
                    self.make_postgres_template(address, &name, modules).await?;
                }
            }
        }
        Ok(name)
    }

    async fn make_sqlite_template(&self, file: &Path, modules: &[Module]) -> Result<(), DbError> {
        if let Some(directory) = file.parent() {
            make_private_directory(directory)?;
        }
        // Another process may make the same template now: each works on a file of its own, and the rename decides.
        let draft = file.with_extension(format!("draft-{}", std::process::id()));
        remove_files(&draft).await?;
        let db = open::sqlite(&draft, TEMPLATE_POOL, true).await?;
        migrate(&db, modules).await?;
        db.close().await;
        tokio::fs::rename(&draft, file).await?;
        Ok(())
    }

    async fn make_postgres_template(&self, address: &str, name: &str, modules: &[Module]) -> Result<(), DbError> {
        // One process may hold several deployments on one server: each makes its own draft.
        static DRAFTS: AtomicU64 = AtomicU64::new(0);
        let draft = format!("{name}_{}_{}", std::process::id(), DRAFTS.fetch_add(1, Ordering::Relaxed));
        self.statement(format!("drop database if exists \"{draft}\" with (force)")).await?;
        self.statement(format!("create database \"{draft}\"")).await?;
        let db = open::postgres(address, Some(&draft), TEMPLATE_POOL).await?;
        migrate(&db, modules).await?;
        db.close().await;
        if let Err(error) = self.statement(format!("alter database \"{draft}\" rename to \"{name}\"")).await {
            tracing::info!(%error, "another process made the template first");
            self.statement(format!("drop database if exists \"{draft}\" with (force)")).await?;
        }
        Ok(())
    }

    fn file(&self, name: &str) -> PathBuf {
        let Location::Sqlite(directory) = &self.location else { return PathBuf::new() };
        directory.join("tenants").join(format!("{name}.db"))
    }

    /// Runs DDL whose identifiers were all generated here.
    async fn statement(&self, ddl: String) -> Result<(), DbError> {
        self.admin().await?.execute(AssertSqlSafe(ddl)).await?;
        Ok(())
    }

    async fn admin(&self) -> Result<&PgPool, DbError> {
        let Location::Postgres(address) = &self.location else {
            return Err(io::Error::other("SQLite has no server to administer").into());
        };
        self.admin.get_or_try_init(|| open::postgres_admin(address)).await
    }
}

/// Makes an empty database for a deployment's central tables on a server, and gives its address. For `tenantry` itself
/// somebody makes it by hand; tests and benchmarks make many.
///
/// # Errors
/// When the server can't be reached, or a name is no plain identifier.
pub async fn create_postgres_database(address: &str, name: &str) -> Result<String, DbError> {
    if !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_') {
        return Err(io::Error::other("a database is named by a-z, 0-9 and _").into());
    }
    let admin = open::postgres_admin(address).await?;
    admin.execute(AssertSqlSafe(format!("create database \"{name}\""))).await?;
    admin.close().await;
    let (server, parameters) = address.split_once('?').map_or((address, None), |(server, rest)| (server, Some(rest)));
    let authority_end = server.find("://").map_or(0, |at| at + 3);
    let base = server[authority_end..].find('/').map_or(server, |at| &server[..authority_end + at]);
    Ok(parameters.map_or_else(|| format!("{base}/{name}"), |parameters| format!("{base}/{name}?{parameters}")))
}

const TEMPLATE_POOL: PoolSize = PoolSize { most: 2, wait: Duration::from_secs(30) };

async fn migrate(db: &Db, modules: &[Module]) -> Result<(), DbError> {
    Schema::Core.migrate(db).await?;
    for module in modules {
        Schema::Module(*module).migrate(db).await?;
    }
    Ok(())
}

fn template_name(modules: &[Module]) -> String {
    let mut modules = modules.to_vec();
    modules.sort_by_key(|module| module.key());
    let mut digest = Sha256::new();
    digest.update(Schema::Core.fingerprint());
    for module in modules {
        digest.update(module.key());
        digest.update(Schema::Module(module).fingerprint());
    }
    let hash = digest.finalize();
    let start = u64::from_be_bytes(std::array::from_fn(|at| hash[at]));
    format!("template_{start:016x}")
}

fn make_private_directory(directory: &Path) -> Result<(), DbError> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
    Ok(())
}

/// The copy is on the disk under its name, or it isn't there at all.
async fn copy_durably(from: PathBuf, to: PathBuf) -> Result<(), DbError> {
    let copied = tokio::task::spawn_blocking(move || {
        let draft = to.with_extension("draft");
        std::fs::copy(&from, &draft)?;
        std::fs::File::open(&draft)?.sync_all()?;
        std::fs::rename(&draft, &to)?;
        to.parent().map_or(Ok(()), |directory| std::fs::File::open(directory)?.sync_all())
    });
    copied.await.unwrap_or_else(|error| Err(io::Error::other(error))).map_err(DbError::from)
}

async fn remove_files(file: &Path) -> Result<(), DbError> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        match tokio::fs::remove_file(&name).await {
            Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Err(error.into());
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_generated_names_are_taken_back() {
        let name = DatabaseName::generate(&Random::seeded(1));
        assert_eq!(DatabaseName::stored(name.as_str()), Some(name));
        for hostile in
            ["", "t_", "paris", "t_../../etc/passwd", "t_\"; drop database x; --aaaaaa", "t_ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        {
            assert_eq!(DatabaseName::stored(hostile), None, "{hostile}");
        }
    }
}
