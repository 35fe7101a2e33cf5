//! Who may make certificates for a host (RFC 8659): the nearest CAA records at the host or above it.

use super::{Answer, Finding, Found, RecordState, Resolver, Wanted, absence, ask_all, values};
use hickory_resolver::proto::rr::{RData, RecordType, rdata::CAA};
use std::iter::successors;

/// Names that are asked, from the host upwards.
const MOST: usize = 6;

pub(super) async fn found(resolver: &Resolver, wanted: &Wanted) -> Found {
    let names = successors(Some(wanted.host.as_str()), |name| name.split_once('.').map(|(_, rest)| rest));
    let names = names.take(MOST).map(str::to_owned);
    for (answer, name) in ask_all(resolver, names, RecordType::CAA).await {
        if answer.has_failed() {
            let (state, finding) = absence(&answer).unwrap_or((RecordState::Unknown, Finding::NoAnswer));
            return Found { state, values: Vec::new(), findings: vec![finding] };
        }
        let records = records(&answer);
        if !records.is_empty() {
            return judged(wanted, &name, &records);
        }
    }
    // Without any record everybody may.
    Found { state: RecordState::Right, values: Vec::new(), findings: Vec::new() }
}

fn records(answer: &Answer) -> Vec<&CAA> {
    let records = answer.records().iter();
    records.filter_map(|record| if let RData::CAA(caa) = &record.data { Some(caa) } else { None }).collect()
}

fn judged(wanted: &Wanted, at: &str, records: &[&CAA]) -> Found {
    let issuers: Vec<String> =
        records.iter().filter(|caa| caa.tag.eq_ignore_ascii_case("issue")).map(|caa| issuer(caa)).collect();
    let is_unknown = |caa: &&&CAA| {
        caa.issuer_critical && !["issue", "issuewild", "iodef"].iter().any(|tag| caa.tag.eq_ignore_ascii_case(tag))
    };
    let may = issuers.is_empty() || issuers.contains(&wanted.authority);
    let values = values(&issuers);
    if may && !records.iter().any(|caa| is_unknown(&caa)) {
        return Found { state: RecordState::Right, values, findings: Vec::new() };
    }
    let finding = Finding::AuthorityForbidden { at: at.to_owned() };
    Found { state: RecordState::Wrong, values, findings: vec![finding] }
}

/// The authority's name before any parameters. Empty: nobody may.
fn issuer(caa: &CAA) -> String {
    let value = String::from_utf8_lossy(&caa.value);
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
