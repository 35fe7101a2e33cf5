use super::{document, error, parse, text};
use crate::{harness::both_engines, plans::plan_form};
use tenantry::{
    context::Author,
    fault::Kind,
    modules::Module,
    plans::{self, PlanForm},
    tenants::{self, TenantStatus},
};

both_engines! {
    async fn an_organisation_is_in_maintenance_until_it_is_over(t: Deployment) {
        t.tenant("paris").await;
        let status = async || tenants::find(&t.platform, "paris").await.unwrap().unwrap().status;
        let on = ["tenant", "maintenance", "paris", "on", "--message", "Until noon."];
        let tried = document(&t, &[&on[..], &["--dry-run"]].concat()).await;
        assert_eq!((tried["status"].as_str(), tried["dry_run"].as_bool()), (Some("maintenance"), Some(true)));
        assert_eq!(status().await, TenantStatus::Active);
        assert!(text(&t, &on).await.contains("paris is maintenance"));
        let closed = tenants::find(&t.platform, "paris").await.unwrap().unwrap();
        assert_eq!((closed.status, closed.status_reason.as_deref()), (TenantStatus::Maintenance, Some("Until noon.")));
        let refused = tenants::plan_maintenance(&t.platform, "paris", "").await.unwrap_err();
        assert_eq!(refused.kind(), Kind::Conflict);
        error(&t, &on).await;
        assert!(error(&t, &["tenant", "maintenance", "paris", "off", "--message", "x"]).await.contains("goes with on"));
        document(&t, &["tenant", "maintenance", "paris", "off", "--dry-run"]).await;
        assert_eq!(status().await, TenantStatus::Maintenance);
        assert_eq!(document(&t, &["tenant", "maintenance", "paris", "off"]).await["status"], "active");
        assert_eq!(status().await, TenantStatus::Active);

        let events = tenants::timeline(&t.platform, "paris", "").await.unwrap().rows;
        let begun = events.iter().find(|event| event.kind == "tenant-maintenance").unwrap();
        assert_eq!(begun.by.as_ref().map(|by| by.name.as_str()), Some("command line"));
        tenants::suspend(&t.platform, "paris", "Unpaid", &Author::CommandLine).await.unwrap();
        assert_eq!(error(&t, &["tenant", "maintenance", "paris", "off"]).await, "paris is not in maintenance");
        assert_eq!(status().await, TenantStatus::Suspended);
        let long = "x".repeat(501);
        assert!(error(&t, &["tenant", "maintenance", "paris", "on", "--message", &long]).await.starts_with("message: "));
        assert_eq!(error(&t, &["tenant", "maintenance", "nowhere", "on"]).await, "there is no organisation “nowhere”");
    }

    async fn modules_are_turned_on_and_off(t: Deployment) {
        t.tenant_with("paris", &[]).await;
        let has = async || tenants::find(&t.platform, "paris").await.unwrap().unwrap().has(Module::Loans);
        let tried = document(&t, &["tenant", "modules", "paris", "--on", "loans", "--dry-run"]).await;
        assert_eq!((tried["on"][0].as_str(), tried["dry_run"].as_bool(), has().await), (Some("loans"), Some(true), false));
        assert!(text(&t, &["tenant", "modules", "paris", "--on", "loans"]).await.contains("loans was turned on"));
        assert!(has().await);
        let off = document(&t, &["tenant", "modules", "paris", "--off", "loans"]).await;
        assert_eq!((off["off"][0].as_str(), off["on"].as_array().map(Vec::len), has().await), (Some("loans"), Some(0), false));
        let both = error(&t, &["tenant", "modules", "paris", "--on", "loans", "--off", "loans"]).await;
        assert_eq!(both, "loans is to be turned on and off");
        assert_eq!(parse(&["tenant", "modules", "paris"]).unwrap_err().exit_code(), 2);
        let events = tenants::timeline(&t.platform, "paris", "").await.unwrap().rows;
        for kind in ["module-enabled", "module-disabled"] {
            let event = events.iter().find(|event| event.kind == kind).unwrap();
            assert_eq!((event.detail.as_str(), event.by.as_ref().map(|by| by.name.as_str())), ("loans", Some("command line")));
        }

        let ctx = crate::operators::operator(&t).await;
        plans::create(&ctx, "small", &PlanForm { module_choice: "chosen".into(), ..plan_form("Small") }).await.unwrap();
        plans::change_plan(&t.platform, "paris", "small", None, &Author::CommandLine).await.unwrap();
        let refused = error(&t, &["tenant", "modules", "paris", "--on", "loans", "--dry-run"]).await;
        assert_eq!(refused, "slug: isn't part of the plan");
    }
}
