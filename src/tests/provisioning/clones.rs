use super::{database_of, exists, meanwhile, provision, rows_left};
use crate::{
    db::on_either,
    harness::{Deployment, Engine, both_engines, every_placement, placed},
    lending::three_instalments,
};
use tenantry::{
    access::Role,
    brand::{self, BrandForm, BrandTokens},
    context::Author,
    deletions::{self, Attended, Export, NewDeletion, Pace, unobserved},
    error::{Error, Result},
    fault::{Kind, Problem},
    loans::{self, NewLoan},
    moves::{self, Destination, MoveState, Observer},
    plans,
    provisioning::{self, Cloned, NewClone, Step, StepReport, StepState},
    servers::{self, Placement},
    tenants::{self, SettingsForm, Tenant},
    upgrades,
};

/// An organisation with a loan, a brand, settings and an owner of its own.
async fn origin(t: &Deployment) {
    let ctx = t.ctx("nord", Role::Owner).await;
    let colours = BrandForm { primary: "#7a1fa2".into(), ..BrandForm::of("Nord", &BrandTokens::default()) };
    brand::save(&ctx, colours).await.unwrap();
    let settings = SettingsForm {
        name: "Nord".into(),
        locale: "fr".into(),
        time_zone: "Asia/Jerusalem".into(),
        currency: "ILS".into(),
        ..SettingsForm::default()
    };
    tenants::update_settings(&ctx, settings).await.unwrap();
    loans::create(&ctx, three_instalments("Ruth")).await.unwrap();
}

fn named(slug: &str, with_members: bool) -> NewClone {
    NewClone { slug: slug.into(), name: None, with_members }
}

async fn clone(t: &Deployment, slug: &str, with_members: bool) -> Result<Cloned> {
    let new = named(slug, with_members);
    provisioning::clone(t.platform.clone(), "nord", new, Author::CommandLine, |_| Ok(())).await
}

async fn loans_of(t: &Deployment, tenant: &Tenant) -> i64 {
    let db = t.platform.fleet.open(tenant).await.unwrap();
    let mut reader = db.db().read().await.unwrap();
    on_either!(&mut reader, c => sqlx::query_scalar("select count(*) from loan").fetch_one(c).await).unwrap()
}

async fn found(t: &Deployment, slug: &str) -> std::sync::Arc<Tenant> {
    tenants::find(&t.platform, slug).await.unwrap().unwrap()
}

/// Why a copy can't be made; the plan of one says the same.
async fn problem(t: &Deployment, field: &str) -> Option<Problem> {
    let planned = provisioning::plan_clone(&t.platform, "nord", &named("sud", false)).await.unwrap_err().into_fault();
    let refused = clone(t, "sud", false).await.unwrap_err().into_fault();
    assert_eq!(refused, planned);
    refused.problem_of(field).cloned()
}

/// Moves the first one away, and tells of each step.
async fn moved_away(t: &Deployment, observer: &Observer) -> moves::Outcome {
    let here = found(t, "nord").await.home().placement();
    let placement = if here == Placement::PostgresSchema { Placement::Sqlite } else { Placement::PostgresSchema };
    let to = Destination { placement, server: None, region: None };
    moves::move_tenant(&t.platform, "nord", &to, &Author::CommandLine, moves::Pace::default(), observer).await.unwrap()
}

mod a_copy_goes_to_no_server_that_takes_nobody {
    use super::*;

    async fn test(t: Deployment) {
        origin(&t).await;
        let before = rows_left(&t).await;
        servers::drain(&t.platform, "elsewhere", &Author::CommandLine).await.unwrap();
        assert_eq!(problem(&t, "server").await, Some(Problem::ServerDraining));
        servers::resume(&t.platform, "elsewhere", &Author::CommandLine).await.unwrap();
        hold(&t, 1).await;
        assert_eq!(problem(&t, "server").await, Some(Problem::ServerFull));
        assert_eq!(rows_left(&t).await, before, "nothing was taken");
        hold(&t, 2).await;
        clone(&t, "sud", false).await.unwrap();
    }

