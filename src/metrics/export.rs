//! The counters in the text format of Prometheus. Its labels are bounded: the planes, the classes of answers, and the
//! organisations with the most requests, so many as the settings say; all others are `other`.

use super::{
    flush::DAY,
    latency::CLASSES,
    measures::{Measure, Tally},
    rollup::bucket,
    standing::{Amounts, Standing},
};
use crate::{access::Plane, db::sqlx, error::Result, ids::TenantId, platform::Platform};
use std::{collections::HashMap, fmt::Write, sync::Arc};

/// All who aren't named, and the organisation that has this name.
pub(super) const OTHER: &str = "other";

/// With each choice what was before counts for this much less, so that who was busy yesterday makes room.
const FADING: f64 = 0.9;

/// What was counted since the process started.
#[derive(Debug, Default)]
pub(super) struct Exported {
    planes: HashMap<&'static str, Tally>,
    /// By name, since they were chosen.
    named: HashMap<TenantId, (Arc<str>, Tally)>,
    /// Of everybody while they weren't named.
    other: Tally,
    /// Who had how many requests lately.
    busy: HashMap<TenantId, f64>,
    most: usize,
    standing: Standing,
}

impl Exported {
    pub(super) fn new(most: usize) -> Self {
        Self { most, ..Self::default() }
    }

    /// Adds what was counted. Nothing is ever taken away: each line only grows, or ends.
    pub(super) fn note(&mut self, planes: &[(&'static str, Tally)], tenants: &[(TenantId, Tally)]) {
        for (plane, tally) in planes {
            self.planes.entry(plane).or_default().add_all(tally);
        }
        for (tenant, tally) in tenants {
            match self.named.get_mut(tenant) {
                Some((_, named)) => named.add_all(tally),
                None => self.other.add_all(tally),
            }
            #[expect(clippy::cast_precision_loss, reason = "no count of a few seconds is that large")]
            let requests = tally.get(Measure::Requests) as f64;
            *self.busy.entry(*tenant).or_default() += requests;
        }
    }

    /// The busiest lately.
    fn busiest(&mut self) -> Vec<TenantId> {
        self.busy.retain(|_, requests| {
            *requests *= FADING;
            *requests >= 0.5
        });
        let mut busy: Vec<_> = self.busy.iter().collect();
        busy.sort_unstable_by(|(one, its), (other, theirs)| theirs.total_cmp(its).then(one.cmp(other)));
        busy.into_iter().take(self.most).map(|(tenant, _)| *tenant).collect()
    }

    /// Those that are named already go on from what they have; those that aren't any more count as others from now on.
    fn name(&mut self, chosen: Vec<(TenantId, Arc<str>)>) {
        let mut before = std::mem::take(&mut self.named);
        let go_on = |(tenant, name): (TenantId, Arc<str>)| {
            let tally = before.remove(&tenant).map(|(_, tally)| tally).unwrap_or_default();
            (tenant, (name, tally))
        };
        self.named = chosen.into_iter().map(go_on).collect();
    }

    pub(super) fn stands(&mut self, standing: Standing) {
        self.standing = standing;
    }

    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let planes: Vec<_> = self.planes.iter().map(|(plane, tally)| (*plane, tally)).collect();
        answers(&mut text, "tenantry_requests_total", "plane", &planes);
        times(&mut text, &planes);
        sums(&mut text, "tenantry_sent_bytes_total", "plane", &planes, Measure::Bytes);
        sums(&mut text, "tenantry_sign_ins_total", "plane", &planes, Measure::SignIns);
        sums(&mut text, "tenantry_refused_sign_ins_total", "plane", &planes, Measure::RefusedSignIns);
        mails(&mut text, "tenantry_mails_total", "plane", &planes);
        let mut tenants: Vec<_> = self.named.values().map(|(name, tally)| (&**name, tally)).collect();
        tenants.push((OTHER, &self.other));
        answers(&mut text, "tenantry_organisation_requests_total", "organisation", &tenants);
        sums(&mut text, "tenantry_organisation_sent_bytes_total", "organisation", &tenants, Measure::Bytes);
        mails(&mut text, "tenantry_organisation_mails_total", "organisation", &tenants);
        self.standing.write(&mut text);
        text
    }
}

/// Chooses those that are named, once in a while, and reads how much there is of them and of all others.
pub async fn choose_named(platform: &Platform) -> Result<()> {
    let busiest = platform.meters.exported().busiest();
    let today = bucket(platform.clock.now(), DAY);
    let (mut chosen, mut standing) = (Vec::new(), Vec::new());
    let mut reader = platform.central.read().await?;
    for tenant in busiest {
        let text =
            "select slug, coalesce(database_bytes, 0) as database_bytes, coalesce(storage_bytes, 0) as storage_bytes,
                           coalesce((select active_users from tenant_usage
                                     where tenant_id = tenant.id and span = 86400 and began = $2), 0) as active_users
                    from tenant where id = $1";
        let Some(row) = sql!(&mut reader, fetch_optional Named, text, tenant, today)? else { continue };
        if row.slug != OTHER {
            let name: Arc<str> = row.slug.as_str().into();
            chosen.push((tenant, name.clone()));
            standing.push((name, row.amounts()));
        }
    }
    let text = "select coalesce((select active_users from plane_usage
                                 where plane = $1 and span = 86400 and began = $2), 0) as active_users,
                       coalesce(max(database_bytes), 0) as database_bytes, coalesce(max(storage_bytes), 0) as storage_bytes
                from (select database_bytes, storage_bytes from fleet_sample
                      where span = 3600 order by began desc limit 1) as latest";
    let all = sql!(&mut reader, fetch_one All, text, Plane::Tenant.name(), today)?;
    let mut exported = platform.meters.exported();
    exported.name(chosen);
    exported.stands(Standing::new(standing, all.amounts()));
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Named {
    slug: String,
    active_users: i64,
    database_bytes: i64,
    storage_bytes: i64,
}

