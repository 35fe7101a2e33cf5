//! Migrated databases that every new one is copied from.

use super::{
    Condition, Db, DbError, Lifecycle, Location, PoolSize, Schema,
    open::{self, Purpose},
    sqlite_files::{make_private_directory, remove_files},
};
use crate::modules::Module;
use sha2::{Digest, Sha256};
use std::{
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

impl Lifecycle {
    /// The template's name, which changes with the migrations: an old one is never copied.
    pub(super) async fn template(&self, modules: &[Module]) -> Result<String, DbError> {
        let name = self.template_name(modules)?;
        let _making = self.making_template.lock().await;
        match &self.location {
            Location::Sqlite(_) => {
                let file = self.file(&name);
                if !tokio::fs::try_exists(&file).await? {
                    self.make_sqlite_template(&file, modules).await?;
                }
            }
            Location::Postgres(address) => {
                if !self.has_database(&name).await? {
                    self.make_postgres_template(address, &name, modules).await?;
                }
            }
        }
        Ok(name)
    }

    fn template_name(&self, modules: &[Module]) -> Result<String, DbError> {
        let mut modules = modules.to_vec();
        modules.sort_by_key(|module| module.key());
        let mut digest = Sha256::new();
        if let Location::Postgres(address) = &self.location {
            // Only its owner can copy a database, so that each login of a server has templates of its own.
            digest.update(open::postgres_login(address)?);
            digest.update("described");
        }
        digest.update(self.migrations.checksums(Schema::Core));
        for module in modules {
            digest.update(module.key());
            digest.update(self.migrations.checksums(Schema::Module(module)));
        }
        let hash = digest.finalize();
        let start = u64::from_be_bytes(std::array::from_fn(|at| hash[at]));
        Ok(format!("template_{start:016x}"))
    }

    async fn make_sqlite_template(&self, file: &Path, modules: &[Module]) -> Result<(), DbError> {
        if let Some(directory) = file.parent() {
            make_private_directory(directory)?;
        }
        // Another process may make the same template now: each works on a file of its own, and the rename decides.
        let draft = file.with_extension(format!("draft-{}", std::process::id()));
        remove_files(&draft).await?;
        let db = open::sqlite(&draft, TEMPLATE_POOL, Purpose::Making).await?;
        self.migrate_template(&db, modules).await?;
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
        let db = open::postgres(&self.server, address, Some(&draft), TEMPLATE_POOL).await?;
        self.migrate_template(&db, modules).await?;
        let condition = self.condition(&db, modules).await?;
        db.close().await;
        self.describe(&draft, &condition).await?;
        self.statement(format!("revoke all on database \"{draft}\" from public")).await?;
        if let Err(error) = self.statement(format!("alter database \"{draft}\" rename to \"{name}\"")).await {
            tracing::info!(%error, "another process made the template first");
            self.statement(format!("drop database if exists \"{draft}\" with (force)")).await?;
        }
        Ok(())
    }

    async fn migrate_template(&self, db: &Db, modules: &[Module]) -> Result<(), DbError> {
        for schema in Schema::of_tenant(modules) {
            self.migrations.apply(schema, db).await?;
        }
        Ok(())
    }

    /// What a template is. PostgreSQL keeps its description as its comment: whoever looked into it would be in the way of
    /// those who copy it.
    pub(super) async fn read_template(&self, name: &str, modules: &[Module]) -> Result<Condition, DbError> {
        let db = match &self.location {
            Location::Sqlite(_) => open::sqlite(&self.file(name), TEMPLATE_POOL, Purpose::Reading).await?,
            Location::Postgres(address) => {
                let text = "select shobj_description(oid, 'pg_database') from pg_database where datname = $1";
                let described = sqlx::query_scalar::<_, Option<String>>(text).bind(name);
                let described = described.fetch_one(self.admin().await?).await?;
                if let Some(condition) = described.and_then(|text| serde_json::from_str(&text).ok()) {
                    return Ok(condition);
                }
                open::postgres(&self.server, address, Some(name), TEMPLATE_POOL).await?
            }
        };
        let condition = self.condition(&db, modules).await;
        db.close().await;
        condition
    }

    async fn describe(&self, template: &str, condition: &Condition) -> Result<(), DbError> {
        let text = serde_json::to_string(condition).map_err(std::io::Error::other)?.replace('\'', "''");
        self.statement(format!("comment on database \"{template}\" is '{text}'")).await
    }
}

const TEMPLATE_POOL: PoolSize = PoolSize { most: 2, wait: Duration::from_secs(30) };
