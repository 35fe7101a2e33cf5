//! Certificates, when this program orders them by itself; and who may ask for them, when a proxy does.

use super::Check;
use crate::{
    cli::words,
    config::Config,
    error::Result,
    platform::Platform,
    tls::{self, CertificateState},
};

const NAME: &str = "certificates";

pub(super) async fn check(platform: &Platform) -> Result<Vec<Check>> {
    let config = &platform.config;
    let mut checks = vec![state(platform).await?];
    checks.extend(internal(config));
    if config.server.tls_listen.is_some() && config.server.http_redirect_listen.is_none() {
        let detail = "the authority comes to port 80 of every host, and server.http_redirect_listen is not set: something \
                      else has to forward /.well-known/acme-challenge/ to this server";
        checks.push(Check::warn(NAME, detail));
    }
    Ok(checks)
}

async fn state(platform: &Platform) -> Result<Check> {
    if platform.config.server.tls_listen.is_none() {
        return Ok(Check::ok(NAME, "HTTPS is a proxy's matter: server.tls_listen is not set"));
    }
    let certificates = tls::list(platform).await?;
    let key = platform.config.database.key_file();
    if certificates.iter().any(|of| of.valid_until.is_some()) && !key.path().exists() {
        let detail = format!("the key file {} is gone: no certificate can be used without it", key.path().display());
        return Ok(Check::fail(NAME, detail));
    }
    let count = |state| certificates.iter().filter(|of| of.state == state).count();
    let (missing, failing) = (count(CertificateState::Missing), count(CertificateState::Failing));
    let total = words::counted(certificates.len(), "host");
    let first = certificates.iter().find(|of| of.state == CertificateState::Missing);
    let first = first.or_else(|| certificates.iter().find(|of| of.state == CertificateState::Failing));
    let why =
        first.map_or_else(String::new, |of| format!("; {}: {}", of.host, of.error.as_deref().unwrap_or_default()));
    Ok(match (missing, failing) {
        (0, 0) => Check::ok(NAME, format!("{total}, {} valid", count(CertificateState::Valid))),
        (0, failing) => Check::warn(NAME, format!("{total}, {failing} can't be renewed{why}")),
        (missing, _) => Check::fail(NAME, format!("{total}, {missing} without a valid one{why}")),
    })
}

fn internal(config: &Config) -> Option<Check> {
    let address = config.server.internal_listen?;
    (!address.ip().is_loopback()).then(|| {
        let detail = format!("server.internal_listen is {address}: whoever reaches it learns which hosts are served");
        Check::warn("internal listener", detail)
    })
}
