//! What a run would do, from one query over the central database: no organisation's database is opened.

use super::{Cohort, Move, Plan, Quarantined, SnapshotRoom, Stage};
use crate::{
    db::sqlx,
    error::Result,
    ids::TenantId,
    platform::Platform,
    servers::{self, Placement},
};
use std::collections::{BTreeMap, BTreeSet};

pub async fn plan(platform: &Platform) -> Result<Plan> {
    Ok(Lagging::read(platform).await?.plan(platform))
}

/// Everybody of whom something is to be said: behind, unknown, quarantined or drifted.
pub(super) struct Lagging {
    organisations: i64,
    lags: Vec<Lag>,
    /// What is free where files are.
    free: Option<i64>,
}

/// One organisation with one of its sets of tables.
struct Lag {
    tenant: TenantId,
    slug: String,
    set: String,
    version: Option<i64>,
    head: i64,
    is_known: bool,
    is_drifted: bool,
    quarantine: Option<String>,
    bytes: i64,
    is_file: bool,
}

impl Lagging {
    pub(super) async fn read(platform: &Platform) -> Result<Self> {
        let mut reader = platform.central.read().await?;
        let rows = sql!(
            &mut reader,
            fetch_all Row,
            "select n.organisations, l.* from (select count(*) as organisations from tenant where status <> 'provisioning') n
             left join (
               select t.id, t.slug, h.set_name, s.version, h.version as head, t.schema_fingerprint is not null as is_known,
                      t.drifted_at is not null as is_drifted, t.quarantined_at is not null as is_quarantined, t.quarantine_error,
                      t.database_bytes, t.placement
               from tenant t
               join schema_head h on h.set_name = 'core'
                 or exists (select 1 from tenant_module m where m.tenant_id = t.id and m.module = h.set_name)
               left join tenant_schema s on s.tenant_id = t.id and s.set_name = h.set_name
               where t.status <> 'provisioning'
                 and not exists (select 1 from deletion d where d.tenant_id = t.id and d.purge_began_at is not null)
                 and (s.version is null or s.version <> h.version or t.schema_fingerprint is null
                      or t.drifted_at is not null or t.quarantined_at is not null)
             ) l on 1 = 1
             order by l.slug, l.set_name"
        )?;
        let organisations = rows.first().map_or(0, |row| row.organisations);
        drop(reader);
        let lags: Vec<Lag> = rows.into_iter().filter_map(Row::into_lag).collect();
        let free = if lags.iter().any(|lag| lag.is_file) { servers::free_for_files(platform).await? } else { None };
        Ok(Self { organisations, lags, free })
    }

    /// Those that a run takes, in the order of their slugs.
    pub(super) fn of_run(&self, include_quarantined: bool) -> Vec<(TenantId, &str)> {
        self.taken(include_quarantined).map(|lag| (lag.tenant, lag.slug.as_str())).collect()
    }

    /// One of the rows of each.
    fn taken(&self, include_quarantined: bool) -> impl Iterator<Item = &Lag> {
        let taken = self.lags.iter().filter(move |lag| match lag.quarantine {
            Some(_) => include_quarantined,
            None => lag.is_behind(),
        });
        // They come in the order of their slugs.
        let mut last = None;
        taken.filter(move |lag| last.replace(lag.tenant) != Some(lag.tenant))
    }

    /// The room that snapshots of those of them take whom somebody means.
    pub(super) fn room(&self, include_quarantined: bool, is_meant: impl Fn(TenantId) -> bool) -> SnapshotRoom {
        let mut room = SnapshotRoom { free: self.free, ..SnapshotRoom::default() };
        for lag in self.taken(include_quarantined).filter(|lag| is_meant(lag.tenant)) {
            room.all = room.all.saturating_add(lag.bytes);
            if lag.is_file {
                room.on_disk = room.on_disk.saturating_add(lag.bytes);
            }
        }
        room
    }

    pub(super) fn plan(&self, platform: &Platform) -> Plan {
        let behind = self.of_run(false).len();
        Plan {
            organisations: self.organisations,
            behind: i64::try_from(behind).unwrap_or(i64::MAX),
            cohorts: cohorts(behind),
            moves: self.moves(),
            snapshots: self.room(false, |_| true),
            quarantined: self.quarantined(),
            drifted: self.drifted(),
            too_old: self.too_old(platform),
        }
    }

