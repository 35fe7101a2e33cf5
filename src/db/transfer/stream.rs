//! Reading a whole database in one state of it, table by table, each in the order of its key.

use super::{
    super::{Conn, Connection, DbError, Tx, sqlx},
    sheet::{Engine, Sheet},
    value::{self, Row},
};
use futures::TryStreamExt;
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Rows travel in bundles of at most so many, and of about so many bytes: a task is woken for each.
const ROWS: usize = 256;
const BYTES: usize = 1 << 20;

/// A table as it was read: how many rows, and a hash over all of them in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Digested {
    pub(super) rows: u64,
    pub(super) sha256: [u8; 32],
}

enum Part {
    Rows(Vec<Row>),
    /// The table has no more.
    End(Digested),
}

/// One side of the comparison. It is read in a task of its own, so that both sides use a processor each.
pub(super) struct Reading {
    parts: mpsc::Receiver<Result<Part, DbError>>,
    rows: std::vec::IntoIter<Row>,
}

impl Reading {
    pub(super) fn start(view: Tx, sheets: Arc<[Sheet]>) -> Self {
        let (send, parts) = mpsc::channel(4);
        tokio::spawn(async move {
            let mut view = view;
            for sheet in sheets.iter() {
                if let Err(error) = read(&mut view, sheet, &send).await {
                    let _nobody_listens = send.send(Err(error)).await;
                    return;
                }
            }
        });
        Self { parts, rows: Vec::new().into_iter() }
    }

    /// The next row of the table; at its end what was read of it.
    pub(super) async fn next(&mut self) -> Result<Next, DbError> {
        loop {
            if let Some(row) = self.rows.next() {
                return Ok(Next::Row(row));
            }
            match self.parts.recv().await {
                Some(Ok(Part::Rows(rows))) => self.rows = rows.into_iter(),
                Some(Ok(Part::End(digested))) => return Ok(Next::End(digested)),
                Some(Err(error)) => return Err(error),
                None => return Err(std::io::Error::other("the reading of a database ended early").into()),
            }
        }
    }

    /// Reads to the end, for the hashes alone.
    pub(super) async fn digests(mut self, tables: usize) -> Result<Vec<Digested>, DbError> {
        let mut all = Vec::with_capacity(tables);
        while all.len() < tables {
            if let Next::End(digested) = self.next().await? {
                all.push(digested);
            }
        }
        Ok(all)
    }
}

pub(super) enum Next {
    Row(Row),
    End(Digested),
}

/// What was read and isn't sent yet.
struct Bundle<'s> {
    rows: Vec<Row>,
    bytes: usize,
    count: u64,
    digest: Sha256,
    send: &'s mpsc::Sender<Result<Part, DbError>>,
}

impl Bundle<'_> {
    async fn take(&mut self, row: Row) -> Result<(), DbError> {
        for value in &row {
            value.digest(&mut self.digest);
            self.bytes += value.weight();
        }
        self.count += 1;
        self.rows.push(row);
        if self.rows.len() >= ROWS || self.bytes >= BYTES { self.send().await } else { Ok(()) }
    }

    async fn send(&mut self) -> Result<(), DbError> {
        self.bytes = 0;
        let part = Part::Rows(std::mem::take(&mut self.rows));
        self.send.send(Ok(part)).await.map_err(|_| nobody())
    }

    async fn end(mut self) -> Result<(), DbError> {
        self.send().await?;
        let digested = Digested { rows: self.count, sha256: self.digest.finalize().into() };
        self.send.send(Ok(Part::End(digested))).await.map_err(|_| nobody())
    }
}

fn nobody() -> DbError {
    std::io::Error::other("nobody wants the rows any more").into()
}

async fn read(view: &mut Tx, sheet: &Sheet, send: &mpsc::Sender<Result<Part, DbError>>) -> Result<(), DbError> {
    let mut bundle = Bundle { rows: Vec::new(), bytes: 0, count: 0, digest: Sha256::new(), send };
    match view.conn() {
        Conn::Sqlite(connection) => {
            let mut found = sqlx::query(AssertSqlSafe(sheet.select(Engine::Sqlite))).fetch(connection);
            while let Some(row) = found.try_next().await? {
                bundle.take(value::from_sqlite(&row, sheet.kinds())?).await?;
            }
        }
        Conn::Postgres(connection) => {
            let mut found = sqlx::query(AssertSqlSafe(sheet.select(Engine::Postgres))).fetch(connection);
            while let Some(row) = found.try_next().await? {
                bundle.take(value::from_postgres(&row, sheet.kinds())?).await?;
            }
        }
    }
    bundle.end().await
}
