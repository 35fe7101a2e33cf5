//! The addresses of pages, in one place.

use crate::{endpoints, i18n::Locale};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use tenantry::{
    ids::{AnnouncementId, BackupId, LoanId, ProvisioningId, RepaymentId, UpgradeRunId},
    overview::Concern,
};

pub const HOME: &str = "/";
pub const SIGN_IN: &str = "/sign-in";
/// Where somebody asks for a link to a new password.
pub const FORGOT_PASSWORD: &str = tenantry::users::FORGOT_PASSWORD_PAGE;
/// The same, after the link was asked for.
pub const FORGOT_PASSWORD_SENT: &str = "/forgot-password?sent=yes";
/// Where that link leads.
pub const NEW_PASSWORD: &str = tenantry::users::NEW_PASSWORD_PAGE;
/// The door, after that.
pub const SIGN_IN_CHANGED: &str = "/sign-in?saved=password";
pub const INVITATION: &str = "/invitation";
/// The door in a brand that doesn't count yet, for whoever has the link.
pub const PREVIEW: &str = "/preview";
/// What else a link to a draft shows.
pub const PREVIEW_PAGES: &str = "/preview/pages";
/// Where an operator's one-time link leads.
pub const ENTER: &str = "/enter";

pub const LOANS: &str = "/loans";
pub const NEW_LOAN: &str = "/loans/new";
pub const MEMBERS: &str = "/members";
pub const INVITE_MEMBER: &str = "/members/invite";
/// The list of members, with the link of the invitation that was just made.
pub const INVITED: &str = "/members?invited=yes";
pub const SETTINGS_ORGANISATION: &str = "/settings/organisation";
pub const SETTINGS_BRAND: &str = "/settings/brand";
/// The studio, with the link of a preview that was just made.
pub const SETTINGS_BRAND_LINKED: &str = "/settings/brand?linked=yes";
pub const SETTINGS_BRAND_HISTORY: &str = "/settings/brand/history";
/// How a version looked.
pub const SETTINGS_BRAND_LOOK: &str = "/settings/brand/look";
pub const SETTINGS_DOMAIN: &str = "/settings/domain";
pub const PROFILE: &str = "/settings/profile";
/// When support asked to come in.
pub const SETTINGS_SUPPORT: &str = "/settings/support";
/// What it saw.
pub const SUPPORT_TRAIL: &str = "/settings/support/trail";
/// Where an operator comes in as support, and has gone out.
pub const SUPPORT_ENTER: &str = tenantry::support::ENTRANCE;
/// What the organisation may have, and what it has of it.
pub const SETTINGS_PLAN: &str = "/settings/plan";
pub const SEARCH: &str = "/search";

pub const SIGN_UP: &str = "/sign-up";
/// The same, after the link of the first owner went out by mail.
pub const SIGN_UP_SENT: &str = "/sign-up?sent=yes";
pub const FIND: &str = "/find";

/// Whatever is about whether everyone is well, below the overview.
pub const CONSOLE_OVERVIEW_PAGES: &str = "/attention";
/// The list of organisations. The console begins with the overview: whether everyone is well.
pub const CONSOLE_ORGANISATIONS: &str = "/organisations";
/// Whatever is about organisations in the console.
pub const CONSOLE_ORGANISATION_PAGES: &str = "/organisations /provisioning /bulk /filters";
pub const CONSOLE_NEW: &str = "/organisations/new";
/// What is done to many organisations at once.
pub const CONSOLE_BULK: &str = "/bulk";
pub const CONSOLE_FILTERS: &str = "/filters";
pub const CONSOLE_FLEET: &str = "/fleet";
/// Whatever is about the fleet.
pub const CONSOLE_FLEET_PAGES: &str = "/fleet /servers /upgrades";
pub const CONSOLE_SERVERS: &str = "/servers";
pub const CONSOLE_NEW_SERVER: &str = "/servers/new";
pub const CONSOLE_UPGRADES: &str = "/upgrades";
/// What a run would do, before it may.
pub const CONSOLE_NEW_RUN: &str = "/upgrades/new";
pub const CONSOLE_DRIFT: &str = "/upgrades/drift";

/// An operator's own account.
pub const CONSOLE_ACCOUNT: &str = "/account";
pub const CONSOLE_ANNOUNCEMENTS: &str = "/announcements";
pub const CONSOLE_NEW_ANNOUNCEMENT: &str = "/announcements/new";
pub const CONSOLE_OPERATORS: &str = "/operators";
pub const CONSOLE_PLANS: &str = "/plans";
pub const CONSOLE_NEW_PLAN: &str = "/plans/new";
/// The settings of the deployment.
pub const CONSOLE_SETTINGS: &str = "/settings";
pub const CONSOLE_NEW_OPERATOR: &str = "/operators/new";
/// The list of operators, with the link that was just made.
pub const CONSOLE_OPERATOR_INVITED: &str = "/operators?invited=yes";
/// What operators did.
pub const CONSOLE_TRAIL: &str = "/operators/trail";

/// Pages that need nobody to be signed in, on the hosts where the others do.
pub const OPEN_PAGES: &[&str] =
    &[SIGN_IN, FORGOT_PASSWORD, NEW_PASSWORD, INVITATION, PREVIEW, PREVIEW_PAGES, ENTER, SUPPORT_ENTER];

/// One of the organisation's own hosts.
pub fn domain(host: &str) -> String {
    format!("{SETTINGS_DOMAIN}/{}", encoded(host))
}

pub fn loan(id: LoanId) -> String {
    format!("/loans/{id}")
}

/// The receipt of a repayment, in a language.
pub fn receipt(id: RepaymentId, locale: Locale) -> String {
    format!("{}?repayment={id}&lang={}", endpoints::LOANS_RECEIPT.path, locale.tag())
}

