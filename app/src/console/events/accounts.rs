//! Who came in, and what became of people's places and roles.

use super::words;
use crate::{
    console::operators::words as operators,
    i18n::{Locale, format_date, plural, words::role_name},
    plan::words as plan,
};
use tenantry::{
    access::{OperatorRole, Role},
    money::format_integer,
};

pub(super) fn told(locale: Locale, kind: &str, detail: &str) -> Option<String> {
    match kind {
        "member-joined" | "member-invited" => role(locale, detail),
        "role-changed" => changed_role(locale, detail),
        "operator-created" | "operator-role-changed" => operator(locale, detail),
        "member-limited" => limited(locale, detail),
        "sessions-ended" => sessions(locale, detail),
        "session-foreign" => Some(words::session_of(locale, detail.strip_prefix("session of ")?)),
        "link-foreign" => Some(link(locale, detail)?.to_owned()),
        "sign-in" | "sign-in-refused" | "invitation-refused" => Some(why(locale, detail)?.to_owned()),
        _ => None,
    }
}

fn role(locale: Locale, key: &str) -> Option<String> {
    Some(role_name(locale, key.parse::<Role>().ok()?).to_owned())
}

/// `ruth@example.org: owner`, or before that the key of a place, which tells nobody anything: `… is owner`.
fn changed_role(locale: Locale, detail: &str) -> Option<String> {
    match detail.split_once(": ") {
        Some((who, key)) => Some(words::of(locale, who, &role(locale, key)?)),
        None => role(locale, detail.split_once(" is ")?.1),
    }
}

fn operator(locale: Locale, detail: &str) -> Option<String> {
    let (who, key) = detail.split_once(": ")?;
    Some(words::of(locale, who, operators::role(locale, key.parse::<OperatorRole>().ok()?)))
}

/// `ruth@example.org: 2026-12-31`.
fn limited(locale: Locale, detail: &str) -> Option<String> {
    let (who, until) = detail.split_once(": ")?;
    let told = match until {
        "no end" => words::no_end(locale).to_owned(),
        day => plan::until(locale, &format_date(day.parse().ok()?, locale)),
    };
    Some(words::of(locale, who, &told))
}

/// How many, or whose by the address.
fn sessions(locale: Locale, detail: &str) -> Option<String> {
    let count: i64 = detail.strip_suffix(" sessions")?.parse().ok()?;
    Some(format!("{}\u{a0}{}", format_integer(count, locale), plural(locale, count, "session", "sessions")))
}

fn why(locale: Locale, detail: &str) -> Option<&'static str> {
    Some(match detail {
        "by link" => words::by_link(locale),
        "unknown account" => words::unknown_account(locale),
        "wrong password" => words::wrong_password(locale),
        "no place here" => words::no_place(locale),
        "weak password" => words::weak_password(locale),
        _ => return None,
    })
}

/// What kind of link it was.
fn link(locale: Locale, detail: &str) -> Option<&'static str> {
    Some(match detail {
        "invitation" => words::foreign_invitation(locale),
        "new password" => words::foreign_reset(locale),
        "operator" => words::foreign_operator(locale),
        "support" => words::foreign_support(locale),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_told;

    #[test]
    fn roles_are_told_in_words() {
        assert_told("member-joined", "owner", "Owner", "Propriétaire");
        assert_told("member-invited", "member (via support)", "Member (by support)", "Membre (par l’assistance)");
        assert_told("member-invited", "captain", "captain", "captain");
        let (en, fr) = ("ruth@example.org: Owner", "ruth@example.org : Propriétaire");
        assert_told("role-changed", "ruth@example.org: owner", en, fr);
        assert_told("role-changed", "0198c7f0-0000-7000-8000-000000000000 is owner", "Owner", "Propriétaire");
        let (en, fr) = ("ann@example.org: Read-only", "ann@example.org : Lecture seule");
        assert_told("operator-role-changed", "ann@example.org: read-only", en, fr);
        assert_told("operator-removed", "ann@example.org", "ann@example.org", "ann@example.org");
    }

    #[test]
    fn ends_sessions_and_refusals_are_told_in_words() {
        let (en, fr) = ("ruth@example.org: until 31 Dec 2026", "ruth@example.org : jusqu’au 31 déc. 2026");
        assert_told("member-limited", "ruth@example.org: 2026-12-31", en, fr);
        let (en, fr) = ("ruth@example.org: without an end", "ruth@example.org : sans fin");
        assert_told("member-limited", "ruth@example.org: no end", en, fr);
        assert_told("sessions-ended", "1 sessions", "1 session", "1 session");
        assert_told("sessions-ended", "12 sessions", "12 sessions", "12 sessions");
        assert_told("sessions-ended", "ruth@example.org", "ruth@example.org", "ruth@example.org");
        assert_told("link-foreign", "new password", "a link to a new password", "un lien de nouveau mot de passe");
        assert_told(
            "invitation-refused",
            "weak password",
            "a password that nobody may choose",
            "un mot de passe que nul ne peut choisir",
        );
        assert_told("session-foreign", "session of lyon.example", "of lyon.example", "de lyon.example");
        assert_told("sign-in", "by link", "by a link", "par un lien");
        assert_told("sign-in-refused", "unknown account", "unknown account", "compte inconnu");
        assert_told("invitation-refused", "wrong password", "wrong password", "mot de passe erroné");
    }
}
