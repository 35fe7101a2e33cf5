//! `tenantry certificate …`

use super::{Failure, Output, table::aligned, words};
use crate::{
    fault::Kind,
    platform::Platform,
    tls::{self, CertificateSummary},
};
use clap::Subcommand;
use serde_json::json;

#[derive(Debug, Subcommand)]
pub enum CertificateCommand {
    /// List the hosts with a certificate, until when each is valid, and why an order failed
    List,
    /// Order a host's certificate now: a serving process does within seconds
    Renew {
        /// The deployment's own host, or a verified one of an organisation
        host: String,
    },
}

impl CertificateCommand {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        match self {
            Self::List => list(platform, out).await,
            Self::Renew { host } => renew(platform, &host, out).await,
        }
    }
}

async fn list(platform: &Platform, out: &mut Output) -> Result<(), Failure> {
    let certificates = tls::list(platform).await?;
    if platform.config.server.tls_listen.is_none() {
        out.line("HTTPS is a proxy's matter (TENANTRY_TLS_LISTEN is not set), so none is ordered here");
    }
    let cells: Vec<[String; 6]> = certificates.iter().map(cells).collect();
    for line in aligned(["host", "organisation", "state", "valid until", "due", "error"], &cells) {
        out.line(line);
    }
    out.document(&certificates)
}

fn cells(of: &CertificateSummary) -> [String; 6] {
    [
        of.host.clone(),
        of.organisation.clone().unwrap_or_default(),
        of.state.name().to_owned(),
        of.valid_until.as_deref().map_or("", words::day).to_owned(),
        words::day(&of.due_at).to_owned(),
        of.error.clone().unwrap_or_default(),
    ]
}

async fn renew(platform: &Platform, host: &str, out: &mut Output) -> Result<(), Failure> {
    if platform.config.server.tls_listen.is_none() {
        return Err(Failure::said("HTTPS is a proxy's matter (TENANTRY_TLS_LISTEN is not set)"));
    }
    tls::renew(platform, host).await.map_err(|error| match error.kind() {
        Kind::NotFound => {
            Failure::said("no certificate is ordered for that host: `tenantry resolve` says where it leads")
        }
        _ => error.into(),
    })?;
    out.line(format!("{host}: ordered within seconds, by a server that runs"));
    out.document(&json!({ "host": host }))
}
