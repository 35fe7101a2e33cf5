//! Writing an announcement, publishing it, ending it.

use super::{AnnouncementForm, AnnouncementTone, Scope};
use crate::{
    audit,
    context::OperatorCtx,
    db::{ToSqlx, Tx, sqlx},
    error::{Error, Result},
    fault::{Problem, Problems},
    ids::{AnnouncementId, TenantId},
    platform::Platform,
};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

const LONGEST_TEXT: usize = 400;
const LONGEST_LINK: usize = 500;
/// So many characters of its text name an announcement.
const NAMED_BY: usize = 60;
/// Neither engine keeps years beyond [`LATEST`], and nobody means them.
const EARLIEST: Date = Date::constant(1970, 1, 1);
const LATEST: Date = Date::constant(9998, 12, 31);

/// What a form says, when it says it well.
struct Draft {
    tone: AnnouncementTone,
    text_en: String,
    text_fr: String,
    link: Option<String>,
    scope: Scope,
    plan: Option<String>,
    slugs: Vec<String>,
    starts_at: Timestamp,
    ends_at: Option<Timestamp>,
    is_dismissible: bool,
    on_sign_in: bool,
}

/// The id of an announcement that a form is about to write.
pub fn new_id(platform: &Platform) -> AnnouncementId {
    AnnouncementId::new(&platform.random, &platform.clock)
}

/// Keeps a new announcement as a draft, or changes one; a published one is changed on the pages at once. The form of a new one
/// carries its id, so that the same form sent twice makes one.
///
/// # Errors
/// Problems of the fields, `NoSuchOrganisation` at `organisations` and `NotAChoice` at `plan` among them.
pub async fn save(ctx: &OperatorCtx, id: AnnouncementId, form: &AnnouncementForm) -> Result<()> {
    let platform = &ctx.platform;
    let draft = Draft::read(form, platform.clock.now())?;
    let mut tx = platform.central.begin().await?;
    let tenants = chosen(&mut tx, &draft).await?;
    if let Some(plan) = &draft.plan
        && sql!(&mut tx, scalar i64, "select count(*) from plan where key = $1", plan)? == 0
    {
        return Err(Error::field("plan", Problem::NotAChoice));
    }
    let is_there = sql!(&mut tx, scalar i64, "select count(*) from announcement where id = $1", id)? > 0;
    let kind = if is_there { "announcement-changed" } else { "announcement-made" };
    write(&mut tx, platform, id, &draft).await?;
    sql!(&mut tx, execute "delete from announcement_tenant where announcement_id = $1", id)?;
    for tenant in tenants {
        let text = "insert into announcement_tenant (announcement_id, tenant_id) values ($1, $2)";
        sql!(&mut tx, execute text, id, tenant)?;
    }
    committed(ctx, tx, kind, id).await
}

/// Shows a draft from its beginning on.
///
/// # Errors
/// Not found, also when it is published already.
pub async fn publish(ctx: &OperatorCtx, id: AnnouncementId) -> Result<()> {
    let mut tx = ctx.platform.central.begin().await?;
    let text = "update announcement set published_at = $1 where id = $2 and published_at is null";
    if sql!(&mut tx, execute text, ctx.platform.clock.now().to_sqlx(), id)? == 0 {
        return Err(Error::not_found());
    }
    committed(ctx, tx, "announcement-published", id).await
}

/// Takes it off the pages now, or before it begins. One that has ended stays as it is.
///
/// # Errors
/// Not found.
pub async fn end(ctx: &OperatorCtx, id: AnnouncementId) -> Result<()> {
    let mut tx = ctx.platform.central.begin().await?;
    let text = "update announcement set ends_at = case when ends_at is null or ends_at > $1 then $1 else ends_at end
                where id = $2";
    if sql!(&mut tx, execute text, ctx.platform.clock.now().to_sqlx(), id)? == 0 {
        return Err(Error::not_found());
    }
    committed(ctx, tx, "announcement-ended", id).await
}

