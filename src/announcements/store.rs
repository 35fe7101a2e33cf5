//! Announcements in the central database, as the console reads them.

use super::{Announcement, AnnouncementState, AnnouncementTone, Scope};
use crate::{
    db::{Connection, Timestamp, sqlx},
    error::{Error, Result},
    ids::AnnouncementId,
    plans::{self, NamedPlan, PlanName},
    platform::Platform,
    tenants::Page,
};
use std::{collections::HashMap, io};

/// The newest of which so many are looked through for a word.
const SEARCHED: i64 = 500;

/// What a screen shows; one more tells whether there is a next page.
const ROWS: usize = 25;

macro_rules! columns {
    () => {
        "select id, tone, text_en, text_fr, link, scope, plan, starts_at, ends_at, is_dismissible, on_sign_in, published_at
         from announcement"
    };
}
pub(super) use columns;

/// The newest first, behind the one that the cursor names.
pub async fn list(platform: &Platform, after: &str) -> Result<Page<Announcement>> {
    let before = after.parse::<AnnouncementId>().ok();
    let mut reader = platform.central.read().await?;
    let mut rows = sql!(
        &mut reader,
        fetch_all Row,
        concat!(columns!(), " where $1 or id < $2 order by id desc limit 26"),
        before.is_none(),
        before
    )?;
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    let mut announcements = Vec::with_capacity(rows.len());
    for row in rows {
        announcements.push(row.into_announcement(&mut reader, platform).await?);
    }
    Ok(Page { rows: announcements, next })
}

/// The newest whose texts, in both languages, are meant, and not more of them.
pub async fn search(
    platform: &Platform,
    is_meant: impl Fn(&str, &str) -> bool,
    most: usize,
) -> Result<Vec<Announcement>> {
    let mut reader = platform.central.read().await?;
    let rows = sql!(&mut reader, fetch_all Row, concat!(columns!(), " order by id desc limit $1"), SEARCHED)?;
    let mut found = Vec::new();
    for row in rows.into_iter().filter(|row| is_meant(&row.text_en, &row.text_fr)).take(most) {
        found.push(row.into_announcement(&mut reader, platform).await?);
    }
    Ok(found)
}

pub async fn find(platform: &Platform, id: AnnouncementId) -> Result<Option<Announcement>> {
    let mut reader = platform.central.read().await?;
    let row = sql!(&mut reader, fetch_optional Row, concat!(columns!(), " where id = $1"), id)?;
    match row {
        Some(row) => Ok(Some(row.into_announcement(&mut reader, platform).await?)),
        None => Ok(None),
    }
}

/// The plans that organisations have.
pub async fn plans(platform: &Platform) -> Result<Vec<NamedPlan>> {
    let mut reader = platform.central.read().await?;
    let keys = sql!(&mut reader, scalar_all String, "select distinct plan from tenant order by plan")?;
    let names = plans::names(&mut reader).await?;
    Ok(keys.into_iter().map(|key| named(key, &names)).collect())
}

fn named(key: String, names: &HashMap<String, PlanName>) -> NamedPlan {
    NamedPlan { name: names.get(&key).cloned().unwrap_or_else(|| PlanName::unknown(&key)), key }
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: AnnouncementId,
    tone: String,
    pub(super) text_en: String,
    pub(super) text_fr: String,
    pub(super) link: Option<String>,
    scope: String,
    pub(super) plan: Option<String>,
    pub(super) starts_at: Timestamp,
    pub(super) ends_at: Option<Timestamp>,
    pub(super) is_dismissible: bool,
    pub(super) on_sign_in: bool,
    published_at: Option<Timestamp>,
}

impl Row {
    pub(super) fn tone(&self) -> Result<AnnouncementTone> {
        AnnouncementTone::from_key(&self.tone).ok_or_else(|| unknown(&self.tone))
    }

    pub(super) fn scope(&self) -> Result<Scope> {
        Scope::from_key(&self.scope).ok_or_else(|| unknown(&self.scope))
    }

    fn state(&self, now: jiff::Timestamp) -> AnnouncementState {
        match &self.published_at {
            _ if self.ends_at.as_ref().is_some_and(|end| end.to_jiff() <= now) => AnnouncementState::Ended,
            None => AnnouncementState::Draft,
            Some(_) if self.starts_at.to_jiff() > now => AnnouncementState::Scheduled,
            Some(_) => AnnouncementState::Live,
        }
    }

    async fn into_announcement(self, on: &mut impl Connection, platform: &Platform) -> Result<Announcement> {
        let text = "select t.slug from announcement_tenant a join tenant t on t.id = a.tenant_id
                    where a.announcement_id = $1 order by t.slug";
        let organisations = sql!(on, scalar_all String, text, self.id)?;
        let plan = match self.plan.clone() {
            Some(key) => Some(named(key, &plans::names(on).await?)),
            None => None,
        };
        Ok(Announcement {
            id: self.id,
            state: self.state(platform.clock.now()),
            tone: self.tone()?,
            scope: self.scope()?,
            organisations,
            starts_at: self.starts_at.to_jiff().to_string(),
            ends_at: self.ends_at.as_ref().map(|at| at.to_jiff().to_string()),
            text_en: self.text_en,
            text_fr: self.text_fr,
            link: self.link,
            plan,
            is_dismissible: self.is_dismissible,
            on_sign_in: self.on_sign_in,
        })
    }
}

fn unknown(word: &str) -> Error {
    Error::internal(io::Error::other(format!("an announcement has the unknown word {word:?}")))
}
