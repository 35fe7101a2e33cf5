//! Organisations that can't be served: suspended, in maintenance, or with a broken database. All others go on.

use crate::{
    app::{House, TestApp},
    client::Answer,
    harness::{Deployment, Engine, both_engines},
};
use std::path::PathBuf;
use tenantry::{access::Role, brand, tenants};

const REASON: &str = "The association was dissolved on 1 March.";
const MESSAGE: &str = "Back at four o’clock.";

async fn assert_others_go_on(lyon: &House<'_>) {
    let mut member = lyon.signed_in_as(Role::Member).await;
    for page in ["/", "/loans", "/members"] {
        assert_eq!(member.get(page).await.status, 200, "{page}");
    }
}

/// The brand's custom properties, as the page carries them.
fn style(answer: &Answer) -> &str {
    let style = answer.body.split("<style").nth(1).expect("the page carries the brand's style");
    style.split_once('>').unwrap().1.split("</style>").next().unwrap()
}

/// Ways in which a database can be lost, each with its own undoing where there is one.
#[derive(Clone, Copy, Debug)]
enum Loss {
    /// SQLite: the file is gone. PostgreSQL: the database was dropped.
    Gone,
    /// SQLite: the file is full of something else.
    Garbage,
}

fn file(t: &Deployment, house: &House<'_>) -> PathBuf {
    t.directory.join("data/tenants").join(format!("{}.db", house.tenant.database()))
}

async fn lose(t: &Deployment, house: &House<'_>, loss: Loss) {
    t.platform.fleet.close(house.tenant.id).await;
    t.platform.brands.forget_all();
    match (t.engine, loss) {
        (Engine::Sqlite, Loss::Garbage) => std::fs::write(file(t, house), b"not a database ".repeat(4096)).unwrap(),
        _ => t.platform.lifecycle.drop(house.tenant.home()).await.unwrap(),
    }
}

async fn assert_branded_503(house: &House<'_>, healthy: &Answer) {
    let mut member = house.signed_in_as(Role::Member).await;
    for page in ["/", "/loans", "/loans/new"] {
        let answer = member.get(page).await;
        assert_eq!(answer.status, 503, "{page}: {}", answer.body);
        assert!(answer.header("retry-after").is_some(), "{page} says when to come again");
        assert!(answer.says(&house.tenant.name), "{page} has the organisation's name");
        assert_eq!(style(&answer), style(healthy), "{page} has the organisation's colours");
        let causes = ["No such file", "not a database", "does not exist", house.tenant.database().as_str()];
        assert!(causes.iter().all(|cause| !answer.says(cause)), "{page} tells nothing of the cause");
    }
    for path in [app::endpoints::LOANS_LIST.path, app::endpoints::LOANS_CREATE.path, app::endpoints::BRAND_READ.path] {
        let answer = house.signed_in_as(Role::Owner).await.call(path, &[("borrower_name", "Ruth")]).await;
        assert_eq!(answer.status, 503, "{path}: {}", answer.body);
        assert!(answer.header("retry-after").is_some(), "{path}");
        assert!(answer.json()["kind"].get("Unavailable").is_some(), "{path}: {}", answer.body);
    }
}