/// How an event names it, whatever becomes of it later: its id, and how it begins in each language, as JSON.
async fn named(tx: &mut Tx, id: AnnouncementId) -> Result<String> {
    #[derive(sqlx::FromRow)]
    struct Row {
        text_en: String,
        text_fr: String,
    }
    let row = sql!(tx, fetch_one Row, "select text_en, text_fr from announcement where id = $1", id)?;
    let begins = serde_json::to_string(&[beginning(&row.text_en), beginning(&row.text_fr)]).map_err(Error::internal)?;
    Ok(format!("{id}: {begins}"))
}

/// Whole words, where there are any.
fn beginning(text: &str) -> String {
    if text.chars().count() <= NAMED_BY {
        return text.to_owned();
    }
    let start: String = text.chars().take(NAMED_BY).collect();
    let whole = start.rsplit_once(' ').map_or(start.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', ';', ':', '.']))
}

/// Every node drops what it remembers, this one at once.
async fn committed(ctx: &OperatorCtx, mut tx: Tx, kind: &'static str, id: AnnouncementId) -> Result<()> {
    let platform = &ctx.platform;
    let detail = named(&mut tx, id).await?;
    audit::record_by(&mut tx, platform, kind, None, &(&ctx.actor).into(), &detail).await?;
    platform.directory.changed(&mut tx).await?;
    tx.commit().await?;
    platform.announcements.forget();
    Ok(())
}

async fn write(tx: &mut Tx, platform: &Platform, id: AnnouncementId, draft: &Draft) -> Result<()> {
    sql!(
        tx,
        execute "insert into announcement (id, tone, text_en, text_fr, link, scope, plan, starts_at, ends_at,
                                           is_dismissible, on_sign_in, created_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                 on conflict (id) do update set tone = $2, text_en = $3, text_fr = $4, link = $5, scope = $6, plan = $7,
                   starts_at = $8, ends_at = $9, is_dismissible = $10, on_sign_in = $11",
        id,
        draft.tone.key(),
        draft.text_en.as_str(),
        draft.text_fr.as_str(),
        draft.link.as_deref(),
        draft.scope.key(),
        draft.plan.as_deref(),
        draft.starts_at.to_sqlx(),
        draft.ends_at.map(ToSqlx::to_sqlx),
        draft.is_dismissible,
        draft.on_sign_in,
        platform.clock.now().to_sqlx()
    )?;
    Ok(())
}

async fn chosen(tx: &mut Tx, draft: &Draft) -> Result<Vec<TenantId>> {
    let mut tenants = Vec::with_capacity(draft.slugs.len());
    for slug in &draft.slugs {
        let tenant = sql!(tx, scalar_optional TenantId, "select id from tenant where slug = $1", slug)?;
        let unknown = || Error::field("organisations", Problem::NoSuchOrganisation { slug: slug.clone() });
        tenants.push(tenant.ok_or_else(unknown)?);
    }
    Ok(tenants)
}

impl Draft {
    fn read(form: &AnnouncementForm, now: Timestamp) -> Result<Self> {
        let mut problems = Problems::default();
        let text_en = problems.take("text_en", text(&form.text_en));
        let text_fr = problems.take("text_fr", text(&form.text_fr));
        let link = problems.take("link", link(&form.link));
        let tone = problems.take("tone", AnnouncementTone::from_key(&form.tone).ok_or(Problem::NotAChoice));
        let scope = problems.take("scope", Scope::from_key(&form.scope).ok_or(Problem::NotAChoice));
        let starts_at = problems.take("starts_at", moment(&form.starts_at));
        let ends_at = problems.take("ends_at", moment(&form.ends_at));
        let begins = starts_at.flatten().unwrap_or(now);
        if ends_at.flatten().is_some_and(|end| end <= begins || end <= now) {
            problems.add("ends_at", Problem::EndsTooEarly);
        }
        let (plan, slugs) = (form.plan.trim().to_owned(), slugs(&form.organisations));
        if scope == Some(Scope::Plan) && plan.is_empty() {
            problems.add("plan", Problem::Required);
        }
        if scope == Some(Scope::Chosen) && slugs.is_empty() {
            problems.add("organisations", Problem::Required);
        }
        problems.finish()?;
        let scope = scope.unwrap_or_default();
        Ok(Self {
            tone: tone.unwrap_or_default(),
            text_en: text_en.unwrap_or_default(),
            text_fr: text_fr.unwrap_or_default(),
            link: link.flatten(),
            scope,
            plan: (scope == Scope::Plan).then_some(plan),
            slugs: if scope == Scope::Chosen { slugs } else { Vec::new() },
            starts_at: begins,
            ends_at: ends_at.flatten(),
            is_dismissible: form.is_dismissible == "true",
            on_sign_in: form.on_sign_in == "true",
        })
    }
}

/// Plain text of one paragraph.
fn text(typed: &str) -> Result<String, Problem> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let text: String = words.join(" ").chars().filter(|c| !c.is_control()).collect();
    match text.chars().count() {
        0 => Err(Problem::Required),
        count if count > LONGEST_TEXT => Err(Problem::TooLong { most: 400 }),
        _ => Ok(text),
    }
}