    fn moves(&self) -> Vec<Move> {
        let mut moves = BTreeMap::<(&str, Option<i64>, i64), i64>::new();
        for lag in self.lags.iter().filter(|lag| lag.quarantine.is_none() && lag.version != Some(lag.head)) {
            *moves.entry((&lag.set, lag.version, lag.head)).or_default() += 1;
        }
        let each =
            |((set, from, to), organisations): ((&str, _, _), _)| Move { set: set.to_owned(), from, to, organisations };
        moves.into_iter().map(each).collect()
    }

    fn quarantined(&self) -> Vec<Quarantined> {
        let with_error = self.lags.iter().filter_map(|lag| lag.quarantine.as_ref().map(|error| (&lag.slug, error)));
        let mut all: Vec<Quarantined> =
            with_error.map(|(slug, error)| Quarantined { slug: slug.clone(), error: error.clone() }).collect();
        all.dedup();
        all
    }

    fn drifted(&self) -> Vec<String> {
        let slugs: BTreeSet<&String> = self.lags.iter().filter(|lag| lag.is_drifted).map(|lag| &lag.slug).collect();
        slugs.into_iter().cloned().collect()
    }

    /// A program that doesn't know the newest version can't tell what a clean install is.
    pub(super) fn too_old(&self, platform: &Platform) -> Option<String> {
        let known: BTreeMap<&str, i64> = platform.lifecycle.heads().collect();
        let newest = |lag: &Lag| lag.head.max(lag.version.unwrap_or(0));
        let newer = self.lags.iter().find(|lag| newest(lag) > known.get(lag.set.as_str()).copied().unwrap_or(0))?;
        let knows = known.get(newer.set.as_str()).copied().unwrap_or(0);
        Some(format!(
            "version {} of {} is known to this deployment, this program knows {knows}",
            newest(newer),
            newer.set
        ))
    }
}

impl Lag {
    fn is_behind(&self) -> bool {
        self.version != Some(self.head) || !self.is_known
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    organisations: i64,
    id: Option<TenantId>,
    slug: Option<String>,
    set_name: Option<String>,
    version: Option<i64>,
    head: Option<i64>,
    is_known: Option<bool>,
    is_drifted: Option<bool>,
    is_quarantined: Option<bool>,
    quarantine_error: Option<String>,
    database_bytes: Option<i64>,
    placement: Option<String>,
}

impl Row {
    fn into_lag(self) -> Option<Lag> {
        Some(Lag {
            tenant: self.id?,
            slug: self.slug?,
            set: self.set_name?,
            version: self.version,
            head: self.head?,
            is_known: self.is_known?,
            is_drifted: self.is_drifted?,
            quarantine: self.is_quarantined?.then(|| self.quarantine_error.unwrap_or_default()),
            bytes: self.database_bytes?,
            is_file: self.placement? == Placement::Sqlite.key(),
        })
    }
}

/// How many of so many belong to each cohort: the first 1 %, the next up to 10 %, the rest.
pub(super) fn cohorts(total: usize) -> Vec<Cohort> {
    let upto = |of_hundred: usize| (total * of_hundred).div_ceil(100).min(total);
    let (canary, tenth) = (upto(1), upto(10));
    let sizes = [(Stage::Canary, canary), (Stage::Tenth, tenth - canary), (Stage::Rest, total - tenth)];
    sizes.map(|(stage, size)| Cohort { stage, organisations: i64::try_from(size).unwrap_or(i64::MAX) }).to_vec()
}

#[cfg(test)]
mod tests {
    use super::cohorts;

    #[test]
    fn a_cohort_grows_by_ten() {
        let sizes = |total| cohorts(total).iter().map(|cohort| cohort.organisations).collect::<Vec<_>>();
        for (total, expected) in [
            (0, [0, 0, 0]),
            (1, [1, 0, 0]),
            (2, [1, 0, 1]),
            (20, [1, 1, 18]),
            (200, [2, 18, 180]),
            (10_000, [100, 900, 9000]),
        ] {
            assert_eq!(sizes(total), expected, "{total}");
        }
    }
}
