use super::make;
use crate::{
    harness::{Deployment, both_engines},
    operators::operator,
    upgrades::{fleet, next_version},
};
use std::time::Duration;
use tenantry::{
    audit,
    context::OperatorCtx,
    fault::{Kind, Problem},
    tenants::{self, BulkAction, BulkOutcome, BulkPreview, BulkSelection, TenantCondition, TenantQuery, TenantStatus},
    upgrades::{self, RunState},
};

fn named(action: BulkAction, slugs: &[&str]) -> BulkSelection {
    let slugs = slugs.iter().map(|slug| (*slug).to_owned()).collect();
    BulkSelection { action, all: false, slugs, query: TenantQuery::default() }
}

fn all(action: BulkAction, query: TenantQuery) -> BulkSelection {
    BulkSelection { action, all: true, slugs: Vec::new(), query }
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
}
