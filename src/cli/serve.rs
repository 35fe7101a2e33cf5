//! `tenantry serve`: everything before the first request, and the closing behind the last.

use super::{Failure, Output, clock, demo::accounts};
use crate::{
    config::Config,
    demo,
    error::{Error, Result},
    ids::OperatorId,
    operators,
    platform::Platform,
};
use jiff::Timestamp;
use rustix::process::{Resource, getrlimit, setrlimit};
use std::{error::Error as _, io, net::SocketAddr, sync::Arc};

/// Told once the socket is open.
pub type Ready = Box<dyn FnOnce(SocketAddr) + Send>;

pub(super) async fn run(
    config: Config,
    clock_from: Option<Timestamp>,
    serve: impl AsyncFnOnce(Arc<Platform>, Ready) -> Result<()>,
) -> Result<(), Failure> {
    raise_descriptor_limit();
    let platform = clock::open(config, clock_from).await?;
    let lines = greeting(&platform).await?;
    let ready = Box::new(move |listening| {
        let mut out = Output::new(false);
        out.line(format!("Listening on {listening}\n"));
        for line in lines {
            out.line(line);
        }
    });
    serve(platform.clone(), ready).await.map_err(|error| cannot_listen(&platform.config, error))
}

/// What an operator wants to know when the server is up: where everything is, and how to get in.
pub async fn greeting(platform: &Platform) -> Result<Vec<String>> {
    let public_url = &platform.config.server.public_url;
    let demo = demo::find(platform).await?;
    let mut places = vec![
        ("Public site".to_owned(), public_url.origin()),
        ("Console".to_owned(), public_url.origin_of(&public_url.subdomain("console"))),
    ];
    places.extend(demo.iter().flat_map(|demo| &demo.organisations).map(|of| (of.name.clone(), of.url.clone())));
    let width = places.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut lines: Vec<String> = places.iter().map(|(name, url)| format!("  {name:<width$}  {url}")).collect();
    if let Some(demo) = &demo {
        lines.push(String::new());
        lines.extend(accounts(demo).iter().map(|line| format!("  {line}")));
    }
    lines.extend(port_hint(&platform.config));
    if public_url.is_localhost()
        && let Some(link) = operator_link(platform).await?
    {
        lines.extend([String::new(), format!("  Sign in to the console once, within 15 minutes: {link}")]);
    }
    lines.push(String::new());
    Ok(lines)
}

/// On localhost no proxy stands between as a rule: two different ports are most likely one that was forgotten.
fn port_hint(config: &Config) -> Option<String> {
    let (public, listening) = (config.server.public_url.port(), config.server.listen.port());
    (config.server.public_url.is_localhost() && public != listening).then(|| {
        format!("\n  The links name port {public}, the server listens on {listening}: set TENANTRY_PUBLIC_URL, unless a proxy forwards.")
    })
}

/// A fresh link for the first operator: on localhost who reads the terminal owns the machine.
async fn operator_link(platform: &Platform) -> Result<Option<String>> {
    let mut reader = platform.central.read().await?;
    let first =
        sql!(&mut reader, scalar_optional OperatorId, "select id from operator order by created_at, id limit 1")?;
    drop(reader);
    match first {
        Some(operator) => Ok(Some(operators::new_link(platform, operator).await?)),
        None => Ok(None),
    }
}

/// Every SQLite connection holds three descriptors, and the usual soft limit of 1,024 is made for other programs: the
/// program may go up to the hard limit by itself.
fn raise_descriptor_limit() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(%error, "the limit of descriptors could not be raised");
    }
}

/// Puts the common reasons why the socket can't be opened into words; other errors stay as they are.
fn cannot_listen(config: &Config, error: Error) -> Failure {
    let kind = error.source().and_then(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
    let reason = match kind {
        Some(io::ErrorKind::AddrInUse) => "another program listens there; TENANTRY_LISTEN chooses another address",
        Some(io::ErrorKind::AddrNotAvailable) => "this machine has no such address",
        Some(io::ErrorKind::PermissionDenied) => "this user may not open that port",
        _ => return error.into(),
    };
    Failure::said(format!("can't listen on {}: {reason}", config.server.listen))
}
