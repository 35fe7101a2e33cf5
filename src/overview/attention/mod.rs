//! What needs somebody.

mod here;
mod jobs;
mod mails;
mod organisations;
mod plans;
mod provisionings;
mod usage;

pub(crate) use usage::hour_before;

use super::{Attention, Concern, ConcernPage, Concerned};
use crate::{
    db::{Bind, Reader, ToSqlx, explain_with},
    error::Result,
    mail::{NAMED_FOR, PATIENCE},
    platform::Platform,
    servers::{self, OwnPlace, ServerSummary},
};
use jiff::SignedDuration;

/// So many are named on the overview; the rest is a number, and stands on the concern's own page.
const NAMED: i64 = 5;
const ON_A_PAGE: i64 = 50;
const SOON: SignedDuration = SignedDuration::from_hours(24 * 7);
pub(crate) const LATELY: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Which of those that a concern is about are named.
#[derive(Clone, Copy)]
struct Slice {
    most: i64,
    from: i64,
}

/// What was read already, and by whom.
pub(super) struct Seen<'a> {
    pub(super) platform: &'a Platform,
    pub(super) servers: &'a [ServerSummary],
    pub(super) own: &'a [OwnPlace],
}

/// All concerns, the gravest first.
pub(super) async fn attention(seen: &Seen<'_>, reader: &mut Reader) -> Result<Vec<Attention>> {
    let mut found = Vec::new();
    for concern in Concern::ALL {
        found.extend(ask(seen, reader, concern, Slice { most: NAMED, from: 0 }).await?);
    }
    Ok(found)
}

/// Whom one concern is about, behind so many of them.
pub async fn concerned(platform: &Platform, concern: Concern, from: i64) -> Result<ConcernPage> {
    let servers = servers::list(platform).await?;
    let own = servers::own_places(platform).await?;
    let seen = Seen { platform, servers: &servers, own: &own };
    let from = from.max(0);
    let mut reader = platform.central.read().await?;
    let found = ask(&seen, &mut reader, concern, Slice { most: ON_A_PAGE, from }).await?;
    let attention = found.unwrap_or_else(|| Attention { concern, count: 0, named: Vec::new() });
    let until = from.saturating_add(number(attention.named.len()));
    Ok(ConcernPage { next: (until < attention.count).then_some(until), from, attention })
}

async fn ask(seen: &Seen<'_>, reader: &mut Reader, concern: Concern, slice: Slice) -> Result<Option<Attention>> {
    let now = seen.platform.clock.now();
    match concern {
        Concern::ServerUnreachable => here::unreachable_servers(seen, reader, slice).await,
        Concern::DatabaseUnreachable => here::unreachable_databases(seen, reader, slice).await,
        Concern::ServerFull => Ok(here::full(seen, slice)),
        Concern::Failing => usage::failing(reader, slice, now).await,
        Concern::Slow => usage::slow(reader, slice, now).await,
        Concern::SiteFailing => usage::site_failing(reader, slice, now).await,
        Concern::SiteSlow => usage::site_slow(reader, slice, now).await,
        Concern::Restricted => plans::restricted(reader, slice, now).await,
        Concern::OverPlan => plans::over(reader, slice, now).await,
        Concern::NearLimit => plans::near(reader, slice).await,
        Concern::ProvisioningFailed => provisionings::failed(reader, slice, now - LATELY).await,
        Concern::UpgradeHalted => organisations::halted(reader).await,
        Concern::DeletionFailed => organisations::deletions(reader, slice).await,
        Concern::DeletionSoon => organisations::soon_gone(reader, slice, now + SOON).await,
        Concern::Quarantined => organisations::quarantined(reader, slice).await,
        Concern::Drifted => organisations::drifted(reader, slice).await,
        Concern::MoveFailed => organisations::moves(reader, slice, now - LATELY).await,
        Concern::BackupFailed => organisations::backups(reader, slice).await,
        Concern::MailsWait => mails::waiting(reader, slice, now - PATIENCE).await,
        Concern::MailFailed => mails::failed(reader, slice, now - NAMED_FOR).await,
        Concern::DomainFailing => organisations::domains(reader, slice).await,
        Concern::CertificateFailed => organisations::certificates(reader, slice).await,
        Concern::JobFailed => jobs::failed(reader, slice, now - LATELY).await,
    }
}

/// How the engine runs each of the questions that could have many rows to read; a test sees to it that it doesn't.
pub async fn explain_attention(platform: &Platform) -> Result<Vec<(&'static str, Vec<String>)>> {
    let now = platform.clock.now();
    let moment = |at: jiff::Timestamp| Some(Bind::Moment(at.to_sqlx()));
    let hour = Some(Bind::Number(usage::hour_before(now)));
    let asked = [
        (usage::FAILING, hour),
        (usage::SLOW, hour),
        (usage::SITE_FAILING, hour),
        (usage::SITE_SLOW, hour),
        (plans::RESTRICTED, moment(now)),
        (plans::OVER, moment(now)),
        (plans::NEAR, None),
        (organisations::QUARANTINED, None),
        (organisations::DRIFTED, None),
        (organisations::MOVES, moment(now - LATELY)),
        (organisations::BACKUPS, None),
        (provisionings::FAILED, moment(now - LATELY)),
        (mails::WAITING, moment(now - PATIENCE)),
        (mails::FAILED, moment(now - NAMED_FOR)),
        (jobs::FAILED, moment(now - LATELY)),
        (organisations::DOMAINS, None),
        (organisations::CERTIFICATES, None),
        (organisations::DELETIONS, None),
        (organisations::SOON_GONE, moment(now + SOON)),
    ];
    let mut reader = platform.central.read().await?;
    let mut told = Vec::new();
    for (text, third) in asked {
        let binds: Vec<Bind> = [Bind::Number(NAMED), Bind::Number(0)].into_iter().chain(third).collect();
        told.push((text, explain_with(&mut reader, text, &binds).await?));
    }
    Ok(told)
}

/// What is known by itself and not by a query.
fn cut(concern: Concern, all: Vec<Concerned>, slice: Slice) -> Option<Attention> {
    let count = number(all.len());
    let place = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
    let named: Vec<Concerned> = all.into_iter().skip(place(slice.from)).take(place(slice.most)).collect();
    (!named.is_empty()).then_some(Attention { concern, count, named })
}

/// Rows that know how many of them there are.
fn told<R>(
    concern: Concern,
    rows: Vec<R>,
    total: impl Fn(&R) -> i64,
    concerned: impl Fn(R) -> Concerned,
) -> Option<Attention> {
    let count = total(rows.first()?);
    Some(Attention { concern, count, named: rows.into_iter().map(concerned).collect() })
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
