//! Tenants with a schema of their own in a database that they share: making it, copying it, exchanging it. All of it is
//! transactions, which PostgreSQL keeps whole: nobody has to be sent away, as from a database that is copied.

use super::{
    Condition, Conn, Connection, DatabaseName, Db, DbError, Home, Lifecycle, PoolSize, RestoreStep, Schema, Shape, Tx,
    open,
    pool::{Lent, Pool},
    postgres_roles::{self, Tables},
    restore::beside,
    server::PostgresServer,
    templates::start_of,
    upgrade::OWNER,
};
use crate::modules::Module;
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Executor, PgConnection};
use std::{io, time::Duration};

impl Lifecycle {
    /// Makes the schema and its tables in one transaction, which is committed when they equal a clean install.
    pub(super) async fn create_schema(
        &self,
        server: &PostgresServer,
        home: &Home,
        modules: &[Module],
        clean: &Condition,
    ) -> Result<(), DbError> {
        server.make_shared_database().await?;
        let tables = server.tables_of_schema(&home.name)?;
        server.make_role(&tables).await?;
        let db = server.open(&tables.database, &tables.schema, OWNER).await?;
        let made = self.fill_schema(&db, &tables, modules, clean).await;
        db.close().await;
        made
    }

    async fn fill_schema(
        &self,
        db: &Db,
        tables: &Tables,
        modules: &[Module],
        clean: &Condition,
    ) -> Result<(), DbError> {
        let mut tx = db.begin().await?;
        run(&mut tx, format!("create schema \"{}\"", tables.schema)).await?;
        self.migrations.apply_within(Schema::of_tenant(modules), &mut tx).await?;
        Condition::read(&mut tx, modules).await?.compare(clean).map_err(io::Error::other)?;
        postgres_roles::give_rights(postgres(&mut tx)?, tables).await?;
        tx.commit().await
    }
}

impl PostgresServer {
    pub(super) fn tables_of_schema(&self, name: &DatabaseName) -> Result<Tables, DbError> {
        Ok(Tables::of_schema(&self.shared_database()?, name))
    }

    /// Opens a tenant's schema as its role.
    pub(super) async fn open_schema(&self, name: &DatabaseName, size: PoolSize) -> Result<Db, DbError> {
        open::postgres_as_role(&self.connections, self.address(), &self.tables_of_schema(name)?, size).await
    }

    /// Opens a schema as the login that owns it.
    pub(super) async fn open_schema_as_owner(&self, name: &str, size: PoolSize) -> Result<Db, DbError> {
        if !self.has_schema(name).await? {
            return Err(io::Error::other(format!("the schema {name} does not exist")).into());
        }
        self.open(&self.shared_database()?, name, size).await
    }

    pub(super) async fn has_schema(&self, name: &str) -> Result<bool, DbError> {
        if !self.has_database(&self.shared_database()?).await? {
            return Ok(false);
        }
        let exists = sqlx::query_scalar("select exists (select from pg_namespace where nspname = $1)").bind(name);
        Ok(exists.fetch_one(&mut *self.on_shared().await?).await?)
    }

    /// Ends the sessions in a schema and removes it. What isn't there is no error.
    pub(super) async fn drop_schema(&self, name: &str) -> Result<(), DbError> {
        if !self.has_schema(name).await? {
            return Ok(());
        }
        let sessions = "select count(pg_terminate_backend(pid)) from pg_stat_activity
                        where datname = current_database() and application_name = 'tenantry ' || $1";
        sqlx::query(sessions).bind(name).execute(&mut *self.on_shared().await?).await?;
        self.on_shared().await?.execute(AssertSqlSafe(format!("drop schema if exists \"{name}\" cascade"))).await?;
        Ok(())
    }

    /// Bytes of a schema's tables with their indexes.
    pub(super) async fn size_of_schema(&self, name: &str) -> Result<i64, DbError> {
        let text = "select cast(coalesce(sum(pg_total_relation_size(oid)), 0) as bigint) from pg_class
                    where relnamespace = cast($1::text as regnamespace) and relkind = 'r'";
        Ok(sqlx::query_scalar(text).bind(name).fetch_one(&mut *self.on_shared().await?).await?)
    }

    /// Copies a schema, instead of an older copy of that name: one state of it, whoever writes meanwhile. The copy is read
    /// back, and what it can't carry makes an error: a sequence, a view, a trigger, a function.
    pub(super) async fn copy_schema(&self, from: &str, to: &str) -> Result<(), DbError> {
        self.drop_schema(to).await?;
        let mut tx = self.begin_on_shared().await?;
        let begin = "set transaction isolation level repeatable read; set local statement_timeout = 0;
                     set local lock_timeout = '10s'";
        run(&mut tx, format!("{begin}; create schema \"{to}\"; set local search_path to \"{from}\"")).await?;
        let (original, _) = Shape::read(&mut tx).await?;
        let statements: Vec<String> =
            sqlx::query_scalar(COPY).bind(from).bind(to).fetch_all(postgres(&mut tx)?).await?;
        run(&mut tx, format!("set local search_path to \"{to}\"")).await?;
        for statement in statements {
            run(&mut tx, statement).await?;
        }
        let (copy, _) = Shape::read(&mut tx).await?;
        let differences = copy.differences(&original);
        if original.has_sequences() || !differences.is_empty() {
            let what = differences.first().cloned().unwrap_or_else(|| "it has a sequence".into());
            return Err(io::Error::other(format!("the schema can't be copied whole: {what}")).into());
        }
        tx.commit().await
    }

