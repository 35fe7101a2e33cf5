use super::{document, text};
use crate::{harness::both_engines, operators::operator};
use serde_json::json;
use tenantry::deployment;

both_engines! {
    async fn every_setting_is_printed_with_source_and_meaning(t: Deployment) {
        let printed = text(&t, &["config"]).await;
        assert!(printed.contains("server.listen = \"127.0.0.1:3000\"\n    from default; variable TENANTRY_LISTEN\n"), "{printed}");
        let settings = document(&t, &["config"]).await;
        for setting in settings.as_array().unwrap() {
            for fact in ["key", "value", "default", "env", "doc"] {
                assert!(setting[fact].as_str().is_some_and(|text| !text.is_empty()), "{fact} of {setting}");
            }
        }
    }

    async fn what_operators_changed_is_printed_with_who_did(t: Deployment) {
        let ctx = operator(&t).await;
        deployment::save(&ctx, "plans.grace_days", "3").await.unwrap();
        let line = "plans.grace_days = 3\n    from console, by Ops at 2026-03-15T12:00:00Z (default: 14); variable TENANTRY_PLANS_GRACE_DAYS\n";
        let printed = text(&t, &["config"]).await;
        assert!(printed.contains(line) && !printed.contains("not asked"), "{printed}");
        let settings = document(&t, &["config"]).await;
        let setting = settings.as_array().unwrap().iter().find(|setting| setting["key"] == "plans.grace_days").unwrap();
        assert_eq!((&setting["value"], &setting["source"]), (&json!("3"), &json!({ "console": { "by": "Ops", "at": "2026-03-15T12:00:00Z" } })));
        deployment::reset(&ctx, "plans.grace_days").await.unwrap();
        assert!(text(&t, &["config"]).await.contains("plans.grace_days = 14\n    from default;"));
    }

    async fn the_template_is_a_settings_file(t: Deployment) {
        let printed = text(&t, &["config", "--template"]).await;
        assert_eq!(printed, tenantry::config::template());
    }
}

#[test]
fn a_password_is_not_printed() {
    let mut config = tenantry::config::Config::default();
    config.database.location = "postgres://ann:s3cret@db.example/central".parse().unwrap();
    let report = serde_json::to_string(&config.report()).unwrap();
    assert!(report.contains("postgres://***@db.example/central") && !report.contains("s3cret"), "{report}");
}
