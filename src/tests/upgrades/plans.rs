use super::{
    central, change_central, first, fleet, next_version, options, poison, recorded, run, some, unobserved, unreleased,
};
use crate::harness::{Engine, both_engines};
use tenantry::upgrades::{self, Cohort, Move, Pace, Ran, Stage};

both_engines! {
    async fn who_is_new_is_at_the_newest_version_from_the_start(t: Deployment) {
        let tenant = t.tenant("paris").await;
        let clean = t.platform.lifecycle.clean(tenant.home(), &tenant.modules).await.unwrap();
        assert_eq!(recorded(&t, &tenant).await, (clean.versions.clone(), Some(clean.shape.fingerprint())));
        let plan = upgrades::plan(&t.platform).await.unwrap();
        assert_eq!((plan.organisations, plan.behind, plan.moves.len()), (1, 0, 0));
        let smaller = t.tenant_with("martin", &[]).await;
        assert_eq!(recorded(&t, &smaller).await.0.into_iter().collect::<Vec<_>>(), [("core".to_owned(), unreleased() - 1)]);
        assert_eq!(upgrades::plan(&t.platform).await.unwrap().behind, 0);
    }

    async fn the_next_version_says_who_goes_where(t: Deployment) {
        fleet(&t, 3).await;
        t.tenant_with("martin", &[]).await;
        let next = next_version(&t).await;
        let plan = upgrades::plan(&next.platform).await.unwrap();
        assert_eq!((plan.organisations, plan.behind, plan.too_old), (4, 4, None));
        assert_eq!(plan.moves, [Move { set: "core".into(), from: Some(unreleased() - 1), to: unreleased(), organisations: 4 }]);
        let cohort = |stage, organisations| Cohort { stage, organisations };
        assert_eq!(plan.cohorts, [cohort(Stage::Canary, 1), cohort(Stage::Tenth, 0), cohort(Stage::Rest, 3)]);

        let old = upgrades::plan(&t.platform).await.unwrap().too_old.unwrap();
        assert_eq!(old, format!("version {} of core is known to this deployment, this program knows {}", unreleased(), unreleased() - 1));
        let refused = upgrades::run(&t.platform, &options(), Pace::default(), &unobserved()).await.unwrap();
        assert!(matches!(refused, Ran::TooOld(_)), "{refused:?}");
        assert_eq!(central(&t, "select count(*) from upgrade_run").await, 0);
    }

    async fn those_from_before_the_records_count_as_behind_and_are_recorded(t: Deployment) {
        let tenants = fleet(&t, 2).await;
        change_central(&t, "delete from tenant_schema").await;
        change_central(&t, "update tenant set schema_fingerprint = null").await;
        let plan = upgrades::plan(&t.platform).await.unwrap();
        let unknown = |set: &str, to| Move { set: set.into(), from: None, to, organisations: 2 };
        assert_eq!((plan.behind, plan.moves), (2, vec![unknown("core", unreleased() - 1), unknown("loans", 1)]));
        let report = run(&t, &options()).await;
        assert_eq!((report.counts.done, report.counts.failed), (2, 0));
        let clean = t.platform.lifecycle.clean(tenants[0].home(), &tenants[0].modules).await.unwrap();
        for tenant in &tenants {
            assert_eq!(recorded(&t, tenant).await, (clean.versions.clone(), Some(clean.shape.fingerprint())));
        }
        assert_eq!(central(&t, "select count(*) from upgrade_task where snapshot_at is not null").await, 0, "nothing was migrated");
    }

    // No database of theirs exists: whoever looked for one would fail.
    async fn nothing_to_do_asks_the_central_database_alone(t: Deployment) {
        let count = some(&t, 10_000, 10_000);
        let id = if t.engine == Engine::Sqlite { "randomblob(16)" } else { "gen_random_uuid()" };
        assert_eq!(change_central(&t, insert_tenants(id)).await, count as u64);
        change_central(&t, "insert into tenant_module (tenant_id, module, enabled_at) select id, 'loans', created_at from tenant").await;
        change_central(&t, "insert into tenant_schema (tenant_id, set_name, version) select id, 'core', (select version from schema_head where set_name = 'core') from tenant").await;
        change_central(&t, "insert into tenant_schema (tenant_id, set_name, version) select id, 'loans', 1 from tenant").await;
        // None of them has a database that could be asked; how long it takes is a figure of the benchmark.
        let ran = upgrades::run(&t.platform, &options(), Pace::default(), &unobserved()).await.unwrap();
        let Ran::NothingToDo(plan) = ran else { panic!("there was something to do: {ran:?}") };
        assert_eq!((plan.organisations, plan.behind), (10_000, 0));
        assert_eq!(central(&t, "select count(*) from upgrade_run").await, 0);

        change_central(&t, "update tenant_schema set version = 0 where set_name = 'loans' and tenant_id = (select id from tenant where slug = 'house-7')").await;
        assert_eq!(upgrades::plan(&t.platform).await.unwrap().behind, 1);
    }

    async fn who_is_in_quarantine_is_left_out_and_named(t: Deployment) {
        let tenants = fleet(&t, 2).await;
        poison(&t, &tenants[0]).await;
        let next = next_version(&t).await;
        run(&next, &first("house-001")).await;
        let plan = upgrades::plan(&next.platform).await.unwrap();
        assert_eq!((plan.behind, plan.moves.len()), (0, 0));
        assert_eq!(plan.quarantined.len(), 1);
        assert_eq!(plan.quarantined[0].slug, "house-000");
        assert!(plan.quarantined[0].error.contains("note"), "{plan:?}");
        let ran = upgrades::run(&next.platform, &options(), Pace::default(), &unobserved()).await.unwrap();
        assert!(matches!(ran, Ran::NothingToDo(_)), "{ran:?}");
    }
}

fn insert_tenants(id: &str) -> &'static str {
    let text = format!(
        "with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 10000)
         insert into tenant (id, slug, name, status, locale, time_zone, currency, plan, placement, database_name,
                             schema_fingerprint, created_at)
         select {id}, 'house-' || n, 'House', 'active', 'en', 'Europe/Paris', 'EUR', 'standard', 'sqlite',
                't_' || n, 'as it should be', {now} from numbers",
        now = if id.starts_with("gen") { "now()" } else { "'2026-03-15T12:00:00.000000Z'" },
    );
    Box::leak(text.into_boxed_str())
}
