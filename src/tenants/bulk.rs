//! One thing done to many organisations: first said exactly, then done to exactly those.

use super::{
    BulkAction, BulkPlaces, BulkPlan, BulkPreview, BulkRow, BulkSelection, TenantStatus, filter::Filter,
    listing::standing,
};
use crate::{
    audit,
    context::OperatorCtx,
    db::{joined, sqlx},
    error::{Error, Result},
    fault::{Kind, Problem},
    ids::{TenantId, UpgradeRunId},
    moves::{self, Place},
    plans::{self, Plan},
    platform::Platform,
    upgrades,
};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    io,
};

/// Organisations that a preview names.
const NAMED: usize = 100;
/// Those whose rows are changed in one transaction.
const AT_ONCE: usize = 500;

/// Who is meant, and what will be left out because it doesn't apply to them.
pub async fn preview_bulk(platform: &Platform, selection: &BulkSelection) -> Result<BulkPreview> {
    let picked = Picked::read(platform, selection).await?;
    let plan = if selection.action == BulkAction::Plan { Some(plan_of(platform, &picked).await?) } else { None };
    let places = if selection.action == BulkAction::Move { Some(places_of(platform, &picked).await?) } else { None };
    Ok(BulkPreview {
        plan,
        places,
        action: selection.action,
        affected: count(picked.affected.len()),
        skipped: picked.skipped,
        fingerprint: picked.fingerprint(),
        named: picked.affected.iter().take(NAMED).map(Row::named).collect(),
    })
}

async fn plan_of(platform: &Platform, picked: &Picked) -> Result<BulkPlan> {
    let choices = plans::choices(platform).await?;
    let chosen = match &picked.to {
        Some(plan) => Some((plan.clone(), plans::what_if_given(platform, &picked.by_plan(), plan).await?)),
        None => None,
    };
    Ok(BulkPlan { choices, chosen })
}

async fn places_of(platform: &Platform, picked: &Picked) -> Result<BulkPlaces> {
    Ok(BulkPlaces {
        choices: moves::places(platform).await?,
        chosen: picked.place.clone(),
        bytes: picked.affected.iter().map(|row| row.database_bytes).sum(),
        kept_days: i64::from(platform.config.moves.keep_days),
    })
}

/// What came of it: how many were changed or are moved from now on, or the run that migrates them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkOutcome {
    Changed(i64),
    Run(UpgradeRunId),
    Moving(i64),
}

/// Does it to those whom the preview named, by its fingerprint.
///
/// # Errors
/// `Conflict` when others are meant by now, or nobody; `Invalid` at `reason` for a suspension without one.
pub async fn perform_bulk(
    ctx: &OperatorCtx,
    selection: &BulkSelection,
    fingerprint: &str,
    reason: &str,
) -> Result<BulkOutcome> {
    let platform = &ctx.platform;
    if !ctx.actor.may(selection.action.permission()) {
        return Err(Error::new(Kind::Forbidden));
    }
    let reason = match selection.action {
        BulkAction::Suspend => Some(crate::users::name(reason).map_err(|problem| Error::field("reason", problem))?),
        BulkAction::Resume | BulkAction::Upgrade | BulkAction::Plan | BulkAction::Move => None,
    };
    let picked = Picked::read(platform, selection).await?;
    if picked.affected.is_empty() || picked.fingerprint() != fingerprint {
        return Err(Error::new(Kind::Conflict));
    }
    if selection.action == BulkAction::Upgrade {
        let those: BTreeSet<TenantId> = picked.affected.iter().map(|row| row.id).collect();
        return Ok(BulkOutcome::Run(upgrades::start_for(ctx, &those).await?));
    }
    if selection.action == BulkAction::Plan {
        let plan = picked.to.as_ref().ok_or_else(|| Error::field("to", Problem::Required))?;
        let slugs: Vec<&str> = picked.affected.iter().map(|row| row.slug.as_str()).collect();
        plans::give_many(platform, &slugs, plan, &(&ctx.actor).into()).await?;
        return Ok(BulkOutcome::Changed(count(picked.affected.len())));
    }
    if selection.action == BulkAction::Move {
        let place = picked.place.clone().ok_or_else(|| Error::field("to", Problem::Required))?;
        let slugs: Vec<String> = picked.affected.iter().map(|row| row.slug.clone()).collect();
        moves::start_moving_many(platform, slugs, place.into(), (&ctx.actor).into());
        return Ok(BulkOutcome::Moving(count(picked.affected.len())));
    }
    for some in picked.affected.chunks(AT_ONCE) {
        change(ctx, selection.action, some, reason.as_deref()).await?;
    }
    Ok(BulkOutcome::Changed(count(picked.affected.len())))
}

/// Who changed meanwhile, so that it doesn't apply any more, is left as it is.
async fn change(ctx: &OperatorCtx, action: BulkAction, rows: &[Row], reason: Option<&str>) -> Result<()> {
    let (from, to, kind) = match action {
        BulkAction::Suspend => (TenantStatus::Active, TenantStatus::Suspended, "tenant-suspended"),
        _ => (TenantStatus::Suspended, TenantStatus::Active, "tenant-resumed"),
    };
    let platform = &ctx.platform;
    let console = platform.config.server.public_url.subdomain("console");
    let mut tx = platform.central.begin().await?;
    for row in rows {
        let text = "update tenant set status = $1, status_reason = $2 where id = $3 and status = $4";
        if sql!(&mut tx, execute text, to.name(), reason, row.id, from.name())? == 1 {
            let detail = format!("{}: {}", row.slug, reason.unwrap_or_default());
            let by = Some(ctx.actor.user);
            audit::record_in(&mut tx, platform, kind, Some(row.id), by, &console, &detail).await?;
        }
    }
    platform.directory.changed(&mut tx).await?;
    tx.commit().await?;
    platform.directory.forget();
    Ok(())
}

