//! Which hosts an organisation may call its own.

use super::HostName;
use crate::{config::Config, fault::Problem};

/// Names that mean something else everywhere, or nothing outside a network or an example (RFC 6761, RFC 6762, RFC 8375).
const RESERVED: [&str; 20] = [
    "alt",
    "arpa",
    "corp",
    "example",
    "example.com",
    "example.net",
    "example.org",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "mail",
    "onion",
    "private",
    "root",
    "test",
];

/// The name at which the records prove whose a host is.
const PROOF: &str = "_tenantry";
pub(super) const VALUE: &str = "tenantry-verify=";

/// Reads what somebody typed, with or without a scheme before it and a slash behind it.
pub(super) fn own_host(config: &Config, typed: &str) -> Result<HostName, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    let name = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://")).unwrap_or(typed);
    let name = name.strip_suffix('/').unwrap_or(name);
    if name.contains('*') {
        return Err(Problem::HostIsWildcard);
    }
    let host = HostName::parse(name).ok_or(Problem::HostNotAName)?;
    if host.is_address() || is_numeric(host.as_str()) {
        return Err(Problem::HostIsAddress);
    }
    if name.contains([':', '[']) || host.as_str().contains('_') || !fits_with_proof(&host) {
        return Err(Problem::HostNotAName);
    }
    if is_ours(config, &host) {
        return Err(Problem::HostIsOurs);
    }
    if !host.as_str().contains('.') {
        return Err(Problem::HostSingleLabel);
    }
    let is_reserved = RESERVED.iter().any(|name| host.under(name).is_some());
    if is_reserved && !config.domains.allow_reserved { Err(Problem::HostIsReserved) } else { Ok(host) }
}

/// Under the deployment's own domain, or the name that all are to point at.
fn is_ours(config: &Config, host: &HostName) -> bool {
    host.under(config.server.public_url.host()).is_some() || host.under(&config.domains_target()).is_some()
}

/// No top-level domain is a number; what ends in one is an address that somebody wrote in another way.
fn is_numeric(host: &str) -> bool {
    host.rsplit('.').next().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()))
}

fn fits_with_proof(host: &HostName) -> bool {
    host.as_str().len() + PROOF.len() < 253
}

/// Whether somebody registers it as it is, so that it is the top of a zone: by the list of public suffixes, and
/// whatever has no more than two labels.
pub(super) fn is_bare(host: &str) -> bool {
    host.split('.').count() <= 2 || psl::domain_str(host) == Some(host)
}

pub(super) fn proof_name(host: &str) -> String {
    format!("{PROOF}.{host}")
}

pub(super) fn proof_value(token: &str) -> String {
    format!("{VALUE}{token}")
}

/// As people read it. What has no such form stays as it is.
pub(super) fn shown(host: &str) -> String {
    let (text, read) = idna::domain_to_unicode(host);
    if read.is_ok() { text } else { host.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Location;

    fn config() -> Config {
        Config::for_tests(Location::Sqlite("unused".into()), "https://tenantry.app")
    }

    #[test]
    fn one_host_has_one_form_however_it_is_typed() {
        for typed in ["prets.gmah-paris.fr", " Prets.GMAH-paris.fr. ", "https://prets.gmah-paris.fr/"] {
            assert_eq!(own_host(&config(), typed).unwrap().as_str(), "prets.gmah-paris.fr", "{typed}");
        }
        let host = own_host(&config(), "prêts.gmah-paris.fr").unwrap();
        assert_eq!(host.as_str(), "xn--prts-hpa.gmah-paris.fr");
        assert_eq!(shown(host.as_str()), "prêts.gmah-paris.fr");
    }

    #[test]
    fn what_nobody_can_own_is_refused() {
        let problem = |typed: &str| own_host(&config(), typed).unwrap_err();
        for typed in ["192.0.2.7", "[2001:db8::1]", "2130706433", "10.1"] {
            assert_eq!(problem(typed), Problem::HostIsAddress, "{typed}");
        }
        for typed in
            ["a b.fr", "prets.gmah-paris.fr/x", "prets.gmah-paris.fr:8080", "_x.gmah-paris.fr", "a@b.fr", "-a.fr"]
        {
            assert_eq!(problem(typed), Problem::HostNotAName, "{typed}");
        }
        for typed in ["tenantry.app", "paris.tenantry.app", "console.TENANTRY.app", "a.b.tenantry.app"] {
            assert_eq!(problem(typed), Problem::HostIsOurs, "{typed}");
        }
        for typed in ["printer.local", "a.localhost", "x.internal", "prets.test", "www.example.com"] {
            assert_eq!(problem(typed), Problem::HostIsReserved, "{typed}");
        }
        assert_eq!(problem("prets"), Problem::HostSingleLabel);
        assert_eq!(problem("*.gmah-paris.fr"), Problem::HostIsWildcard);
        assert_eq!(problem("  "), Problem::Required);
        assert!(own_host(&config(), "eviltenantry.app").is_ok(), "it is matched by labels");
        let long = format!("{}.fr", vec!["a".repeat(60); 4].join("."));
        assert_eq!(problem(&long), Problem::HostNotAName);
    }

    #[test]
    fn a_bare_domain_is_one_as_it_is_registered() {
        for host in ["gmah-paris.fr", "gmah.co.uk", "gmah.com.fr", "gmah.asso.fr", "gmah.test", "co.uk"] {
            assert!(is_bare(host), "{host}");
        }
        for host in ["prets.gmah-paris.fr", "www.gmah.co.uk", "prets.gmah.asso.fr", "loans.gmah.test", "a.b.c.fr"] {
            assert!(!is_bare(host), "{host}");
        }
    }

    #[test]
    fn a_setting_allows_reserved_names_and_never_our_own() {
        let mut config = config();
        config.domains.allow_reserved = true;
        config.domains.cname_target = "edge.tenantry.net".into();
        assert!(own_host(&config, "prets.test").is_ok());
        assert_eq!(own_host(&config, "paris.tenantry.app").unwrap_err(), Problem::HostIsOurs);
        assert_eq!(own_host(&config, "edge.tenantry.net").unwrap_err(), Problem::HostIsOurs);
    }
}
