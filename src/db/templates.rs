//! Migrated databases that every new one is copied from, and that tell what a clean install is.

use super::{
    Condition, Db, DbError, Home, Lifecycle, PoolSize, Schema,
    drafts::Drafts,
    lifecycle::Site,
    open::{self, Purpose},
    server::PostgresServer,
    sqlite_files::{make_private_directory, remove_files, remove_log},
};
use crate::modules::Module;
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::Mutex;

/// The templates of one server, or of the directory of files.
#[derive(Debug, Default)]
pub(super) struct Templates {
    /// Held while one is made, so that two sign-ups don't make it twice.
    pub(super) making: Mutex<()>,
    /// What a clean install is, by the name of the template that it was read from.
    clean: Mutex<HashMap<String, Arc<Condition>>>,
    /// Those that somebody is making, or died over.
    pub(super) drafts: Drafts,
}

impl Lifecycle {
    /// What a clean install with these modules looks like in such a place: the migrated template, read once for each.
    pub async fn clean(&self, home: &Home, modules: &[Module]) -> Result<Arc<Condition>, DbError> {
        let site = self.site(home).await?;
        let template = self.template(&site, modules).await?;
        let mut known = self.templates(&site).clean.lock().await;
        if let Some(clean) = known.get(&template) {
            return Ok(clean.clone());
        }
        let clean = Arc::new(self.read_template(&site, &template, modules).await?);
        known.insert(template, clean.clone());
        Ok(clean)
    }

    /// The template's name, which changes with the migrations: an old one is never copied. A schema is compared with the
    /// template of its server's databases.
    pub(super) async fn template(&self, site: &Site, modules: &[Module]) -> Result<String, DbError> {
        let name = self.template_name(site, modules)?;
        let _making = self.templates(site).making.lock().await;
        match site {
            Site::File => {
                let file = self.file(&name);
                if !tokio::fs::try_exists(&file).await? {
                    self.make_sqlite_template(&file, modules).await?;
                }
            }
            Site::Database(server) | Site::Schema(server) => {
                if !server.has_database(&name).await? {
                    self.make_postgres_template(server, &name, modules).await?;
                }
            }
        }
        Ok(name)
    }

    fn templates<'a>(&'a self, site: &'a Site) -> &'a Templates {
        match site {
            Site::File => &self.file_templates,
            Site::Database(server) | Site::Schema(server) => &server.templates,
        }
    }

    fn template_name(&self, site: &Site, modules: &[Module]) -> Result<String, DbError> {
        let mut modules = modules.to_vec();
        modules.sort_by_key(|module| module.key());
        let mut digest = Sha256::new();
        if let Site::Database(server) | Site::Schema(server) = site {
            // Only its owner can copy a database, so that each login of a server has templates of its own.
            digest.update(open::postgres_login(server.address())?);
            digest.update("described with collations, policies and rules");
        }
        digest.update(self.migrations.checksums(Schema::Core));
        for module in modules {
            digest.update(module.key());
            digest.update(self.migrations.checksums(Schema::Module(module)));
        }
        Ok(format!("template_{}", start_of(digest)))
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
        // It is empty, but stays when the file is closed.
        remove_log(&draft).await
    }

    async fn make_postgres_template(
        &self,
        server: &PostgresServer,
        name: &str,
        modules: &[Module],
    ) -> Result<(), DbError> {
        let draft = server.make_draft(name).await?;
        let db = server.open(&draft, "public", TEMPLATE_POOL).await?;
        self.migrate_template(&db, modules).await?;
        let condition = self.condition(&db, modules).await?;
        db.close().await;
        server.describe(&draft, &condition).await?;
        server.publish(&draft, name).await
    }

    async fn migrate_template(&self, db: &Db, modules: &[Module]) -> Result<(), DbError> {
        for schema in Schema::of_tenant(modules) {
            self.migrations.apply(schema, db).await?;
        }
        Ok(())
    }

    /// What a template is. PostgreSQL keeps its description as its comment: whoever looked into it would be in the way of
    /// those who copy it.
    async fn read_template(&self, site: &Site, name: &str, modules: &[Module]) -> Result<Condition, DbError> {
        let db = match site {
            Site::File => open::sqlite(&self.file(name), TEMPLATE_POOL, Purpose::Reading).await?,
            Site::Database(server) | Site::Schema(server) => {
                if let Some(condition) = server.description_of(name).await? {
                    return Ok(condition);
                }
                server.open(name, "public", TEMPLATE_POOL).await?
            }
        };
        let condition = self.condition(&db, modules).await;
        db.close().await;
        condition
    }
}

impl PostgresServer {
    /// Makes an empty database that gets its name when it is finished: another process may make the same now.
    pub(super) async fn make_draft(&self, name: &str) -> Result<String, DbError> {
        // One process may hold several deployments on one server: each makes its own draft.
        static DRAFTS: AtomicU64 = AtomicU64::new(0);
        let draft = format!("{name}_{}_{}", std::process::id(), DRAFTS.fetch_add(1, Ordering::Relaxed));
        self.drop_database(&draft).await?;
        self.create_database(&draft, "template1").await?;
        Ok(draft)
    }

    /// Gives a draft its name, unless somebody else was first.
    pub(super) async fn publish(&self, draft: &str, name: &str) -> Result<(), DbError> {
        self.statement(format!("revoke all on database \"{draft}\" from public")).await?;
        if let Err(error) = self.statement(format!("alter database \"{draft}\" rename to \"{name}\"")).await {
            tracing::info!(%error, name, "another process made the database first");
            self.drop_database(draft).await?;
        }
        Ok(())
    }

    async fn describe(&self, template: &str, condition: &Condition) -> Result<(), DbError> {
        let text = serde_json::to_string(condition).map_err(std::io::Error::other)?.replace('\'', "''");
        self.statement(format!("comment on database \"{template}\" is '{text}'")).await
    }

    async fn description_of(&self, template: &str) -> Result<Option<Condition>, DbError> {
        let text = "select shobj_description(oid, 'pg_database') from pg_database where datname = $1";
        let described = sqlx::query_scalar::<_, Option<String>>(text).bind(template);
        let described = described.fetch_one(self.admin().await?).await?;
        Ok(described.and_then(|text| serde_json::from_str(&text).ok()))
    }
}

/// The first 16 digits of a hash, for a name.
pub(super) fn start_of(digest: Sha256) -> String {
    let hash = digest.finalize();
    format!("{:016x}", u64::from_be_bytes(std::array::from_fn(|at| hash[at])))
}

const TEMPLATE_POOL: PoolSize = PoolSize { most: 2, wait: Duration::from_secs(30) };
