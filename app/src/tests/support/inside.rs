//! What can be done inside: every endpoint that changes something, and every one that reads.

use super::{Scene, let_in};
use crate::{app::TestApp, client::Answer, harness::both_engines, lending::three_instalments};
use std::collections::BTreeMap;
use tenantry::{
    access::{Access, Effect, Endpoint, Plane, Role, Verb},
    db::Rows,
    loans,
};

/// Every row of the organisation's own database, and those of its people in the central one.
async fn rows(app: &TestApp) -> BTreeMap<String, Vec<String>> {
    let (platform, ctx) = (&app.deployment.platform, app.deployment.ctx("paris", Role::Owner).await);
    let mut all = BTreeMap::new();
    let mut reader = ctx.read().await.unwrap();
    for table in platform.lifecycle.tables_of_tenant(&mut reader).await.unwrap() {
        let mut lines = Vec::new();
        let take = |line| {
            lines.push(line);
            Ok(())
        };
        table.each_row(&mut reader, Rows::All, |_| false, take).await.unwrap();
        all.insert(table.name().to_owned(), lines);
    }
    let mut reader = platform.central.read().await.unwrap();
    for table in platform.lifecycle.central_tables(&mut reader).await.unwrap() {
        if !["tenant", "domain", "membership", "invitation", "user", "tenant_module", "brand_due"]
            .contains(&table.name())
        {
            continue;
        }
        let mut lines = Vec::new();
        let take = |line| {
            lines.push(line);
            Ok(())
        };
        // When somebody was last seen is noted by looking.
        let is_left_out = |column: &str| column == "last_seen_at" || column == "last_active_at";
        table.each_row(&mut reader, Rows::All, is_left_out, take).await.unwrap();
        all.insert(format!("central {}", table.name()), lines);
    }
    assert!(all["loan"].len() == 1 && !all["central membership"].is_empty(), "there is something to change");
    all
}

async fn lent(app: &TestApp) -> String {
    let ctx = app.deployment.ctx("paris", Role::Owner).await;
    let form = three_instalments("Ruth");
    loans::create(&ctx, form).await.unwrap().to_string()
}

fn of_tenants(effect: Effect) -> impl Iterator<Item = &'static &'static Endpoint> {
    let of = app::endpoints::ALL.iter().filter(|endpoint| endpoint.planes.contains(&Plane::Tenant));
    of.filter(move |endpoint| endpoint.effect == effect)
}

/// With what would change something, were it let through.
async fn called(scene: &mut Scene<'_>, endpoint: &Endpoint, loan: &str) -> Answer {
    let request = scene.request.clone();
    let fields = [
        ("id", loan),
        ("loan", loan),
        ("amount", "100"),
        ("paid_on", "2026-03-01"),
        ("name", "Changed"),
        ("locale", "fr"),
        ("time_zone", "Europe/Paris"),
        ("currency", "USD"),
        ("borrower_name", "Mallory"),
        ("starts_on", "2026-03-01"),
        ("instalments", "2"),
        ("email", "mallory@example.org"),
        ("role", "owner"),
        ("primary", "#ff0000"),
        ("reason", "because of a test"),
        ("request", request.as_str()),
        ("minutes", "15"),
        ("access", "write"),
        ("password", crate::harness::PASSWORD),
    ];
    if endpoint.verb == Verb::Get {
        scene.inside.read(endpoint.path).await
    } else {
        scene.inside.call(endpoint.path, &fields).await
    }
}

