use super::resolved;
use crate::{
    harness::{Deployment, both_engines, every_placement},
    lending::three_instalments,
    operators::operator,
};
use tenantry::{
    access::Role,
    context::Author,
    deletions::{self, NewDeletion},
    fault::{Kind, Problem},
    loans::{self, LoanQuery},
    modules::Module,
    tenants::{self, TenantStatus, begin_maintenance, disable_module, enable_module, resume, suspend},
    upgrades,
};

async fn lend(t: &Deployment, slug: &str) {
    let ctx = t.ctx(slug, Role::Owner).await;
    let form = three_instalments("Ruth");
    loans::create(&ctx, form).await.unwrap();
}

async fn loans_of(t: &Deployment, slug: &str) -> usize {
    let ctx = t.ctx(slug, Role::Owner).await;
    loans::list(&ctx, &LoanQuery::default()).await.unwrap().rows.len()
}

every_placement! {
    async fn a_module_that_was_never_on_gets_its_tables(t: Deployment) {
        let ctx = operator(&t).await;
        t.tenant_with("nord", &[]).await;
        let clean = |slug: &str| {
            let (platform, slug) = (t.platform.clone(), slug.to_owned());
            async move { tenants::detail(&platform, &slug).await.unwrap().unwrap() }
        };
        assert!(clean("nord").await.modules.is_empty());
        enable_module(&t.platform, "nord", Module::Loans, &(&ctx.actor).into()).await.unwrap();
        let detail = clean("nord").await;
        assert_eq!((detail.modules.as_slice(), detail.summary.is_behind), ([Module::Loans].as_slice(), false));
        lend(&t, "nord").await;
        assert_eq!(loans_of(&t, "nord").await, 1);
        let drift = upgrades::drift(&t.platform, 1, || {}).await.unwrap();
        assert!(drift.drifted.is_empty() && drift.unreadable.is_empty(), "{drift:?}");
    }
}

both_engines! {
    async fn a_module_that_is_turned_off_hides_and_keeps_its_data(t: Deployment) {
        let ctx = operator(&t).await;
        t.tenant("nord").await;
        lend(&t, "nord").await;
        disable_module(&t.platform, "nord", Module::Loans, &(&ctx.actor).into()).await.unwrap();
        disable_module(&t.platform, "nord", Module::Loans, &(&ctx.actor).into()).await.unwrap();
        let here = resolved(&t, "nord").await.unwrap();
        assert!(!here.has(Module::Loans), "at once");
        assert_eq!(here.installed, [Module::Loans]);
        let detail = tenants::detail(&t.platform, "nord").await.unwrap().unwrap();
        assert_eq!((detail.modules.len(), detail.disabled.as_slice()), (0, [Module::Loans].as_slice()));
        let drift = upgrades::drift(&t.platform, 1, || {}).await.unwrap();
        assert!(drift.drifted.is_empty(), "its tables belong there: {drift:?}");
        assert_eq!(drift.behind, 0);

        enable_module(&t.platform, "nord", Module::Loans, &(&ctx.actor).into()).await.unwrap();
        enable_module(&t.platform, "nord", Module::Loans, &(&ctx.actor).into()).await.unwrap();
        assert!(resolved(&t, "nord").await.unwrap().has(Module::Loans));
        assert_eq!(loans_of(&t, "nord").await, 1, "nothing is lost");
        let events = tenants::timeline(&t.platform, "nord", "").await.unwrap().rows;
        assert_eq!(events.iter().filter(|event| event.kind == "module-disabled").count(), 1);
    }

    async fn maintenance_begins_with_a_message_and_ends(t: Deployment) {
        let ctx = operator(&t).await;
        t.tenant("nord").await;
        begin_maintenance(&t.platform, "nord", " Until noon. ", &(&ctx.actor).into()).await.unwrap();
        let closed = resolved(&t, "nord").await.unwrap();
        assert_eq!((closed.status, closed.status_reason.as_deref()), (TenantStatus::Maintenance, Some("Until noon.")));
        assert_eq!(begin_maintenance(&t.platform, "nord", "", &(&ctx.actor).into()).await.unwrap_err().kind(), Kind::Conflict);
        tenants::resume(&t.platform, "nord", &(&ctx.actor).into()).await.unwrap();
        assert_eq!(resolved(&t, "nord").await.unwrap().status, TenantStatus::Active);
        let long = begin_maintenance(&t.platform, "nord", &"x".repeat(501), &(&ctx.actor).into()).await.unwrap_err();
        assert_eq!(long.fault.problem_of("message"), Some(&Problem::TooLong { most: 500 }));
        assert_eq!(begin_maintenance(&t.platform, "ouest", "", &(&ctx.actor).into()).await.unwrap_err().kind(), Kind::NotFound);
    }

    async fn what_is_deleted_is_left_alone(t: Deployment) {
        let ctx = operator(&t).await;
        t.tenant("nord").await;
        deletions::delete(&t.platform, "nord", &NewDeletion::default(), &Author::CommandLine).await.unwrap();
        for refused in [
            begin_maintenance(&t.platform, "nord", "", &(&ctx.actor).into()).await,
            disable_module(&t.platform, "nord", Module::Loans, &(&ctx.actor).into()).await,
            enable_module(&t.platform, "nord", Module::Loans, &(&ctx.actor).into()).await,
            suspend(&t.platform, "nord", "Unpaid", &Author::CommandLine).await,
            resume(&t.platform, "nord", &Author::CommandLine).await,
        ] {
            assert_eq!(refused.unwrap_err().fault.problem_of("slug"), Some(&Problem::IsDeleted));
        }
    }
}
