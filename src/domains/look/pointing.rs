//! Where a host leads: to the deployment's name, to its addresses, or somewhere else.

use super::{super::dns::plain, Answer, Expected, Finding, Found, RecordState, Wanted, absence, addresses, values};
use hickory_resolver::proto::rr::{RData, RecordType};
use std::{collections::BTreeSet, net::IpAddr};

/// What was asked of the host itself.
pub(super) struct Answers {
    pub(super) cname: Answer,
    pub(super) v4: Answer,
    pub(super) v6: Answer,
    /// What may stand at a name, but not where a CNAME does.
    pub(super) beside: [Answer; 4],
}

/// As many names as a chain may have.
const LONGEST_CHAIN: usize = 8;

pub(super) fn found(wanted: &Wanted, answers: &Answers, expected: &Expected) -> Found {
    let alias = alias_of(&answers.cname, &wanted.host);
    let all: Vec<(IpAddr, u32)> = [&answers.v4, &answers.v6].into_iter().flat_map(addresses).collect();
    let shown = alias.iter().map(|(target, _)| target.clone());
    let shown = values(shown.chain(all.iter().map(|(address, _)| address.to_string())));
    let wrong = |finding| Found { state: RecordState::Wrong, values: shown.clone(), findings: vec![finding] };
    let others = others(answers, &wanted.host);
    if alias.is_some() && !others.is_empty() {
        return wrong(Finding::BesideCname { kinds: others.into_iter().collect() });
    }
    let names = [&answers.cname, &answers.v4, &answers.v6].into_iter().flat_map(|answer| chain(answer, &wanted.host));
    let stranger = all.iter().find(|(address, _)| !expected.addresses.contains(address));
    let is_here = all.iter().any(|(address, _)| expected.addresses.contains(address));
    if names.into_iter().any(|name| name == wanted.target) || (is_here && stranger.is_none()) {
        return Found { state: RecordState::Right, values: shown, findings: Vec::new() };
    }
    match (alias, stranger) {
        (_, Some((address, seconds))) if is_here => {
            wrong(Finding::SomeElsewhere { address: address.to_string(), seconds: *seconds })
        }
        (Some((target, seconds)), _) => wrong(Finding::CnameElsewhere { target, seconds }),
        // Where ours are could not be found out, so that nothing is known of these.
        (None, Some(_)) if !expected.is_known => {
            Found { state: RecordState::Unknown, values: shown, findings: vec![Finding::NoAnswer] }
        }
        (None, Some((address, seconds))) => {
            wrong(Finding::AddressElsewhere { address: address.to_string(), seconds: *seconds })
        }
        (None, None) => nothing(answers),
    }
}

/// A question that nobody answered may have had the record.
fn nothing(answers: &Answers) -> Found {
    let all = [&answers.v4, &answers.v6, &answers.cname];
    let failed = all.into_iter().find(|answer| answer.has_failed());
    let empty = Answer::Nothing { is_no_name: false, seconds: None };
    let said = absence(failed.unwrap_or(&answers.v4)).or_else(|| absence(&empty));
    said.map(|(state, finding)| Found { state, values: Vec::new(), findings: vec![finding] }).unwrap_or_default()
}

/// The CNAME of the host itself.
fn alias_of(answer: &Answer, host: &str) -> Option<(String, u32)> {
    answer.records().iter().find_map(|record| match &record.data {
        RData::CNAME(target) if plain(&record.name) == host => Some((plain(&target.0), record.ttl)),
        _ => None,
    })
}

/// All names that aliases lead to from the host.
pub(super) fn chain(answer: &Answer, host: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut at = host.to_owned();
    while let Some((next, _)) = alias_of(answer, &at).filter(|_| names.len() < LONGEST_CHAIN) {
        names.push(next.clone());
        at = next;
    }
    names
}

/// What people put beside a CNAME. A signature of the zone may stand there, and whatever else a resolver sends along is none of theirs.
const OTHERS: [RecordType; 6] =
    [RecordType::A, RecordType::AAAA, RecordType::TXT, RecordType::MX, RecordType::CAA, RecordType::SOA];

/// The types of the records that the name has of its own, but for an alias.
fn others(answers: &Answers, host: &str) -> BTreeSet<String> {
    let all = [&answers.v4, &answers.v6].into_iter().chain(&answers.beside).flat_map(Answer::records);
    let own = all.filter(|record| OTHERS.contains(&record.record_type()) && plain(&record.name) == host);
    own.map(|record| record.record_type().to_string()).collect()
}
