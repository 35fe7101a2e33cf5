use super::{change_central, unobserved};
use crate::{
    db::on_either,
    harness::{Deployment, both_engines},
};
use jiff::SignedDuration;
use tenantry::{
    cli::bench::crowd,
    context::Author,
    db::{Timestamp, ToSqlx},
    ids::UpgradeRunId,
    upgrades::{self, Pace, RunState, Stage},
};

/// A run over so many, at work on everybody, as if it had begun right now. Nobody has a database.
async fn begun(t: &Deployment, organisations: usize) -> UpgradeRunId {
    crowd(&t.platform, organisations).await.unwrap();
    let mut tx = t.platform.central.begin().await.unwrap();
    let (now, stage) = (t.clock.now().to_sqlx(), Stage::Rest.number());
    for text in [
        "insert into upgrade_run (id, state, stage, options, pardoned, started_at)
         select id, 'running', $2, '{\"rehearse\":\"None\",\"canaries\":[],\"error_budget\":1,\"latency_rise_ms\":500,\"include_quarantined\":false}', 0, $1 from tenant order by id limit 1",
        "insert into upgrade_task (run_id, tenant_id, position, stage, state, rehearse, snapshot)
         select r.id, t.id, 0, $2, 'waiting', false, t.slug from tenant t, upgrade_run r where r.started_at = $1",
    ] {
        on_either!(&mut tx, c => sqlx::query(text).bind(now).bind(stage).execute(c).await.map(drop)).unwrap();
    }
    tx.commit().await.unwrap();
    upgrades::last_run(&t.platform).await.unwrap().unwrap()
}

/// So many more are through.
async fn done(t: &Deployment, count: i64) {
    let mut tx = t.platform.central.begin().await.unwrap();
    let text = "update upgrade_task set state = 'done', finished_at = $1 where tenant_id in
                (select tenant_id from upgrade_task where state = 'waiting' order by tenant_id limit $2)";
    on_either!(&mut tx, c => sqlx::query(text).bind(t.clock.now().to_sqlx()).bind(count).execute(c).await.map(drop))
        .unwrap();
    tx.commit().await.unwrap();
}

/// So many more were tried on copies.
async fn tried(t: &Deployment, count: i64) {
    let mut tx = t.platform.central.begin().await.unwrap();
    let text = "update upgrade_task set rehearsed_at = $1 where tenant_id in
                (select tenant_id from upgrade_task where rehearsed_at is null and state = 'waiting'
                 order by tenant_id limit $2)";
    on_either!(&mut tx, c => sqlx::query(text).bind(t.clock.now().to_sqlx()).bind(count).execute(c).await.map(drop))
        .unwrap();
    tx.commit().await.unwrap();
}

fn is_about(rate: f64, expected: f64) -> bool {
    (rate - expected).abs() < expected / 50.0
}

async fn worked_since(t: &Deployment) -> jiff::Timestamp {
    let mut reader = t.platform.central.read().await.unwrap();
    let text = "select worked_since from upgrade_run";
    let at: Timestamp = on_either!(&mut reader, c => sqlx::query_scalar(text).fetch_one(c).await).unwrap();
    at.to_jiff()
}

