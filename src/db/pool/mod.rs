//! The connections to databases, kept between requests. A pool is of one database; the pools of one PostgreSQL server
//! share a budget, and who needs a connection when none is left gets the one that lay idle for longest, whosever it was.
//!
//! It isn't sqlx's pool for three reasons. That one has no budget over several databases. It asks each connection for a
//! sign of life when it comes back, for which SQLite's thread is woken once more and PostgreSQL is asked once more. And
//! what somebody left behind must be gone before somebody else may have the connection.

mod breaker;
mod engines;
mod kept;
mod lent;
mod server;
mod shelf;
mod waits;

pub use breaker::Breaker;
pub use lent::Lent;
pub use server::Server;
pub(crate) use waits::CLASSES as WAIT_CLASSES;
pub use waits::Waited;

use futures::future::BoxFuture;
use kept::Kept;
use shelf::PoolNumber;
use sqlx::Connection;
use std::{
    fmt, io,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, sleep, timeout, timeout_at},
};

/// How long connecting may take at least, however long somebody waited for the seat: what was too little time for anybody says
/// nothing of the server.
const CONNECTING: Duration = Duration::from_secs(1);

/// How long a connection may take to be cleared before it is given up.
const SETTLING: Duration = Duration::from_secs(5);

/// Between two looks for a connection that came back.
const LOOKED_FOR_AGAIN: Duration = Duration::from_millis(10);

/// A connection that can be kept, and what it needs before somebody else may have it.
pub trait Keep: Connection + Send + Sized + 'static {
    /// What OpenTelemetry calls it.
    const ENGINE: &'static str;

    /// After so much time in which nobody used it, a connection must give a sign of life before it is lent: its server may
    /// have ended it.
    const DOUBTED_AFTER: Duration;

    /// Clears away what the borrower left, as far as that needs no answer. Gives whether all is cleared.
    fn settle_now(&mut self, in_transaction: bool) -> bool;

    /// Clears away the rest. A connection that fails at it is broken.
    fn settle(&mut self) -> impl Future<Output = Result<(), sqlx::Error>> + Send;

    /// Whether the error says that the whole server is unwell, and not this database alone.
    fn blames_the_server(error: &sqlx::Error) -> bool;

    /// Whether the error says that the server takes no more connections for now.
    fn says_full(error: &sqlx::Error) -> bool;
}

/// Which database it is that a connection is to. Whoever watches a statement holds it: it is one word.
#[derive(Debug)]
pub struct Label {
    /// What the log calls it.
    pub(crate) database: Box<str>,
    /// What OpenTelemetry calls its engine.
    pub(crate) engine: &'static str,
}

type Connect<C> = Box<dyn Fn() -> BoxFuture<'static, Result<C, sqlx::Error>> + Send + Sync>;

/// The connections to one database. Cloning shares them.
pub struct Pool<C: Keep>(Arc<Inner<C>>);

struct Inner<C: Keep> {
    server: Server<C>,
    number: PoolNumber,
    label: Arc<Label>,
    connect: Connect<C>,
    most: u32,
    wait: Duration,
    /// One for each connection that somebody may have at once: here a tenant waits for itself alone.
    places: Arc<Semaphore>,
    open: Arc<AtomicU32>,
    closed: AtomicBool,
}

impl<C: Keep> Pool<C> {
    /// A pool of at most `most` connections, each waited for at most so long. It connects when somebody comes.
    pub(super) fn new<F>(
        server: &Server<C>,
        database: &str,
        (most, wait): (u32, Duration),
        connect: impl Fn() -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<C, sqlx::Error>> + Send + 'static,
    {
        Self(Arc::new(Inner {
            server: server.clone(),
            number: server.next_pool(),
            label: Arc::new(Label { database: database.into(), engine: C::ENGINE }),
            connect: Box::new(move || Box::pin(connect())),
            most,
            wait,
            places: Arc::new(Semaphore::new(most as usize)),
            open: Arc::default(),
            closed: AtomicBool::new(false),
        }))
    }

    /// Borrows a connection: an idle one, or a new one, which may be had [`CONNECTING`] after the wait at the latest. Where the
    /// server takes no more it is the next that comes back.
    ///
    /// # Errors
    /// `PoolTimedOut` when none was to be had within the wait, `PoolClosed`, and what connecting gives.
    pub async fn acquire(&self) -> Result<Lent<C>, sqlx::Error> {
        let deadline = Instant::now() + self.0.wait;
        let place = timeout_at(deadline, self.0.places.clone().acquire_owned()).await;
        let place = place.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)?;
        if self.0.closed.load(Ordering::Acquire) {
            return Err(sqlx::Error::PoolClosed);
        }
        let kept = match self.idle().await {
            Some(kept) => kept,
            None => match self.connect(deadline).await {
                Err(error) if self.is_all_there_is(&error) => self.returned(deadline).await.ok_or(error)?,
                connected => connected?,
            },
        };
        Ok(Lent { kept: Some(kept), pool: self.clone(), place: Some(place), in_transaction: false })
    }

