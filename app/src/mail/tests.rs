//! Mails in words and looks.

use super::*;
use jiff::civil::date;
use tenantry::{
    access::Role,
    brand::{BrandTokens, LegalLink, Theme},
    mail::House,
};

pub(super) fn letter(locale: Locale) -> Letter {
    let tokens = BrandTokens { primary: "#ffee00".parse().unwrap(), radius: 3, ..BrandTokens::default() };
    Letter {
        house: House {
            name: "Prêts & <Cie>".into(),
            url: "https://prets.example".into(),
            tokens,
            logo_url: None,
            dark_logo_url: None,
        },
        locale,
        recipient_name: "Ruth <b>Azoulay</b>".into(),
        content: Content::Invitation {
            role: Role::Admin,
            url: "https://prets.example/invitation?token=abc_-9".into(),
            expires: date(2026, 3, 18).at(13, 5, 0, 0),
        },
    }
}

#[test]
fn both_versions_say_the_same_in_the_language_of_who_reads() {
    let mail = Words.compose(&letter(Locale::Fr));
    assert_eq!(mail.subject, "Vous avez reçu une invitation à rejoindre Prêts & <Cie>");
    for said in
        ["comme administrateur", "18 mars 2026 à 13\u{a0}h\u{a0}05", "https://prets.example/invitation?token=abc_-9"]
    {
        assert!(mail.text.contains(said) && mail.html.contains(said), "{said}: {}", mail.text);
    }
    assert!(mail.text.contains("\n\nAccepter l’invitation\u{a0}:\nhttps://prets.example/"), "{}", mail.text);
    let english = Words.compose(&letter(Locale::En));
    assert!(english.text.contains("\n\nAccept the invitation:\nhttps://prets.example/"), "{}", english.text);
    assert!(english.text.contains("until 18 Mar 2026, 13:05."), "{}", english.text);
    assert!(english.text.starts_with("Hello Ruth <b>Azoulay</b>,\n\n"), "{}", english.text);
    assert!(english.html.contains("<html lang=\"en\""));
}

#[test]
fn owners_are_told_who_comes_and_why() {
    let url = "https://prets.example/settings/support".to_owned();
    let (operator, reason) = ("Ops <b>".to_owned(), "A repayment <is> missing".to_owned());
    let until = date(2026, 3, 15).at(14, 30, 0, 0);
    let asked = Content::SupportAsked {
        operator: operator.clone(),
        reason: reason.clone(),
        wants_write: true,
        minutes: 60,
        url: url.clone(),
    };
    let began = Content::SupportBegan { operator, reason, wants_write: false, until, url };
    for (content, said) in [(asked, ["1 heure", "modifier"]), (began, ["14\u{a0}h\u{a0}30", "lecture"])] {
        let mail = Words.compose(&Letter { content, ..letter(Locale::Fr) });
        for said in said.into_iter().chain(["https://prets.example/settings/support"]) {
            assert!(mail.text.contains(said) && mail.html.contains(said), "{said}: {}", mail.text);
        }
        assert!(mail.text.contains("A repayment <is> missing") && mail.html.contains("A repayment &lt;is&gt; missing"));
        assert!(!mail.html.contains("Ops <b>"));
    }
}

#[test]
fn a_new_password_is_told_in_the_language_of_who_reads() {
    let url = "https://prets.example/new-password?token=abc_-9".to_owned();
    let asking = "https://prets.example/forgot-password".to_owned();
    let reset = Content::PasswordReset { url: url.clone() };
    let changed = Content::PasswordChanged { url: asking.clone() };
    for (content, locale, said) in [
        (reset.clone(), Locale::Fr, ["pendant 30 minutes", "mot de passe reste inchangé", url.as_str()]),
        (reset, Locale::En, ["once, for 30 minutes", "your password stays as it is", url.as_str()]),
        (changed.clone(), Locale::Fr, ["Ce n’était pas moi", "prévenez un administrateur", asking.as_str()]),
        (changed, Locale::En, ["It was not me", "tell an administrator", asking.as_str()]),
    ] {
        let mail = Words.compose(&Letter { content, ..letter(locale) });
        for said in said {
            assert!(mail.text.contains(said) && mail.html.contains(said), "{said}: {}", mail.text);
        }
        assert!(mail.html.contains("Ruth &lt;b&gt;Azoulay") && !mail.html.contains("<Cie>"), "{}", mail.html);
    }
}

#[test]
fn an_organisations_own_lines_stand_below() {
    let mut letter = letter(Locale::Fr);
    letter.house.tokens.texts.fr.mail_footer = "12 rue <des> Lilas\n75020 Paris".into();
    let url = "https://prets.example/mentions".parse().unwrap();
    letter.house.tokens.texts.fr.legal = vec![LegalLink { label: "Mentions légales".into(), url }];
    let mail = Words.compose(&letter);
    assert!(mail.text.ends_with("12 rue <des> Lilas\n75020 Paris\nEnvoyé par Prêts & <Cie> · prets.example\nMentions légales\u{a0}: https://prets.example/mentions\n"), "{}", mail.text);
    assert!(
        mail.html.contains("12 rue &lt;des&gt; Lilas") && mail.html.contains("href=\"https://prets.example/mentions\"")
    );
}

#[test]
fn the_logo_in_the_dark_is_another_where_there_is_one() {
    let mut letter = letter(Locale::En);
    let day = "https://prets.example/brand/day".to_owned();
    letter.house.logo_url = Some(day.clone());
    let one = Words.compose(&letter).html;
    assert!(one.matches("<img").count() == 1 && one.contains(&day) && !one.contains("class=\"by-"), "{one}");
    letter.house.dark_logo_url = Some("https://prets.example/brand/night".into());
    let two = Words.compose(&letter).html;
    assert!(two.matches("<img").count() == 2 && two.contains(&day), "{two}");
    let night = two.split("<img").find(|image| image.contains("/brand/night")).unwrap();
    assert!(night.contains("display:none") && night.contains("mso-hide:all"), "by day it isn't seen: {night}");
    assert!(two.contains(".by-day{display:none!important}") && two.contains(".by-night{display:inline!important}"));
}

#[test]
fn what_people_typed_is_no_markup() {
    let html = Words.compose(&letter(Locale::En)).html;
    assert!(html.contains("Prêts &amp; &lt;Cie&gt;") && html.contains("Ruth &lt;b&gt;Azoulay&lt;/b&gt;"), "{html}");
    assert!(!html.contains("<b>") && !html.contains("<Cie>"));
}

#[test]
fn a_brand_that_would_not_be_readable_is_corrected_here_as_well() {
    let html = Words.compose(&letter(Locale::En)).html;
    let (for_the_dark, body) = html.split_once("</style>").unwrap();
    assert!(!body.contains("background:#ffee00"), "yellow on white is no button");
    assert!(for_the_dark.contains("background:#ffee00"), "yellow on black is one");
    assert!(html.contains("border-radius:3px"));
    assert!(html.contains("prefers-color-scheme:dark"));
    let (light, dark) =
        (Words.shown_in(Theme::Light, &letter(Locale::En)), Words.shown_in(Theme::Dark, &letter(Locale::En)));
    assert!(light.contains("@media not all{") && dark.contains("@media all{"));
    assert!(!light.contains("prefers-color-scheme") && !dark.contains("prefers-color-scheme"));
}
