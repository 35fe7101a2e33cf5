//! A role for each tenant on PostgreSQL. It has the name of the tenant's database; nobody signs in with it, and it may
//! read and change the rows of that one database. The login of the deployment owns the databases and migrates them, and
//! what a request does runs as the role. So a connection that ends up in another tenant's database finds nothing there
//! that it may read.

use super::{DatabaseName, Db, DbError, Lifecycle, PoolSize, open};
use sqlx::{AssertSqlSafe, Executor, PgConnection, Row};

impl Lifecycle {
    /// Opens a tenant's database as its role. What an older version made has no role yet: it is made now.
    pub(super) async fn open_as_role(&self, address: &str, name: &DatabaseName, size: PoolSize) -> Result<Db, DbError> {
        match open::postgres_as_role(&self.server, address, name, size).await {
            Err(error) if error.is_unusable_role() => {
                self.make_role(name).await?;
                open::postgres_as_role(&self.server, address, name, size).await
            }
            opened => opened,
        }
    }

    /// Makes the role unless it is there, lets the login switch to it, and lets the role and nobody else into its
    /// database. All or nothing: the statements are sent as one, which PostgreSQL runs as one transaction.
    pub(super) async fn make_role(&self, name: &DatabaseName) -> Result<(), DbError> {
        // CREATEROLE is enough for all of it. From PostgreSQL 16 on a role's maker administers it, but may switch to it
        // only once it is granted. Before, whoever has CREATEROLE may do both; the admin option is for after an upgrade.
        self.statement(format!(
            r#"select pg_advisory_xact_lock(hashtextextended('{name}', 0));
               do $$ begin
                 if not exists (select from pg_roles where rolname = '{name}') then
                   create role "{name}" nologin;
                 end if;
                 if current_setting('server_version_num')::integer >= 160000 then
                   grant "{name}" to current_user;
                 else
                   grant "{name}" to current_user with admin option;
                 end if;
               end $$;
               revoke all on database "{name}" from public;
               grant connect on database "{name}" to "{name}""#
        ))
        .await
    }

    pub(super) async fn drop_role(&self, name: &DatabaseName) -> Result<(), DbError> {
        // `drop role if exists` asks for CREATEROLE even where there is no such role, and a login without it must be able
        // to undo what it could not make.
        self.statement(format!(
            r#"do $$ begin
                 if exists (select from pg_roles where rolname = '{name}') then
                   drop role "{name}";
                 end if;
               end $$"#
        ))
        .await
    }

    /// What the login lacks to make databases and roles, and how it gets it, for people; `None` when it lacks nothing.
    pub async fn missing_rights(&self, db: &Db) -> Result<Option<String>, DbError> {
        let Db::Postgres(pool) = db else { return Ok(None) };
        let text = "select quote_ident(rolname), rolcreatedb or rolsuper, rolcreaterole or rolsuper
                    from pg_roles where rolname = current_user";
        let (login, databases, roles): (String, bool, bool) =
            sqlx::query_as(text).fetch_one(&mut *pool.acquire().await?).await?;
        let rights = [("CREATEDB", databases), ("CREATEROLE", roles)];
        let lacking: Vec<&str> = rights.iter().filter(|(_, held)| !held).map(|(right, _)| *right).collect();
        let named = lacking.join(" and ");
        let given = lacking.join(" ").to_lowercase();
        Ok((!lacking.is_empty()).then(|| format!("{login} lacks {named}: alter role {login} {given}")))
    }

    /// Whether every role of the server may enter the central database, and the next start would change that.
    pub async fn is_open_to_others(&self, db: &Db) -> Result<bool, DbError> {
        let Db::Postgres(pool) = db else { return Ok(false) };
        Ok(open_to_others(&mut *pool.acquire().await?).await?.is_some())
    }
}

/// Sees to it, as a connection begins, that the role has its rights. A new database is a copy of the template and has
/// none of them, so its first connection gives them: one that only came for that would make a new organisation wait.
pub(super) async fn settle(connection: &mut PgConnection, name: &DatabaseName) -> Result<(), sqlx::Error> {
    if has_rights(connection).await? { Ok(()) } else { give_rights(connection, name).await }
}

/// The schema names the role, once all that `give_rights` gives was given.
async fn has_rights(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let text = "select exists (
                  select from pg_namespace, aclexplode(nspacl) as held
                  where nspname = 'public' and held.grantee = (select oid from pg_roles where rolname = current_user))";
    sqlx::raw_sql(text).fetch_one(connection).await?.try_get(0)
}

/// Gives the role its rights in its database, in one transaction, as the login that owns the tables. What later
/// migrations make is the role's to use as well; the records of the migrations are only read. Giving them again
/// changes nothing.
pub(super) async fn give_rights(connection: &mut PgConnection, name: &DatabaseName) -> Result<(), sqlx::Error> {
    let text = r"select string_agg(quote_ident(relname), ', ') from pg_class
                 where relnamespace = 'public'::regnamespace and relkind = 'r' and relname like '\_migration\_%'";
    let records: String = sqlx::raw_sql(text).fetch_one(&mut *connection).await?.try_get(0)?;
    let rights = format!(
        r#"set role none;
           select pg_advisory_xact_lock(hashtextextended('{name}', 0));
           revoke all on schema public from public;
           grant usage on schema public to "{name}";
           grant select, insert, update, delete on all tables in schema public to "{name}";
           grant usage on all sequences in schema public to "{name}";
           alter default privileges in schema public grant select, insert, update, delete on tables to "{name}";
           alter default privileges in schema public grant usage on sequences to "{name}";
           revoke insert, update, delete on {records} from "{name}";
           reset role"#
    );
    connection.execute(AssertSqlSafe(rights)).await?;
    Ok(())
}

/// Takes from every other role of the server the right to enter the central database, which a new database gives to
/// all.
pub(super) async fn shut_out_others(connection: &mut PgConnection) -> Result<(), DbError> {
    if let Some(database) = open_to_others(connection).await? {
        connection.execute(AssertSqlSafe(format!(
            "select pg_advisory_xact_lock(hashtextextended('central', 0)); revoke all on database {database} from public"
        )))
        .await?;
    }
    Ok(())
}

/// The quoted name of the database when everybody may enter it and the login could change that.
async fn open_to_others(connection: &mut PgConnection) -> Result<Option<String>, DbError> {
    let text = "select quote_ident(datname) from pg_database
                where datname = current_database() and pg_has_role(datdba, 'usage')
                  and has_database_privilege('public', oid, 'connect')";
    Ok(sqlx::query_scalar(text).fetch_optional(connection).await?)
}
