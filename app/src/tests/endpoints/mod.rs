//! Every endpoint: declared once, found on its planes alone, open to whom its declaration names and to nobody else.

mod callers;
mod declarations;
mod verdicts;

use crate::{
    app::{APEX, CONSOLE, TestApp},
    client::FORM,
    harness::both_engines,
    lending::three_instalments,
    upgrades,
};
use callers::{CALLERS, Cast};
use declarations::functions_declared;
use tenantry::{
    access::{Access, Plane, Role},
    backups::{self, BackupReason},
    context::Author,
    loans,
    modules::Module,
};
use verdicts::{observed, promised};

const PLANES: [Plane; 3] = [Plane::Public, Plane::Console, Plane::Tenant];

both_engines! {
    async fn every_endpoint_lets_in_whom_it_declares_and_nobody_else(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let form = three_instalments("Ruth");
        let loan = loans::create(&ctx, form).await.unwrap().to_string();
        let made = backups::back_up(&app.deployment.platform, "paris", BackupReason::Asked, &Author::CommandLine).await;
        let backup = made.unwrap().id.to_string();
        let (provisioning, run) = (provisioning_id(&app).await, run_id(&app).await);
        let support = support_request(&app).await;
        app.deployment.register("eu-1", "eu", 4).await;
        let mut cast = Cast::of(&app);
        let mut wrong = Vec::new();
        let long = "x".repeat(501);
        for endpoint in app::endpoints::ALL {
            // What exists is named, so that a function doesn't answer 404 by itself.
            let fields: &[(&str, &str)] = match endpoint.path {
                "/api/console/overview/concern" => &[("concern", "failing")],
                "/api/console/progress" => &[("id", provisioning.as_str())],
                "/api/console/upgrades/watch" | "/api/console/upgrades/resume" | "/api/console/upgrades/halt" => {
                    &[("id", run.as_str())]
                }
                path if path.starts_with("/api/console/upgrades/run/") => &[("id", run.as_str())],
                path if path.starts_with("/api/support/") => &[("request", support.as_str())],
                path if path.starts_with("/api/console/plans/") => &[("slug", "paris"), ("plan", "standard"), ("form", "{}")],
                path if path.starts_with("/api/console/deployment/") => &[("setting", "sign_up.per_network"), ("value", "none")],
                path if path.starts_with("/api/console/backups/") => &[("slug", "paris"), ("backup", backup.as_str()), ("confirmation", "lyon")],
                path if path.starts_with("/api/console/servers/") => &[("name", "eu-1")],
                // Not to close the organisation: who is let in is told that the message is too long.
                "/api/console/sections/maintenance" => &[("slug", "paris"), ("message", long.as_str())],
                path if path.starts_with("/api/console/") => &[("slug", "paris")],
                _ => &[("id", loan.as_str())],
            };
            for plane in PLANES {
                for caller in CALLERS {
                    let answer = cast.call(caller, host_of(plane), endpoint, fields).await;
                    let (promised, observed) = (promised(endpoint, plane, caller), observed(&answer));
                    if promised != observed {
                        wrong.push(format!("{} on {plane:?} by {caller:?}: {promised:?} is promised, {} came", endpoint.path, answer.status));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn no_function_answers_get(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        let mut operator = app.operator().await;
        let mut visitor = app.visitor(APEX);
        for endpoint in functions_declared() {
            for browser in [&mut owner, &mut operator, &mut visitor] {
                for answer in [browser.get(endpoint.path).await, browser.read(endpoint.path).await] {
                    assert!(matches!(answer.status, 303 | 401 | 404 | 405), "{} on {}: {}", endpoint.path, browser.host, answer.status);
                }
            }
        }
        assert_eq!(owner.get("/members").await.status, 200, "and nobody was signed out by it");
    }

    async fn a_path_that_nobody_declared_is_not_found(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        for path in ["/api/loans/erase", "/api/", "/api/loans/list/", "/api/loans//list", "/api/%6coans/list", "/api/LOANS/list"] {
            assert_eq!(owner.call(path, &[]).await.status, 404, "{path}");
        }
    }

    async fn an_endpoint_of_a_module_that_is_off_is_not_found(t: Deployment) {
        let tenant = t.tenant_with("martin", &[]).await;
        assert!(!tenant.has(Module::Loans));
        let app = TestApp::start(t).await;
        let mut owner = app.tenant("martin").await.signed_in_as(Role::Owner).await;
        for endpoint in app::endpoints::ALL {
            if let Access::Needs(permission) = endpoint.access && permission.module().is_some() {
                assert_eq!(owner.call(endpoint.path, &[]).await.status, 404, "{}", endpoint.path);
            }
        }
        assert_eq!(owner.get("/loans").await.status, 404);
        assert_eq!(owner.get("/").await.status, 200, "the rest of the organisation is there");
    }

    async fn a_body_of_another_kind_is_invalid(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        for endpoint in app::endpoints::ALL.iter().filter(|endpoint| endpoint.planes.contains(&Plane::Tenant)) {
            for (kind, body) in [("text/plain", "x"), ("application/json", "{"), ("multipart/form-data", "x"), (FORM, "%ff=%00&&&=")] {
                let headers = [("accept", "application/json"), ("content-type", kind)];
                let answer = owner.clone().request("POST", endpoint.path, &headers, body.as_bytes()).await;
                assert!(answer.status < 500 && answer.status > 0, "{} with {kind}: {answer:?}", endpoint.path);
                if answer.status == 200 && endpoint.path == app::endpoints::SIGN_OUT.path {
                    owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
                }
            }
        }
    }
}

/// A provisioning that an operator may ask about.
async fn provisioning_id(app: &TestApp) -> String {
    let new = tenantry::tenants::NewTenant {
        name: "Nice".into(),
        slug: "nice".into(),
        admin_name: "Ann".into(),
        admin_email: "ann@nice.example".into(),
        locale: tenantry::locale::Locale::En,
        ..tenantry::tenants::NewTenant::default()
    };
    tenantry::provisioning::start(app.deployment.platform.clone(), new).await.unwrap().to_string()
}

/// A request that owners may answer.
async fn support_request(app: &TestApp) -> String {
    let mut operator = app.operator().await;
    crate::support::asked(&mut operator, "paris", false).await
}

/// A run that an operator may watch.
async fn run_id(app: &TestApp) -> String {
    upgrades::migrate_to_next(&app.deployment).await.to_string()
}

fn host_of(plane: Plane) -> &'static str {
    match plane {
        Plane::Public => APEX,
        Plane::Console => CONSOLE,
        Plane::Tenant => "paris.tenantry.test",
    }
}