    /// Lets the server have so many.
    async fn hold(t: &Deployment, capacity: i64) {
        let mut tx = t.platform.central.begin().await.unwrap();
        let text = "update server set capacity = $1";
        on_either!(&mut tx, c => sqlx::query(text).bind(capacity).execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
    }

    placed! { test
        postgres_server: Sqlite, PostgresServer;
        schema_on_a_server: Sqlite, PostgresSchema;
    }
}

both_engines! {
    async fn a_copy_may_what_the_other_may_beyond_its_plan(t: Deployment) {
        origin(&t).await;
        let ctx = crate::operators::operator(&t).await;
        let form = plans::FeatureForm { feature: "white-label".into(), choice: "off".into(), reason: "A pilot".into(), until: String::new() };
        plans::set_feature(&ctx, "nord", &form).await.unwrap();
        let form = plans::LimitForm { limit: "members".into(), limit_choice: "own".into(), amount: "7".into(), limit_reason: "A pilot".into() };
        plans::set_limit(&ctx, "nord", &form).await.unwrap();
        clone(&t, "sud", false).await.unwrap();
        let of = plans::of_organisation(&t.platform, "sud").await.unwrap();
        assert_eq!(of.custom.iter().map(|own| own.most).collect::<Vec<_>>(), [Some(7)]);
        assert!(!found(&t, "sud").await.has_feature(plans::Feature::WhiteLabel, t.clock.now()));
    }

    async fn nobody_copies_what_moves(t: Deployment) {
        t.register("elsewhere", "here", 1_000).await;
        origin(&t).await;
        for step in [moves::Step::Recorded, moves::Step::Barred] {
            let refused = std::sync::Arc::new(std::sync::Mutex::new(None));
            let (platform, told) = (t.platform.clone(), refused.clone());
            let observer: Observer = std::sync::Arc::new(move |event| {
                if matches!(event, moves::Event::Reached(reached) if reached == step) {
                    let copying = provisioning::clone(platform.clone(), "nord", named("sud", false), Author::CommandLine, |_| Ok(()));
                    *told.lock().unwrap() = Some(meanwhile(copying).unwrap_err().into_fault());
                }
            });
            moved_away(&t, &observer).await;
            let fault = refused.lock().unwrap().take().unwrap();
            assert_eq!(fault.problem_of("source"), Some(&Problem::IsMoving), "{step:?}");
        }
    }
}

every_placement! {
    async fn what_a_move_barred_meanwhile_is_no_copy(t: Deployment) {
        if t.engine == Engine::Sqlite && t.placement() == Placement::Sqlite {
            t.register("elsewhere", "here", 1_000).await;
        }
        origin(&t).await;
        let before = rows_left(&t).await;
        // It moves when the copy is recorded and not yet made: what is copied is then the old one, to which nobody writes.
        let observe = |report: StepReport| {
            if (report.step, report.state) == (Step::Database, StepState::Running) {
                let outcome = meanwhile(moved_away(&t, &moves::unobserved()));
                assert!(matches!(&outcome, moves::Outcome::Moved(done) if done.state == MoveState::Moved), "{outcome:?}");
            }
            Ok(())
        };
        let new = named("sud", false);
        let copied = provisioning::clone(t.platform.clone(), "nord", new, Author::CommandLine, observe).await;
        assert_eq!(copied.unwrap_err().fault.problem_of("source"), Some(&Problem::IsMoving));
        assert_eq!(rows_left(&t).await, before);
        // From where it is now it can be copied, and written to.
        clone(&t, "sud", false).await.unwrap();
        loans::create(&t.ctx("sud", Role::Owner).await, three_instalments("Noa")).await.unwrap();
        assert_eq!(loans_of(&t, &*found(&t, "sud").await).await, 2);
    }

    async fn a_copy_has_everything_but_the_people(t: Deployment) {
        origin(&t).await;
        let made = clone(&t, "sud", false).await.unwrap();
        assert_eq!((made.url.as_str(), made.members, made.steps.len()), ("http://sud.tenantry.test:3000", 0, 7));
        let (nord, sud) = (found(&t, "nord").await, found(&t, "sud").await);
        assert!(nord.id != sud.id && nord.database() != sud.database() && sud.main_host == "sud.tenantry.test");
        assert_eq!((&sud.name, &sud.modules, sud.locale, &sud.zone_name, sud.currency), (&nord.name, &nord.modules, nord.locale, &nord.zone_name, nord.currency));
        assert_eq!((loans_of(&t, &sud).await, sud.zone_name.as_str()), (1, "Asia/Jerusalem"));
        let brand = t.platform.brands.get(&t.platform, &sud).await.unwrap();
        assert_eq!(brand.css, t.platform.brands.get(&t.platform, &nord).await.unwrap().css);
        assert!(brand.css.len() > 10 && sud.brand_copy == nord.brand_copy);
        let plan = upgrades::plan(&t.platform).await.unwrap();
        assert_eq!((plan.organisations, plan.behind), (2, 0), "its versions are known");

        // From here on they have nothing to do with each other.
        let ctx = t.ctx("sud", Role::Owner).await;
        let form = NewLoan { borrower_name: "Noa".into(), amount: "50".into(), starts_on: "2026-02-01".into(), instalments: "1".into(), ..NewLoan::default() };
        loans::create(&ctx, form).await.unwrap();
        drop(ctx);
        assert_eq!((loans_of(&t, &nord).await, loans_of(&t, &sud).await), (1, 2));
    }

    async fn members_come_along_when_somebody_says_so(t: Deployment) {
        origin(&t).await;
        let made = clone(&t, "sud", true).await.unwrap();
        assert_eq!(made.members, 1);
        let mut reader = t.platform.central.read().await.unwrap();
        let text = r#"select u.email || ' ' || m.role from membership m join "user" u on u.id = m.user_id join tenant t on t.id = m.tenant_id where t.slug = 'sud'"#;
        let members: Vec<String> = on_either!(&mut reader, c => sqlx::query_scalar(text).fetch_all(c).await).unwrap();
        assert_eq!(members, ["owner@nord.example owner"]);
    }

    async fn the_first_can_go_while_the_copy_stays(t: Deployment) {
        origin(&t).await;
        clone(&t, "sud", false).await.unwrap();
        let new = NewDeletion { grace: Some(jiff::SignedDuration::ZERO), export: Export::None, ..NewDeletion::default() };
        deletions::delete(&t.platform, "nord", &new, &Author::CommandLine).await.unwrap();
        let done = deletions::attend(&t.platform, "nord", &Author::CommandLine, Pace::default(), &unobserved()).await.unwrap();
        assert!(matches!(done, Attended::Erased(_)), "{done:?}");
        assert_eq!(loans_of(&t, &*found(&t, "sud").await).await, 1);
    }

    async fn a_failure_at_any_step_leaves_nothing_of_the_copy(t: Deployment) {
        origin(&t).await;
        let before = rows_left(&t).await;
        for step in Step::ALL {
            let slug = format!("{}-copy", step.name());
            let platform = t.platform.clone();
            let new = NewClone { slug: slug.clone(), name: None, with_members: true };
            let mut database = None;
            let observe = |report: provisioning::StepReport| {
                if report.step == Step::Database && report.state == StepState::Running {
                    database = Some(meanwhile(database_of(&t, &slug)));
                }
                let is_here = (report.step, report.state) == (step, StepState::Done);
                if is_here { Err(Error::internal(std::io::Error::other("stopped on purpose"))) } else { Ok(()) }
            };
            provisioning::clone(platform, "nord", new, Author::CommandLine, observe).await.unwrap_err();
            assert_eq!(rows_left(&t).await, before, "{slug}");
            if let Some(database) = database {
                assert!(!exists(&t, &database).await, "{slug}: its database is still there");
            }
        }
        assert_eq!(loans_of(&t, &*found(&t, "nord").await).await, 1);
    }

    async fn what_cant_be_copied_is_refused(t: Deployment) {
        origin(&t).await;
        provision(&t, "sud").await.unwrap();
        assert!(matches!(clone(&t, "sud", false).await.unwrap_err().fault.problem_of("slug"), Some(Problem::SlugTaken { .. })));
        assert!(matches!(clone(&t, "www", false).await.unwrap_err().fault.problem_of("slug"), Some(Problem::SlugReserved { .. })));
        tenants::start_maintenance(&t.platform, "nord", "", &tenantry::context::Author::CommandLine).await.unwrap();
        assert!(matches!(clone(&t, "est", false).await.unwrap_err().kind(), Kind::Unavailable { .. }));
        tenants::resume(&t.platform, "nord", &tenantry::context::Author::CommandLine).await.unwrap();
        deletions::delete(&t.platform, "nord", &NewDeletion::default(), &Author::CommandLine).await.unwrap();
        assert_eq!(clone(&t, "est", false).await.unwrap_err().fault.problem_of("source"), Some(&Problem::IsDeleted));
        let new = NewClone { slug: "est".into(), name: None, with_members: false };
        let missing = provisioning::clone(t.platform.clone(), "nowhere", new, Author::CommandLine, |_| Ok(())).await;
        assert_eq!(missing.unwrap_err().kind(), Kind::NotFound);
    }
}
