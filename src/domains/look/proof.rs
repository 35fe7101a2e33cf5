//! The TXT record that says which organisation a host belongs to.

use super::{super::own_host::VALUE, Answer, Finding, Found, RecordState, Wanted, absence, values};

pub(super) fn found(wanted: &Wanted, answer: &Answer, at_host: &Answer) -> Found {
    let texts = answer.texts();
    if texts.iter().any(|(text, _)| text.trim() == wanted.proof_value) {
        return Found { state: RecordState::Right, values: vec![wanted.proof_value.clone()], findings: Vec::new() };
    }
    if let Some(finding) = wrong(wanted, &texts) {
        let values = values(texts.iter().map(|(text, _)| text));
        return Found { state: RecordState::Wrong, values, findings: vec![finding] };
    }
    let nothing = Answer::Nothing { is_no_name: false, seconds: None };
    let Some((state, finding)) = absence(answer).or_else(|| absence(&nothing)) else { return Found::default() };
    let is_at_host = at_host.texts().iter().any(|(text, _)| unquoted(text).starts_with(VALUE));
    let finding = if state == RecordState::Missing && is_at_host { Finding::AtHostItself } else { finding };
    Found { state, values: Vec::new(), findings: vec![finding] }
}

/// The likeliest of what can be wrong with the values that are there.
fn wrong(wanted: &Wanted, texts: &[(String, u32)]) -> Option<Finding> {
    if texts.iter().any(|(text, _)| unquoted(text) == wanted.proof_value) {
        return Some(Finding::Quoted);
    }
    let old = texts.iter().find(|(text, _)| unquoted(text).starts_with(VALUE));
    let old = old.map(|(_, seconds)| Finding::OldValue { seconds: *seconds });
    old.or_else(|| (!texts.is_empty()).then_some(Finding::OtherValue))
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_whitespace() || "\"'“”„«»".contains(letter))
}
