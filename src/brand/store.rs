//! The brand's row in the organisation's database, and changes of it.

use super::{
    BrandTokens, Edits, NamedBrand,
    history::{self, Published},
    publication::{self, Taken},
};
use crate::{
    context::TenantCtx,
    db::{Connection, Db, Timestamp, ToSqlx, Tx, sqlx},
    error::Result,
    fleet::nodes,
    ids::UserId,
    plans,
    platform::Platform,
    tenants::Tenant,
};
use sqlx::types::Json;

pub async fn tokens(ctx: &TenantCtx) -> Result<BrandTokens> {
    load(&mut ctx.read().await?).await
}

/// Publishes a brand and the organisation's name at once, as it is typed. The pictures stay where no others were chosen, and no
/// draft is left.
///
/// # Errors
/// `Invalid` with every field that is wrong, or the slot whose file is.
pub async fn save(ctx: &TenantCtx, edits: impl Into<Edits>) -> Result<NamedBrand> {
    let (change, brand) = Box::pin(edits.into().begin(ctx)).await?;
    change.publish(&By::of(ctx), brand.clone(), Published::NOW).await?;
    Ok(brand)
}

/// The brand of an organisation that is being made.
pub async fn initial(tx: &mut Tx, tokens: &BrandTokens, now: jiff::Timestamp) -> Result<()> {
    sql!(
        tx,
        execute "insert into brand (id, tokens, updated_at) values (1, $1, $2)
                 on conflict (id) do update set tokens = excluded.tokens, updated_at = excluded.updated_at",
        Json(tokens),
        now.to_sqlx()
    )?;
    Ok(())
}

/// The stored brand, or the one that nobody chose.
pub(super) async fn load(on: &mut impl Connection) -> Result<BrandTokens> {
    let stored = sql!(on, scalar_optional Json<BrandTokens>, "select tokens from brand where id = 1")?;
    Ok(stored.map_or_else(BrandTokens::default, |Json(tokens)| tokens))
}

/// What the organisation's tables have. Those of one that was not migrated yet have less.
#[derive(Clone, Copy, Debug)]
pub(super) struct StudioTables {
    /// Without it what is saved counts at once, as it did before there were drafts.
    pub(super) has_studio: bool,
    /// Whether drafts and versions tell who, and not their name alone.
    pub(super) has_authors: bool,
}

pub(super) async fn studio_tables(platform: &Platform, on: &mut impl Connection) -> Result<StudioTables> {
    let tables = platform.lifecycle.tables_of_tenant(on).await?;
    let version = tables.iter().find(|table| table.name() == "brand_version");
    Ok(StudioTables {
        has_studio: version.is_some(),
        has_authors: version.is_some_and(|table| table.has_column("user_id")),
    })
}

pub(super) async fn has_studio(platform: &Platform, on: &mut impl Connection) -> Result<bool> {
    Ok(studio_tables(platform, on).await?.has_studio)
}

/// Who changes a brand.
#[derive(Clone, Debug)]
pub(super) struct By {
    pub(super) user: Option<UserId>,
    pub(super) name: String,
}

impl By {
    pub(super) fn of(ctx: &TenantCtx) -> Self {
        Self { user: Some(ctx.actor.user), name: ctx.actor.name.clone() }
    }
}

/// What is worked on.
pub(super) struct StoredDraft {
    pub(super) brand: NamedBrand,
    pub(super) at: jiff::Timestamp,
    pub(super) by: String,
}

/// A change of the brand that was begun. Dropping it undoes it.
pub(super) struct BrandChange<'c> {
    pub(super) platform: &'c Platform,
    pub(super) tenant: &'c Tenant,
    db: &'c Db,
    pub(super) tx: Tx,
    pub(super) name: String,
    pub(super) published: BrandTokens,
    pub(super) published_at: jiff::Timestamp,
    pub(super) tables: StudioTables,
    /// It brings pictures: what is stored is judged once they are.
    pub(super) has_files: bool,
}

impl<'c> BrandChange<'c> {
    pub(super) async fn begin(ctx: &'c TenantCtx) -> Result<Self> {
        Self::begin_on(&ctx.platform, &ctx.tenant, ctx.db()).await
    }

    /// Reads the brand and holds its row: of two changes at once the second starts from what the first left. What somebody
    /// published who died before the central database knew of it is made known there first.
    pub(super) async fn begin_on(platform: &'c Platform, tenant: &'c Tenant, db: &'c Db) -> Result<Self> {
        let mut tx = db.begin().await?;
        let Held { tokens: Json(published), updated_at } = sql!(
            &mut tx,
            fetch_one Held,
            "insert into brand (id, tokens, updated_at) values (1, $1, $2)
             on conflict (id) do update set tokens = brand.tokens returning tokens, updated_at",
            Json(BrandTokens::default()),
            platform.clock.now().to_sqlx()
        )?;
        let tables = studio_tables(platform, &mut tx).await?;
        // What this process remembers of the organisation may be a second old, and a change must not undo another's.
        let mut central = platform.central.read().await?;
        let name = sql!(&mut central, scalar String, "select name from tenant where id = $1", tenant.id)?;
        let begun = publication::begun(&mut central, tenant.id).await?;
        drop(central);
        let published_at = updated_at.to_jiff();
        let mut change = Self { platform, tenant, db, tx, name, published, published_at, tables, has_files: false };
        if let Some(begun) = begun {
            Box::pin(publication::finish(&mut change, begun)).await?;
        }
        Ok(change)
    }

