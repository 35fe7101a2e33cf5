//! A tenant's data from one home to another, of any kind, while its people work.
//!
//! A *pass* makes the new home what the old one is at one moment: both sides are read in the order of their keys, row by
//! row, and what differs is written. So the first pass copies everything, the next what was changed meanwhile, and a pass
//! behind the barrier, when nobody writes any more, the rest. One of the files that speak each engine's own dialect.

mod barrier;
mod sheet;
mod stream;
mod value;
mod write;

pub(super) use barrier::{NAME as BARRIER, REFUSED};

use super::{
    Condition, Db, DbError, Home, Lifecycle, PoolSize, UpgradeError, lifecycle::Site, open::Purpose, upgrade::settle,
};
use crate::modules::Module;
use sheet::Sheet;
use std::{cmp::Ordering, io, sync::Arc, time::Duration};
use stream::{Digested, Next, Reading};
use write::Writer;

/// Two homes with the same tables, both open.
#[derive(Debug)]
pub struct Transfer {
    from: Db,
    to: Db,
    sheets: Arc<[Sheet]>,
    modules: Box<[Module]>,
    /// What the new home must be.
    clean: Arc<Condition>,
}

/// What a pass found and did.
#[derive(Clone, Debug)]
pub struct Pass {
    /// Rows that there are.
    pub rows: u64,
    /// Rows that were put in, changed or removed.
    pub written: u64,
    tables: Vec<Digested>,
}

/// One connection reads and one writes.
pub(super) const BOTH: PoolSize = PoolSize { most: 2, wait: Duration::from_secs(30) };

impl Lifecycle {
    /// Opens both homes for it. The tables of each must be those of a clean install: they are then the same.
    pub async fn transfer(&self, from: &Home, to: &Home, modules: &[Module]) -> Result<Transfer, UpgradeError> {
        let old = self.open_for_transfer(from).await?;
        let new = settle(&old, self.open_for_transfer(to).await).await?;
        self.between((old, from), (new, to), modules).await
    }

    /// The same between two that are open, each with what it is.
    pub(super) async fn between(
        &self,
        (old, from): (Db, &Home),
        (new, to): (Db, &Home),
        modules: &[Module],
    ) -> Result<Transfer, UpgradeError> {
        let checked = async {
            self.condition(&old, modules).await?.compare(&*self.clean(from, modules).await?)?;
            let clean = self.clean(to, modules).await?;
            self.condition(&new, modules).await?.compare(&clean)?;
            let mut view = old.view().await?;
            let tables = self.tables_of_tenant(&mut view).await?;
            let sheets = Sheet::all(tables, &mut view).await?;
            write::let_references_wait(&new).await?;
            Ok((sheets, clean))
        };
        match checked.await {
            Ok((sheets, clean)) => {
                Ok(Transfer { from: old, to: new, sheets: sheets.into(), modules: modules.into(), clean })
            }
            Err(error) => {
                old.close().await;
                new.close().await;
                Err(error)
            }
        }
    }

    /// Lets everybody write to a home again that was barred for a move.
    pub async fn unbar(&self, home: &Home) -> Result<(), DbError> {
        let db = self.open_for_transfer(home).await?;
        settle(&db, barrier::unbar(&db).await).await?;
        db.close().await;
        Ok(())
    }

    /// As the login that owns the tables.
    pub(super) async fn open_for_transfer(&self, home: &Home) -> Result<Db, DbError> {
        match self.site(home).await? {
            Site::File => self.open_file(&home.name, BOTH, Purpose::Writing).await,
            Site::Database(server) => server.open(home.name.as_str(), "public", BOTH).await,
            Site::Schema(server) => server.open_schema_as_owner(home.name.as_str(), BOTH).await,
        }
    }
}

impl Transfer {
    /// How many rows the old home has.
    pub async fn count(&self) -> Result<u64, DbError> {
        let mut view = self.from.view().await?;
        let mut rows = 0;
        for sheet in self.sheets.iter() {
            rows += sheet.count(&mut view).await?;
        }
        Ok(rows)
    }

