//! Where a search looks. Each source asks the platform as its own page does, and only when the person may open that page.

use super::{
    Found, Group, Hit,
    console::{self, State},
    deployment, organisation,
    places::named,
    words,
};
use crate::{
    console::words as console_words,
    error::AppError,
    i18n::{Locale, plural, words as common},
    loans::{self, status_name},
    paths,
    site::Site,
    ui::Glyph,
};
use tenantry::{
    access::Permission,
    context::{OperatorCtx, TenantCtx},
    loans::{LoanQuery, LoanSummary},
    memberships::Member,
    money::format_amount,
    tenants::{TenantQuery, TenantSummary},
};

/// Of each kind; the lists themselves show the rest.
const MOST: usize = 5;
const LONGEST: usize = 120;
/// Those that may name an organisation and something of it.
const MOST_WORDS: usize = 6;

pub(super) async fn in_organisation(ctx: &TenantCtx, site: &Site, typed: &str) -> Result<Found, AppError> {
    let asked = asked(typed);
    let mut groups = vec![go_to_group(&asked, site, organisation::places), begin(&asked, site, organisation::actions)];
    if !asked.is_empty() && site.may(Permission::LoansView) {
        groups.push(loans_found(ctx, site, &asked).await?);
    }
    if !asked.is_empty() && site.may(Permission::MembersView) {
        groups.push(members_found(ctx, site, &asked).await?);
    }
    Ok(found(groups, &asked, site))
}

pub(super) async fn in_console(ctx: &OperatorCtx, site: &Site, typed: &str) -> Result<Found, AppError> {
    let asked = asked(typed);
    let actions = |site: &Site| {
        let settings = if asked.is_empty() { Vec::new() } else { console::settings(site) };
        console::actions(site).into_iter().chain(settings).collect()
    };
    let mut groups = vec![go_to_group(&asked, site, console::places), begin(&asked, site, actions)];
    if !asked.is_empty() {
        groups.extend(organisations_found(ctx, site, &asked).await?);
        groups.extend(deployment::found(ctx, site, &asked, MOST).await?);
    }
    Ok(found(groups, &asked, site))
}

fn asked(typed: &str) -> String {
    typed.trim().chars().take(LONGEST).collect()
}

/// Before anybody has typed anything all pages are offered, and all actions but the settings, which are many.
fn go_to_group(asked: &str, site: &Site, places: impl Fn(&Site) -> Vec<Hit>) -> Group {
    group(go_to(site.locale), Glyph::ArrowRight, named(asked, site, places))
}

fn begin(asked: &str, site: &Site, places: impl Fn(&Site) -> Vec<Hit>) -> Group {
    group(actions(site.locale), Glyph::Plus, named(asked, site, places))
}

async fn loans_found(ctx: &TenantCtx, site: &Site, asked: &str) -> Result<Group, AppError> {
    let query = LoanQuery { search: asked.to_owned(), ..LoanQuery::default() };
    let rows = tenantry::loans::list(ctx, &query).await?.rows;
    let hits = rows.into_iter().take(MOST).map(|loan| loan_hit(loan, site));
    Ok(group(common::loans(site.locale), Glyph::Loans, hits.collect()))
}

fn loan_hit(loan: LoanSummary, site: &Site) -> Hit {
    let locale = site.locale;
    let number = loans::words::loan_number(locale, loan.number);
    let amount = format_amount(loan.amount, site.currency(), locale);
    let detail = format!("{number} · {amount} · {}", status_name(loan.status, locale));
    Hit { title: loan.borrower, detail, href: paths::loan(loan.id) }
}

async fn members_found(ctx: &TenantCtx, site: &Site, asked: &str) -> Result<Group, AppError> {
    let members = tenantry::memberships::find_members(ctx, asked, MOST).await?;
    Ok(group(common::members(site.locale), Glyph::User, members.into_iter().map(member_hit).collect()))
}

fn member_hit(member: Member) -> Hit {
    let href = paths::with_query(paths::MEMBERS, &[("q", &member.email)]);
    Hit { title: member.name, detail: member.email, href }
}

