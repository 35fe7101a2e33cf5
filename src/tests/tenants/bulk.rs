use super::make;
use crate::{
    harness::{Deployment, both_engines},
    operators::{operator, operator_as},
    plans::plan_form,
    upgrades::{fleet, next_version},
};
use std::time::Duration;
use tenantry::{
    access::{OperatorRole, Role},
    audit,
    context::{Author, OperatorCtx},
    fault::{Kind, Problem},
    plans::{self, Feature, PlanForm},
    tenants::{self, BulkAction, BulkOutcome, BulkPreview, BulkSelection, TenantCondition, TenantQuery, TenantStatus},
    upgrades::{self, RunState},
};

fn named(action: BulkAction, slugs: &[&str]) -> BulkSelection {
    let slugs = slugs.iter().map(|slug| (*slug).to_owned()).collect();
    BulkSelection { action, all: false, slugs, query: TenantQuery::default(), to: String::new() }
}

fn all(action: BulkAction, query: TenantQuery) -> BulkSelection {
    BulkSelection { action, all: true, slugs: Vec::new(), query, to: String::new() }
}

async fn preview(t: &Deployment, selection: &BulkSelection) -> BulkPreview {
    tenants::preview_bulk(&t.platform, selection).await.unwrap()
}

async fn perform(ctx: &OperatorCtx, selection: &BulkSelection, reason: &str) -> BulkOutcome {
    let fingerprint = tenants::preview_bulk(&ctx.platform, selection).await.unwrap().fingerprint;
    tenants::perform_bulk(ctx, selection, &fingerprint, reason).await.unwrap()
}

async fn status(t: &Deployment, slug: &str) -> (TenantStatus, Option<String>) {
    let tenant = tenants::find(&t.platform, slug).await.unwrap().unwrap();
    (tenant.status, tenant.status_reason.clone())
}