struct Picked {
    affected: Vec<Row>,
    skipped: i64,
    /// The plan that they would be given.
    to: Option<Plan>,
    /// Where they would go.
    place: Option<Place>,
}

impl Picked {
    async fn read(platform: &Platform, selection: &BulkSelection) -> Result<Self> {
        let to = if selection.action == BulkAction::Plan { chosen(platform, &selection.to).await? } else { None };
        let place = if selection.action == BulkAction::Move { place(platform, &selection.to).await? } else { None };
        let rows =
            if selection.all { matching(platform, selection).await? } else { named(platform, selection).await? };
        let all = rows.len();
        let mut affected = Vec::with_capacity(all);
        for row in rows {
            if row.admits(selection.action, to.as_ref(), place.as_ref())? {
                affected.push(row);
            }
        }
        Ok(Self { skipped: count(all - affected.len()), affected, to, place })
    }

    /// Their slugs by the plans that they have.
    fn by_plan(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut by_plan: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for row in &self.affected {
            by_plan.entry(&row.plan).or_default().insert(&row.slug);
        }
        by_plan
    }

    /// Tells whether the same are meant, and the same plan or place as it was shown.
    fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for row in &self.affected {
            hash.update(row.slug.as_bytes());
            hash.update([0]);
        }
        if let Some(plan) = &self.to {
            hash.update(format!("{} {}", plan.key, plan.version));
        }
        if let Some(place) = &self.place {
            hash.update(place.to_string());
        }
        hash.finalize().iter().fold(String::new(), |mut text, byte| {
            // Writing into a text doesn't fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

/// None until one is chosen.
async fn chosen(platform: &Platform, key: &str) -> Result<Option<Plan>> {
    if key.is_empty() {
        return Ok(None);
    }
    let found = plans::choices(platform).await?.into_iter().find(|plan| plan.key == key);
    found.map(Some).ok_or_else(|| Error::field("to", Problem::NotAChoice))
}

/// The same of a place that takes somebody.
async fn place(platform: &Platform, key: &str) -> Result<Option<Place>> {
    if key.is_empty() {
        return Ok(None);
    }
    let found = moves::places(platform).await?.into_iter().find(|place| place.to_string() == key);
    found.map(Some).ok_or_else(|| Error::field("to", Problem::NotAChoice))
}

const COLUMNS: &str = concat!(
    "select t.id, t.slug, t.name, t.status, t.plan, t.placement, t.database_bytes,
            (select s.name from server s where s.id = t.server_id) as server,
            (select count(*) from deletion g where g.tenant_id = t.id) > 0 as is_deleted, ",
    standing!()
);

async fn matching(platform: &Platform, selection: &BulkSelection) -> Result<Vec<Row>> {
    let mut reader = platform.central.read().await?;
    let Filter { mut parts, words: w, status, plan, server, placement } =
        Filter::of(&mut reader, COLUMNS, &selection.query).await?;
    parts.push("order by t.slug");
    Ok(sql!(
        &mut reader,
        fetch_all Row,
        joined(&parts),
        &w[0], &w[1], &w[2], &w[3], &w[4], &w[5], &w[6], &w[7],
        &status,
        &plan,
        &server,
        &placement
    )?)
}

/// As many as a page has; an address that names more is cut.
async fn named(platform: &Platform, selection: &BulkSelection) -> Result<Vec<Row>> {
    let mut slugs = selection.slugs.clone();
    slugs.sort_unstable();
    slugs.dedup();
    let mut reader = platform.central.read().await?;
    let mut rows = Vec::with_capacity(slugs.len());
    for slug in slugs.iter().take(AT_ONCE) {
        rows.extend(
            sql!(&mut reader, fetch_optional Row, joined(&[COLUMNS, "from tenant t where t.slug = $1"]), slug)?,
        );
    }
    Ok(rows)
}

#[derive(sqlx::FromRow)]
struct Row {
    id: TenantId,
    slug: String,
    name: String,
    status: String,
    plan: String,
    placement: String,
    server: Option<String>,
    database_bytes: i64,
    is_deleted: bool,
    is_behind: bool,
}

impl Row {
    /// A suspension doesn't end somebody's maintenance, and a resumption neither. Who is deleted is closed already, and is
    /// upgraded with the others, so that it can be restored.
    fn admits(&self, action: BulkAction, to: Option<&Plan>, place: Option<&Place>) -> Result<bool> {
        let unknown = |()| Error::internal(io::Error::other(format!("tenant {}: unknown status", self.slug)));
        let status: TenantStatus = self.status.parse().map_err(unknown)?;
        Ok(match action {
            BulkAction::Suspend => status == TenantStatus::Active && !self.is_deleted,
            BulkAction::Resume => status == TenantStatus::Suspended && !self.is_deleted,
            BulkAction::Upgrade => self.is_behind && status != TenantStatus::Provisioning,
            BulkAction::Plan => {
                let has_it = to.is_some_and(|plan| plan.key == self.plan);
                !has_it && !self.is_deleted && status != TenantStatus::Provisioning
            }
            BulkAction::Move => {
                let is_there = place.is_some_and(|place| {
                    place.placement.key() == self.placement && place.server.as_deref() == self.server.as_deref()
                });
                !is_there && !self.is_deleted && status != TenantStatus::Provisioning
            }
        })
    }

    fn named(&self) -> BulkRow {
        BulkRow { slug: self.slug.clone(), name: self.name.clone() }
    }
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