/// All about the one that was found, when there is one alone.
async fn organisations_found(ctx: &OperatorCtx, site: &Site, asked: &str) -> Result<Vec<Group>, AppError> {
    let rows = organisations(ctx, asked).await?;
    if rows.is_empty() {
        return Ok(something_of_one(ctx, site, asked).await?.into_iter().collect());
    }
    let mut groups = Vec::new();
    if let [only] = rows.as_slice() {
        let doing = format!("{} · {}", only.name, actions(site.locale));
        groups.push(group(&only.name, Glyph::ArrowRight, console::sections(&only.slug, site)));
        groups.push(group(&doing, Glyph::Plus, console::actions_of(&only.slug, State::of(only), site)));
    }
    let hits = rows.into_iter().take(MOST).map(|organisation| organisation_hit(organisation, site));
    groups.insert(0, group(common::organisations(site.locale), Glyph::Building, hits.collect()));
    Ok(groups)
}

/// A section or an action, and before it or after it the organisation: `notes lyon`, `lyon suspend`.
async fn something_of_one(ctx: &OperatorCtx, site: &Site, asked: &str) -> Result<Option<Group>, AppError> {
    for (what, whose) in parted(asked) {
        if named(&what, site, console::of_any).is_empty() {
            continue;
        }
        let rows = organisations(ctx, &whose).await?;
        let hits = rows.iter().take(MOST).flat_map(|of| {
            let all = |site: &Site| {
                let actions = console::actions_of(&of.slug, State::of(of), site);
                console::sections(&of.slug, site).into_iter().chain(actions).collect()
            };
            let named = named(&what, site, all).into_iter();
            named.map(|hit| Hit { detail: format!("{} · {}", of.name, of.slug), ..hit })
        });
        let hits: Vec<Hit> = hits.collect();
        if !hits.is_empty() {
            return Ok(Some(group(common::organisations(site.locale), Glyph::ArrowRight, hits)));
        }
    }
    Ok(None)
}

/// The ways in which words are a few for what is meant and the others for whose it is.
fn parted(asked: &str) -> Vec<(String, String)> {
    let words: Vec<&str> = asked.split_whitespace().take(MOST_WORDS).collect();
    let ways = (1..words.len()).flat_map(|at| {
        let (before, after) = (words[..at].join(" "), words[at..].join(" "));
        [(before.clone(), after.clone()), (after, before)]
    });
    ways.collect()
}

async fn organisations(ctx: &OperatorCtx, asked: &str) -> Result<Vec<TenantSummary>, AppError> {
    let query = TenantQuery { search: asked.to_owned(), ..TenantQuery::default() };
    Ok(tenantry::tenants::list(&ctx.platform, &query).await?.rows)
}

fn organisation_hit(organisation: TenantSummary, site: &Site) -> Hit {
    let status = console_words::status(site.locale, organisation.status);
    Hit {
        href: paths::console_organisation(&organisation.slug),
        detail: format!("{}.{} · {status}", organisation.slug, site.base_host),
        title: organisation.name,
    }
}

pub(super) fn group(label: &str, sign: Glyph, hits: Vec<Hit>) -> Group {
    Group { label: label.to_owned(), sign: sign.path().to_owned(), hits }
}

fn found(groups: Vec<Group>, asked: &str, site: &Site) -> Found {
    let groups: Vec<Group> = groups.into_iter().filter(|group| !group.hits.is_empty()).collect();
    let count = groups.iter().map(|group| group.hits.len()).sum();
    let summary = if count == 0 { nothing(site.locale, asked) } else { results(site.locale, count) };
    Found { groups, summary, hint: words::hint(site).to_owned() }
}

crate::words! {
    go_to: "Go to", "Aller à";
    actions: "Actions", "Actions";
    nothing(asked: &str): "Nothing was found for “{asked}”.", "Aucun résultat pour «\u{a0}{asked}\u{a0}».";
}

/// `3 results`.
fn results(locale: Locale, count: usize) -> String {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let noun = match locale {
        Locale::En => plural(locale, count, "result", "results"),
        Locale::Fr => plural(locale, count, "résultat", "résultats"),
    };
    format!("{count} {noun}")
}
