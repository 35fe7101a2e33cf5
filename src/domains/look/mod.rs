//! One look at a host: the record that says whose it is, where it leads, who may make certificates for it; and what people
//! commonly get wrong with each.

mod authority;
mod issue;
mod pointing;
mod proof;

use super::{
    Finding, Found, Look, RecordState,
    dns::{Answer, Dns, Resolver},
    own_host,
};
use crate::{config::Config, platform::Platform, tls};
use futures::{future::join_all, join};
use hickory_resolver::proto::rr::{RData, RecordType};
use std::{collections::BTreeSet, net::IpAddr};

/// What a host has to have.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) host: String,
    pub(super) proof_name: String,
    pub(super) proof_value: String,
    /// The name that it may point at, and the addresses of the deployment when the settings say them.
    pub(super) target: String,
    pub(super) addresses: Vec<IpAddr>,
    pub(super) authority: String,
    /// The ways in which the authority may look at the host, by the names that ACME has for them.
    pub(super) methods: &'static [&'static str],
    /// The account that orders the certificates, where it is known.
    pub(super) account: Option<String>,
}

/// Our own orders, and those of a proxy: it answers for the host alone, and never in its zone.
const OWN_METHODS: &[&str] = &["http-01"];
const METHODS_OF_PROXIES: &[&str] = &["http-01", "tls-alpn-01"];

impl Wanted {
    pub(super) fn of(config: &Config, host: &str, token: &str) -> Self {
        Self {
            host: host.to_owned(),
            proof_name: own_host::proof_name(host),
            proof_value: own_host::proof_value(token),
            target: config.domains_target(),
            addresses: config.domains.addresses.to_vec(),
            authority: config.domains.certificate_authority.trim().to_ascii_lowercase(),
            methods: if config.server.tls_listen.is_some() { OWN_METHODS } else { METHODS_OF_PROXIES },
            account: None,
        }
    }

    /// The same for a look. Without the account a look can't tell whether a record that names one names ours; all else it can.
    pub(super) async fn for_look(platform: &Platform, host: &str, token: &str) -> Self {
        let account = tls::account_uri(platform).await.unwrap_or_else(|error| {
            tracing::warn!(error = %error.with_causes(), "the account for certificates can't be read");
            None
        });
        Self { account, ..Self::of(&platform.config, host, token) }
    }
}

/// Values that are shown of what was found; a zone may hold any number.
const SHOWN: usize = 5;
const LONGEST: usize = 200;

/// Never fails: what can't be found out is unknown.
pub(super) async fn look(dns: &Dns, wanted: &Wanted) -> Look {
    let Some(resolver) = dns.resolver() else {
        return Look { proof: unseen(), pointing: unseen(), authority: unseen(), is_apex: false };
    };
    let host = wanted.host.as_str();
    let (proof, at_host, mails, issuers, cname, v4, v6, top, expected, authority) = join!(
        resolver.ask(&wanted.proof_name, RecordType::TXT),
        resolver.ask(host, RecordType::TXT),
        resolver.ask(host, RecordType::MX),
        resolver.ask(host, RecordType::CAA),
        resolver.ask(host, RecordType::CNAME),
        resolver.ask(host, RecordType::A),
        resolver.ask(host, RecordType::AAAA),
        resolver.ask(host, RecordType::SOA),
        expected(&resolver, wanted),
        authority::found(&resolver, wanted),
    );
    let (proof, is_apex) = (proof::found(wanted, &proof, &at_host), is_top(&top, host));
    let answers = pointing::Answers { cname, v4, v6, beside: [at_host, mails, issuers, top] };
    let pointing = pointing::found(wanted, &answers, &expected);
    let mut look = Look { proof, pointing, authority, is_apex };
    if look.proof.state == RecordState::Missing || look.pointing.state == RecordState::Missing {
        find_doubled(&resolver, wanted, &expected, &mut look).await;
    }
    look
}

/// The addresses that lead to the deployment: those of the settings, or those of the name that hosts point at.
struct Expected {
    addresses: BTreeSet<IpAddr>,
    is_known: bool,
}

