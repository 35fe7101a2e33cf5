use super::{at, lend, made, on};
use crate::{
    cli,
    harness::{Deployment, Engine, both_engines, every_placement, society},
    operators::operator,
    plans::plan_form,
    postgres,
};
use futures::future::join;
use std::net::IpAddr;
use tenantry::{
    config::Config,
    context::Author,
    error::Error,
    fault::{Kind, Problem},
    plans,
    provisioning::{self, Step, Terms},
    servers::{self, Placement},
    tenants,
};

/// A deployment with these rules, written as in the environment.
async fn with_policy(engine: Engine, default: Option<Placement>, by_plan: &str, by_region: &str) -> Deployment {
    let rules = |text: &str| serde_json::from_value(serde_json::Value::from(text)).unwrap();
    let t = Deployment::start_with(engine, |config: &mut Config| {
        config.placement.default.0 = default;
        config.placement.by_plan = rules(by_plan);
        config.placement.by_region = rules(by_region);
    })
    .await;
    let ctx = operator(&t).await;
    for plan in ["large", "tiny"] {
        plans::create(&ctx, plan, &plan_form(plan)).await.unwrap();
    }
    t
}

async fn placed(t: &Deployment, slug: &str, terms: Terms) -> (Placement, Option<String>) {
    let tenant = made(t, slug, terms).await.unwrap();
    let detail = tenants::detail(&t.platform, slug).await.unwrap().unwrap();
    assert_eq!(detail.summary.placement, tenant.home().placement().key());
    (tenant.home().placement(), detail.server)
}

fn of_plan(plan: &str) -> Terms {
    Terms { plan: Some(plan.into()), ..Terms::default() }
}

fn of_region(region: &str) -> Terms {
    Terms { region: Some(region.into()), ..Terms::default() }
}

async fn tenants_on(t: &Deployment, server: &str) -> i64 {
    servers::find(&t.platform, server).await.unwrap().unwrap().tenants
}

every_placement! {
    async fn an_organisation_goes_where_the_default_says_and_works_there(t: Deployment) {
        let tenant = t.tenant("paris").await;
        assert_eq!(tenant.home().placement(), t.placement());
        assert_eq!(lend(&t, "paris").await, ["Ruth of paris"]);
        assert_eq!(lend(&t, "lyon").await, ["Ruth of lyon"]);
        assert!(tenants::measure(&t.platform, "paris").await.unwrap() > 50_000);
        let condition = t.platform.lifecycle.inspect(tenant.home(), &tenant.modules).await.unwrap();
        assert_eq!(condition, *t.platform.lifecycle.clean(tenant.home(), &tenant.modules).await.unwrap());
    }

    async fn a_step_that_fails_leaves_nothing_in_any_place(t: Deployment) {
        for at in [Step::Brand, Step::Activate] {
            let failing = |report: tenantry::provisioning::StepReport| {
                if report.step == at && report.state == provisioning::StepState::Running { Err(Error::not_found()) } else { Ok(()) }
            };
            let error = provisioning::provision(t.platform.clone(), society("paris"), failing).await.unwrap_err();
            assert_eq!(error.kind(), Kind::NotFound);
            assert!(tenants::find(&t.platform, "paris").await.unwrap().is_none());
        }
        let tenant = t.tenant("paris").await;
        let home = tenant.home();
        t.platform.fleet.close(tenant.id).await;
        t.platform.lifecycle.drop(home).await.unwrap();
        assert!(t.platform.lifecycle.size(home).await.is_err());
        t.platform.lifecycle.drop(home).await.unwrap();
        if home.placement() != Placement::Sqlite {
            // By the names that were generated for this deployment's tenants nothing is left on the server.
            let owner = postgres::as_owner(&t, "postgres").await;
            let text = "select (select count(*) from pg_roles where rolname = $1) + (select count(*) from pg_database where datname = $1)";
            assert_eq!(sqlx::query_scalar::<_, i64>(text).bind(home.name().as_str()).fetch_one(&owner).await.unwrap(), 0);
        }
    }
}

