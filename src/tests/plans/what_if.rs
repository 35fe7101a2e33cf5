use super::{plan_form, weigh};
use crate::{
    harness::{Deployment, both_engines},
    operators::operator,
};
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    context::Author,
    fault::{Kind, Problem},
    plans::{self, Feature, Limit, PlanForm},
    tenants,
};

const MEGABYTE: i64 = 1_000_000;

/// Six organisations of one plan with one to six people and 10 to 60 MB.
async fn six(t: &Deployment) {
    for (at, slug) in (1..).zip(["ajaccio", "brest", "caen", "dijon", "evian", "foix"]) {
        let tenant = t.tenant(slug).await;
        for role in [Role::Owner, Role::Admin, Role::Member].into_iter().take(at) {
            t.member(&tenant, role).await;
        }
        weigh(t, slug, i64::try_from(at).unwrap() * 10 * MEGABYTE).await;
    }
}

/// The first owner's invitation counts as well: so they have 2, 3, 4, 4, 4 and 4.
const PEOPLE: [(&str, i64); 6] = [("ajaccio", 2), ("brest", 3), ("caen", 4), ("dijon", 4), ("evian", 4), ("foix", 4)];

both_engines! {
    async fn a_change_says_whom_it_puts_over_as_counted_by_hand(t: Deployment) {
        six(&t).await;
        for people in 1..=5_i64 {
            for megabytes in [5, 15, 35, 60] {
                let form = PlanForm { members: people.to_string(), storage: megabytes.to_string(), ..plan_form("Standard") };
                let review = plans::review(&t.platform, "standard", &form).await.unwrap();
                let by_hand: Vec<&str> = (1..).zip(PEOPLE)
                    .filter(|(at, (_, of))| *of > people || at * 10 > megabytes).map(|(_, (slug, _))| slug).collect();
                let told: Vec<&str> = review.what_if.named.iter().map(|of| of.slug.as_str()).collect();
                assert_eq!(told, by_hand, "{people} people, {megabytes} MB");
                let many = i64::try_from(by_hand.len()).unwrap();
                assert_eq!((review.what_if.organisations, review.what_if.over, review.what_if.newly_over), (6, many, many));
            }
        }
        let form = PlanForm { members: "3".into(), storage: "45".into(), ..plan_form("Standard") };
        let named = plans::review(&t.platform, "standard", &form).await.unwrap().what_if.named;
        let foix = named.last().unwrap();
        let gauges: Vec<_> = foix.gauges.iter().map(|gauge| (gauge.limit, gauge.used, gauge.most)).collect();
        assert_eq!(gauges, [(Limit::Members, 4, Some(3)), (Limit::Storage, 60 * MEGABYTE, Some(45 * MEGABYTE))]);
        assert_eq!(foix.grace_ends_at, (t.clock.now() + SignedDuration::from_hours(14 * 24)).to_string());
        assert_eq!(plans::find(&t.platform, "standard").await.unwrap().unwrap().version, 1, "a review changes nothing");
    }

    async fn what_is_saved_puts_exactly_those_over_and_what_is_taken_back_settles_them(t: Deployment) {
        six(&t).await;
        let ctx = operator(&t).await;
        let tight = PlanForm { storage: "45".into(), ..plan_form("Standard") };
        plans::save(&ctx, "standard", &tight, 1).await.unwrap();
        let mut over = Vec::new();
        for (slug, _) in PEOPLE {
            let shown = plans::of_organisation(&t.platform, slug).await.unwrap();
            if !shown.meter.over.is_empty() {
                over.push(slug);
            }
        }
        assert_eq!(over, ["evian", "foix"]);
        let wide = plans::review(&t.platform, "standard", &PlanForm { storage: "55".into(), ..tight.clone() }).await.unwrap();
        assert_eq!((wide.what_if.over, wide.what_if.newly_over, wide.what_if.settled), (1, 0, 1));
        assert!(!wide.what_if.named[0].is_new);
        plans::save(&ctx, "standard", &plan_form("Standard"), 2).await.unwrap();
        assert!(plans::of_organisation(&t.platform, "foix").await.unwrap().meter.over.is_empty());
    }

    async fn who_saves_over_a_change_that_they_have_not_seen_is_told(t: Deployment) {
        let ctx = operator(&t).await;
        plans::save(&ctx, "standard", &plan_form("Standard"), 1).await.unwrap();
        let late = plans::save(&ctx, "standard", &PlanForm { members: "1".into(), ..plan_form("Late") }, 1).await.unwrap_err();
        assert_eq!(late.kind(), Kind::Conflict);
        let kept = plans::find(&t.platform, "standard").await.unwrap().unwrap();
        assert_eq!((kept.version, kept.name_en.as_str(), kept.allowance.members), (2, "Standard", None));
    }

    async fn a_form_is_told_all_that_is_wrong_with_it(t: Deployment) {
        let ctx = operator(&t).await;
        let wrong = PlanForm {
            name_en: " ".into(),
            description_fr: "x".repeat(301),
            price: "much".into(),
            members: "0".into(),
            storage: "lots".into(),
            module_choice: "some".into(),
            features: vec!["gold".into()],
            ..plan_form("x")
        };
        let fault = plans::create(&ctx, "A b", &wrong).await.unwrap_err().into_fault();
        for (field, problem) in [
            ("key", Problem::SlugCharacters),
            ("name_en", Problem::Required),
            ("description_fr", Problem::TooLong { most: 300 }),
            ("price", Problem::NotAnAmount),
            ("members", Problem::OutOfRange { least: 1, most: 1_000_000_000 }),
            ("storage", Problem::NotANumber),
            ("modules", Problem::NotAChoice),
            ("features", Problem::NotAChoice),
        ] {
            assert_eq!(fault.problem_of(field), Some(&problem), "{field}");
        }
        let taken = plans::create(&ctx, "standard", &plan_form("x")).await.unwrap_err();
        assert_eq!(taken.fault.problem_of("key"), Some(&Problem::Taken));
    }

    async fn an_archived_plan_is_nobodys_and_cannot_be_given(t: Deployment) {
        six(&t).await;
        let ctx = operator(&t).await;
        let small = PlanForm { storage: "45".into(), features: vec![], ..plan_form("Small") };
        plans::create(&ctx, "small", &small).await.unwrap();
        plans::create(&ctx, "old", &plan_form("Old")).await.unwrap();
        for slug in ["evian", "caen"] {
            plans::change_plan(&t.platform, slug, "old", None, &Author::CommandLine).await.unwrap();
        }
        let review = plans::preview_archive(&t.platform, "old", "small").await.unwrap();
        assert_eq!((review.what_if.organisations, review.what_if.over), (2, 1));
        assert_eq!((review.what_if.lost.len(), review.what_if.gained.len()), (Feature::ALL.len(), 0));
        let stale = plans::archive(&ctx, "old", "small", (1, 2)).await.unwrap_err();
        assert_eq!(stale.kind(), Kind::Conflict);
        plans::archive(&ctx, "old", "small", (1, 1)).await.unwrap();
        for slug in ["evian", "caen"] {
            let shown = plans::of_organisation(&t.platform, slug).await.unwrap();
            assert_eq!((shown.plan.key.as_str(), shown.meter.over.len()), ("small", usize::from(slug == "evian")));
        }
        assert!(plans::choices(&t.platform).await.unwrap().iter().all(|plan| plan.key != "old"));
        let gone = plans::change_plan(&t.platform, "caen", "old", None, &Author::CommandLine).await.unwrap_err();
        assert_eq!(gone.fault.problem_of("plan"), Some(&Problem::NotAChoice));
        let default = plans::preview_archive(&t.platform, "standard", "small").await.unwrap_err();
        assert_eq!(default.fault.problem_of("plan"), Some(&Problem::IsDefaultPlan));
        let kinds: Vec<String> = tenants::timeline(&t.platform, "evian", "").await.unwrap().rows.into_iter().map(|event| event.kind).collect();
        assert_eq!(kinds.iter().filter(|kind| *kind == "plan-changed").count(), 2, "{kinds:?}");
        assert!(kinds.iter().any(|kind| kind == "plan-over"), "{kinds:?}");
    }
}