    pub(super) async fn draft(&mut self) -> Result<Option<StoredDraft>> {
        if self.tables.has_studio { draft(&mut self.tx).await } else { Ok(None) }
    }

    /// What is worked on, or else what is published.
    pub(super) async fn base(&mut self) -> Result<NamedBrand> {
        let draft = self.draft().await?;
        Ok(draft.map_or_else(|| self.published_brand(), |draft| draft.brand))
    }

    pub(super) fn published_brand(&self) -> NamedBrand {
        NamedBrand { name: self.name.clone(), tokens: self.published.clone() }
    }

    /// Keeps it as the draft, or publishes it where there are no drafts yet.
    pub(super) async fn keep(mut self, by: &By, brand: NamedBrand) -> Result<()> {
        if !self.tables.has_studio {
            self.publish(by, brand, Published::NOW).await?;
            return Ok(());
        }
        self.set_draft(by, &brand).await?;
        super::pictures::delete_unused(&mut self).await?;
        self.commit().await
    }

    /// Without anything to publish.
    pub(super) async fn commit(self) -> Result<()> {
        let Self { platform, tenant, tx, has_files, .. } = self;
        tx.commit().await?;
        if has_files {
            plans::weigh(platform, tenant).await;
        }
        Ok(())
    }

    /// A draft that says what is published is none.
    pub(super) async fn set_draft(&mut self, by: &By, brand: &NamedBrand) -> Result<()> {
        if *brand == self.published_brand() {
            return self.drop_draft().await.map(drop);
        }
        sql!(
            &mut self.tx,
            execute "insert into brand_draft (id, name, tokens, updated_at, updated_by) values (1, $1, $2, $3, $4)
                     on conflict (id) do update set name = excluded.name, tokens = excluded.tokens,
                                                    updated_at = excluded.updated_at, updated_by = excluded.updated_by",
            &brand.name,
            Json(&brand.tokens),
            self.platform.clock.now().to_sqlx(),
            &by.name
        )?;
        if self.tables.has_authors {
            sql!(&mut self.tx, execute "update brand_draft set user_id = $1", by.user)?;
        }
        Ok(())
    }

    /// Gives whether there was one.
    pub(super) async fn drop_draft(&mut self) -> Result<bool> {
        Ok(sql!(&mut self.tx, execute "delete from brand_draft")? > 0)
    }

    /// Makes it what everybody sees, from the next request on. The commit of the organisation's own database decides: that it is
    /// meant is written down centrally before, and the name, the copy and the audit follow, by whoever comes next if need be.
    /// Gives the number of the version, or none when nothing changed.
    pub(super) async fn publish(mut self, by: &By, brand: NamedBrand, how: Published) -> Result<Option<i64>> {
        let before = self.published_brand();
        let is_new = brand != before;
        let number = match (self.tables.has_studio, is_new) {
            (true, true) => Some(history::add(&mut self, by, &before, &brand, how).await?),
            _ => None,
        };
        if self.tables.has_studio && how.ends_draft() {
            self.drop_draft().await?;
        }
        let now = self.platform.clock.now().to_sqlx();
        if is_new {
            let text = "update brand set tokens = $1, updated_at = $2 where id = 1";
            sql!(&mut self.tx, execute text, Json(&brand.tokens), now)?;
            self.published = brand.tokens.clone();
        }
        super::pictures::delete_unused(&mut self).await?;
        let Self { platform, tenant, db, tx, has_files, .. } = self;
        let name = (brand.name != before.name).then_some(brand.name.as_str());
        match number {
            Some(number) => publication::begin(platform, tenant.id, by, number, name).await?,
            // Older tables have no version that could tell whether it happened, and nothing of the name.
            None if is_new => {
                let taken =
                    Taken { tokens: &brand.tokens, name, user: by.user, event: how.event(), detail: String::new() };
                let mut central = platform.central.begin().await?;
                publication::take_over(&mut central, platform, tenant, taken).await?;
                central.commit().await?;
            }
            None => return Ok(tx.commit().await.map(|()| None)?),
        }
        tx.commit().await?;
        if has_files {
            plans::weigh(platform, tenant).await;
        }
        Box::pin(publication::finish_now(platform, tenant, db)).await;
        // Of one that was planned all nodes heard before.
        if how != Published::DUE {
            nodes::heard(platform).await;
        }
        Ok(number)
    }
}

pub(super) async fn draft(on: &mut impl Connection) -> Result<Option<StoredDraft>> {
    let text = "select name, tokens, updated_at, updated_by from brand_draft where id = 1";
    let row = sql!(on, fetch_optional DraftRow, text)?;
    Ok(row.map(|DraftRow { name, tokens: Json(tokens), updated_at, updated_by }| StoredDraft {
        brand: NamedBrand { name, tokens },
        at: updated_at.to_jiff(),
        by: updated_by,
    }))
}

/// What a copy of an organisation must not have of the other: its links, and what it meant to publish.
pub(crate) async fn forget_origin(platform: &Platform, tx: &mut Tx) -> Result<()> {
    if has_studio(platform, tx).await? {
        sql!(tx, execute "delete from brand_preview")?;
        sql!(tx, execute "delete from brand_schedule")?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Held {
    tokens: Json<BrandTokens>,
    updated_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct DraftRow {
    name: String,
    tokens: Json<BrandTokens>,
    updated_at: Timestamp,
    updated_by: String,
}
