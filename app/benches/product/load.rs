//! Load over loopback: a fixed number of connections, each asking again as soon as it is answered, for a fixed time.

use crate::Outcome;
use std::{
    cell::{Cell, RefCell},
    fs,
    net::SocketAddr,
    rc::Rc,
    sync::Arc,
    time::{Duration, Instant},
};
use tenantry::cli::bench::Connection;
use tokio::task::LocalSet;

pub(crate) const CONNECTIONS: usize = 16;

/// Requests to ask in turn, over all connections.
#[derive(Clone)]
pub(crate) struct Load {
    pub(crate) address: SocketAddr,
    pub(crate) requests: Arc<Vec<Vec<u8>>>,
}

/// What a while of load came to.
pub(crate) struct Sample {
    pub(crate) elapsed: Duration,
    pub(crate) latencies: Vec<Duration>,
    /// Time of this process's processors without the client's own.
    pub(crate) server_cpu: Duration,
}

struct Client {
    load: Load,
    next: Cell<usize>,
    end: Instant,
    latencies: RefCell<Vec<Duration>>,
}

impl Load {
    /// From a thread of its own, so that the servers' threads serve alone.
    pub(crate) async fn put(&self, time: Duration) -> Outcome<Sample> {
        let load = self.clone();
        tokio::task::spawn_blocking(move || load.put_from_here(time)).await?
    }

    fn put_from_here(self, time: Duration) -> Outcome<Sample> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (process, own, started) = (process_cpu()?, thread_cpu()?, Instant::now());
        let client = Client { load: self, next: Cell::new(0), end: started + time, latencies: RefCell::default() };
        let client = Rc::new(client);
        LocalSet::new().block_on(&runtime, client.clone().ask_on_all_connections())?;
        let (process, own) = (process_cpu()?.saturating_sub(process), thread_cpu()?.saturating_sub(own));
        let latencies = client.latencies.take();
        Ok(Sample { elapsed: started.elapsed(), latencies, server_cpu: process.saturating_sub(own) })
    }
}

impl Client {
    async fn ask_on_all_connections(self: Rc<Self>) -> Outcome<()> {
        let asking: Vec<_> = (0..CONNECTIONS).map(|_| tokio::task::spawn_local(self.clone().ask())).collect();
        for connection in asking {
            connection.await??;
        }
        Ok(())
    }

    async fn ask(self: Rc<Self>) -> Outcome<()> {
        let mut connection = Connection::open(self.load.address).await?;
        loop {
            let asked = Instant::now();
            if asked >= self.end {
                return Ok(());
            }
            let status = connection.exchange(self.next_request()).await?;
            if status != 200 {
                return Err(format!("{} answered {status}", self.load.address).into());
            }
            self.latencies.borrow_mut().push(asked.elapsed());
        }
    }

    fn next_request(&self) -> &[u8] {
        let requests = &self.load.requests;
        let next = self.next.get();
        self.next.set((next + 1) % requests.len());
        &requests[next]
    }
}

/// All threads' time, to a hundredth of a second: fields 14 and 15 of proc(5)'s `stat`.
fn process_cpu() -> Outcome<Duration> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let behind_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = behind_name.split_whitespace().skip(11).take(2).map(str::parse::<u64>).sum::<Result<u64, _>>()?;
    Ok(Duration::from_millis(ticks * 10))
}

/// This thread's time in nanoseconds, the first field of `schedstat`.
fn thread_cpu() -> Outcome<Duration> {
    let stat = fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(Duration::from_nanos(stat.split_whitespace().next().unwrap_or("0").parse()?))
}