both_engines! {
    async fn one_deployment_has_tenants_in_every_place_and_they_stay_apart(t: Deployment) {
        t.register("eu-1", "eu", 10).await;
        let mut all = vec![
            ("file-house", placed(&t, "file-house", on(Placement::Sqlite)).await, (Placement::Sqlite, None)),
            ("server-house", placed(&t, "server-house", on(Placement::PostgresServer)).await, (Placement::PostgresServer, Some("eu-1".to_owned()))),
            ("named-house", placed(&t, "named-house", at("eu-1")).await, (if t.engine == Engine::Sqlite { Placement::PostgresServer } else { Placement::PostgresDatabase }, Some("eu-1".to_owned()))),
        ];
        let own_server = if t.engine == Engine::Sqlite { Some("eu-1".to_owned()) } else { None };
        for (slug, placement) in [("schema-house", Placement::PostgresSchema), ("database-house", Placement::PostgresDatabase)] {
            all.push((slug, placed(&t, slug, on(placement)).await, (placement, own_server.clone())));
        }
        let there = Terms { server: Some("eu-1".into()), ..on(Placement::PostgresSchema) };
        all.push(("schema-there", placed(&t, "schema-there", there).await, (Placement::PostgresSchema, Some("eu-1".into()))));
        for (slug, found, expected) in &all {
            assert_eq!(found, expected, "{slug}");
        }
        for (slug, ..) in &all {
            assert_eq!(lend(&t, slug).await, [format!("Ruth of {slug}")], "and nobody of another place");
        }
        let run = tenantry::upgrades::drift(&t.platform, 2, || {}).await.unwrap();
        assert_eq!((run.read, run.drifted.len(), run.unreadable.len()), (6, 0, 0));
    }

    async fn what_a_placement_needs_and_isnt_there_is_told(t: Deployment) {
        let problem = async |terms: Terms, field: &str| made(&t, "paris", terms).await.unwrap_err().fault.problem_of(field).cloned();
        t.register("eu-1", "eu", 10).await;
        let file_there = Terms { server: Some("eu-1".into()), ..on(Placement::Sqlite) };
        assert_eq!(problem(file_there, "server").await, Some(Problem::PlacementTakesNoServer));
        assert_eq!(problem(at("nowhere"), "server").await, Some(Problem::NotAChoice));
        assert_eq!(problem(at("not a name"), "server").await, Some(Problem::SlugCharacters));
        assert_eq!(problem(of_region("asia"), "region").await, Some(Problem::NoServerThere));
        let elsewhere = Terms { region: Some("us".into()), ..at("eu-1") };
        assert_eq!(problem(elsewhere, "region").await, Some(Problem::NoServerThere));
        assert!(tenants::find(&t.platform, "paris").await.unwrap().is_none());
    }

    async fn a_full_fleet_is_told_to_operators_and_asks_visitors_to_come_again(t: Deployment) {
        let error = made(&t, "paris", on(Placement::PostgresServer)).await.unwrap_err();
        assert!(error.with_causes().contains("no server is registered"), "{}", error.with_causes());
        t.register("eu-1", "eu", 1).await;
        made(&t, "paris", on(Placement::PostgresServer)).await.unwrap();
        assert_eq!(made(&t, "lyon", at("eu-1")).await.unwrap_err().fault.problem_of("server"), Some(&Problem::ServerFull));
        let said = cli::error(&t, &["tenant", "create", "--name", "Lyon", "--slug", "lyon", "--admin-email", "a@lyon.example", "--admin-name", "Anna", "--placement", "postgres-server"]).await;
        assert!(said.contains("no server has room for another organisation (1 registered, 0 draining, 1 full)"), "{said}");

        let policy = with_policy(t.engine, Some(Placement::PostgresServer), "", "").await;
        policy.register("eu-1", "eu", 1).await;
        made(&policy, "paris", Terms::default()).await.unwrap();
        let address: IpAddr = "192.0.2.1".parse().unwrap();
        let fault = provisioning::sign_up(policy.platform.clone(), society("lyon"), address).await.unwrap_err().into_fault();
        assert_eq!((fault.status(), fault.fields.len()), (503, 0));
        assert!(fault.kind.retry_after().is_some());
        assert!(tenants::find(&policy.platform, "lyon").await.unwrap().is_none());
        let _ = std::fs::remove_dir_all(&policy.directory);
    }

    async fn two_who_come_at_once_dont_both_get_the_last_room(t: Deployment) {
        t.register("eu-1", "eu", 1).await;
        for round in 0..3 {
            let (a, b) = (format!("a-{round}x"), format!("b-{round}x"));
            let (one, other) = join(made(&t, &a, on(Placement::PostgresServer)), made(&t, &b, on(Placement::PostgresServer))).await;
            assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), usize::from(round == 0));
        }
        assert_eq!(tenants_on(&t, "eu-1").await, 1);
    }

    async fn the_plan_counts_before_the_region_and_both_before_the_default(t: Deployment) {
        let t = with_policy(t.engine, Some(Placement::PostgresSchema), "large=postgres-server,tiny=sqlite", "eu=postgres-schema,home=sqlite").await;
        t.register("eu-1", "eu", 4).await;
        t.register("us-1", "us", 100).await;
        let is_here = t.engine == Engine::Postgres;
        let own = |registered: &str| if is_here { None } else { Some(registered.to_owned()) };
        let first = placed(&t, "default-house", Terms::default()).await;
        assert_eq!(first, (Placement::PostgresSchema, own("us-1")), "filled least by its share");
        assert_eq!(placed(&t, "large-house", of_plan("large")).await, (Placement::PostgresServer, Some("us-1".into())));
        assert_eq!(placed(&t, "tiny-house", of_plan("tiny")).await, (Placement::Sqlite, None));
        assert_eq!(placed(&t, "region-house", of_region("eu")).await, (Placement::PostgresSchema, Some("eu-1".into())));
        assert_eq!(placed(&t, "home-house", of_region("home")).await, (Placement::Sqlite, None), "a rule says that the region is here");
        let both = Terms { plan: Some("large".into()), ..of_region("eu") };
        assert_eq!(placed(&t, "both-house", both).await, (Placement::PostgresServer, Some("eu-1".into())), "the plan's placement on a server of the region");
        let tiny_in = |region: &str| Terms { plan: Some("tiny".into()), ..of_region(region) };
        assert_eq!(placed(&t, "there-house", tiny_in("us")).await, (Placement::PostgresServer, Some("us-1".into())), "a file wouldn't be there");
        assert_eq!(placed(&t, "schema-house", tiny_in("eu")).await, (Placement::PostgresSchema, Some("eu-1".into())), "as the region's rule says");
        assert_eq!(placed(&t, "near-house", tiny_in("home")).await, (Placement::Sqlite, None));
        assert_eq!(made(&t, "lost-house", tiny_in("asia")).await.unwrap_err().fault.problem_of("region"), Some(&Problem::NoServerThere));
        let named = Terms { plan: Some("large".into()), ..on(Placement::PostgresSchema) };
        assert_eq!(placed(&t, "named-house", named).await.0, Placement::PostgresSchema, "what is named counts first");
        let detail = tenants::detail(&t.platform, "large-house").await.unwrap().unwrap();
        assert_eq!(detail.summary.plan, "large");
        servers::drain(&t.platform, "us-1", &Author::CommandLine).await.unwrap();
        assert_eq!(placed(&t, "after-house", of_plan("large")).await, (Placement::PostgresServer, Some("eu-1".into())));
        let _ = std::fs::remove_dir_all(&t.directory);
    }

    async fn the_command_line_names_a_place(t: Deployment) {
        t.register("eu-1", "eu", 10).await;
        plans::create(&operator(&t).await, "large", &plan_form("large")).await.unwrap();
        let create = ["tenant", "create", "--name", "Paris", "--slug", "paris", "--admin-email", "a@paris.example", "--admin-name", "Anna"];
        cli::text(&t, &[&create[..], &["--placement", "postgres-schema", "--server", "eu-1", "--plan", "large"]].concat()).await;
        let shown = cli::document(&t, &["tenant", "show", "paris"]).await;
        assert_eq!((shown["summary"]["placement"].as_str(), shown["server"].as_str(), shown["summary"]["plan"].as_str()), (Some("postgres-schema"), Some("eu-1"), Some("large")));
        let text = cli::text(&t, &["tenant", "show", "paris"]).await;
        assert!(text.contains("placement     postgres-schema\nserver        eu-1\n"), "{text}");
    }
}