both_engines! {
    async fn a_suspended_organisation_tells_the_reason_to_its_members_alone(t: Deployment) {
        let app = TestApp::start(t).await;
        let (paris, lyon) = (app.tenant("paris").await, app.tenant("lyon").await);
        let mut member = paris.signed_in_as(Role::Member).await;
        assert_eq!(member.get("/").await.status, 200);
        let platform = &app.deployment.platform;
        tenants::suspend(platform, "paris", REASON, &tenantry::context::Author::CommandLine).await.unwrap();

        for page in ["/", "/loans", "/members", "/nothing"] {
            let stranger = paris.visitor().get(page).await;
            assert_eq!(stranger.status, 403, "{page}");
            assert!(!stranger.says(REASON) && stranger.says(&paris.tenant.name), "{page}");
            let inside = member.get(page).await;
            assert_eq!(inside.status, 403, "{page}");
            assert!(inside.says(REASON), "{page}: {}", inside.body);
        }
        for endpoint in app::endpoints::ALL.iter().filter(|endpoint| endpoint.path.starts_with("/api/loans/")) {
            let answer = member.call(endpoint.path, &[]).await;
            assert_eq!(answer.status, 403, "{}", endpoint.path);
            assert!(!answer.says(REASON), "{}", endpoint.path);
        }
        assert_eq!(paris.visitor().get("/sign-in").await.status, 200);
        let mut later = paris.signed_in_as(Role::Owner).await;
        assert!(later.get("/").await.says(REASON), "signing in is still possible, and gives the reason");
        assert_eq!(later.call(app::endpoints::SIGN_OUT.path, &[]).await.status, 200);
        assert!(!later.get("/").await.says(REASON));
        assert_others_go_on(&lyon).await;

        tenants::resume(platform, "paris", &tenantry::context::Author::CommandLine).await.unwrap();
        assert_eq!(member.get("/").await.status, 200);
    }

    async fn an_organisation_in_maintenance_says_when_to_come_again(t: Deployment) {
        let app = TestApp::start(t).await;
        let (paris, lyon) = (app.tenant("paris").await, app.tenant("lyon").await);
        let mut member = paris.signed_in_as(Role::Member).await;
        let platform = &app.deployment.platform;
        tenants::start_maintenance(platform, "paris", MESSAGE, &tenantry::context::Author::CommandLine).await.unwrap();
        for page in ["/", "/sign-in", "/loans", "/invitation?token=x"] {
            for answer in [paris.visitor().get(page).await, member.get(page).await] {
                assert_eq!(answer.status, 503, "{page}");
                assert!(answer.header("retry-after").is_some_and(|seconds| seconds.parse::<u32>().is_ok()), "{page}");
                assert!(answer.says(MESSAGE) && answer.says(&paris.tenant.name), "{page}: {}", answer.body);
            }
        }
        let answer = member.call(app::endpoints::LOANS_LIST.path, &[]).await;
        assert_eq!((answer.status, answer.header("retry-after")), (503, Some("120")));
        assert_others_go_on(&lyon).await;
        tenants::resume(platform, "paris", &tenantry::context::Author::CommandLine).await.unwrap();
        assert_eq!(member.get("/").await.status, 200, "the session was kept");
    }

    async fn an_organisation_whose_database_is_gone_is_unavailable_alone(t: Deployment) {
        lost(t, Loss::Gone).await;
    }

    async fn an_organisation_whose_database_is_garbage_is_unavailable_alone(t: Deployment) {
        lost(t, Loss::Garbage).await;
    }

    async fn a_database_that_comes_back_is_served_again(t: Deployment) {
        let app = TestApp::start(t).await;
        let (t, paris) = (&app.deployment, app.tenant("paris").await);
        let mut member = paris.signed_in_as(Role::Member).await;
        if t.engine == Engine::Postgres {
            // What a restore does: a database of that name is made again.
            lose(t, &paris, Loss::Gone).await;
            assert_eq!(member.get("/loans").await.status, 503);
            t.platform.lifecycle.create(paris.tenant.home(), &paris.tenant.modules).await.unwrap();
        } else {
            let (file, aside) = (file(t, &paris), t.directory.join("aside.db"));
            t.platform.fleet.close(paris.tenant.id).await;
            std::fs::rename(&file, &aside).unwrap();
            assert_eq!(member.get("/loans").await.status, 503);
            assert!(!file.exists(), "a lookup made a file");
            std::fs::rename(&aside, &file).unwrap();
        }
        assert_eq!(member.get("/loans").await.status, 200);
    }
}

/// SQLite has no such case: who writes over a file that is open deceives the engine.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_goes_while_it_is_open_is_unavailable_and_no_fault() {
    let app = TestApp::start(Deployment::start(Engine::Postgres).await).await;
    let (t, paris, lyon) = (&app.deployment, app.tenant("paris").await, app.tenant("lyon").await);
    let mut member = paris.signed_in_as(Role::Member).await;
    assert_eq!(member.get("/loans").await.status, 200);
    t.platform.lifecycle.drop(paris.tenant.home()).await.unwrap();
    let fields = [("borrower_name", "Ruth"), ("amount", "300"), ("starts_on", "2026-02-01"), ("instalments", "3")];
    for _ in 0..3 {
        let answer = member.call(app::endpoints::LOANS_CREATE.path, &fields).await;
        assert_eq!(answer.status, 503, "{}", answer.body);
        assert_eq!(member.get("/loans").await.status, 503);
    }
    assert_others_go_on(&lyon).await;
}

async fn lost(t: Deployment, loss: Loss) {
    let app = TestApp::start(t).await;
    let (t, paris, lyon) = (&app.deployment, app.tenant("paris").await, app.tenant("lyon").await);
    let ctx = t.ctx("paris", Role::Owner).await;
    let form = brand::BrandForm {
        name: paris.tenant.name.clone(),
        primary: "#7a1fa2".into(),
        accent: "#00695c".into(),
        radius: "3".into(),
        heading_font: "inter".into(),
        ..brand::BrandForm::default()
    };
    brand::save(&ctx, form).await.unwrap();
    drop(ctx);
    let healthy = paris.visitor().get("/sign-in").await;
    assert_ne!(style(&healthy), style(&lyon.visitor().get("/sign-in").await), "the brand is one of its own");
    lose(t, &paris, loss).await;
    assert_branded_503(&paris, &healthy).await;
    assert_others_go_on(&lyon).await;
}
