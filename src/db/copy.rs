//! A tenant's database as the beginning of another tenant's. One of the files that speak each engine's own dialect.

use super::{
    DatabaseName, Db, DbError, Home, Lifecycle,
    lifecycle::Site,
    open::Purpose,
    postgres_roles::{self, Tables},
    sqlite_files::{draft_of, remove_files, rename_durably},
    upgrade::{OWNER, settle},
};
use sqlx::{AssertSqlSafe, Executor};
use std::path::Path;

impl Lifecycle {
    /// Makes a tenant's database as a copy of another's on the same server, whole and while others work, and its role on
    /// PostgreSQL. The role of the other has no rights in it.
    pub async fn copy(&self, from: &Home, to: &Home) -> Result<(), DbError> {
        let (old, new) = (&from.name, &to.name);
        match self.site(from).await? {
            Site::File => self.copy_file(old, new).await,
            Site::Database(server) => {
                server.copy_database(old.as_str(), new.as_str()).await?;
                let db = server.open(new.as_str(), "public", OWNER).await?;
                settle(&db, take_rights(&db, old).await).await?;
                db.close().await;
                server.make_role(&Tables::of_database(new)).await
            }
            Site::Schema(server) => {
                server.copy_schema(old.as_str(), new.as_str()).await?;
                let tables = server.tables_of_schema(new)?;
                server.make_role(&tables).await?;
                let db = server.open_schema_as_owner(new.as_str(), OWNER).await?;
                settle(&db, give_rights(&db, &tables).await).await?;
                db.close().await;
                Ok(())
            }
        }
    }

    async fn copy_file(&self, from: &DatabaseName, to: &DatabaseName) -> Result<(), DbError> {
        let file = self.file(to.as_str());
        let draft = draft_of(&file);
        remove_files(&draft).await?;
        let db = self.open_file(from, OWNER, Purpose::Writing).await?;
        settle(&db, vacuum_into(&db, &draft).await).await?;
        db.close().await;
        rename_durably(draft, file).await
    }
}

async fn give_rights(db: &Db, tables: &Tables) -> Result<(), DbError> {
    let Db::Postgres(pool) = db else { return Ok(()) };
    Ok(postgres_roles::give_rights(&mut *pool.acquire().await?, tables).await?)
}

/// One state of the database, whoever writes meanwhile.
pub(super) async fn vacuum_into(db: &Db, draft: &Path) -> Result<(), DbError> {
    let Db::Sqlite { writer, .. } = db else { return Ok(()) };
    let copying = sqlx::query("vacuum into $1").bind(draft.to_string_lossy().into_owned());
    copying.execute(&mut *writer.acquire().await?).await?;
    Ok(())
}

/// What the role of the copied database may do inside of it is copied as well: it is taken away, or that role could not be
/// removed as long as the copy is there. Its right to enter its own database stays.
async fn take_rights(db: &Db, from: &DatabaseName) -> Result<(), DbError> {
    let Db::Postgres(pool) = db else { return Ok(()) };
    let rights = format!(
        r#"revoke all on schema public from "{from}";
           revoke all on all tables in schema public from "{from}";
           revoke all on all sequences in schema public from "{from}";
           alter default privileges in schema public revoke all on tables from "{from}";
           alter default privileges in schema public revoke all on sequences from "{from}""#
    );
    pool.acquire().await?.execute(AssertSqlSafe(rights)).await?;
    Ok(())
}
