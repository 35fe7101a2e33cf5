//! What is the matter with a record, and what to do.

use super::words;
use crate::i18n::Locale;
use tenantry::domains::{DomainSetup, Finding};

pub(crate) fn finding_words(locale: Locale, of: &DomainSetup, finding: &Finding) -> String {
    let DomainSetup { domain, proof_name, target, authority, .. } = of;
    let remembered = |seconds: u32| remembered(locale, seconds);
    let told = |words: &str, seconds: Option<u32>| {
        let wait = seconds.filter(|seconds| *seconds > 0).map(remembered);
        wait.map_or_else(|| words.to_owned(), |wait| format!("{words} {wait}"))
    };
    match finding {
        Finding::NoSuchName { seconds } => told(words::no_such_name(locale), *seconds),
        Finding::NoRecord { seconds } => told(words::no_record(locale), *seconds),
        Finding::NoAnswer => words::no_answer(locale).into(),
        Finding::ServerFailed => words::server_failed(locale).into(),
        Finding::DoubledZone { at } => words::doubled_zone(locale, at),
        Finding::AtHostItself => words::at_host_itself(locale, &domain.shown, proof_name),
        Finding::Quoted => words::quoted(locale).into(),
        Finding::OldValue { seconds } => told(words::old_value(locale), Some(*seconds)),
        Finding::OtherValue => words::other_value(locale).into(),
        Finding::CnameElsewhere { target: there, seconds } => {
            told(&words::cname_elsewhere(locale, there, target), Some(*seconds))
        }
        Finding::AddressElsewhere { address, seconds } => {
            told(&words::address_elsewhere(locale, address), Some(*seconds))
        }
        Finding::SomeElsewhere { address, seconds } => told(&words::some_elsewhere(locale, address), Some(*seconds)),
        Finding::BesideCname { kinds } if of.is_apex() => words::cname_at_apex(locale, &kinds.join(", ")),
        Finding::BesideCname { kinds } => words::beside_cname(locale, &kinds.join(", ")),
        Finding::AuthorityForbidden { at } => words::authority_forbidden(locale, at, authority),
        Finding::EveryAuthorityForbidden { at } => words::every_authority_forbidden(locale, at),
        Finding::AuthorityByOtherMethods { at, methods } => {
            words::authority_by_other_methods(locale, at, authority, methods)
        }
        Finding::AuthorityForOtherAccount { at, account } => {
            words::authority_for_other_account(locale, at, authority, account)
        }
        Finding::AuthorityForUnknownAccount { at, account } => {
            words::authority_for_unknown_account(locale, at, authority, account)
        }
        Finding::AuthorityUnreadable { at, value } => words::authority_unreadable(locale, at, value),
        Finding::CriticalProperty { at, tag } => words::critical_property(locale, at, tag),
    }
}

/// For how long others may still see what was there.
fn remembered(locale: Locale, seconds: u32) -> String {
    match seconds {
        0..=90 => words::remembered_seconds(locale, seconds),
        91..=5400 => words::remembered_minutes(locale, seconds.div_ceil(60)),
        _ => words::remembered_hours(locale, seconds.div_ceil(3600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenantry::domains::{DomainState, OwnDomain};

    fn setup() -> DomainSetup {
        DomainSetup {
            domain: OwnDomain {
                host: "prets.gmah-paris.fr".into(),
                shown: "prets.gmah-paris.fr".into(),
                state: DomainState::Claimed,
                is_main: false,
                expires_at: None,
                verified_at: None,
                looked_at: None,
                grace_ends_at: None,
                look: None,
            },
            subdomain: "paris.tenantry.app".into(),
            proof_name: "_tenantry.prets.gmah-paris.fr".into(),
            proof_value: "tenantry-verify=abc".into(),
            is_bare: false,
            target: "edge.tenantry.app".into(),
            addresses: Vec::new(),
            authority: "letsencrypt.org".into(),
            url: "https://prets.gmah-paris.fr".into(),
        }
    }

    #[test]
    fn each_finding_has_words_of_its_own_in_both_languages() {
        let all = [
            Finding::NoSuchName { seconds: None },
            Finding::NoRecord { seconds: None },
            Finding::NoAnswer,
            Finding::ServerFailed,
            Finding::DoubledZone { at: "a.b.a.b".into() },
            Finding::AtHostItself,
            Finding::Quoted,
            Finding::OldValue { seconds: 0 },
            Finding::OtherValue,
            Finding::CnameElsewhere { target: "elsewhere.net".into(), seconds: 0 },
            Finding::AddressElsewhere { address: "192.0.2.1".into(), seconds: 0 },
            Finding::SomeElsewhere { address: "192.0.2.1".into(), seconds: 0 },
            Finding::BesideCname { kinds: vec!["MX".into(), "TXT".into()] },
            Finding::AuthorityForbidden { at: "gmah-paris.fr".into() },
            Finding::EveryAuthorityForbidden { at: "gmah-paris.fr".into() },
            Finding::AuthorityByOtherMethods { at: "gmah-paris.fr".into(), methods: "dns-01".into() },
            Finding::AuthorityForOtherAccount { at: "gmah-paris.fr".into(), account: "https://ca.example/1".into() },
            Finding::AuthorityForUnknownAccount { at: "gmah-paris.fr".into(), account: "https://ca.example/1".into() },
            Finding::AuthorityUnreadable { at: "gmah-paris.fr".into(), value: "a b".into() },
            Finding::CriticalProperty { at: "gmah-paris.fr".into(), tag: "tbs".into() },
        ];
        let said: std::collections::BTreeSet<String> = all
            .iter()
            .flat_map(|finding| [Locale::En, Locale::Fr].map(|locale| finding_words(locale, &setup(), finding)))
            .collect();
        assert_eq!(said.len(), 2 * all.len());
    }

    #[test]
    fn nobody_is_told_to_keep_a_cname_at_the_top_of_a_zone() {
        let finding = Finding::BesideCname { kinds: vec!["SOA".into()] };
        let said = |setup: &DomainSetup| finding_words(Locale::En, setup, &finding);
        let bare = DomainSetup { is_bare: true, ..setup() };
        assert!(said(&setup()).contains("Keep the CNAME"), "{}", said(&setup()));
        assert!(said(&bare).contains("can’t have") && !said(&bare).contains("Keep"), "{}", said(&bare));
    }

    #[test]
    fn it_is_said_for_how_long_resolvers_remember() {
        let said = |seconds| finding_words(Locale::En, &setup(), &Finding::OldValue { seconds });
        assert!(said(60).ends_with("for up to 60 seconds."), "{}", said(60));
        assert!(said(3600).ends_with("for up to 60 minutes."), "{}", said(3600));
        assert!(said(86_400).ends_with("for up to 24 hours."), "{}", said(86_400));
        assert!(!said(0).contains("up to"), "{}", said(0));
    }
}