async fn expected(resolver: &Resolver, wanted: &Wanted) -> Expected {
    if !wanted.addresses.is_empty() {
        return Expected { addresses: wanted.addresses.iter().copied().collect(), is_known: true };
    }
    let (v4, v6) = join!(resolver.ask(&wanted.target, RecordType::A), resolver.ask(&wanted.target, RecordType::AAAA));
    let addresses = [&v4, &v6].into_iter().flat_map(addresses).map(|(address, _)| address).collect();
    Expected { addresses, is_known: !v4.has_failed() && !v6.has_failed() }
}

fn addresses(answer: &Answer) -> Vec<(IpAddr, u32)> {
    let address = |record: &hickory_resolver::proto::rr::Record| match &record.data {
        RData::A(address) => Some((IpAddr::from(address.0), record.ttl)),
        RData::AAAA(address) => Some((IpAddr::from(address.0), record.ttl)),
        _ => None,
    };
    answer.records().iter().filter_map(address).collect()
}

/// A zone begins where its own SOA record is.
fn is_top(answer: &Answer, host: &str) -> bool {
    let own = |record: &hickory_resolver::proto::rr::Record| {
        record.record_type() == RecordType::SOA && super::dns::plain(&record.name) == host
    };
    answer.records().iter().any(own)
}

/// Many forms add the zone's name by themselves: who types the whole name makes a record at `host.zone.zone`.
async fn find_doubled(resolver: &Resolver, wanted: &Wanted, expected: &Expected, look: &mut Look) {
    let zones = || parents(&wanted.host).take(3);
    if look.proof.state == RecordState::Missing {
        let names = zones().map(|zone| format!("{}.{zone}", wanted.proof_name));
        let asked = ask_all(resolver, names, RecordType::TXT).await;
        let is_it = |answer: &Answer| answer.texts().iter().any(|(text, _)| text.trim() == wanted.proof_value);
        let doubled = asked.into_iter().find(|(answer, _)| is_it(answer));
        note_doubled(&mut look.proof, doubled.map(|(_, name)| name));
    }
    if look.pointing.state == RecordState::Missing {
        let names = zones().map(|zone| format!("{}.{zone}", wanted.host));
        let asked = ask_all(resolver, names, RecordType::A).await;
        let is_it = |answer: &Answer, name: &str| {
            pointing::chain(answer, name).contains(&wanted.target)
                || addresses(answer).iter().any(|(address, _)| expected.addresses.contains(address))
        };
        let doubled = asked.into_iter().find(|(answer, name)| is_it(answer, name));
        note_doubled(&mut look.pointing, doubled.map(|(_, name)| name));
    }
}

async fn ask_all(resolver: &Resolver, names: impl Iterator<Item = String>, of: RecordType) -> Vec<(Answer, String)> {
    join_all(names.map(|name| async move { (resolver.ask(&name, of).await, name) })).await
}

fn note_doubled(found: &mut Found, at: Option<String>) {
    if let Some(at) = at {
        found.findings = vec![Finding::DoubledZone { at }];
    }
}

/// The host itself and what is above it, down to two labels.
fn parents(host: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(host), |name| name.split_once('.').map(|(_, rest)| rest))
        .filter(|name| name.contains('.'))
}

fn unseen() -> Found {
    Found { state: RecordState::Unknown, values: Vec::new(), findings: vec![Finding::NoAnswer] }
}

/// What an answer without records says. Nothing for one that has some.
fn absence(answer: &Answer) -> Option<(RecordState, Finding)> {
    Some(match answer {
        Answer::Records(_) => return None,
        Answer::Nothing { is_no_name: true, seconds } => {
            (RecordState::Missing, Finding::NoSuchName { seconds: *seconds })
        }
        Answer::Nothing { is_no_name: false, seconds } => {
            (RecordState::Missing, Finding::NoRecord { seconds: *seconds })
        }
        Answer::Silence => (RecordState::Unknown, Finding::NoAnswer),
        Answer::ServerFailed => (RecordState::Unknown, Finding::ServerFailed),
    })
}

/// As much of it as is shown: anybody may write anything into a zone.
fn values<T: AsRef<str>>(found: impl IntoIterator<Item = T>) -> Vec<String> {
    let short = |text: T| text.as_ref().chars().filter(|letter| !letter.is_control()).take(LONGEST).collect();
    found.into_iter().take(SHOWN).map(short).collect()
}