    /// Borrows a connection and starts a transaction on it. SQLite ends a transaction by itself when the disk is full or fails,
    /// after which sqlx, which couldn't end it, takes it for one that goes on: such a connection is closed, and another is tried.
    pub async fn begin(&self, statement: &'static str) -> Result<Lent<C>, sqlx::Error> {
        let mut lent = self.acquire().await?;
        match lent.start(statement).await {
            Err(sqlx::Error::InvalidSavePointStatement) => {
                if let Some(kept) = lent.kept.take() {
                    kept.close().await;
                }
                drop(lent);
                lent = self.acquire().await?;
                lent.start(statement).await?;
            }
            started => started?,
        }
        Ok(lent)
    }

    /// Waits for borrowed connections to come back, then closes all.
    pub async fn close(&self) {
        self.0.closed.store(true, Ordering::Release);
        let all = self.0.places.acquire_many(self.0.most).await;
        let idle = self.0.server.shelf().take_all(self.0.number);
        for kept in idle {
            kept.close().await;
        }
        drop(all);
    }

    /// Connections that are open now.
    pub fn size(&self) -> u32 {
        self.0.open.load(Ordering::Relaxed)
    }

    pub fn database(&self) -> &str {
        &self.0.label.database
    }

    /// The newest of the pool's idle connections. One that lay there for a while, or when another broke, must first give a
    /// sign of life.
    async fn idle(&self) -> Option<Kept<C>> {
        loop {
            let found = self.0.server.shelf().take(self.0.number);
            let (mut kept, is_doubtful) = found?;
            let is_doubtful = is_doubtful || kept.is_idle_for(C::DOUBTED_AFTER);
            if !is_doubtful || matches!(timeout(SETTLING, kept.connection.ping()).await, Ok(Ok(()))) {
                return Some(kept);
            }
        }
    }

    async fn connect(&self, deadline: Instant) -> Result<Kept<C>, sqlx::Error> {
        let server = &self.0.server;
        server.breaker().admit().map_err(|_| io::Error::other("the server was out of reach a moment ago"))?;
        let seat = server.seat(deadline).await?;
        let connected = timeout_at(deadline.max(Instant::now() + CONNECTING), (self.0.connect)()).await;
        // What doesn't answer in time counts as gone.
        let connected = connected.unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::TimedOut).into()));
        match connected {
            Ok(connection) => {
                server.breaker().succeeded();
                Ok(Kept::new(connection, &self.0.open, seat))
            }
            Err(error) => {
                if C::blames_the_server(&error) && !self.is_all_there_is(&error) {
                    server.breaker().failed();
                }
                Err(error)
            }
        }
    }

    /// Whether the server takes no more, and there are some already.
    fn is_all_there_is(&self, error: &sqlx::Error) -> bool {
        C::says_full(error) && self.size() > 0
    }

    /// The next that comes back, unless that takes too long.
    async fn returned(&self, deadline: Instant) -> Option<Kept<C>> {
        while Instant::now() < deadline {
            if let Some(kept) = self.idle().await {
                return Some(kept);
            }
            sleep(LOOKED_FOR_AGAIN).await;
        }
        None
    }

    /// Keeps a cleared connection. Gives back what is to be closed instead.
    fn put_back(&self, mut kept: Kept<C>) -> Result<(), Kept<C>> {
        kept.touch();
        if self.0.closed.load(Ordering::Acquire) { Err(kept) } else { self.0.server.shelf().put(self.0.number, kept) }
    }

    /// Clears a connection that needs the server for it, and puts it back. A broken one casts doubt on the others.
    async fn settle(self, mut kept: Kept<C>, place: Option<OwnedSemaphorePermit>) {
        match timeout(SETTLING, kept.connection.settle()).await {
            Ok(Ok(())) => {
                if let Err(kept) = self.put_back(kept) {
                    kept.close().await;
                }
            }
            Ok(Err(error)) => {
                tracing::debug!(%error, database = self.database(), "a connection broke");
                self.0.server.shelf().doubt_all();
            }
            Err(_) => tracing::warn!(database = self.database(), "a connection could not be cleared in time"),
        }
        drop(place);
    }
}

impl<C: Keep> Clone for Pool<C> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<C: Keep> fmt::Debug for Pool<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool")
            .field("database", &self.0.label.database)
            .field("open", &self.size())
            .finish_non_exhaustive()
    }
}
