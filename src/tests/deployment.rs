//! Settings that operators change while the deployment runs.

use crate::{
    harness::{Deployment, Engine, both_engines, run_with},
    operators::operator,
    plans::plan_form,
    provisioning::request,
};
use std::sync::Arc;
use tenantry::{
    config::Config,
    deployment::{self, SettingKind, SettingSource, ShownSetting},
    error::Error,
    fault::{Kind, Problem},
    locale::{Languages, Locale},
    modules::Module,
    plans::{self, PlanForm},
    platform::Platform,
    provisioning,
    random::Random,
    tenants::{self, NewTenant},
    users::Passwords,
};

async fn shown(t: &Deployment, key: &str) -> ShownSetting {
    let all = deployment::report(&t.platform).await.unwrap();
    all.into_iter().find(|setting| setting.key == key).unwrap()
}

/// Another process over the same databases.
async fn second_node(t: &Deployment) -> Arc<Platform> {
    Platform::open_with(t.platform.config.clone(), t.clock.clone(), Random::seeded(77), Passwords::for_tests())
        .await
        .unwrap()
}

both_engines! {
    async fn a_change_counts_at_once_here_and_soon_on_every_node(t: Deployment) {
        let ctx = operator(&t).await;
        let other = second_node(&t).await;
        other.directory.follow(&other).await.unwrap();
        deployment::save(&ctx, "sign_up.open", "").await.unwrap();
        let sign_up = |platform: &Arc<Platform>| provisioning::sign_up(platform.clone(), request("nord"), "203.0.113.1".parse().unwrap());
        assert_eq!(sign_up(&t.platform).await.unwrap_err().kind(), Kind::Forbidden);
        other.directory.follow(&other).await.unwrap();
        assert_eq!(sign_up(&other).await.unwrap_err().kind(), Kind::Forbidden);
        let setting = shown(&t, "sign_up.open").await;
        assert_eq!((setting.value.as_str(), setting.default.as_str(), setting.kind), ("false", "true", Some(SettingKind::Switch)));
        assert!(matches!(setting.source, SettingSource::Console { by, .. } if by == "Ops"));
        deployment::reset(&ctx, "sign_up.open").await.unwrap();
        sign_up(&t.platform).await.unwrap();
        assert_eq!(shown(&t, "sign_up.open").await.source, SettingSource::Default);
        other.shut_down().await;
    }

    async fn who_signs_up_gets_the_default_plan_of_the_console(t: Deployment) {
        let ctx = operator(&t).await;
        plans::create(&ctx, "small", &plan_form("Small")).await.unwrap();
        let unknown = deployment::save(&ctx, "plans.default", "gold").await.unwrap_err();
        assert_eq!(unknown.fault.problem_of("value"), Some(&Problem::NotAChoice));
        deployment::save(&ctx, "plans.default", "small").await.unwrap();
        provisioning::sign_up(t.platform.clone(), request("nord"), "203.0.113.1".parse().unwrap()).await.unwrap();
        assert_eq!(tenants::find(&t.platform, "nord").await.unwrap().unwrap().plan, "small");
        assert!(plans::list(&t.platform).await.unwrap().iter().all(|of| of.is_default == (of.plan.key == "small")));
    }

    async fn what_does_not_fit_or_cannot_be_changed_is_refused(t: Deployment) {
        let ctx = operator(&t).await;
        let wrong = deployment::save(&ctx, "plans.grace_days", "400").await.unwrap_err();
        assert_eq!(wrong.fault.problem_of("value"), Some(&Problem::OutOfRange { least: 0, most: 365 }));
        assert_eq!(deployment::save(&ctx, "database.location", "sqlite:elsewhere").await.unwrap_err().kind(), Kind::NotFound);
        assert_eq!(shown(&t, "plans.grace_days").await.source, SettingSource::Default);
        assert_eq!(shown(&t, "database.location").await.kind, None);
    }

    async fn the_default_language_is_one_of_those_offered_whichever_is_changed(t: Deployment) {
        let ctx = operator(&t).await;
        let problem = |done: Result<(), Error>| done.unwrap_err().fault.problem_of("value").cloned();
        assert_eq!(problem(deployment::save(&ctx, "languages.offered", "").await), Some(Problem::Required));
        assert_eq!(problem(deployment::save(&ctx, "languages.offered", "en,de").await), Some(Problem::NotAChoice));
        assert_eq!(problem(deployment::save(&ctx, "languages.offered", "fr").await), Some(Problem::DefaultNotOffered));
        deployment::save(&ctx, "languages.default", "fr").await.unwrap();
        deployment::save(&ctx, "languages.offered", "fr").await.unwrap();
        assert_eq!(problem(deployment::save(&ctx, "languages.default", "en").await), Some(Problem::DefaultNotOffered));
        assert_eq!(problem(deployment::reset(&ctx, "languages.default").await), Some(Problem::DefaultNotOffered));
        assert_eq!(t.platform.settings.languages(), Languages { offered: vec![Locale::Fr], default: Locale::Fr });
        let other = second_node(&t).await;
        assert_eq!(other.settings.languages().offered, [Locale::Fr]);
        deployment::reset(&ctx, "languages.offered").await.unwrap();
        deployment::reset(&ctx, "languages.default").await.unwrap();
        other.directory.follow(&other).await.unwrap();
        assert_eq!(other.settings.languages(), Languages { offered: vec![Locale::En, Locale::Fr], default: Locale::En });
        other.shut_down().await;
    }

    async fn a_new_organisation_speaks_what_is_offered(t: Deployment) {
        let ctx = operator(&t).await;
        deployment::save(&ctx, "languages.offered", "en").await.unwrap();
        let made = provisioning::sign_up(t.platform.clone(), NewTenant { locale: Locale::Fr, ..request("nord") }, "203.0.113.1".parse().unwrap()).await;
        assert_eq!(made.unwrap_err().fault.problem_of("locale"), Some(&Problem::NotAChoice));
        assert!(tenants::find(&t.platform, "nord").await.unwrap().is_none());
        provisioning::sign_up(t.platform.clone(), NewTenant { locale: Locale::En, ..request("nord") }, "203.0.113.1".parse().unwrap()).await.unwrap();
    }

    async fn a_new_organisation_begins_with_the_consoles_zone_and_currency_unless_it_names_others(t: Deployment) {
        let ctx = operator(&t).await;
        deployment::save(&ctx, "new_organisations.time_zone", "asia/jerusalem").await.unwrap();
        deployment::save(&ctx, "new_organisations.currency", "ILS").await.unwrap();
        let make = async |new: NewTenant| {
            let slug = new.slug.clone();
            provisioning::provision(t.platform.clone(), new, |_| Ok(())).await?;
            let tenant = tenants::find(&t.platform, &slug).await?.unwrap();
            Ok::<_, Error>((tenant.zone_name.clone(), tenant.currency.code()))
        };
        assert_eq!(make(request("nord")).await.unwrap(), ("Asia/Jerusalem".to_owned(), "ILS"));
        let other = |slug: &str, zone: &str, currency: &str| NewTenant { time_zone: zone.into(), currency: currency.into(), ..request(slug) };
        assert_eq!(make(other("sud", " UTC", "CHF")).await.unwrap(), ("UTC".to_owned(), "CHF"));
        let fault = make(other("est", "Mars/Base", "XXX")).await.unwrap_err().into_fault();
        assert_eq!(fault.problem_of("time_zone"), Some(&Problem::TimeZoneUnknown));
        assert_eq!(fault.problem_of("currency"), Some(&Problem::CurrencyUnknown));
        assert!(tenants::find(&t.platform, "est").await.unwrap().is_none());
        assert_eq!(shown(&t, "new_organisations.time_zone").await.value, "\"Asia/Jerusalem\"");
    }

    async fn what_the_default_plan_does_not_have_is_not_offered_at_sign_up(t: Deployment) {
        let ctx = operator(&t).await;
        assert_eq!(plans::default_modules(&t.platform).await.unwrap(), Module::ALL);
        plans::create(&ctx, "bare", &PlanForm { module_choice: "chosen".into(), modules: Vec::new(), ..plan_form("Bare") }).await.unwrap();
        deployment::save(&ctx, "plans.default", "bare").await.unwrap();
        assert!(plans::default_modules(&t.platform).await.unwrap().is_empty());
        let made = provisioning::sign_up(t.platform.clone(), request("nord"), "203.0.113.1".parse().unwrap()).await;
        assert_eq!(made.unwrap_err().fault.problem_of("modules"), Some(&Problem::NotInPlan));
    }

    async fn a_change_is_in_the_operators_trail_with_before_and_after(t: Deployment) {
        let ctx = operator(&t).await;
        deployment::save(&ctx, "plans.grace_days", "30").await.unwrap();
        let trail = tenantry::operators::trail(&t.platform, &tenantry::operators::TrailQuery::default()).await.unwrap();
        let event = trail.events.iter().find(|event| event.kind == "deployment-setting-changed").unwrap();
        assert_eq!(event.detail, "plans.grace_days: 14 → 30");
    }
}

