//! What is counted of requests, whatever becomes of them.

use crate::{
    app::{APEX, TestApp},
    harness::{Deployment, PASSWORD, both_engines},
};
use axum::routing::get;
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    metrics::{self, Period, Usage},
    tenants,
};

async fn panics() -> &'static str {
    panic!("a panic on purpose");
}

/// Everything that was answered until now, as the charts would show it.
async fn counted(app: &TestApp, slug: Option<&str>) -> Usage {
    let platform = &app.deployment.platform;
    // The client has its answer a moment before the server has counted its bytes.
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    metrics::flush(platform).await.unwrap();
    app.deployment.clock.advance(SignedDuration::from_mins(3));
    metrics::add_up(platform).await.unwrap();
    match slug {
        Some(slug) => metrics::usage_of(platform, slug, Period::Month).await.unwrap(),
        None => metrics::usage_of_all(platform, Period::Month).await.unwrap(),
    }
}

both_engines! {
    async fn each_answer_counts_in_its_class_for_its_organisation(t: Deployment) {
        let app = TestApp::start_with(t, |routes| routes.route("/panic", get(panics))).await;
        let paris = app.tenant("paris").await;
        app.tenant("lyon").await;
        let mut owner = paris.signed_in_as(Role::Owner).await;
        assert_eq!(owner.get("/").await.status, 200);
        assert_eq!(owner.get("/nowhere").await.status, 404);
        assert_eq!(owner.get("/panic").await.status, 500);
        let usage = counted(&app, Some("paris")).await;
        let total = &usage.total;
        assert_eq!((total.requests, total.client_errors, total.server_errors, total.refused), (4, 1, 1, 0), "{total:?}");
        assert!(total.bytes > 2_000 && total.p50_micros.is_some() && total.p99_micros >= total.p50_micros, "{total:?}");
        assert_eq!((total.sign_ins, total.refused_sign_ins, usage.active_users), (1, 0, 1));
        assert_eq!((total.jobs, total.mails), (0, 0), "nobody does any");
        assert_eq!(counted(&app, Some("lyon")).await.total.requests, 0);

        tenants::start_maintenance(&app.deployment.platform, "paris", "A moment", &tenantry::context::Author::CommandLine).await.unwrap();
        assert_eq!(owner.get("/").await.status, 503);
        let total = counted(&app, Some("paris")).await.total;
        assert_eq!((total.requests, total.server_errors, total.refused), (5, 1, 1), "it is closed on purpose");
    }

    async fn an_operator_sees_twelve_months_of_an_organisation(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        assert_eq!(paris.signed_in_as(Role::Owner).await.get("/").await.status, 200);
        counted(&app, Some("paris")).await;
        app.deployment.clock.advance(SignedDuration::from_hours(24 * 100));
        let mut operator = app.operator().await;
        let page = operator.get("/organisations/paris?period=12m").await;
        assert!(page.says("href=\"/organisations/paris?period=12m\"") && page.says("12 months"), "{}", page.body);
        let usage = operator.call(app::endpoints::USAGE_READ.path, &[("slug", "paris"), ("period", "12m")]).await.json();
        let months = usage["points"].as_array().unwrap().iter().map(|point| point["counts"]["requests"].as_i64().unwrap());
        let months: Vec<i64> = months.collect();
        assert_eq!(months, [0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0]);
    }

    async fn sign_ins_count_where_they_were_tried(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let actor = app.deployment.member(&paris.tenant, Role::Member).await;
        let sign_in = app::endpoints::SIGN_IN.path;
        let tries = [(actor.email.as_str(), PASSWORD), (&actor.email, "wrong"), ("nobody@paris.example", PASSWORD), ("", "")];
        for (email, password) in tries {
            paris.visitor().call(sign_in, &[("email", email), ("password", password)]).await;
        }
        app.operator().await;
        let total = counted(&app, Some("paris")).await.total;
        assert_eq!((total.sign_ins, total.refused_sign_ins), (1, 2), "an empty form is no try");
        assert_eq!(counted(&app, None).await.total.sign_ins, 2, "the operator's as well");
    }

    async fn an_organisation_that_has_too_many_at_once_is_refused_and_has_no_errors(t: Deployment) {
        let deployment = Deployment::start_with(t.engine, |config| {
            config.pool.requests_per_tenant = 1;
            config.pool.queue_per_tenant = 0;
        })
        .await;
        let app = TestApp::start(deployment).await;
        let tenant = app.tenant("paris").await.tenant;
        let mut visitor = app.tenant("paris").await.visitor();
        let mut neighbour = app.tenant("lyon").await.visitor();
        let held = app.deployment.platform.fleet.admit(tenant.id).await.unwrap();
        for _ in 0..5 {
            let refused = visitor.get("/sign-in").await;
            assert_eq!((refused.status, refused.header("retry-after")), (503, Some("2")), "{}", refused.body);
            assert_eq!(neighbour.get("/sign-in").await.status, 200, "nobody else is refused meanwhile");
        }
        drop(held);
        assert_eq!(visitor.get("/sign-in").await.status, 200);
        let total = counted(&app, Some("paris")).await.total;
        assert_eq!((total.requests, total.server_errors, total.refused), (6, 0, 5));
        let total = counted(&app, Some("lyon")).await.total;
        assert_eq!((total.requests, total.server_errors, total.refused), (5, 0, 0));
        let _ = std::fs::remove_dir_all(&app.deployment.directory);
    }

    async fn prometheus_reads_planes_and_names_the_busiest(t: Deployment) {
        let app = TestApp::start(t).await;
        app.visitor(APEX).get("/").await;
        app.visitor("nobody.tenantry.test").get("/").await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        owner.get("/loans").await;
        counted(&app, None).await;
        let text = app.operator().await.get("/metrics").await.body;
        for line in [
            "tenantry_requests_total{plane=\"public\",class=\"ok\"} 1",
            "tenantry_requests_total{plane=\"tenant\",class=\"ok\"} 2",
            "tenantry_requests_total{plane=\"none\",class=\"4xx\"} 1",
            "tenantry_request_seconds_count{plane=\"tenant\"} 2",
            "tenantry_sign_ins_total{plane=\"tenant\"} 1",
            "tenantry_organisation_requests_total{organisation=\"other\",class=\"ok\"} 2",
        ] {
            assert!(text.lines().any(|printed| printed == line), "{line} in {text}");
        }
        metrics::choose_named(&app.deployment.platform).await.unwrap();
        owner.get("/loans").await;
        counted(&app, None).await;
        let text = app.deployment.platform.prometheus();
        assert!(text.contains("tenantry_organisation_requests_total{organisation=\"paris\",class=\"ok\"} 1"), "{text}");
    }

    async fn nothing_is_counted_when_the_settings_say_so(t: Deployment) {
        let deployment = Deployment::start_with(t.engine, |config| config.metrics.on = false).await;
        let app = TestApp::start(deployment).await;
        app.tenant("paris").await.signed_in_as(Role::Owner).await;
        let usage = counted(&app, Some("paris")).await;
        assert!(!usage.is_counted && usage.total.requests == 0 && usage.active_users == 0);
        assert!(!app.deployment.platform.prometheus().contains("tenantry_requests_total"));
        let _ = std::fs::remove_dir_all(&app.deployment.directory);
    }
}