    /// Puts a copy of a snapshot in a schema's place. Its tables are locked for it, so that nobody is in the middle of
    /// something; who waits for them finds the new ones, since PostgreSQL looks names up again after it has waited.
    pub(super) async fn restore_schema(
        &self,
        name: &DatabaseName,
        from: &str,
        patience: Duration,
        reached: &impl Fn(RestoreStep),
    ) -> Result<(), DbError> {
        let (copy, old) = (beside(name, "r_"), beside(name, "o_"));
        let tables = self.tables_of_schema(name)?;
        self.make_role(&tables).await?;
        self.copy_schema(from, &copy).await?;
        self.drop_schema(&old).await?;
        let mut tx = self.begin_on_shared().await?;
        run(&mut tx, format!("set local lock_timeout = {}", patience.as_millis())).await?;
        let text = "select 'lock table ' || string_agg(format('%I.%I', nspname, relname), ', ') || ' in access exclusive mode'
                    from pg_class join pg_namespace on pg_namespace.oid = relnamespace where nspname = $1 and relkind = 'r'";
        let lock: Option<String> = sqlx::query_scalar(text).bind(name.as_str()).fetch_one(postgres(&mut tx)?).await?;
        if let Some(lock) = lock {
            run(&mut tx, lock).await?;
        }
        reached(RestoreStep::Shut);
        let text = "select exists (select from pg_namespace where nspname = $1)";
        if sqlx::query_scalar(text).bind(name.as_str()).fetch_one(postgres(&mut tx)?).await? {
            run(&mut tx, format!("alter schema \"{name}\" rename to \"{old}\"")).await?;
        }
        run(&mut tx, format!("alter schema \"{copy}\" rename to \"{name}\"")).await?;
        postgres_roles::give_rights(postgres(&mut tx)?, &tables).await?;
        tx.commit().await?;
        reached(RestoreStep::Swapped);
        self.drop_schema(&old).await
    }

    /// Makes the database that the schemas are in. Nobody but its owner, the login, may enter it.
    async fn make_shared_database(&self) -> Result<(), DbError> {
        let name = self.shared_database()?;
        let _making = self.templates.making.lock().await;
        if self.has_database(&name).await? {
            return Ok(());
        }
        let draft = self.make_draft(&name).await?;
        let db = self.open(&draft, "public", OWNER).await?;
        if let Db::Postgres(pool) = &db {
            pool.acquire().await?.execute("revoke all on schema public from public").await?;
        }
        db.close().await;
        self.publish(&draft, &name).await
    }

    /// Each login of a server has one of its own.
    pub(super) fn shared_database(&self) -> Result<String, DbError> {
        let digest = Sha256::new_with_prefix(open::postgres_login(self.address())?);
        Ok(format!("shared_{}", start_of(digest)))
    }

    async fn shared(&self) -> Result<&Pool<PgConnection>, DbError> {
        let name = self.shared_database()?;
        let open = async || match self.open(&name, "public", SHARED).await? {
            Db::Postgres(pool) => Ok(pool),
            Db::Sqlite { .. } => Err(no_schemas()),
        };
        self.shared.get_or_try_init(open).await
    }

    async fn on_shared(&self) -> Result<Lent<PgConnection>, DbError> {
        Ok(self.shared().await?.acquire().await?)
    }

    async fn begin_on_shared(&self) -> Result<Tx, DbError> {
        Ok(Tx::Postgres(self.shared().await?.begin("begin").await?))
    }
}

/// The statements that make the tables of one schema in another, with their rows, in an order in which they work. They are
/// written while the first is the search path and run while the second is, so that no name in a definition says of which it
/// was. Indexes come after the rows, and references last.
const COPY: &str = r"
with own as (select oid, relname from pg_class where relnamespace = cast($1::text as regnamespace) and relkind = 'r')
select statement from (
  select 1 as step, relname::text as name,
         format('create table %I (like %I.%I including defaults including identity including generated
                 including storage including compression including comments)', relname, $1::text, relname) as statement
  from own
  union all
  select 2, relname::text, format('insert into %I (%s) overriding system value select %2$s from %I.%1$I', relname,
         string_agg(quote_ident(attname), ', ' order by attnum), $1::text)
  from own join pg_attribute on attrelid = own.oid
  where attnum > 0 and not attisdropped and attgenerated = '' and $2::text <> $1::text
  group by relname
  union all
  select case contype when 'f' then 4 else 3 end, conname::text,
         format('alter table %I add constraint %I %s', relname, conname, pg_get_constraintdef(pg_constraint.oid))
  from own join pg_constraint on conrelid = own.oid where contype in ('p', 'u', 'c', 'x', 'f')
  union all
  select 3, relname::text, pg_get_indexdef(indexrelid, 0, true)
  from own join pg_index on indrelid = own.oid
  where not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))
) statements order by step, name";

/// Runs a statement whose identifiers were all generated here, or quoted by the engine.
async fn run(tx: &mut Tx, statement: String) -> Result<(), DbError> {
    postgres(tx)?.execute(AssertSqlSafe(statement)).await?;
    Ok(())
}

fn postgres(tx: &mut Tx) -> Result<&mut PgConnection, DbError> {
    match tx.conn() {
        Conn::Postgres(connection) => Ok(connection),
        Conn::Sqlite(_) => Err(no_schemas()),
    }
}

fn no_schemas() -> DbError {
    io::Error::other("SQLite has no schemas").into()
}

/// As many as a fleet is worked on side by side.
const SHARED: PoolSize = PoolSize { most: 8, wait: Duration::from_mins(1) };
