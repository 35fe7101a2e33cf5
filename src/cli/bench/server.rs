//! The server that is visited: this program as a process of its own, so that its memory is its own.

use super::Outcome;
use crate::{config::Config, db::Location};
use rustix::process::{Pid, Signal, kill_process};
use std::{
    collections::HashSet,
    net::SocketAddr,
    path::Path,
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    task::JoinHandle,
    time::{sleep, timeout},
};

const PATIENCE: Duration = Duration::from_mins(1);

pub(super) struct Server {
    process: Child,
    address: SocketAddr,
    /// The port of the PostgreSQL server behind it.
    postgres: Option<u16>,
}

/// The most that the server took while it was watched.
#[derive(Clone, Copy, Default)]
pub(super) struct Peak {
    pub(super) memory_kib: u64,
    pub(super) descriptors: usize,
    pub(super) threads: u64,
    /// To PostgreSQL by TCP, those of the central database included.
    pub(super) connections: usize,
}

pub(super) struct Watch {
    over: Arc<AtomicBool>,
    watching: JoinHandle<Peak>,
}

impl Server {
    /// The settings go by the environment, which only this user can read: there may be a password among them.
    pub(super) async fn start(directory: &Path, config: &Config) -> Outcome<Self> {
        let database = match &config.database.location {
            Location::Sqlite(directory) => format!("sqlite:{}", directory.display()),
            Location::Postgres(address) => address.clone(),
        };
        let mut process = Command::new(std::env::current_exe()?)
            .arg("serve")
            .env_clear()
            .env("TENANTRY_DATABASE", database)
            .env("TENANTRY_LISTEN", config.server.listen.to_string())
            .env("TENANTRY_INTERNAL_LISTEN", config.server.internal_listen.map_or_else(String::new, |at| at.to_string()))
            .env("TENANTRY_SITE_ROOT", &config.server.site_root)
            .env("TENANTRY_MAX_OPEN_TENANTS", config.pool.max_open_tenants.to_string())
            .env("TENANTRY_POSTGRES_CONNECTIONS", config.pool.postgres_connections.to_string())
            .env("TENANTRY_STOCK_SQLITE", config.stock.sqlite.to_string())
            .env("TENANTRY_STOCK_POSTGRES_DATABASE", config.stock.postgres_database.to_string())
            // Visitors of many networks come through this machine.
            .env("TENANTRY_TRUSTED_PROXIES", "127.0.0.1/32")
            .env("TENANTRY_LOG", "warn")
            .current_dir(directory)
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let lines = process.stdout.take().ok_or("the server has no output")?;
        let mut lines = BufReader::new(lines).lines();
        let listening = async {
            while let Some(line) = lines.next_line().await? {
                if let Some(address) = line.strip_prefix("Listening on ") {
                    return Outcome::Ok(address.trim().parse()?);
                }
            }
            Err("the server did not start".into())
        };
        let address = timeout(PATIENCE, listening).await??;
        // What else it says must not fill the pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self { process, address, postgres: config.database.location.postgres_port() })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn watch(&self) -> Watch {
        let (over, process) = (Arc::new(AtomicBool::new(false)), self.process.id().unwrap_or(0));
        let postgres = self.postgres;
        let watching = tokio::spawn({
            let over = over.clone();
            async move {
                let mut peak = Peak::default();
                while !over.load(Ordering::Relaxed) {
                    peak.look(process, postgres);
                    sleep(Duration::from_millis(100)).await;
                }
                peak.look(process, postgres);
                peak
            }
        });
        Watch { over, watching }
    }

    /// As an operator would: it closes all databases.
    pub(super) async fn stop(mut self) -> Outcome<()> {
        let id = self.process.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        kill_process(id.ok_or("the server is gone")?, Signal::TERM)?;
        let status = timeout(PATIENCE, self.process.wait()).await??;
        if status.success() { Ok(()) } else { Err(format!("the server ended with {status}").into()) }
    }
}

impl Watch {
    pub(super) async fn peak(self) -> Peak {
        self.over.store(true, Ordering::Relaxed);
        self.watching.await.unwrap_or_default()
    }
}

impl Peak {
    fn look(&mut self, process: u32, postgres: Option<u16>) {
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let number = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|line| line.split_whitespace().next()).and_then(|number| number.parse().ok()).unwrap_or(0)
        };
        let descriptors = std::fs::read_dir(format!("/proc/{process}/fd")).map_or(0, Iterator::count);
        self.memory_kib = self.memory_kib.max(number("VmRSS:"));
        self.threads = self.threads.max(number("Threads:"));
        self.descriptors = self.descriptors.max(descriptors);
        if let Some(port) = postgres {
            self.connections = self.connections.max(connections_to(port, process));
        }
    }
}

/// How many of a process's sockets lead to a port.
fn connections_to(port: u16, process: u32) -> usize {
    let tables = ["tcp", "tcp6"].map(|table| std::fs::read_to_string(format!("/proc/net/{table}")).unwrap_or_default());
    let lines = tables.iter().flat_map(|table| table.lines().skip(1));
    let to_port = lines.filter_map(|line| {
        // Number, own address, the other's, state, queues, timer, retransmissions, user, time-out, inode.
        let mut columns = line.split_whitespace().skip(2);
        let there = columns.next()?.rsplit(':').next().and_then(|port| u16::from_str_radix(port, 16).ok());
        (there == Some(port)).then(|| columns.nth(6)).flatten()
    });
    let inodes: HashSet<String> = to_port.map(|inode| format!("socket:[{inode}]")).collect();
    let own = std::fs::read_dir(format!("/proc/{process}/fd")).into_iter().flatten().flatten();
    own.filter_map(|entry| std::fs::read_link(entry.path()).ok())
        .filter(|link| link.to_str().is_some_and(|link| inodes.contains(link)))
        .count()
}
