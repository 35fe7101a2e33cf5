//! The page of the fleet: what it tells of servers and of databases that are made ahead.

use crate::{
    app::TestApp,
    harness::{Deployment, Engine, both_engines, society},
};
use tenantry::{
    provisioning::{self, Terms},
    servers::Placement,
    stock::{self, Pace, unobserved},
    tenants,
};

both_engines! {
    async fn each_postgresql_server_has_its_connections_on_the_page_and_in_the_metrics(t: Deployment) {
        let app = TestApp::start(t).await;
        let platform = &app.deployment.platform;
        let mut operator = app.operator().await.speaking("en");
        let has_own = app.deployment.engine == Engine::Postgres;
        assert_eq!(operator.get("/fleet").await.says("Connections by PostgreSQL server"), has_own, "none is known yet");
        app.deployment.register("eu-1", "eu", 10).await;
        let terms = Terms { placement: Some(Placement::PostgresServer), ..Terms::default() };
        provisioning::provision_on(platform.clone(), society("paris"), terms, |_| Ok(())).await.unwrap();
        let tenant = tenants::find(platform, "paris").await.unwrap().unwrap();
        let db = platform.fleet.open(&tenant).await.unwrap();
        let two = (db.db().read().await.unwrap(), db.db().read().await.unwrap());

        let figures = platform.fleet.figures();
        let registered = &figures.registered["eu-1"];
        assert!(registered.open >= 2 && registered.allowed == 60, "{figures:?}");
        let page = operator.get("/fleet").await;
        for text in ["Connections by PostgreSQL server", &format!("{} of 60", registered.open)] {
            assert!(page.says(text), "{text}: {}", page.body);
        }
        assert_eq!(page.says("The deployment’s own PostgreSQL server"), has_own);

        let text = operator.get("/metrics").await.body;
        let tells = |figure: &str, server: &str, value: u32| {
            let line = format!("tenantry_server_{figure}{{server=\"{server}\"}} {value}");
            text.lines().any(|printed| printed == line)
        };
        assert!(tells("connections", "eu-1", registered.open) && tells("resting", "eu-1", 0), "{text}");
        assert!(tells("connections_limit", "eu-1", 60), "{text}");
        assert_eq!(tells("connections_limit", "", 60), has_own, "{text}");
        drop(two);
        assert!(operator.speaking("fr").get("/fleet").await.says("Connexions par serveur PostgreSQL"));
    }

    async fn the_page_tells_how_many_databases_are_made_ahead(t: Deployment) {
        let deployment = Deployment::start_with(t.engine, |config| match t.engine {
            Engine::Sqlite => config.stock.sqlite = 2,
            Engine::Postgres => config.stock.postgres_database = 2,
        })
        .await;
        let app = TestApp::start(deployment).await;
        let mut operator = app.operator().await.speaking("en");
        stock::tend(&app.deployment.platform, Pace::default(), &unobserved()).await.unwrap();
        let page = operator.get("/fleet").await;
        let place = if t.engine == Engine::Sqlite { "SQLite file" } else { "PostgreSQL database" };
        for text in ["Made ahead", place, "2 / 2", "Missing when needed"] {
            assert!(page.says(text), "{text}: {}", page.body);
        }
        app.tenant("paris").await;
        let page = operator.get("/fleet").await;
        assert!(page.says("1 / 2"), "{}", page.body);
        let _ = std::fs::remove_dir_all(&app.deployment.directory);
    }

    async fn without_a_stock_the_page_says_so(t: Deployment) {
        let app = TestApp::start(t).await;
        let page = app.operator().await.speaking("en").get("/fleet").await;
        assert!(page.says("No databases are made ahead") && !page.says("Missing when needed"), "{}", page.body);
    }
}