pub fn repay(id: LoanId) -> String {
    format!("/loans/{id}/repay")
}

/// The list of organisations by what an address of it says.
pub fn console_list(query: &str) -> String {
    if query.is_empty() { CONSOLE_ORGANISATIONS.to_owned() } else { format!("{CONSOLE_ORGANISATIONS}?{query}") }
}

pub fn console_organisation(slug: &str) -> String {
    format!("/organisations/{slug}")
}

/// All whom a concern is about.
pub fn console_attention(concern: Concern) -> String {
    format!("/attention/{}", concern.key())
}

pub fn console_announcement(id: AnnouncementId) -> String {
    format!("{CONSOLE_ANNOUNCEMENTS}/{id}")
}

pub fn console_server(name: &str) -> String {
    format!("{CONSOLE_SERVERS}/{name}")
}

pub fn console_provisioning(id: ProvisioningId) -> String {
    format!("/provisioning/{id}")
}

/// In the address of a provisioning's page: of which organisation it is a copy.
pub const COPY_OF: &str = "copy-of";

/// The same of a copy.
pub fn console_copying(id: ProvisioningId, from: &str) -> String {
    with_query(&console_provisioning(id), &[(COPY_OF, from)])
}

pub fn console_copy(slug: &str) -> String {
    format!("/organisations/{slug}/copy")
}

/// What changed about an organisation.
pub fn console_timeline(slug: &str) -> String {
    format!("/organisations/{slug}/timeline")
}

pub fn console_people(slug: &str) -> String {
    format!("/organisations/{slug}/people")
}

pub fn console_notes(slug: &str) -> String {
    format!("/organisations/{slug}/notes")
}

pub fn console_domains(slug: &str) -> String {
    format!("/organisations/{slug}/domains")
}

pub fn console_support(slug: &str) -> String {
    format!("/organisations/{slug}/support")
}

pub fn console_plan(key: &str) -> String {
    format!("{CONSOLE_PLANS}/{}", encoded(key))
}

/// What would come of a change; `typed` is its form as JSON.
pub fn console_plan_review(key: &str, typed: &str) -> String {
    with_query(&format!("{}/review", console_plan(key)), &[("form", typed)])
}

pub fn console_plan_archive(key: &str) -> String {
    format!("{}/archive", console_plan(key))
}

/// The plan of one organisation.
pub fn console_organisation_plan(slug: &str) -> String {
    format!("/organisations/{slug}/plan")
}

pub fn console_setting(key: &str) -> String {
    format!("{CONSOLE_SETTINGS}/{key}")
}

pub fn console_move(slug: &str) -> String {
    format!("/organisations/{slug}/move")
}

pub fn console_backups(slug: &str) -> String {
    format!("/organisations/{slug}/backups")
}

pub fn console_backup(slug: &str, id: BackupId) -> String {
    format!("{}/{id}", console_backups(slug))
}

pub fn console_rollback(slug: &str) -> String {
    format!("/organisations/{slug}/rollback")
}

pub fn console_run(id: UpgradeRunId) -> String {
    format!("/upgrades/{id}")
}

pub fn console_run_rollback(id: UpgradeRunId) -> String {
    format!("{}/rollback", console_run(id))
}

/// A part of a page, by its id there.
pub fn part(page: &str, id: &str) -> String {
    format!("{page}#{id}")
}

/// A page's address after something was saved on it; the page then says so.
pub fn saved(path: &str) -> String {
    saved_as(path, "yes")
}

/// The same where the page says what it was.
pub fn saved_as(path: &str, what: &str) -> String {
    with_query(path, &[("saved", what)])
}

/// A list's address with its query; empty values are left out, so that one list has one address.
pub fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    let mut mark = '?';
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(mark);
        address.extend([*name, "="]);
        push_encoded(&mut address, value);
        mark = '&';
    }
    address
}

fn encoded(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    push_encoded(&mut encoded, value);
    encoded
}

fn push_encoded(query: &mut String, value: &str) {
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => query.push(char::from(byte)),
            b' ' => query.push('+'),
            _ => query.extend(['%', hex(byte >> 4), hex(byte & 15)]),
        }
    }
}

fn hex(digit: u8) -> char {
    char::from_digit(digit.into(), 16).unwrap_or_default().to_ascii_uppercase()
}

/// Where to go after signing in: a path of this host and nothing else, as a header carries it.
pub fn safe_return(path: &str) -> String {
    let path = if is_own(path) && !path.starts_with(SIGN_IN) { path } else { HOME };
    let in_header =
        |byte: u8| if byte.is_ascii_graphic() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    path.bytes().map(in_header).collect()
}

/// Whether it is a path of this host, and leads nowhere else.
pub fn is_own(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\n', '\r', '\t'])
}

/// What stands in the page's own address at this part of its route; it changes when a link leads to a page of the same kind.
pub fn use_param(name: &'static str) -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get(name).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_return_path_never_leaves_the_host() {
        assert_eq!(safe_return("/loans?status=late"), "/loans?status=late");
        assert_eq!(safe_return("/loans?q=Lévy \0"), "/loans?q=L%C3%A9vy%20%00");
        for foreign in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "",
            "loans",
            "/a\r\nb",
            "/sign-in",
        ] {
            assert_eq!(safe_return(foreign), "/", "{foreign:?}");
        }
    }

    #[test]
    fn one_list_has_one_address() {
        assert_eq!(with_query("/loans", &[("q", "Lévy & fils"), ("status", "")]), "/loans?q=L%C3%A9vy+%26+fils");
        assert_eq!(with_query("/loans", &[("q", "")]), "/loans");
    }
}
