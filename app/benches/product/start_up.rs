//! How long the server takes from its start to its first page.

use crate::{Outcome, settings::Settings};
use std::{
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

const STARTS: usize = 5;
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct StartUp {
    /// With nothing on the disk yet: the databases are made.
    pub(crate) first: Duration,
    /// Over the organisations of this run.
    pub(crate) again: Duration,
}

/// The middle of some starts. `data` holds the databases of a deployment that has ended.
pub(crate) fn measure(settings: &Settings, data: &Path) -> Outcome<StartUp> {
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for number in 0..STARTS {
        let fresh = data.join(format!("fresh-{number}"));
        first.push(start(settings, &fresh)?);
        again.push(start(settings, data)?);
    }
    Ok(StartUp { first: middle(first), again: middle(again) })
}

fn start(settings: &Settings, data: &Path) -> Outcome<Duration> {
    let address = free_address()?;
    let started = Instant::now();
    let mut server = spawn(settings, data, address)?;
    let answered = until_first_page(address, started);
    let ended = server.kill().and_then(|()| server.wait());
    ended?;
    answered
}

fn spawn(settings: &Settings, data: &Path, address: SocketAddr) -> Outcome<Child> {
    let server = Command::new(&settings.server)
        .arg("serve")
        .env_clear()
        .env("TENANTRY_LISTEN", address.to_string())
        .env("TENANTRY_PUBLIC_URL", format!("http://localhost:{}", address.port()))
        .env("TENANTRY_DATABASE", format!("sqlite:{}", data.display()))
        .env("TENANTRY_SITE_ROOT", &settings.site)
        .current_dir(std::env::temp_dir())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    Ok(server)
}

fn until_first_page(address: SocketAddr, started: Instant) -> Outcome<Duration> {
    while started.elapsed() < PATIENCE {
        if answers(address).unwrap_or(false) {
            return Ok(started.elapsed());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    Err("the server did not answer within 20 seconds".into())
}

fn answers(address: SocketAddr) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let host = format!("localhost:{}", address.port());
    stream.write_all(
        format!("GET / HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n").as_bytes(),
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer.starts_with(b"HTTP/1.1 200"))
}

/// A port that was free a moment ago.
fn free_address() -> std::io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
