use super::{database_of, exists, provision, rows_left};
use crate::{
    db::on_either,
    harness::{Deployment, both_engines},
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
    provisioning::{self, Cloned, NewClone, Step, StepState},
    tenants::{self, SettingsForm, Tenant},
    upgrades,
};

/// An organisation with a loan, a brand, settings and an owner of its own.
async fn origin(t: &Deployment) {
    let ctx = t.ctx("nord", Role::Owner).await;
    let form = three_instalments("Ruth");
    loans::create(&ctx, form).await.unwrap();
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
}

async fn clone(t: &Deployment, slug: &str, with_members: bool) -> Result<Cloned> {
    let new = NewClone { slug: slug.into(), name: None, with_members };
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

both_engines! {
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
                    database = Some(tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(database_of(&t, &slug))));
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
