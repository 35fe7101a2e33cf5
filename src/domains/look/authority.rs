//! Who may make certificates for a host, and how (RFC 8659 and 8657): the nearest CAA records at the host or above it.

use super::{
    Answer, Finding, Found, RecordState, Resolver, Wanted, absence, ask_all,
    issue::{Issue, Permission},
    values,
};
use hickory_resolver::proto::rr::{RData, RecordType, rdata::CAA};
use std::iter::successors;

/// Names that are asked, from the host upwards.
const MOST: usize = 6;

/// The properties that authorities know, so that one which is critical keeps nobody away. The last is of mail alone (RFC 9495).
const KNOWN: [&str; 4] = ["issue", "issuewild", "iodef", "issuemail"];

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
    let finding = critical(at, records).or_else(|| forbidden(wanted, at, records));
    let state = match &finding {
        None => RecordState::Right,
        Some(Finding::AuthorityForUnknownAccount { .. }) => RecordState::Unknown,
        Some(_) => RecordState::Wrong,
    };
    let seen = records.iter().map(|caa| format!("{} \"{}\"", caa.tag, written(caa)));
    Found { state, values: values(seen), findings: finding.into_iter().collect() }
}

fn critical(at: &str, records: &[&CAA]) -> Option<Finding> {
    let is_known = |caa: &CAA| KNOWN.iter().any(|tag| caa.tag.eq_ignore_ascii_case(tag));
    let unknown = records.iter().find(|caa| caa.issuer_critical && !is_known(caa))?;
    Some(Finding::CriticalProperty { at: at.to_owned(), tag: short(&unknown.tag) })
}

/// One record that lets the authority is enough, whatever the others say. When none does, the one that comes closest tells what to do.
fn forbidden(wanted: &Wanted, at: &str, records: &[&CAA]) -> Option<Finding> {
    let issues = records.iter().filter(|caa| caa.tag.eq_ignore_ascii_case("issue"));
    let judged = issues.map(|caa| judge(wanted, at, caa));
    // Records of other properties alone, such as `iodef`, keep nobody away.
    judged.min_by_key(|finding| finding.as_ref().map_or(0, distance))?
}

/// What keeps the authority from going by this record; nothing when it may.
fn judge(wanted: &Wanted, at: &str, caa: &CAA) -> Option<Finding> {
    let at = at.to_owned();
    let Permission { authority, methods, account } = match Issue::read(&caa.value) {
        Issue::Nobody => return Some(Finding::EveryAuthorityForbidden { at }),
        Issue::Unreadable => return Some(Finding::AuthorityUnreadable { at, value: short(&written(caa)) }),
        Issue::By(permission) => permission,
    };
    if authority != wanted.authority {
        return Some(Finding::AuthorityForbidden { at });
    }
    if let Some(methods) = methods.filter(|methods| !is_one_of(wanted.methods, methods)) {
        return Some(Finding::AuthorityByOtherMethods { at, methods: short(&methods) });
    }
    let account = account?;
    match &wanted.account {
        Some(own) if *own == account => None,
        Some(_) => Some(Finding::AuthorityForOtherAccount { at, account: short(&account) }),
        None => Some(Finding::AuthorityForUnknownAccount { at, account: short(&account) }),
    }
}

fn is_one_of(ours: &[&str], methods: &str) -> bool {
    methods.split(',').any(|method| ours.iter().any(|own| method.eq_ignore_ascii_case(own)))
}

/// From what may be right to what says the least of ours.
fn distance(finding: &Finding) -> u8 {
    match finding {
        Finding::AuthorityForUnknownAccount { .. } => 1,
        Finding::AuthorityForOtherAccount { .. } => 2,
        Finding::AuthorityByOtherMethods { .. } => 3,
        Finding::AuthorityUnreadable { .. } => 4,
        Finding::AuthorityForbidden { .. } => 5,
        _ => 6,
    }
}

fn written(caa: &CAA) -> String {
    String::from_utf8_lossy(&caa.value).into_owned()
}

fn short(text: &str) -> String {
    values([text]).concat()
}