both_engines! {
    async fn exactly_those_who_were_previewed_are_suspended_and_resumed(t: Deployment) {
        for slug in ["paris", "lyon", "nice"] {
            make(&t, &format!("Society of {slug}"), slug).await;
        }
        let ctx = operator(&t).await;
        let selection = named(BulkAction::Suspend, &["paris", "lyon", "paris", "nobody"]);
        let seen = preview(&t, &selection).await;
        let names: Vec<&str> = seen.named.iter().map(|row| row.slug.as_str()).collect();
        assert_eq!((seen.affected, seen.skipped, names), (2, 0, vec!["lyon", "paris"]));
        let refused = tenants::perform_bulk(&ctx, &selection, &seen.fingerprint, " ").await.unwrap_err();
        assert_eq!(refused.fault.problem_of("reason"), Some(&Problem::Required));
        assert_eq!(perform(&ctx, &selection, "Unpaid").await, BulkOutcome::Changed(2));
        assert_eq!(status(&t, "paris").await, (TenantStatus::Suspended, Some("Unpaid".into())));
        assert_eq!(status(&t, "nice").await.0, TenantStatus::Active);

        let suspended = TenantQuery { status: Some(TenantStatus::Suspended), ..TenantQuery::default() };
        let selection = all(BulkAction::Resume, suspended);
        let seen = preview(&t, &selection).await;
        tenants::resume(&t.platform, "lyon", &tenantry::context::Author::CommandLine).await.unwrap();
        let late = tenants::perform_bulk(&ctx, &selection, &seen.fingerprint, "").await.unwrap_err();
        assert_eq!(late.kind(), Kind::Conflict, "others are meant by now");
        assert_eq!(status(&t, "paris").await.0, TenantStatus::Suspended);
        assert_eq!(perform(&ctx, &selection, "").await, BulkOutcome::Changed(1));
        assert_eq!(status(&t, "paris").await, (TenantStatus::Active, None));

        let events = audit::recent(&t.platform, 50).await.unwrap();
        let own = events.iter().filter(|event| event.user == Some(ctx.actor.user) && event.kind.starts_with("tenant-"));
        let mut told: Vec<String> = own.map(|event| format!("{} {}", event.kind, event.detail)).collect();
        told.sort_unstable();
        assert_eq!(told, ["tenant-resumed paris: ", "tenant-suspended lyon: Unpaid", "tenant-suspended paris: Unpaid"]);
    }

    async fn what_does_not_apply_is_left_out(t: Deployment) {
        for slug in ["paris", "lyon", "nice"] {
            make(&t, &format!("Society of {slug}"), slug).await;
        }
        tenants::suspend(&t.platform, "lyon", "Unpaid", &tenantry::context::Author::CommandLine).await.unwrap();
        tenants::start_maintenance(&t.platform, "nice", "", &tenantry::context::Author::CommandLine).await.unwrap();
        let ctx = operator(&t).await;
        let everybody = |action| all(action, TenantQuery::default());
        for (action, affected) in [(BulkAction::Suspend, 1), (BulkAction::Resume, 1), (BulkAction::Upgrade, 0)] {
            let seen = preview(&t, &everybody(action)).await;
            assert_eq!((seen.affected, seen.skipped), (affected, 3 - affected), "{action:?}");
        }
        let nobody = everybody(BulkAction::Upgrade);
        let fingerprint = preview(&t, &nobody).await.fingerprint;
        let refused = tenants::perform_bulk(&ctx, &nobody, &fingerprint, "").await.unwrap_err();
        assert_eq!(refused.kind(), Kind::Conflict);
        let found = all(BulkAction::Suspend, TenantQuery { search: "par".into(), ..TenantQuery::default() });
        assert_eq!(preview(&t, &found).await.affected, 1, "all means all that the list finds");
    }

    async fn many_are_given_a_plan_after_what_would_come_of_it(t: Deployment) {
        for slug in ["paris", "lyon", "nice"] {
            make(&t, &format!("Society of {slug}"), slug).await;
        }
        for role in [Role::Owner, Role::Member, Role::Admin] {
            t.ctx("paris", role).await;
        }
        let ctx = operator(&t).await;
        plans::create(&ctx, "small", &PlanForm { members: "2".into(), features: vec![], ..plan_form("Small") }).await.unwrap();
        plans::change_plan(&t.platform, "nice", "small", None, &Author::CommandLine).await.unwrap();
        tenants::suspend(&t.platform, "lyon", "Unpaid", &Author::CommandLine).await.unwrap();

        let without = all(BulkAction::Plan, TenantQuery::default());
        let seen = preview(&t, &without).await;
        assert_eq!((seen.affected, seen.plan.clone().unwrap().choices.len(), seen.plan.unwrap().chosen), (3, 2, None));
        let refused = tenants::perform_bulk(&ctx, &without, &seen.fingerprint, "").await.unwrap_err();
        assert_eq!(refused.fault.problem_of("to"), Some(&Problem::Required));
        let unknown = tenants::preview_bulk(&t.platform, &BulkSelection { to: "gold".into(), ..without.clone() }).await.unwrap_err();
        assert_eq!(unknown.fault.problem_of("to"), Some(&Problem::NotAChoice));

        let selection = BulkSelection { to: "small".into(), ..without };
        let seen = preview(&t, &selection).await;
        let (plan, what_if) = seen.plan.unwrap().chosen.unwrap();
        assert_eq!((seen.affected, seen.skipped, plan.key.as_str()), (2, 1, "small"), "nice has it");
        assert_eq!((what_if.organisations, what_if.over, what_if.newly_over), (2, 1, 1), "{what_if:?}");
        assert_eq!((what_if.named[0].slug.as_str(), what_if.lost.len()), ("paris", Feature::ALL.len()));
        let form = PlanForm { members: "1".into(), features: vec![], ..plan_form("Small") };
        plans::save(&ctx, "small", &form, plan.version).await.unwrap();
        let late = tenants::perform_bulk(&ctx, &selection, &seen.fingerprint, "").await.unwrap_err();
        assert_eq!(late.kind(), Kind::Conflict, "the plan isn't what was shown");
        let helper = operator_as(&t, "helper@tenantry.example", OperatorRole::Support).await;
        let fingerprint = preview(&t, &selection).await.fingerprint;
        assert_eq!(tenants::perform_bulk(&helper, &selection, &fingerprint, "").await.unwrap_err().kind(), Kind::Forbidden);

        assert_eq!(perform(&ctx, &selection, "").await, BulkOutcome::Changed(2));
        let small = TenantQuery { plan: "small".into(), ..TenantQuery::default() };
        assert_eq!(tenants::list(&t.platform, &small).await.unwrap().rows.len(), 3);
        let of_paris = plans::of_organisation(&t.platform, "paris").await.unwrap();
        assert_eq!((of_paris.plan.key.as_str(), of_paris.meter.over.len()), ("small", 1), "a grace has begun");
        let told = tenants::timeline(&t.platform, "lyon", "").await.unwrap().rows;
        let changed = told.iter().find(|event| event.kind == "plan-changed").unwrap();
        assert_eq!(changed.by.as_ref().unwrap().name, "Ops");
        assert_eq!(changed.plans.iter().map(|name| name.fr.as_str()).collect::<Vec<_>>(), ["Standard", "Small en français"]);
    }

    async fn more_than_a_few_of_one_plan_are_judged_together(t: Deployment) {
        for number in 0..3 {
            make(&t, &format!("Society {number}"), &format!("society-{number}")).await;
        }
        // Rows are enough: nobody opens their databases.
        let mut tx = t.platform.central.begin().await.unwrap();
        for number in 10..70 {
            let text = "insert into tenant (id, slug, name, status, locale, time_zone, currency, plan, placement, database_name, created_at)
                        select $1, $2, $2, status, locale, time_zone, currency, plan, placement, replace($2, '-', '_'), created_at from tenant where slug = 'society-0'";
            let slug = format!("many-{number}");
            crate::db::on_either!(&mut tx, c => sqlx::query(text).bind(uuid::Uuid::from_u128(number)).bind(&slug).execute(c).await.map(drop)).unwrap();
        }
        tx.commit().await.unwrap();
        let ctx = operator(&t).await;
        plans::create(&ctx, "small", &PlanForm { members: "1".into(), ..plan_form("Small") }).await.unwrap();
        let selection = BulkSelection { to: "small".into(), ..all(BulkAction::Plan, TenantQuery { plan: "standard".into(), ..TenantQuery::default() }) };
        let seen = preview(&t, &selection).await;
        assert_eq!((seen.affected, seen.plan.unwrap().chosen.unwrap().1.organisations), (63, 63));
        assert_eq!(perform(&ctx, &selection, "").await, BulkOutcome::Changed(63));
        assert_eq!(preview(&t, &selection).await.affected, 0);
    }

    async fn those_who_are_selected_are_migrated_alone(t: Deployment) {
        let houses = fleet(&t, 3).await;
        let next = next_version(&t).await;
        let ctx = operator(&next).await;
        let behind = TenantQuery { condition: Some(TenantCondition::Behind), ..TenantQuery::default() };
        assert_eq!(preview(&next, &all(BulkAction::Upgrade, behind.clone())).await.affected, 3);
        let BulkOutcome::Run(run) = perform(&ctx, &named(BulkAction::Upgrade, &["house-001"]), "").await else {
            panic!("a run does it")
        };
        let mut view = upgrades::watch(&next.platform, run).await.unwrap();
        for _ in 0..1200 {
            if view.state != RunState::Running { break; }
            tokio::time::sleep(Duration::from_millis(50)).await;
            view = upgrades::watch(&next.platform, run).await.unwrap();
        }
        assert_eq!((view.state, view.counts.total(), view.counts.done), (RunState::Done, 1, 1), "{view:?}");
        let rest = tenants::list(&next.platform, &behind).await.unwrap().rows;
        let slugs: Vec<&str> = rest.iter().map(|row| row.slug.as_str()).collect();
        assert_eq!(slugs, [houses[0].slug.as_str(), houses[2].slug.as_str()]);
    }

    async fn those_on_a_server_are_moved_one_after_the_other(t: Deployment) {
        t.register("north", "here", 10).await;
        for slug in ["paris", "lyon", "nice"] {
            t.tenant(slug).await;
        }
        let ctx = operator(&t).await;
        let away = BulkSelection { to: "postgres-server@north".into(), ..named(BulkAction::Move, &["paris", "lyon"]) };
        let seen = preview(&t, &BulkSelection { to: String::new(), ..away.clone() }).await;
        let places = seen.places.unwrap();
        assert!(places.chosen.is_none() && places.choices.iter().any(|place| place.to_string() == "postgres-server@north"), "{places:?}");
        let refused = tenants::perform_bulk(&ctx, &BulkSelection { to: String::new(), ..away.clone() }, &seen.fingerprint, "").await.unwrap_err();
        assert_eq!(refused.fault.problem_of("to"), Some(&Problem::Required));
        let unknown = tenants::preview_bulk(&t.platform, &BulkSelection { to: "sqlite@south".into(), ..away.clone() }).await.unwrap_err();
        assert_eq!(unknown.fault.problem_of("to"), Some(&Problem::NotAChoice));
        let helper = operator_as(&t, "helper@tenantry.example", OperatorRole::Support).await;
        let fingerprint = preview(&t, &away).await.fingerprint;
        assert_eq!(tenants::perform_bulk(&helper, &away, &fingerprint, "").await.unwrap_err().kind(), Kind::Forbidden);

        assert_eq!(perform(&ctx, &away, "").await, BulkOutcome::Moving(2));
        assert_eq!(residents(&t, "north", 2).await, ["lyon", "paris"]);
        assert_eq!(preview(&t, &away).await.affected, 0, "they are there");

        // One of those who live there is deleted, the other goes back.
        tenantry::deletions::delete(&t.platform, "lyon", &tenantry::deletions::NewDeletion::default(), &Author::CommandLine).await.unwrap();
        let back = BulkSelection { to: t.placement().key().into(), ..all(BulkAction::Move, TenantQuery::on_server("north")) };
        let seen = preview(&t, &back).await;
        assert_eq!((seen.affected, seen.skipped), (1, 1));
        assert_eq!(perform(&ctx, &back, "").await, BulkOutcome::Moving(1));
        assert_eq!(residents(&t, "north", 1).await, ["lyon"]);
    }

    async fn who_can_not_be_moved_is_noted_and_the_others_go_on(t: Deployment) {
        t.register("north", "here", 10).await;
        for slug in ["lyon", "paris"] {
            t.tenant(slug).await;
        }
        tenants::start_maintenance(&t.platform, "lyon", "", &Author::CommandLine).await.unwrap();
        let to = tenantry::moves::Destination { placement: tenantry::servers::Placement::PostgresServer, server: Some("north".into()), region: None };
        let slugs = ["lyon".to_owned(), "nobody".to_owned(), "paris".to_owned()];
        let unobserved = tenantry::moves::unobserved();
        let done = tenantry::moves::move_many(&t.platform, &slugs, &to, &Author::CommandLine, &unobserved, |_| ()).await;
        let failed: Vec<(&str, &str)> = done.failed.iter().map(|of| (of.slug.as_str(), of.error.as_str())).collect();
        assert_eq!(failed, [("lyon", "an upgrade works on it, or it is shut"), ("nobody", "it is not there any more")]);
        assert_eq!((done.moved.len(), done.moved[0].slug.as_str()), (1, "paris"));
        let noted = tenantry::moves::of_tenant(&t.platform, "lyon").await.unwrap();
        assert_eq!(noted[0].error.as_deref(), Some("an upgrade works on it, or it is shut"));
        let again = tenantry::moves::move_many(&t.platform, &slugs[2..], &to, &Author::CommandLine, &unobserved, |_| ()).await;
        assert!(again.moved.is_empty() && again.failed.is_empty(), "it is there: {again:?}");
    }
}

/// Those who live on a server, once so many do.
async fn residents(t: &Deployment, server: &str, count: usize) -> Vec<String> {
    for _ in 0..600 {
        let rows = tenants::list(&t.platform, &TenantQuery::on_server(server)).await.unwrap().rows;
        if rows.len() == count {
            return rows.into_iter().map(|row| row.slug).collect();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{server} never has {count}");
}