both_engines! {
    async fn who_only_looks_changes_nothing_by_any_endpoint(t: Deployment) {
        let app = TestApp::start(t).await;
        let loan = lent(&app).await;
        let mut scene = let_in(&app, false).await;
        let before = rows(&app).await;
        let mut tried = 0;
        for endpoint in of_tenants(Effect::Change) {
            let answer = called(&mut scene, endpoint, &loan).await;
            assert_eq!((answer.status, answer.says("ReadOnly")), (403, true), "{}: {answer:?}", endpoint.path);
            tried += 1;
        }
        assert!(tried > 25, "{tried}");
        let form = scene.inside.submit("/loans/new", "/api/loans/create", &[("borrower_name", "Mallory")]).await;
        assert_eq!((form.status, form.says("You may only look")), (403, true), "{}", form.body);
        assert_eq!(rows(&app).await, before);
        assert_eq!(scene.inside.get("/loans").await.status, 200, "and nobody was put out");
    }

    async fn what_is_declared_as_a_read_changes_nothing(t: Deployment) {
        let app = TestApp::start(t).await;
        let loan = lent(&app).await;
        let mut scene = let_in(&app, false).await;
        let before = rows(&app).await;
        let mut refused = Vec::new();
        for endpoint in of_tenants(Effect::Read) {
            let answer = called(&mut scene, endpoint, &loan).await;
            assert!(answer.status < 500 && answer.status != 401, "{}: {answer:?}", endpoint.path);
            if answer.status == 403 {
                refused.push(endpoint.path);
            }
        }
        // A file for anyone is asked for by a signed link, which support has no part in.
        let not_theirs: Vec<&str> = of_tenants(Effect::Read)
            .filter(|of| of.verb == Verb::Get && of.access != Access::Anyone || ["/api/profile/read", "/api/profile/sessions"].contains(&of.path))
            .map(|of| of.path)
            .collect();
        assert_eq!(refused, not_theirs, "a person's own, and lists as files");
        assert_eq!(rows(&app).await, before);
    }

    async fn pages_say_where_one_is_and_offer_nothing_that_is_refused(t: Deployment) {
        let app = TestApp::start(t).await;
        let loan = lent(&app).await;
        let mut scene = let_in(&app, false).await;
        for page in ["/", "/loans", "/members", "/settings/organisation", "/settings/brand", "/settings/support", "/search?q=ruth", "/support/enter", "/nowhere"] {
            let answer = scene.inside.get(page).await;
            assert!(answer.says("as support, read only, until 13:15") && answer.says(crate::support::REASON), "{page}: {}", answer.body);
            assert!(answer.says("action=\"/api/support/leave\""), "{page}");
        }
        let settings = scene.inside.get("/settings/organisation").await;
        assert!(settings.status == 200 && settings.says("<fieldset disabled class=\"read-only\">"), "{}", settings.body);
        let loan = scene.inside.get(&format!("/loans/{loan}")).await;
        assert!(loan.status == 200 && !loan.says("/api/loans/cancel"), "{}", loan.body);
        let list = scene.inside.get("/loans").await;
        assert!(!list.says("href=\"/loans/new\"") && !list.says("/api/loans/export") && list.says("href=\"/settings/brand\""), "{}", list.body);
        assert_eq!(scene.inside.get("/settings/profile").await.status, 403);
        assert!(!scene.owner.get("/loans").await.says("support-bar"), "it is for who is inside alone");
        assert!(scene.owner.get("/loans").await.says("Support may be inside until 13:15: Ops"));
    }

    async fn who_may_change_something_changes_that_alone(t: Deployment) {
        let app = TestApp::start(t).await;
        let loan = lent(&app).await;
        let mut scene = let_in(&app, true).await;
        assert!(scene.inside.get("/loans").await.says("may change things, until 13:15"));
        let theirs = ["/api/loans/", "/api/brand/", "/api/organisation/"];
        let before = rows(&app).await;
        for endpoint in of_tenants(Effect::Change).filter(|of| !theirs.iter().any(|path| of.path.starts_with(path))) {
            let answer = called(&mut scene, endpoint, &loan).await;
            assert_eq!(answer.status, 403, "{}: {answer:?}", endpoint.path);
        }
        assert_eq!(rows(&app).await, before, "people, their roles and passwords, invitations, and who may come in");
        let form = [("id", loan.as_str()), ("amount", "100"), ("paid_on", "2026-03-01")];
        let repaid = scene.inside.submit(&format!("/loans/{loan}/repay"), "/api/loans/repay", &form).await;
        assert_eq!(repaid.status, 303, "{repaid:?}");
        assert!(scene.owner.get(&format!("/loans/{loan}")).await.says("Ops (support)"), "who did it says what they are");
        let trail = scene.owner.call(app::endpoints::SUPPORT_TRAIL.path, &[]).await.json();
        let newest = &trail["visits"][0];
        assert_eq!((newest["kind"].as_str(), newest["path"].as_str()), (Some("write"), Some(format!("/loans/{loan}/repay").as_str())));
        assert_eq!(newest["calls"][0], "/api/loans/repay");
        let saved = [("name", "By support"), ("locale", "en"), ("time_zone", "Europe/Paris"), ("currency", "EUR")];
        assert_eq!(scene.inside.call("/api/organisation/save", &saved).await.status, 200);
        let timeline = scene.operator.get("/organisations/paris/timeline").await;
        assert!(timeline.says("via support") && timeline.says("Support came in"), "{}", timeline.body);
    }
}