#[derive(sqlx::FromRow)]
struct All {
    active_users: i64,
    database_bytes: i64,
    storage_bytes: i64,
}

impl Named {
    /// A size that could not be found out is below zero.
    fn amounts(&self) -> Amounts {
        let Self { active_users, database_bytes, storage_bytes, .. } = *self;
        Amounts { active_users, database_bytes: database_bytes.max(0), storage_bytes: storage_bytes.max(0) }
    }
}

impl All {
    fn amounts(self) -> Amounts {
        let Self { active_users, database_bytes, storage_bytes } = self;
        Amounts { active_users, database_bytes, storage_bytes }
    }
}

type Lines<'t> = [(&'t str, &'t Tally)];

/// By class: each request is in one of them.
fn answers(text: &mut String, name: &str, label: &str, lines: &Lines<'_>) {
    let _ = writeln!(text, "# TYPE {name} counter");
    for (of, tally) in lines {
        let classes = [
            ("4xx", tally.get(Measure::ClientErrors)),
            ("5xx", tally.get(Measure::ServerErrors)),
            ("refused", tally.get(Measure::Refused)),
        ];
        let well = tally.get(Measure::Requests) - classes.iter().map(|(_, count)| count).sum::<i64>();
        for (class, count) in [("ok", well)].into_iter().chain(classes) {
            let _ = writeln!(text, "{name}{{{label}=\"{of}\",class=\"{class}\"}} {count}");
        }
    }
}

/// The histogram as Prometheus wants it: each class with all that are faster.
fn times(text: &mut String, lines: &Lines<'_>) {
    let name = "tenantry_request_seconds";
    let _ = writeln!(text, "# TYPE {name} histogram");
    for (plane, tally) in lines {
        let mut count = 0;
        for (class, micros) in CLASSES {
            count += tally.get(class);
            let bound = format!("{}.{:03}", micros / 1_000_000, micros / 1_000 % 1_000);
            let _ = writeln!(text, "{name}_bucket{{plane=\"{plane}\",le=\"{bound}\"}} {count}");
        }
        count += tally.get(Measure::Over5000);
        let micros = tally.get(Measure::Micros);
        let _ = writeln!(text, "{name}_bucket{{plane=\"{plane}\",le=\"+Inf\"}} {count}");
        let _ = writeln!(text, "{name}_sum{{plane=\"{plane}\"}} {}.{:06}", micros / 1_000_000, micros % 1_000_000);
        let _ = writeln!(text, "{name}_count{{plane=\"{plane}\"}} {count}");
    }
}