    /// Makes the new home what the old one is now. `progress` is told of the rows that were looked at.
    pub async fn pass(&self, progress: impl Fn(u64)) -> Result<Pass, DbError> {
        let mut old = Reading::start(self.from.view().await?, self.sheets.clone());
        let mut new = Reading::start(self.to.view().await?, self.sheets.clone());
        let mut writer = Writer::begin(&self.to).await?;
        let mut pass = Pass { rows: 0, written: 0, tables: Vec::new() };
        for sheet in self.sheets.iter() {
            let of_table = |rows| progress(pass.rows + rows);
            let digested = merge(sheet, &mut old, &mut new, &mut writer, of_table).await?;
            pass.rows += digested.rows;
            pass.tables.push(digested);
        }
        pass.written = writer.commit().await?;
        progress(pass.rows);
        Ok(pass)
    }

    /// Refuses writes to the old home, by whomever.
    ///
    /// # Errors
    /// One that is passing when somebody is in the middle of something long: nothing is refused then.
    pub async fn bar(&self) -> Result<(), DbError> {
        barrier::bar(&self.from, &self.sheets).await
    }

    /// Reads the new home once more, all of it, and compares the numbers of rows and the hashes of the tables with those
    /// that the pass read from the old one, and its definitions with a clean install's. Gives what it is.
    ///
    /// # Errors
    /// With the tables that differ.
    pub async fn verify(&self, pass: &Pass) -> Result<Arc<Condition>, UpgradeError> {
        write::let_references_be_as_made(&self.to).await?;
        let reading = Reading::start(self.to.view().await?, self.sheets.clone());
        let there = reading.digests(self.sheets.len()).await?;
        let differs = self.sheets.iter().zip(&pass.tables).zip(&there).filter(|((_, here), there)| here != there);
        let named = |((sheet, here), there): ((&Sheet, &Digested), &Digested)| {
            if here.rows == there.rows {
                format!("{} ({} rows)", sheet.name, here.rows)
            } else {
                format!("{} ({} rows, and {} in the copy)", sheet.name, here.rows, there.rows)
            }
        };
        let differs: Vec<String> = differs.map(named).collect();
        if !differs.is_empty() {
            return Err(DbError::from(io::Error::other(format!("the copy differs: {}", differs.join(", ")))).into());
        }
        Condition::read(&mut self.to.view().await?, &self.modules).await?.compare(&self.clean)?;
        Ok(self.clean.clone())
    }

    pub async fn close(&self) {
        self.from.close().await;
        self.to.close().await;
    }
}

/// Goes along both sides of a table at once. Gives what was read of the old one.
async fn merge(
    sheet: &Sheet,
    old: &mut Reading,
    new: &mut Reading,
    writer: &mut Writer,
    progress: impl Fn(u64),
) -> Result<Digested, DbError> {
    const TOLD_EVERY: u64 = 1_000;
    let (mut here, mut there) = (old.next().await?, new.next().await?);
    let mut rows = 0;
    let digested = loop {
        let order = match (&here, &there) {
            (Next::End(digested), Next::End(_)) => break digested.clone(),
            (Next::Row(_), Next::End(_)) => Ordering::Less,
            (Next::End(_), Next::Row(_)) => Ordering::Greater,
            (Next::Row(row), Next::Row(copy)) => sheet.order(row, copy),
        };
        // Whichever side is behind goes on.
        let is_of_old = order.is_le();
        let row = if is_of_old { Some(std::mem::replace(&mut here, old.next().await?)) } else { None };
        let copy = if order.is_ge() { Some(std::mem::replace(&mut there, new.next().await?)) } else { None };
        match (row, copy) {
            (Some(Next::Row(row)), Some(Next::Row(copy))) if row == copy => {}
            (Some(Next::Row(row)), _) => writer.put(sheet, row).await?,
            (None, Some(Next::Row(copy))) => writer.remove(sheet, copy).await?,
            _ => {}
        }
        rows += u64::from(is_of_old);
        if is_of_old && rows.is_multiple_of(TOLD_EVERY) {
            progress(rows);
        }
    };
    writer.flush(sheet).await?;
    Ok(digested)
}
