//! What the owners are told of a domain of their own: that its records are gone, and that it is lost; with the records to
//! make and with what the DNS has instead.

use super::{Draft, words};
use crate::{
    i18n::{Locale, format_time},
    settings::domain::{finding_words, words as domain},
};
use jiff::civil::DateTime;
use tenantry::{
    domains::{DomainSetup, Found, RecordState},
    mail::Letter,
};

pub(super) fn failing(letter: &Letter, setup: &DomainSetup, until: DateTime, url: &str) -> Draft {
    let (locale, host) = (letter.locale, setup.domain.shown.as_str());
    let paragraphs = vec![
        words::domain_failing(locale, host, &letter.house.name),
        words::domain_until(locale, &format_time(until, locale), &setup.subdomain),
        words::domain_records(locale).to_owned(),
    ];
    Draft {
        subject: domain::failing_title(locale, host),
        title: domain::failing_title(locale, host),
        greeting: words::hello(locale, &letter.recipient_name),
        paragraphs: paragraphs.into_iter().chain(records(locale, setup)).collect(),
        action: (domain::see_records(locale).to_owned(), url.to_owned()),
        notes: vec![words::domain_note(locale).to_owned()],
    }
}

pub(super) fn lost(letter: &Letter, setup: &DomainSetup, until: DateTime, url: &str) -> Draft {
    let (locale, host) = (letter.locale, setup.domain.shown.as_str());
    let paragraphs = vec![
        words::domain_lost(locale, host, &letter.house.name),
        words::domain_lost_address(locale, &setup.subdomain),
        words::domain_lost_until(locale, &format_time(until, locale)),
    ];
    Draft {
        subject: words::domain_lost_title(locale, host),
        title: words::domain_lost_title(locale, host),
        greeting: words::hello(locale, &letter.recipient_name),
        paragraphs: paragraphs.into_iter().chain(records(locale, setup)).collect(),
        action: (domain::see_records(locale).to_owned(), url.to_owned()),
        notes: vec![words::domain_lost_note(locale).to_owned()],
    }
}

/// Each record that isn't as it should be: what to make, and what is there.
fn records(locale: Locale, setup: &DomainSetup) -> Vec<String> {
    let look = setup.domain.look.clone().unwrap_or_default();
    let proof = vec![record("TXT", &setup.proof_name, &setup.proof_value)];
    let both = [(domain::proof(locale), proof, look.proof), (domain::pointing(locale), pointing(setup), look.pointing)];
    let wrong = both.into_iter().filter(|(.., found)| found.state != RecordState::Right);
    wrong.map(|(title, wanted, found)| told(locale, setup, (title, &wanted), &found)).collect()
}

fn pointing(setup: &DomainSetup) -> Vec<String> {
    let of_host = |(kind, value): (&'static str, &str)| record(kind, &setup.domain.host, value);
    if !setup.addresses.is_empty() && setup.is_apex() {
        return setup.by_address().map(of_host).collect();
    }
    vec![of_host(setup.by_name())]
}

fn record(kind: &str, name: &str, value: &str) -> String {
    format!("{kind} {name} {value}")
}

fn told(locale: Locale, setup: &DomainSetup, (title, wanted): (&str, &[String]), found: &Found) -> String {
    let there = if found.values.is_empty() {
        words::nothing_found(locale).to_owned()
    } else {
        words::found(locale, &found.values.join(", "))
    };
    let findings = found.findings.iter().map(|finding| finding_words(locale, setup, finding));
    let said: Vec<String> = [there].into_iter().chain(findings).collect();
    words::domain_record(locale, title, &wanted.join(", "), &said.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::{Words, tests::letter};
    use super::*;
    use jiff::civil::date;
    use tenantry::{
        domains::{DomainState, Finding, Look, OwnDomain},
        mail::{Composer, Content},
    };

    fn setup(state: DomainState) -> Box<DomainSetup> {
        let finding = Finding::CnameElsewhere { target: "elsewhere.net".into(), seconds: 0 };
        let look = Look {
            proof: Found { state: RecordState::Right, ..Found::default() },
            pointing: Found {
                state: RecordState::Wrong,
                values: vec!["else<where>.net".into()],
                findings: vec![finding],
            },
            ..Look::default()
        };
        Box::new(DomainSetup {
            domain: OwnDomain {
                host: "xn--prts-npa.example".into(),
                shown: "prêts.example".into(),
                state,
                is_main: true,
                expires_at: None,
                verified_at: None,
                looked_at: None,
                grace_ends_at: None,
                look: Some(look),
            },
            subdomain: "paris.tenantry.app".into(),
            proof_name: "_tenantry.xn--prts-npa.example".into(),
            proof_value: "tenantry-verify=abc".into(),
            is_bare: false,
            target: "edge.tenantry.app".into(),
            addresses: Vec::new(),
            authority: "letsencrypt.org".into(),
            url: "https://xn--prts-npa.example".into(),
        })
    }

    #[test]
    fn the_owner_of_a_bare_domain_is_told_to_make_no_cname() {
        let pointing = |addresses: &[&str]| {
            let addresses = addresses.iter().map(|address| (*address).to_owned()).collect();
            let setup = *setup(DomainState::Failing);
            pointing(&DomainSetup { is_bare: true, addresses, ..setup })
        };
        assert_eq!(pointing(&[]), ["ALIAS xn--prts-npa.example edge.tenantry.app"]);
        let by_address = ["A xn--prts-npa.example 203.0.113.5", "AAAA xn--prts-npa.example 2001:db8::5"];
        assert_eq!(pointing(&["203.0.113.5", "2001:db8::5"]), by_address);
    }

    #[test]
    fn owners_are_told_what_is_gone_what_to_do_and_until_when() {
        let url = "https://paris.tenantry.app/settings/domain/xn--prts-npa.example".to_owned();
        let until = date(2026, 3, 22).at(13, 0, 0, 0);
        let failing = Content::DomainFailing { setup: setup(DomainState::Failing), until, url: url.clone() };
        let lost = Content::DomainLost { setup: setup(DomainState::Lost), until, url: url.clone() };
        let english = ["22 Mar 2026", "CNAME xn--prts-npa.example edge.tenantry.app", "instead of edge.tenantry.app"];
        let french = ["22 mars 2026", "à 13\u{a0}h\u{a0}00", "au lieu de edge.tenantry.app"];
        for (content, locale, subject, said) in [
            (failing.clone(), Locale::En, "Records of prêts.example are gone", english),
            (failing, Locale::Fr, "Des enregistrements de prêts.example ont disparu", french),
            (lost.clone(), Locale::En, "prêts.example leads nowhere any more", english),
            (lost, Locale::Fr, "prêts.example ne mène plus nulle part", french),
        ] {
            let mail = Words.compose(&Letter { content, ..letter(locale) });
            assert_eq!(mail.subject, subject);
            for said in said.into_iter().chain([url.as_str(), "paris.tenantry.app"]) {
                assert!(mail.text.contains(said) && mail.html.contains(said), "{said}: {}", mail.text);
            }
            assert!(!mail.text.contains("tenantry-verify=abc"), "that record is right: {}", mail.text);
            assert!(mail.html.contains("else&lt;where&gt;.net") && !mail.html.contains("else<where>"), "{}", mail.html);
        }
    }
}
