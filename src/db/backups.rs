//! A tenant's data as one SQLite file, whatever it is kept in, and back. One of the files that speak each engine's own
//! dialect.

use super::{
    Db, DbError, Home, Lifecycle, Pass, PoolSize, Rows, Transfer, UpgradeError,
    copy::vacuum_into,
    lifecycle::Site,
    open::{self, Purpose},
    sqlite_files::{copy_durably, make_private_directory, remove_files},
    upgrade::{OWNER, settle},
};
use crate::{modules::Module, servers::Placement};
use std::{
    io,
    path::{Path, PathBuf},
};

/// The data of a tenant on its way into a file, which follows what people change until they are held back.
#[derive(Debug)]
pub struct Outgoing {
    transfer: Transfer,
    draft: PathBuf,
    to: PathBuf,
}

impl Lifecycle {
    /// Writes a tenant's data into a new file, in one state of it and while people work. A database that is a file is taken
    /// as it is; of another one the tables must be those of a clean install.
    pub async fn write_file(&self, home: &Home, modules: &[Module], to: &Path) -> Result<(), UpgradeError> {
        if let Site::File = self.site(home).await? {
            let db = self.open_file(&home.name, OWNER, Purpose::Writing).await?;
            let written = vacuum_new(&db, to).await;
            db.close().await;
            return Ok(written?);
        }
        let outgoing = self.outgoing(home, modules, to).await?;
        let written = async {
            let pass = outgoing.pass().await?;
            outgoing.verify(&pass).await
        };
        match written.await {
            Ok(()) => Ok(outgoing.finish().await?),
            Err(error) => {
                outgoing.abandon().await?;
                Err(error)
            }
        }
    }

    /// The same step by step, for who has to hold people back for the last of it.
    pub async fn outgoing(&self, home: &Home, modules: &[Module], to: &Path) -> Result<Outgoing, UpgradeError> {
        let old = self.open_for_transfer(home).await?;
        let draft = to.with_extension("outgoing");
        match self.begin_outgoing(old, home, modules, &draft).await {
            Ok(transfer) => Ok(Outgoing { transfer, draft, to: to.to_owned() }),
            Err(error) => {
                remove_files(&draft).await?;
                Err(error)
            }
        }
    }

    async fn begin_outgoing(
        &self,
        old: Db,
        home: &Home,
        modules: &[Module],
        draft: &Path,
    ) -> Result<Transfer, UpgradeError> {
        let made = async {
            let template = self.template(&Site::File, modules).await?;
            prepare(draft).await?;
            copy_durably(self.file(&template), draft.to_owned()).await?;
            open::sqlite(draft, BOTH, Purpose::Writing).await
        };
        let new = settle(&old, made.await).await?;
        let here = Home::new(Placement::Sqlite, None, home.name.clone());
        self.between((old, home), (new, &here), modules).await
    }

    /// Opens a file that was written so, brought to the newest version, and the home that is to have what is in it.
    pub async fn incoming(&self, from: &Path, to: &Home, modules: &[Module]) -> Result<Transfer, UpgradeError> {
        let here = Home::new(Placement::Sqlite, None, to.name.clone());
        let clean = self.clean(&here, modules).await?;
        let old = open::sqlite(from, BOTH, Purpose::Writing).await?;
        settle(&old, self.apply(&old, to.name.as_str(), modules, &clean, || {}).await).await?;
        let new = settle(&old, self.open_for_transfer(to).await).await?;
        self.between((old, &here), (new, to), modules).await
    }

    /// Reads a file from its beginning to its end. Gives how many rows are in it.
    ///
    /// # Errors
    /// When it is no database, or a broken one.
    pub async fn read_back(&self, file: &Path) -> Result<u64, DbError> {
        let db = open::sqlite(file, OWNER, Purpose::Writing).await?;
        let read = async {
            sound(&db).await?;
            let mut view = db.view().await?;
            let mut rows = 0;
            for table in self.tables_of_tenant(&mut view).await? {
                rows += table.count(&mut view, Rows::All).await?.unsigned_abs();
            }
            Ok(rows)
        };
        let read = read.await;
        db.close().await;
        read
    }
}

impl Outgoing {
    /// Makes the file what the tenant's data is now.
    pub async fn pass(&self) -> Result<Pass, DbError> {
        self.transfer.pass(|_| {}).await
    }

    pub fn transfer(&self) -> &Transfer {
        &self.transfer
    }

    pub async fn verify(&self, pass: &Pass) -> Result<(), UpgradeError> {
        self.transfer.verify(pass).await.map(drop)
    }

    /// Makes the file of what was written.
    pub async fn finish(self) -> Result<(), DbError> {
        self.transfer.close().await;
        let written = rewritten(&self.draft, &self.to).await;
        remove_files(&self.draft).await?;
        written
    }

    /// Leaves nothing of it.
    pub async fn abandon(self) -> Result<(), DbError> {
        self.transfer.close().await;
        remove_files(&self.draft).await
    }
}

/// One connection reads and one writes.
const BOTH: PoolSize = super::transfer::BOTH;

/// The file's folder is there, and nothing else is under its name.
async fn prepare(file: &Path) -> Result<(), DbError> {
    file.parent().map_or(Ok(()), make_private_directory)?;
    remove_files(file).await
}

/// A file that was written to bit by bit as one that is made in one go, without a log beside it.
async fn rewritten(draft: &Path, to: &Path) -> Result<(), DbError> {
    let db = open::sqlite(draft, OWNER, Purpose::Writing).await?;
    let written = vacuum_new(&db, to).await;
    db.close().await;
    written
}

async fn vacuum_new(db: &Db, to: &Path) -> Result<(), DbError> {
    prepare(to).await?;
    vacuum_into(db, to).await
}

async fn sound(db: &Db) -> Result<(), DbError> {
    let Db::Sqlite { readers, .. } = db else { return Ok(()) };
    let mut connection = readers.acquire().await?;
    let found: Vec<String> = sqlx::query_scalar("pragma integrity_check(1)").fetch_all(&mut *connection).await?;
    match found.as_slice() {
        [only] if only == "ok" => Ok(()),
        found => Err(io::Error::other(format!("the database is damaged: {}", found.join("; "))).into()),
    }
}