/// No other scheme: what is shown on every page leads nowhere by a script.
fn link(typed: &str) -> Result<Option<String>, Problem> {
    let link = typed.trim();
    if link.is_empty() {
        return Ok(None);
    }
    let is_plain = link.len() <= LONGEST_LINK && link.chars().all(|c| c.is_ascii_graphic() && !"\"<>\\`".contains(c));
    let host = link.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#']).next());
    match host {
        Some(host) if is_plain && host.contains('.') && !host.contains('@') => Ok(Some(link.to_owned())),
        _ => Err(Problem::NotAnAddress),
    }
}

/// A moment in UTC, with seconds or without; none when nothing was typed.
fn moment(typed: &str) -> Result<Option<Timestamp>, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let at: DateTime = typed.parse().map_err(|_| Problem::NotADate)?;
    if !(EARLIEST..=LATEST).contains(&at.date()) {
        return Err(Problem::DateOutOfRange { least: EARLIEST, most: LATEST });
    }
    at.to_zoned(TimeZone::UTC).map(|at| Some(at.timestamp())).map_err(|_| Problem::NotADate)
}

fn slugs(typed: &str) -> Vec<String> {
    let mut slugs: Vec<String> = typed
        .split(|c: char| c.is_whitespace() || c == ',' || c == ';')
        .map(|slug| slug.trim().to_lowercase())
        .filter(|slug| !slug.is_empty())
        .collect();
    slugs.sort_unstable();
    slugs.dedup();
    slugs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_another_site_by_https_alone() {
        assert_eq!(
            link(" https://status.example.org/now?a=b#c "),
            Ok(Some("https://status.example.org/now?a=b#c".into()))
        );
        assert_eq!(link("  "), Ok(None));
        for wrong in [
            "http://example.org",
            "javascript:alert(1)",
            "https://",
            "https://localhost",
            "https://user@example.org",
            "https://example.org/\"onclick=",
            "https://example.org/ x",
            "//example.org",
            "data:text/html,x",
        ] {
            assert_eq!(link(wrong), Err(Problem::NotAnAddress), "{wrong}");
        }
    }

    #[test]
    fn a_moment_is_read_in_utc() {
        assert_eq!(moment("2026-03-15T12:00"), Ok(Some("2026-03-15T12:00:00Z".parse().unwrap())));
        assert_eq!(moment(""), Ok(None));
        for wrong in ["tomorrow", "2026-02-30T12:00"] {
            assert_eq!(moment(wrong), Err(Problem::NotADate), "{wrong}");
        }
        for beyond in ["-009999-01-01T00:00", "0001-01-01T00:00", "9999-12-31T23:59"] {
            assert_eq!(moment(beyond), Err(Problem::DateOutOfRange { least: EARLIEST, most: LATEST }), "{beyond}");
        }
    }

    #[test]
    fn a_text_is_one_paragraph() {
        assert_eq!(text("  We close\n at  noon. "), Ok("We close at noon.".into()));
        assert_eq!(text(" \n "), Err(Problem::Required));
        assert_eq!(text(&"x".repeat(401)), Err(Problem::TooLong { most: 400 }));
    }
}
