//! Where a search looks. Each source asks the platform as its own page does, and only when the person may open that page.

use super::{Found, Group, Hit, words};
use crate::{
    console,
    error::AppError,
    frames::NavGroup,
    i18n::{Locale, plural, words as common},
    loans::{self, status_name},
    members, navigation, paths,
    site::Site,
    ui::Glyph,
};
use tenantry::{
    access::Permission,
    context::{OperatorCtx, TenantCtx},
    loans::{LoanQuery, LoanSummary, search_name},
    memberships::Member,
    money::format_amount,
    tenants::{TenantQuery, TenantSummary},
};

/// Of each kind; the lists themselves show the rest.
const MOST: usize = 5;
const LONGEST: usize = 120;

pub(super) async fn in_organisation(ctx: &TenantCtx, site: &Site, typed: &str) -> Result<Found, AppError> {
    let asked = asked(typed);
    let mut groups = vec![pages(organisation_places(site), &asked, site)];
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
    let actions = Group {
        label: actions(site.locale).to_owned(),
        sign: Glyph::Plus.path().to_owned(),
        ..pages(console_actions(site), &asked, site)
    };
    let mut groups = vec![pages(console_places(site), &asked, site), actions];
    if !asked.is_empty() {
        groups.extend(organisations_found(ctx, site, &asked).await?);
    }
    Ok(found(groups, &asked, site))
}

fn asked(typed: &str) -> String {
    typed.trim().chars().take(LONGEST).collect()
}

/// What is called as was asked. Before anybody has typed anything all pages are offered.
fn pages(places: Vec<Hit>, asked: &str, site: &Site) -> Group {
    let wanted = search_name(asked);
    let hits = places.into_iter().filter(|place| search_name(&place.title).contains(&wanted));
    group(go_to(site.locale), Glyph::ArrowRight, hits)
}

/// The navigation, and the pages that one reaches by a button.
fn organisation_places(site: &Site) -> Vec<Hit> {
    let locale = site.locale;
    let more = [
        (Permission::LoansManage, common::new_loan(locale), paths::NEW_LOAN),
        (Permission::MembersManage, members::words::invite(locale), paths::INVITE_MEMBER),
        (Permission::ProfileManage, common::profile(locale), paths::PROFILE),
    ];
    let more = more.into_iter().filter(|(permission, ..)| site.may(*permission));
    navigation(navigation::tenant_nav(site)).chain(more.map(|(_, label, href)| place(label, href))).collect()
}

fn console_places(site: &Site) -> Vec<Hit> {
    let locale = site.locale;
    let more = [
        (common::upgrades(locale), paths::CONSOLE_UPGRADES),
        (console::servers::words::title(locale), paths::CONSOLE_SERVERS),
        (console::operators::words::trail(locale), paths::CONSOLE_TRAIL),
    ];
    navigation(navigation::console_nav(locale)).chain(more.map(|(label, href)| place(label, href))).collect()
}

/// What one begins, each by the page that says what it does.
fn console_actions(site: &Site) -> Vec<Hit> {
    let locale = site.locale;
    let actions = [
        (Permission::OrganisationsManage, common::new_organisation(locale), paths::CONSOLE_NEW),
        (Permission::AnnouncementsManage, console::announcements::words::new(locale), paths::CONSOLE_NEW_ANNOUNCEMENT),
        (Permission::OperatorsManage, console::operators::words::invite(locale), paths::CONSOLE_NEW_OPERATOR),
        (Permission::FleetManage, console::servers::words::new(locale), paths::CONSOLE_NEW_SERVER),
        (Permission::FleetManage, console::upgrades::words::check_tables(locale), paths::CONSOLE_DRIFT),
    ];
    let possible = actions.into_iter().filter(|(permission, ..)| site.may(*permission));
    possible.map(|(_, label, href)| place(label, href)).collect()
}

/// The sections of the one organisation that was found.
fn inside(organisation: &Hit, slug: &str, site: &Site) -> Group {
    let locale = site.locale;
    let sections = [
        (Permission::ConsoleView, console::sections::words::timeline(locale), paths::console_timeline(slug)),
        (Permission::ConsoleView, console::sections::words::people(locale), paths::console_people(slug)),
        (Permission::ConsoleView, console::sections::words::notes(locale), paths::console_notes(slug)),
        (Permission::OrganisationsManage, console::moves::words::title(locale), paths::console_move(slug)),
    ];
    let possible = sections.into_iter().filter(|(permission, ..)| site.may(*permission));
    group(&organisation.title, Glyph::ArrowRight, possible.map(|(_, label, href)| place(label, &href)))
}

fn navigation(groups: Vec<NavGroup>) -> impl Iterator<Item = Hit> {
    groups.into_iter().flat_map(|group| group.items).map(|item| place(item.label, item.href))
}

fn place(label: &str, href: &str) -> Hit {
    Hit { title: label.to_owned(), detail: String::new(), href: href.to_owned() }
}

async fn loans_found(ctx: &TenantCtx, site: &Site, asked: &str) -> Result<Group, AppError> {
    let query = LoanQuery { search: asked.to_owned(), ..LoanQuery::default() };
    let rows = tenantry::loans::list(ctx, &query).await?.rows;
    Ok(group(common::loans(site.locale), Glyph::Loans, rows.into_iter().take(MOST).map(|loan| loan_hit(loan, site))))
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
    Ok(group(common::members(site.locale), Glyph::User, members.into_iter().map(member_hit)))
}

fn member_hit(member: Member) -> Hit {
    let href = paths::with_query(paths::MEMBERS, &[("q", &member.email)]);
    Hit { title: member.name, detail: member.email, href }
}

async fn organisations_found(ctx: &OperatorCtx, site: &Site, asked: &str) -> Result<Vec<Group>, AppError> {
    let query = TenantQuery { search: asked.to_owned(), ..TenantQuery::default() };
    let rows = tenantry::tenants::list(&ctx.platform, &query).await?.rows;
    let only = (rows.len() == 1).then(|| rows[0].slug.clone());
    let hits = rows.into_iter().take(MOST).map(|organisation| organisation_hit(organisation, site));
    let found = group(common::organisations(site.locale), Glyph::Building, hits);
    let sections = only.zip(found.hits.first()).map(|(slug, hit)| inside(hit, &slug, site));
    Ok(std::iter::once(found).chain(sections).collect())
}

fn organisation_hit(organisation: TenantSummary, site: &Site) -> Hit {
    let status = console::words::status(site.locale, organisation.status);
    Hit {
        href: paths::console_organisation(&organisation.slug),
        detail: format!("{}.{} · {status}", organisation.slug, site.base_host),
        title: organisation.name,
    }
}

fn group(label: &str, sign: Glyph, hits: impl Iterator<Item = Hit>) -> Group {
    Group { label: label.to_owned(), sign: sign.path().to_owned(), hits: hits.collect() }
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