fn mails(text: &mut String, name: &str, label: &str, lines: &Lines<'_>) {
    let _ = writeln!(text, "# TYPE {name} counter");
    for (of, tally) in lines {
        for (outcome, measure) in [("sent", Measure::Mails), ("failed", Measure::FailedMails)] {
            let _ = writeln!(text, "{name}{{{label}=\"{of}\",outcome=\"{outcome}\"}} {}", tally.get(measure));
        }
    }
}

fn sums(text: &mut String, name: &str, label: &str, lines: &Lines<'_>, measure: Measure) {
    let _ = writeln!(text, "# TYPE {name} counter");
    for (of, tally) in lines {
        let _ = writeln!(text, "{name}{{{label}=\"{of}\"}} {}", tally.get(measure));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::Clock, random::Random};

    fn requests(count: i64) -> Tally {
        let mut tally = Tally::default();
        tally.add(Measure::Requests, count);
        tally.add(Measure::Within5, count);
        tally
    }

    fn tenants() -> [TenantId; 3] {
        let (random, clock) = (Random::seeded(1), Clock::manual("2026-03-15T12:00:00Z".parse().unwrap()));
        std::array::from_fn(|_| TenantId::new(&random, &clock))
    }

    #[test]
    fn there_are_no_more_names_than_asked_for_and_no_line_ever_falls() {
        let [one, two, three] = tenants();
        let mut exported = Exported::new(1);
        exported.note(&[("tenant", requests(60))], &[(one, requests(50)), (two, requests(10))]);
        assert_eq!(exported.busiest(), [one]);
        exported.name(vec![(one, "one".into())]);
        exported.note(&[("tenant", requests(9))], &[(one, requests(7)), (two, requests(2))]);
        let line = |text: &str, start: &str| -> i64 {
            let line = text.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start} in {text}"));
            line.rsplit(' ').next().unwrap().parse().unwrap()
        };
        let of = |name: &str| format!("tenantry_organisation_requests_total{{organisation=\"{name}\",class=\"ok\"}}");
        let text = exported.text();
        assert_eq!((line(&text, &of("one")), line(&text, &of("other"))), (7, 62), "from when it was chosen");
        assert_eq!(line(&text, "tenantry_requests_total{plane=\"tenant\",class=\"ok\"}"), 69);

        exported.note(&[], &[(three, requests(500))]);
        assert_eq!(exported.busiest(), [three]);
        exported.name(vec![(three, "three".into())]);
        exported.note(&[], &[(one, requests(1)), (three, requests(4))]);
        let text = exported.text();
        assert!(!text.contains("organisation=\"one\""), "{text}");
        assert_eq!((line(&text, &of("three")), line(&text, &of("other"))), (4, 563));
    }

    #[test]
    fn a_histogram_adds_up() {
        let mut tally = requests(3);
        tally.add(Measure::Over5000, 1);
        tally.add(Measure::Micros, 6_000_001);
        let mut exported = Exported::new(0);
        exported.note(&[("public", tally)], &[]);
        let text = exported.text();
        for line in [
            "tenantry_request_seconds_bucket{plane=\"public\",le=\"0.002\"} 0",
            "tenantry_request_seconds_bucket{plane=\"public\",le=\"0.005\"} 3",
            "tenantry_request_seconds_bucket{plane=\"public\",le=\"5.000\"} 3",
            "tenantry_request_seconds_bucket{plane=\"public\",le=\"+Inf\"} 4",
            "tenantry_request_seconds_sum{plane=\"public\"} 6.000001",
            "tenantry_request_seconds_count{plane=\"public\"} 4",
        ] {
            assert!(text.lines().any(|printed| printed == line), "{line} in {text}");
        }
    }
}