/// The mail server's address is a setting of the process as well.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn passwords_are_masked() {
    let t = Deployment::start_with(Engine::Postgres, |config| {
        config.mail.smtp = "smtps://post:smtp-secret@mail.example.org".parse().unwrap();
    })
    .await;
    let told = serde_json::to_string(&deployment::report(&t.platform).await.unwrap()).unwrap();
    assert!(told.contains("mail.example.org") && !told.contains("smtp-secret"), "{told}");
    let own = crate::cluster::address();
    let password = own.split([':', '@']).nth(2).unwrap();
    let address = shown(&t, "database.location").await.value;
    assert!(address.contains("postgres://") && !address.contains(password), "{address}");
    let _ = std::fs::remove_dir_all(&t.directory);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_environment_sets_is_locked() {
    let three_days = |config: &mut Config| {
        config.plans.grace_days = 3;
        config.set_by_environment("plans.grace_days");
    };
    run_with(three_days, async |t| {
        let ctx = operator(&t).await;
        assert_eq!(deployment::save(&ctx, "plans.grace_days", "30").await.unwrap_err().kind(), Kind::Conflict);
        assert_eq!(deployment::reset(&ctx, "plans.grace_days").await.unwrap_err().kind(), Kind::Conflict);
        keep_as_another_node(&t, "plans.grace_days", "30").await;
        let setting = shown(&t, "plans.grace_days").await;
        assert!(setting.is_locked() && setting.value == "3", "{setting:?}");
        assert_eq!(t.platform.settings.current().plans.grace_days, 3);
        deployment::save(&ctx, "sign_up.per_network", "3").await.unwrap();
    })
    .await;
}

/// As a node without the variable would have kept it.
async fn keep_as_another_node(t: &Deployment, key: &str, value: &str) {
    let mut tx = t.platform.central.begin().await.unwrap();
    let text =
        "insert into deployment_setting (key, value, set_by, set_at) select $1, $2, 'Ops', created_at from operator";
    crate::db::on_either!(&mut tx, c => sqlx::query(text).bind(key).bind(value).execute(c).await.map(drop)).unwrap();
    t.platform.directory.changed(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    t.platform.directory.follow(&t.platform).await.unwrap();
}

/// What the environment says counts, whatever the console has kept of the other one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kept_default_that_the_environment_does_not_offer_gives_way() {
    let english = |config: &mut Config| {
        config.languages.offered = "en".parse().unwrap();
        config.set_by_environment("languages.offered");
    };
    run_with(english, async |t| {
        let ctx = operator(&t).await;
        assert_eq!(deployment::save(&ctx, "languages.offered", "fr").await.unwrap_err().kind(), Kind::Conflict);
        keep_as_another_node(&t, "languages.default", "fr").await;
        assert_eq!(t.platform.settings.languages(), Languages { offered: vec![Locale::En], default: Locale::En });
    })
    .await;
}
