use super::{entered, found, plan_form, weigh};
use crate::{
    harness::{Deployment, both_engines},
    operators::operator,
};
use jiff::SignedDuration;
use tenantry::{
    brand::{self, BrandForm},
    context::Author,
    domains,
    fault::{Kind, Problem},
    plans::{self, Feature, FeatureForm, LimitForm, PlanForm},
    tenants::{self, SettingsForm},
};

fn feature(feature: &str, choice: &str) -> FeatureForm {
    FeatureForm {
        feature: feature.into(),
        choice: choice.into(),
        reason: "Agreed by telephone".into(),
        ..FeatureForm::default()
    }
}

fn limit(limit: &str, choice: &str) -> LimitForm {
    LimitForm {
        limit: limit.into(),
        limit_choice: choice.into(),
        limit_reason: "Agreed by telephone".into(),
        ..LimitForm::default()
    }
}

/// An organisation whose plan has no features.
async fn bare(t: &Deployment) {
    t.tenant("paris").await;
    plans::create(&operator(t).await, "bare", &PlanForm { features: vec![], ..plan_form("Bare") }).await.unwrap();
    plans::change_plan(&t.platform, "paris", "bare", None, &Author::CommandLine).await.unwrap();
}

both_engines! {
    async fn what_a_plan_does_not_have_is_refused_where_it_is_asked_for(t: Deployment) {
        bare(&t).await;
        let ctx = entered(&t, "paris").await;
        assert_eq!(brand::make_link(&ctx).await.unwrap_err().kind(), Kind::NotInPlan);
        assert_eq!(domains::claim(&ctx, "prets.gmah-paris.fr").await.unwrap_err().kind(), Kind::NotInPlan);
        let form = BrandForm { name: "Paris".into(), ..BrandForm::default() };
        assert_eq!(brand::schedule(&ctx, form.clone(), "2026-03-16T09:00").await.unwrap_err().kind(), Kind::NotInPlan);
        let settings = SettingsForm {
            name: "Paris".into(), locale: "en".into(), time_zone: "Europe/Paris".into(), currency: "EUR".into(),
            sender_name: "Society".into(), reply_to: "post@paris.example".into(),
        };
        let refused = tenants::update_settings(&ctx, settings.clone()).await.unwrap_err();
        assert_eq!([refused.fault.problem_of("sender_name"), refused.fault.problem_of("reply_to")], [Some(&Problem::NotInPlan); 2]);
        plans::change_plan(&t.platform, "paris", "standard", None, &Author::CommandLine).await.unwrap();
        let ctx = entered(&t, "paris").await;
        brand::make_link(&ctx).await.unwrap();
        domains::claim(&ctx, "prets.gmah-paris.fr").await.unwrap();
        brand::schedule(&ctx, form, "2026-03-16T09:00").await.unwrap();
        tenants::update_settings(&ctx, settings.clone()).await.unwrap();
        plans::change_plan(&t.platform, "paris", "bare", None, &Author::CommandLine).await.unwrap();
        tenants::update_settings(&entered(&t, "paris").await, settings).await.unwrap();
    }

    async fn a_feature_of_one_organisation_counts_over_its_plan_until_its_day(t: Deployment) {
        bare(&t).await;
        t.tenant("lyon").await;
        let ctx = operator(&t).await;
        let has = async |slug: &str, feature| found(&t, slug).await.has_feature(feature, t.clock.now());
        assert!(!has("paris", Feature::PreviewLinks).await);
        let form = FeatureForm { until: "2026-03-20".into(), ..feature("preview-links", "on") };
        plans::set_feature(&ctx, "paris", &form).await.unwrap();
        assert!(has("paris", Feature::PreviewLinks).await && !has("paris", Feature::PlannedBrand).await);
        brand::make_link(&entered(&t, "paris").await).await.unwrap();
        t.clock.advance("2026-03-20T23:59:59Z".parse::<jiff::Timestamp>().unwrap().duration_since(t.clock.now()));
        assert!(has("paris", Feature::PreviewLinks).await);
        t.clock.advance(SignedDuration::from_secs(1));
        assert!(!has("paris", Feature::PreviewLinks).await);

        plans::set_feature(&ctx, "lyon", &feature("planned-brand", "off")).await.unwrap();
        assert!(!has("lyon", Feature::PlannedBrand).await && has("lyon", Feature::PreviewLinks).await);
        let shown = plans::of_organisation(&t.platform, "lyon").await.unwrap();
        let state = shown.features.iter().find(|state| state.feature == Feature::PlannedBrand).unwrap();
        assert_eq!((state.is_on, state.in_plan, state.flag.as_ref().unwrap().reason.as_str()), (false, true, "Agreed by telephone"));
        let own = plans::own(&entered(&t, "lyon").await).await.unwrap();
        assert!(own.features.iter().all(|state| state.flag.is_none()), "its people don't read what operators write");
        plans::set_feature(&ctx, "lyon", &feature("planned-brand", "plan")).await.unwrap();
        assert!(has("lyon", Feature::PlannedBrand).await);
    }

    async fn a_limit_of_ones_own_counts_instead_of_the_plans(t: Deployment) {
        t.tenant("paris").await;
        let ctx = operator(&t).await;
        plans::create(&ctx, "small", &PlanForm { storage: "10".into(), ..plan_form("Small") }).await.unwrap();
        weigh(&t, "paris", 12_000_000).await;
        plans::change_plan(&t.platform, "paris", "small", None, &Author::CommandLine).await.unwrap();
        let over = async || plans::of_organisation(&t.platform, "paris").await.unwrap().meter.over.len();
        assert_eq!(over().await, 1);
        plans::set_limit(&ctx, "paris", &LimitForm { amount: "20".into(), ..limit("storage", "own") }).await.unwrap();
        assert_eq!(over().await, 0);
        let review = plans::review(&t.platform, "small", &PlanForm { storage: "1".into(), ..plan_form("Small") }).await.unwrap();
        assert_eq!(review.what_if.over, 0, "a change of the plan doesn't concern it");
        plans::set_limit(&ctx, "paris", &limit("storage", "none")).await.unwrap();
        assert_eq!(plans::of_organisation(&t.platform, "paris").await.unwrap().custom[0].most, None);
        plans::set_limit(&ctx, "paris", &limit("storage", "plan")).await.unwrap();
        assert_eq!(over().await, 1);
    }

    async fn an_exception_without_a_reason_or_an_end_that_is_over_is_refused(t: Deployment) {
        t.tenant("paris").await;
        let ctx = operator(&t).await;
        let wrong = FeatureForm { reason: String::new(), until: "2026-03-14".into(), ..feature("gold", "on") };
        let fault = plans::set_feature(&ctx, "paris", &wrong).await.unwrap_err().into_fault();
        for (field, problem) in [("feature", Problem::NotAChoice), ("reason", Problem::Required), ("until", Problem::InThePast)] {
            assert_eq!(fault.problem_of(field), Some(&problem), "{field}");
        }
        let wrong = LimitForm { amount: String::new(), ..limit("modules", "own") };
        let fault = plans::set_limit(&ctx, "paris", &wrong).await.unwrap_err().into_fault();
        assert_eq!((fault.problem_of("limit"), fault.problem_of("amount")), (Some(&Problem::NotAChoice), Some(&Problem::Required)));
        assert_eq!(plans::set_limit(&ctx, "nobody", &limit("members", "none")).await.unwrap_err().kind(), Kind::NotFound);
    }
}
