//! What the deployment has beside organisations, found by its names: plans, servers, operators, announcements.

use super::{Group, Hit, places::is_meant, sources::group};
use crate::{
    console::{announcements, operators, plans, servers},
    error::AppError,
    i18n::Locale,
    paths,
    plan::price,
    site::Site,
    ui::Glyph,
};
use tenantry::{access::Permission, announcements::Announcement, context::OperatorCtx};

/// Of an announcement's text: what a line shows.
const TITLE: usize = 80;

/// Of each so many; their own pages have all.
pub(super) async fn found(ctx: &OperatorCtx, site: &Site, asked: &str, most: usize) -> Result<Vec<Group>, AppError> {
    if !site.may(Permission::ConsoleView) {
        return Ok(Vec::new());
    }
    let locale = site.locale;
    Ok(vec![
        group(plans::words::title(locale), Glyph::Loans, plans_found(ctx, locale, asked, most).await?),
        group(servers::words::title(locale), Glyph::Database, servers_found(ctx, asked, most).await?),
        group(operators::words::title(locale), Glyph::Shield, operators_found(ctx, locale, asked, most).await?),
        group(announcements::words::title(locale), Glyph::Info, announcements_found(ctx, locale, asked, most).await?),
    ])
}

/// In either language, or by the key: files and commands name it so.
async fn plans_found(ctx: &OperatorCtx, locale: Locale, asked: &str, most: usize) -> Result<Vec<Hit>, AppError> {
    let plans = tenantry::plans::all(&ctx.platform).await?.into_iter();
    let meant = plans.filter(|plan| is_meant(asked, &[plan.name(Locale::En), plan.name(Locale::Fr), &plan.key]));
    let hit = |plan: tenantry::plans::Plan| Hit {
        title: plan.name(locale).to_owned(),
        detail: price(locale, &plan),
        href: paths::console_plan(&plan.key),
    };
    Ok(meant.take(most).map(hit).collect())
}

async fn servers_found(ctx: &OperatorCtx, asked: &str, most: usize) -> Result<Vec<Hit>, AppError> {
    let servers = tenantry::servers::list(&ctx.platform).await?.into_iter();
    let meant = servers.filter(|server| is_meant(asked, &[&server.name, &server.region]));
    let hit = |server: tenantry::servers::ServerSummary| Hit {
        href: paths::console_server(&server.name),
        title: server.name,
        detail: server.region,
    };
    Ok(meant.take(most).map(hit).collect())
}

async fn operators_found(ctx: &OperatorCtx, locale: Locale, asked: &str, most: usize) -> Result<Vec<Hit>, AppError> {
    let operators = tenantry::operators::list(&ctx.platform).await?.into_iter();
    let meant = operators.filter(|operator| is_meant(asked, &[&operator.name, &operator.email]));
    let hit = |operator: tenantry::operators::Operator| Hit {
        href: paths::part(paths::CONSOLE_OPERATORS, &operators::row_id(operator.id)),
        detail: format!("{} · {}", operator.email, operators::words::role(locale, operator.role)),
        title: operator.name,
    };
    Ok(meant.take(most).map(hit).collect())
}

async fn announcements_found(
    ctx: &OperatorCtx,
    locale: Locale,
    asked: &str,
    most: usize,
) -> Result<Vec<Hit>, AppError> {
    let meant = |text_en: &str, text_fr: &str| is_meant(asked, &[text_en, text_fr]);
    let found = tenantry::announcements::search(&ctx.platform, meant, most).await?;
    let hit = |of: Announcement| Hit {
        href: paths::console_announcement(of.id),
        detail: announcements::words::state(locale, of.state).1.to_owned(),
        title: beginning(if locale == Locale::Fr { of.text_fr } else { of.text_en }),
    };
    Ok(found.into_iter().map(hit).collect())
}

fn beginning(text: String) -> String {
    if text.chars().count() <= TITLE {
        return text;
    }
    let cut: String = text.chars().take(TITLE).collect();
    format!("{}…", cut.trim_end())
}
