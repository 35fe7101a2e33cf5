use super::make;
use crate::{
    db::on_either,
    harness::{Deployment, both_engines},
};
use jiff::SignedDuration;
use std::collections::BTreeMap;
use tenantry::{
    db::ToSqlx,
    jobs::JobKind,
    overview::{self, Concern, Detail},
    plans::Limit,
    tenants::{self, Health, Noted, TenantQuery, TenantSummary},
};

/// `$1` is the organisation by its slug, `$2` the moment, `$3` the hour that runs.
const TROUBLES: [(&str, Concern, &str); 9] = [
    (
        "failing",
        Concern::Failing,
        "insert into tenant_usage (tenant_id, span, began, requests, server_errors) select id, 3600, $3, 40, 12 from tenant where slug = $1 and $2 is not null",
    ),
    (
        "slow",
        Concern::Slow,
        "insert into tenant_usage (tenant_id, span, began, requests, within_2000_ms) select id, 3600, $3, 100, 30 from tenant where slug = $1 and $2 is not null",
    ),
    (
        "restricted",
        Concern::Restricted,
        "insert into tenant_over (tenant_id, what, since, grace_ends_at) select id, 'members', $2, $2 from tenant where slug = $1 and $3 > 0",
    ),
    (
        "over",
        Concern::OverPlan,
        "insert into tenant_over (tenant_id, what, since, grace_ends_at) select id, 'members', created_at, $2 from tenant where slug = $1 and $3 > 0",
    ),
    (
        "moving",
        Concern::MoveFailed,
        "insert into tenant_move (id, tenant_id, state, from_placement, from_name, to_placement, to_name, requested_by, started_at, finished_at, copy_gone_at, error) select id, id, 'undone', placement, 'none', placement, 'none', 'test', $2, $2, $2, 'no room' from tenant where slug = $1 and $3 > 0",
    ),
    (
        "working",
        Concern::JobFailed,
        "insert into job_failure (tenant_id, kind, reason, failed_at, times) select id, 'figures', 'too slow', $2, 1 from tenant where slug = $1 and $3 > 0",
    ),
    (
        "host",
        Concern::DomainFailing,
        "insert into domain_claim (tenant_id, host, token, created_at, failing_since) select id, 'loans.example.org', 'a', $2, $2 from tenant where slug = $1 and $3 > 0",
    ),
    (
        "certified",
        Concern::CertificateFailed,
        "insert into certificate (host, tenant_id, due_at, created_at, last_error) select slug, id, $2, $2, 'refused' from tenant where slug = $1 and $3 > 0",
    ),
    (
        "near",
        Concern::NearLimit,
        "insert into tenant_near (tenant_id, what, since, used, most, share) select id, 'storage', $2, 96, 100, 960 from tenant where slug = $1 and $3 > 0 union all select id, 'members', $2, 19, 20, 950 from tenant where slug = $1 and $3 > 0",
    ),
];

async fn trouble(t: &Deployment, slug: &str, text: &'static str, at: jiff::Timestamp) {
    let now = t.clock.now();
    let hour = now.as_second() - now.as_second() % 3_600;
    let mut tx = t.platform.central.begin().await.unwrap();
    on_either!(&mut tx, c => sqlx::query(text).bind(slug).bind(at.to_sqlx()).bind(hour).execute(c).await.map(drop))
        .unwrap();
    tx.commit().await.unwrap();
}

async fn listed(t: &Deployment) -> BTreeMap<String, TenantSummary> {
    let rows = tenants::list(&t.platform, &TenantQuery::default()).await.unwrap().rows;
    rows.into_iter().map(|row| (row.slug.clone(), row)).collect()
}

both_engines! {
    async fn the_list_tells_of_the_same_as_the_overview_with_its_reason(t: Deployment) {
        make(&t, "Well", "well").await;
        let now = t.clock.now();
        for (slug, concern, text) in TROUBLES {
            make(&t, &format!("Society of {slug}"), slug).await;
            let is_to_come = concern == Concern::OverPlan;
            trouble(&t, slug, text, if is_to_come { now + SignedDuration::from_hours(48) } else { now }).await;
        }
        let rows = listed(&t).await;
        let attention = overview::overview(&t.platform).await.unwrap().attention;
        for (slug, concern, _) in TROUBLES {
            assert_eq!(rows[slug].health(), Health::Troubled(concern), "{slug}");
            let of = attention.iter().find(|of| of.concern == concern).unwrap();
            let keys: Vec<&str> = of.named.iter().map(|named| named.key.as_str()).collect();
            assert_eq!(keys, [slug], "{concern:?}");
            let noted = rows[slug].troubles.noted.as_ref().unwrap();
            match concern {
                // The host is in the name there.
                Concern::CertificateFailed => assert_eq!(noted.detail, Detail::Reason("certified: refused".into())),
                _ => assert_eq!(noted.detail, of.named[0].detail, "{concern:?}"),
            }
        }
        assert_eq!(rows["well"].health(), Health::Well);
        assert_eq!(rows["failing"].troubles.noted, Some(Noted { concern: Concern::Failing, detail: Detail::Of { count: 12, of: 40 } }));
        assert_eq!(rows["working"].troubles.noted.as_ref().unwrap().detail, Detail::Job { kind: JobKind::Figures, reason: "too slow".into() });
        let Detail::Over { limit, .. } = rows["over"].troubles.noted.as_ref().unwrap().detail else { panic!() };
        assert_eq!(limit, Limit::Members);

        // What was long ago is nobody's trouble any more.
        t.clock.advance(SignedDuration::from_hours(24 * 8));
        let rows = listed(&t).await;
        for slug in ["failing", "slow", "moving", "working"] {
            assert_eq!(rows[slug].health(), Health::Well, "{slug}");
        }
        assert_eq!(rows["over"].health(), Health::Troubled(Concern::Restricted), "the grace is over");
    }

    async fn the_gravest_counts_and_who_is_behind_says_how_far(t: Deployment) {
        make(&t, "Paris", "paris").await;
        let paris = tenants::find(&t.platform, "paris").await.unwrap().unwrap();
        for (slug, concern, text) in TROUBLES {
            if matches!(concern, Concern::JobFailed | Concern::DomainFailing) {
                trouble(&t, "paris", text, t.clock.now()).await;
                assert_ne!(slug, "paris");
            }
        }
        assert_eq!(listed(&t).await["paris"].health(), Health::Troubled(Concern::JobFailed));
        let mut tx = t.platform.central.begin().await.unwrap();
        on_either!(&mut tx, c => sqlx::query("delete from job_failure").execute(c).await.map(drop)).unwrap();
        on_either!(&mut tx, c => sqlx::query("delete from domain_claim").execute(c).await.map(drop)).unwrap();
        let text = "update tenant_schema set version = version - 1 where tenant_id = $1 and set_name = 'core'";
        on_either!(&mut tx, c => sqlx::query(text).bind(paris.id).execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        let rows = listed(&t).await;
        let lag = rows["paris"].troubles.lag.as_ref().unwrap();
        assert_eq!((rows["paris"].health(), lag.set.as_str(), lag.head - lag.version), (Health::Behind, "core", 1));
        let detail = tenants::detail(&t.platform, "paris").await.unwrap().unwrap();
        assert_eq!(detail.summary, rows["paris"], "its page knows the same");
    }
}
