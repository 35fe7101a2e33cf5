//! What operators order in the console, and what they see of it.

use super::{
    KEYS, assert_at_head, broken_off_at, by_hand, change_central, first, fleet, next_migrations, next_version,
    number_of, options, poison, rows, run, some, unreleased, version_with, write,
};
use crate::{
    db::on_either,
    harness::{Deployment, both_engines},
    operators::operator,
};
use jiff::SignedDuration;
use std::time::Duration;
use tenantry::{
    audit,
    context::OperatorCtx,
    fault::{Kind, Problem},
    ids::UpgradeRunId,
    upgrades::{self, RunForm, RunState, RunView},
};

/// As the tests' other runs: without copies, and without a word about speed.
fn form() -> RunForm {
    RunForm { rehearsal: "none".into(), latency_rise: "60000".into(), ..RunForm::default() }
}

/// Watches until it moves no more.
async fn watched(t: &Deployment, id: UpgradeRunId) -> RunView {
    for _ in 0..1200 {
        let view = upgrades::watch(&t.platform, id).await.unwrap();
        if !view.goes_on() {
            return view;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the run doesn't end");
}

/// The kinds of what the operator did.
async fn deeds(ctx: &OperatorCtx) -> Vec<String> {
    let events = audit::recent(&ctx.platform, 50).await.unwrap();
    let own = events.into_iter().filter(|event| event.user == Some(ctx.actor.user));
    let mut kinds: Vec<String> = own.map(|event| event.kind).filter(|kind| kind != "operator-created").collect();
    kinds.sort_unstable();
    kinds
}

async fn kind_of_refusal(ctx: &OperatorCtx, form: &RunForm) -> Kind {
    upgrades::start(ctx, form).await.unwrap_err().kind()
}

both_engines! {
    async fn a_run_goes_on_by_itself_and_is_watched(t: Deployment) {
        let tenants = fleet(&t, some(&t, 12, 4)).await;
        let next = next_version(&t).await;
        let ctx = operator(&next).await;
        let count = number_of(&tenants);
        let before = upgrades::standing(&next.platform).await.unwrap();
        assert_eq!((before.plan.behind, before.open_run), (count, None));
        let core = before.versions.iter().find(|of| of.set == "core").unwrap();
        assert_eq!((core.version, core.head, core.organisations), (Some(unreleased() - 1), unreleased(), count));
        let preview = upgrades::preview(&next.platform, &RunForm { rehearsal: "all".into(), ..form() }).await.unwrap();
        assert_eq!((preview.organisations, preview.rehearsed, preview.from_quarantine), (count, count, 0));

        let id = upgrades::start(&ctx, &RunForm { rehearsal: "some".into(), copies: "2".into(), ..form() }).await.unwrap();
        let view = watched(&next, id).await;
        assert_eq!((view.state, view.counts.done, view.counts.failed, view.is_last), (RunState::Done, count, 0, true));
        assert_eq!((view.counts.rehearsed, view.counts.to_rehearse, view.eta_seconds), (2, 2, None));
        assert_at_head(&next, &tenants, &[]).await;
        assert_eq!(deeds(&ctx).await, ["upgrade-started"]);
        let after = upgrades::standing(&next.platform).await.unwrap();
        assert!(after.plan.behind == 0 && after.versions.iter().all(|of| of.version == Some(of.head)), "{after:?}");
        let listed = upgrades::runs(&next.platform, "").await.unwrap();
        assert_eq!((listed.rows.len(), listed.rows[0].id, listed.rows[0].counts.done, listed.next), (1, id, count, None));
        assert_eq!(kind_of_refusal(&ctx, &form()).await, Kind::Conflict, "nobody is behind any more");
    }

    async fn a_run_that_cannot_be_is_refused_with_a_reason(t: Deployment) {
        fleet(&t, 2).await;
        let next = next_version(&t).await;
        let ctx = operator(&next).await;
        for (form, field, problem) in [
            (RunForm { at_once: "many".into(), ..form() }, "at_once", Problem::NotANumber),
            (RunForm { canaries: "house-000 lyon".into(), ..form() }, "canaries", Problem::NotInRun { slug: "lyon".into() }),
        ] {
            let refused = upgrades::start(&ctx, &form).await.unwrap_err();
            assert_eq!(refused.fault.problem_of(field), Some(&problem));
            let refused = upgrades::preview(&next.platform, &form).await.unwrap_err();
            assert_eq!(refused.fault.problem_of(field), Some(&problem));
        }
        let of_before = operator(&t).await;
        assert_eq!(kind_of_refusal(&of_before, &form()).await, Kind::Conflict, "this program is too old");
        broken_off_at(&next, upgrades::Step::Begun, options()).await;
        let under_way = upgrades::last_run(&next.platform).await.unwrap();
        assert_eq!(upgrades::start(&ctx, &form()).await.ok(), under_way, "there is one at a time");
        assert_eq!(upgrades::preview(&next.platform, &form()).await.unwrap_err().kind(), Kind::Conflict);
        assert!(deeds(&ctx).await.is_empty());
    }

    async fn a_run_whose_server_was_stopped_is_resumed(t: Deployment) {
        let tenants = fleet(&t, 3).await;
        let next = next_version(&t).await;
        let ctx = operator(&next).await;
        broken_off_at(&next, upgrades::Step::Applied, options()).await;
        let id = upgrades::last_run(&next.platform).await.unwrap().unwrap();
        let view = upgrades::watch(&next.platform, id).await.unwrap();
        assert!(view.goes_on() && !view.can_resume(), "somebody may still be at work: {view:?}");
        upgrades::go_on(&ctx, id).await.unwrap();
        assert!(deeds(&ctx).await.is_empty(), "so it is left alone");

        next.clock.advance(SignedDuration::from_secs(31));
        let view = upgrades::watch(&next.platform, id).await.unwrap();
        assert!(view.is_abandoned && view.can_resume(), "{view:?}");
        let open = upgrades::standing(&next.platform).await.unwrap().open_run.unwrap();
        assert!(open.id == id && open.is_abandoned);
        upgrades::go_on(&ctx, id).await.unwrap();
        for _ in 0..1200 {
            if upgrades::watch(&next.platform, id).await.unwrap().state == RunState::Done { break; }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_at_head(&next, &tenants, &[]).await;
        assert_eq!(deeds(&ctx).await, ["upgrade-resumed"]);
    }

    async fn a_halted_run_names_who_failed_and_goes_on_without_them(t: Deployment) {
        let tenants = fleet(&t, 3).await;
        poison(&t, &tenants[1]).await;
        let next = next_version(&t).await;
        let ctx = operator(&next).await;
        let id = upgrades::start(&ctx, &RunForm { canaries: "house-001".into(), ..form() }).await.unwrap();
        let view = watched(&next, id).await;
        assert!(view.state == RunState::Halted && view.can_resume() && view.halt_reason.is_some(), "{view:?}");
        assert_eq!(view.failures.len(), 1);
        let failure = &view.failures[0];
        assert_eq!((failure.slug.as_str(), failure.name.as_str(), &failure.snapshot_at), ("house-001", "Society of house-001", &None));
        assert!(failure.error.contains("note"), "{}", failure.error);
        assert_eq!(kind_of_refusal(&ctx, &form()).await, Kind::Conflict, "this one has to go on first");

        upgrades::go_on(&ctx, id).await.unwrap();
        let view = watched(&next, id).await;
        assert_eq!((view.state, view.counts.done, view.counts.failed), (RunState::Done, 2, 1), "{view:?}");
        let standing = upgrades::standing_of(&next.platform, "house-001").await.unwrap().unwrap();
        assert_eq!(standing.quarantine.as_deref(), Some(view.failures[0].error.as_str()));
        assert_eq!(upgrades::standing(&next.platform).await.unwrap().quarantined, 1);
        let preview = upgrades::preview(&next.platform, &RunForm { include_quarantined: "true".into(), ..form() }).await.unwrap();
        assert_eq!((preview.organisations, preview.from_quarantine), (1, 1));
        assert_eq!(deeds(&ctx).await, ["upgrade-resumed", "upgrade-started"]);
    }

    async fn one_organisation_is_taken_back_by_its_name(t: Deployment) {
        let tenants = fleet(&t, 2).await;
        let next = next_version(&t).await;
        let ctx = operator(&next).await;
        let refusal = upgrades::roll_back(&ctx, "house-000", "house-000").await.unwrap_err();
        assert_eq!(refusal.kind(), Kind::Conflict, "there is no snapshot yet");
        assert_eq!(upgrades::roll_back(&ctx, "nobody", "nobody").await.unwrap_err().kind(), Kind::NotFound);
        let report = run(&next, &options()).await;
        write(&t, &tenants[0], "later").await;
        t.platform.fleet.close(tenants[0].id).await;

        let standing = upgrades::standing_of(&next.platform, "house-000").await.unwrap().unwrap();
        assert_eq!(standing.snapshot.unwrap().run, report.id);
        let refusal = upgrades::roll_back(&ctx, "house-000", "house-001").await.unwrap_err();
        assert_eq!(refusal.fault.problem_of("confirmation"), Some(&Problem::NameMismatch));
        assert_eq!(rows(&t, &tenants[0], KEYS).await, ["kept", "later"]);
        t.platform.fleet.close(tenants[0].id).await;
        assert!(deeds(&ctx).await.is_empty());

        upgrades::roll_back(&ctx, "house-000", " house-000 ").await.unwrap();
        assert_eq!(rows(&t, &tenants[0], KEYS).await, ["kept"]);
        let standing = upgrades::standing_of(&next.platform, "house-000").await.unwrap().unwrap();
        assert!(standing.snapshot.is_none() && standing.quarantine.is_some(), "{standing:?}");
        assert_eq!(deeds(&ctx).await, ["tenant-rollback-ordered"]);
        assert_at_head(&next, &tenants[1..], &[]).await;
    }

    async fn somebody_who_failed_can_go_back_further(t: Deployment) {
        let tenants = fleet(&t, 1).await;
        let next = next_version(&t).await;
        run(&next, &options()).await;
        by_hand(&next, &tenants[0], "alter table setting add column further text").await;
        let migrations = next_migrations().with(tenantry::db::Schema::Core, unreleased() + 1, "alter table setting add column further text;\n");
        let later = version_with(&t, migrations, t.clock.clone()).await;
        let report = run(&later, &first("house-000")).await;
        let view = upgrades::watch(&later.platform, report.id).await.unwrap();
        assert_eq!(view.failures.len(), 1);
        assert!(view.failures[0].snapshot_at.is_some(), "to before the upgrade that succeeded: {view:?}");
    }

    async fn all_databases_are_read_back_on_demand(t: Deployment) {
        let tenants = fleet(&t, 2).await;
        poison(&t, &tenants[1]).await;
        let ctx = operator(&t).await;
        assert_eq!(upgrades::drift_check(&t.platform), upgrades::DriftCheck::default());
        upgrades::check_drift(&ctx).await.unwrap();
        for _ in 0..1200 {
            if upgrades::drift_check(&t.platform).running.is_none() { break; }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let check = upgrades::drift_check(&t.platform);
        let report = check.last.unwrap().report.unwrap();
        assert_eq!((check.running, report.read, report.drifted.len()), (None, 2, 1));
        assert_eq!(report.drifted[0].slug, "house-001");
        assert!(upgrades::standing_of(&t.platform, "house-001").await.unwrap().unwrap().is_drifted);
        assert_eq!(upgrades::standing(&t.platform).await.unwrap().drifted, 1);
        assert_eq!(deeds(&ctx).await, ["drift-checked"]);
    }

    async fn runs_are_listed_in_pages(t: Deployment) {
        fleet(&t, 1).await;
        change_central(&t, "delete from tenant_schema").await;
        run(&t, &options()).await;
        let model = upgrades::last_run(&t.platform).await.unwrap().unwrap();
        for number in 0..24 {
            let id: UpgradeRunId = format!("00000000-0000-7000-8000-0000000000{number:02}").parse().unwrap();
            let mut tx = t.platform.central.begin().await.unwrap();
            let text = "insert into upgrade_run (id, state, stage, options, pardoned, started_at)
                        select $1, 'done', stage, options, 0, started_at from upgrade_run where id = $2";
            on_either!(&mut tx, c => sqlx::query(text).bind(id).bind(model).execute(c).await.map(drop)).unwrap();
            tx.commit().await.unwrap();
        }
        let (mut seen, mut after) = (Vec::new(), String::new());
        for length in [10, 10, 5] {
            let page = upgrades::runs(&t.platform, &after).await.unwrap();
            assert_eq!(page.rows.len(), length);
            seen.extend(page.rows.iter().map(|run| run.id));
            after = page.next.unwrap_or_default();
        }
        assert!(after.is_empty() && seen[0] == model && seen.windows(2).all(|pair| pair[0] > pair[1]), "{seen:?}");
        let of_nothing = upgrades::runs(&t.platform, "' or 1=1").await.unwrap();
        assert_eq!(of_nothing.rows[0].id, model, "what is no cursor begins at the first page");
    }
}
