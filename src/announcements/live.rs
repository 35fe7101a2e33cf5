//! What is shown on pages, from memory: every page of every organisation asks.

use super::{
    AnnouncementTone, Scope, Shown,
    store::{Row, columns},
};
use crate::{
    db::{Timestamp, ToSqlx},
    error::Result,
    ids::{AnnouncementId, TenantId},
    locale::Locale,
    platform::Platform,
    tenants::Tenant,
};
use std::{
    collections::HashSet,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

/// All announcements that are published and haven't ended, as this node remembers them. Which of them is shown is a matter of
/// the moment and of the organisation.
#[derive(Debug, Default)]
pub struct Announcements {
    known: RwLock<Option<Arc<[Live]>>>,
    /// Counted up when they are forgotten, so that what was read before isn't kept after.
    generation: AtomicU64,
}

#[derive(Debug)]
struct Live {
    id: AnnouncementId,
    tone: AnnouncementTone,
    text_en: String,
    text_fr: String,
    link: Option<String>,
    whose: Whose,
    starts_at: jiff::Timestamp,
    ends_at: Option<jiff::Timestamp>,
    is_dismissible: bool,
    on_sign_in: bool,
}

#[derive(Debug)]
enum Whose {
    All,
    Plan(String),
    Chosen(HashSet<TenantId>),
}

impl Announcements {
    /// What a page of the organisation shows now, the newest first, without those that its reader has dismissed.
    pub async fn shown(
        &self,
        platform: &Platform,
        tenant: &Tenant,
        locale: Locale,
        is_signed_in: bool,
        dismissed: &[AnnouncementId],
    ) -> Result<Vec<Shown>> {
        let (all, now) = (self.all(platform).await?, platform.clock.now());
        let shown = all.iter().filter(|live| live.is_shown_to(tenant, now) && (is_signed_in || live.on_sign_in));
        let shown = shown.filter(|live| !(live.is_dismissible && dismissed.contains(&live.id)));
        Ok(shown.map(|live| live.in_language(locale)).collect())
    }

    async fn all(&self, platform: &Platform) -> Result<Arc<[Live]>> {
        if let Some(known) = self.known.read().unwrap_or_else(PoisonError::into_inner).clone() {
            return Ok(known);
        }
        let generation = self.generation.load(Ordering::SeqCst);
        let all: Arc<[Live]> = read(platform).await?.into();
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if self.generation.load(Ordering::SeqCst) == generation {
            *known = Some(all.clone());
        }
        Ok(all)
    }

    /// After a change, by whichever node.
    pub fn forget(&self) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        self.generation.fetch_add(1, Ordering::SeqCst);
        *known = None;
    }
}

impl Live {
    fn is_shown_to(&self, tenant: &Tenant, now: jiff::Timestamp) -> bool {
        let is_meant = match &self.whose {
            Whose::All => true,
            Whose::Plan(plan) => *plan == tenant.plan,
            Whose::Chosen(tenants) => tenants.contains(&tenant.id),
        };
        is_meant && self.starts_at <= now && self.ends_at.is_none_or(|end| end > now)
    }

    fn in_language(&self, locale: Locale) -> Shown {
        let text = if locale == Locale::Fr { &self.text_fr } else { &self.text_en };
        Shown {
            id: self.id,
            tone: self.tone,
            text: text.clone(),
            link: self.link.clone(),
            is_dismissible: self.is_dismissible,
        }
    }
}

async fn read(platform: &Platform) -> Result<Vec<Live>> {
    let mut reader = platform.central.read().await?;
    let rows = sql!(
        &mut reader,
        fetch_all Row,
        concat!(
            columns!(),
            " where published_at is not null and (ends_at is null or ends_at > $1) order by id desc"
        ),
        platform.clock.now().to_sqlx()
    )?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let whose = match row.scope()? {
            Scope::All => Whose::All,
            Scope::Plan => Whose::Plan(row.plan.clone().unwrap_or_default()),
            Scope::Chosen => {
                let text = "select tenant_id from announcement_tenant where announcement_id = $1";
                Whose::Chosen(sql!(&mut reader, scalar_all TenantId, text, row.id)?.into_iter().collect())
            }
        };
        all.push(Live {
            id: row.id,
            tone: row.tone()?,
            whose,
            starts_at: row.starts_at.to_jiff(),
            ends_at: row.ends_at.map(Timestamp::to_jiff),
            text_en: row.text_en,
            text_fr: row.text_fr,
            link: row.link,
            is_dismissible: row.is_dismissible,
            on_sign_in: row.on_sign_in,
        });
    }
    Ok(all)
}