both_engines! {
    async fn the_rate_is_that_of_the_last_minute_or_of_the_last_ten_when_it_goes_slowly(t: Deployment) {
        let id = begun(&t, 100).await;
        let report = upgrades::report(&t.platform, id).await.unwrap();
        assert_eq!((report.pace.per_second, report.pace.eta_seconds), (0.0, None), "nothing is known yet");
        for _ in 0..3 {
            t.clock.advance(SignedDuration::from_mins(2));
            done(&t, 5).await;
        }
        let view = upgrades::watch(&t.platform, id).await.unwrap();
        assert_eq!((view.per_hour, view.eta_seconds), (150, Some(85 * 24)), "15 in six minutes");
        t.clock.advance(SignedDuration::from_secs(30));
        done(&t, 25).await;
        t.clock.advance(SignedDuration::from_secs(20));
        let report = upgrades::report(&t.platform, id).await.unwrap();
        assert!(is_about(report.pace.per_second, 30.0 / 60.0), "the last minute: {report:?}");
        assert_eq!((report.left, report.pace.eta_seconds), (60, Some(120)));
        t.clock.advance(SignedDuration::from_mins(8));
        done(&t, 1).await;
        let report = upgrades::report(&t.platform, id).await.unwrap();
        assert!(is_about(report.pace.per_second, 31.0 / 600.0), "the last ten: {report:?}");
    }

    async fn while_copies_are_tried_the_rate_is_theirs(t: Deployment) {
        let id = begun(&t, 100).await;
        change_central(&t, "update upgrade_run set stage = 0").await;
        change_central(&t, "update upgrade_task set rehearse = true").await;
        t.clock.advance(SignedDuration::from_secs(30));
        tried(&t, 29).await;
        change_central(&t, "update upgrade_task set state = 'failed', finished_at = (select max(rehearsed_at) from upgrade_task)
                            where tenant_id = (select tenant_id from upgrade_task order by tenant_id desc limit 1)").await;
        let report = upgrades::report(&t.platform, id).await.unwrap();
        assert_eq!(report.counts.of_stage(report.stage), (30, 100));
        assert!(is_about(report.pace.per_second, 1.0), "{report:?}");
        assert_eq!((report.pace.eta_seconds, report.left), (Some(70), 99), "of the copies; the organisations all wait");
        change_central(&t, "update upgrade_run set state = 'halted'").await;
        t.clock.advance(SignedDuration::from_hours(1));
        let halted = upgrades::report(&t.platform, id).await.unwrap();
        assert!(is_about(halted.pace.per_second, 1.0), "as it went: {halted:?}");

        // What is migrated afterwards has a rate of its own.
        change_central(&t, "update upgrade_run set state = 'running', stage = 3").await;
        tried(&t, 70).await;
        t.clock.advance(SignedDuration::from_secs(10));
        done(&t, 40).await;
        let report = upgrades::report(&t.platform, id).await.unwrap();
        assert!(is_about(report.pace.per_second, 4.0), "{report:?}");
    }

    async fn what_a_run_rested_tells_nothing_of_its_rate(t: Deployment) {
        let id = begun(&t, 60).await;
        t.clock.advance(SignedDuration::from_secs(10));
        done(&t, 20).await;
        t.clock.advance(SignedDuration::from_hours(5));
        let left = upgrades::report(&t.platform, id).await.unwrap();
        assert_eq!(left.pace.eta_seconds, None, "nobody works at it");
        change_central(&t, "update upgrade_run set state = 'halted', halt_reason = 'too slow'").await;
        let halted = upgrades::report(&t.platform, id).await.unwrap();
        assert!(halted.state == RunState::Halted && is_about(halted.pace.per_second, 2.0), "as it went: {halted:?}");

        // Nobody has a database: when it is taken up there is nothing more to do.
        change_central(&t, "update upgrade_run set state = 'running', halt_reason = null").await;
        done(&t, 40).await;
        t.clock.advance(SignedDuration::from_hours(1));
        let ended = upgrades::resume(&t.platform, Pace::default(), &Author::CommandLine, &unobserved()).await.unwrap().unwrap();
        assert_eq!((ended.state, worked_since(&t).await), (RunState::Done, t.clock.now()), "one that somebody left");
        change_central(&t, "update upgrade_run set state = 'halted', halt_reason = 'too slow'").await;
        t.clock.advance(SignedDuration::from_hours(1));
        upgrades::resume(&t.platform, Pace::default(), &Author::CommandLine, &unobserved()).await.unwrap().unwrap();
        assert_eq!(worked_since(&t).await, t.clock.now(), "a halted one");
    }
}
