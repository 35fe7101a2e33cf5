use crate::{harness::both_engines, operators::operator, plans::plan_form};
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    audit,
    brand::{self, BrandForm},
    context::Author,
    deploys,
    fault::Kind,
    memberships::{self, invitations},
    plans::{self, PlanForm},
    tenants::{self, SettingsForm, timeline},
};

both_engines! {
    async fn it_merges_what_changed_and_leaves_out_who_came_in(t: Deployment) {
        let ops = operator(&t).await;
        let ctx = t.ctx("nord", Role::Owner).await;
        t.tenant("sud").await;
        let settings = SettingsForm { name: "North".into(), locale: "fr".into(), time_zone: "Europe/Paris".into(), currency: "EUR".into(), ..SettingsForm::default() };
        tenants::update_settings(&ctx, settings).await.unwrap();
        invitations::invite(&ctx, "new@example.org", "New", Role::Member).await.unwrap();
        audit::record(&t.platform, "sign-in", Some(ctx.tenant.id), Some(ctx.actor.user), "nord", "").await.unwrap();
        tenants::suspend(&t.platform, "nord", "Unpaid", &(&ops.actor).into()).await.unwrap();
        tenants::resume(&t.platform, "nord", &Author::CommandLine).await.unwrap();
        tenants::suspend(&t.platform, "sud", "Unpaid", &Author::CommandLine).await.unwrap();
        let page = timeline(&t.platform, "nord", "").await.unwrap();
        let mut kinds: Vec<&str> = page.rows.iter().map(|event| event.kind.as_str()).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, ["member-invited", "settings-changed", "tenant-created", "tenant-resumed", "tenant-suspended"]);
        let by = |kind: &str| page.rows.iter().find(|event| event.kind == kind).unwrap().by.clone();
        assert_eq!(by("tenant-suspended").unwrap().email, "ops@tenantry.example", "the operator is named");
        assert_eq!(by("settings-changed").unwrap().email, "owner@nord.example");
        assert_eq!(by("tenant-resumed").unwrap().name, "command line");
        assert_eq!(by("tenant-created"), None);
        assert_eq!(page.next, None);
        let _ = memberships::members_of(&ctx).await.unwrap();
    }

    async fn a_changed_brand_is_in_it(t: Deployment) {
        let ctx = t.ctx("nord", Role::Owner).await;
        let form = BrandForm::of("North", &t.brand(&ctx).await);
        brand::save(&ctx, form).await.unwrap();
        let page = timeline(&t.platform, "nord", "").await.unwrap();
        assert!(page.rows.iter().any(|event| event.kind == "brand-published"));
    }

    async fn a_new_build_of_the_program_is_in_everybodys_once(t: Deployment) {
        deploys::note(&t.platform, "1.0.0 (aaaaaaaaaaaa)").await.unwrap();
        t.clock.advance(SignedDuration::from_secs(1));
        t.tenant("nord").await;
        t.clock.advance(SignedDuration::from_secs(1));
        let told = async || {
            let page = timeline(&t.platform, "nord", "").await.unwrap();
            page.rows.into_iter().map(|event| (event.kind, event.detail, event.by)).collect::<Vec<_>>()
        };
        let before = told().await;
        assert!(before.iter().all(|(kind, ..)| kind != "deployed"), "what was before it is no change to it: {before:?}");
        for build in ["1.0.0 (aaaaaaaaaaaa)", "1.1.0 (bbbbbbbbbbbb)"] {
            deploys::note(&t.platform, build).await.unwrap();
        }
        let again = (0..4).map(|_| deploys::note(&t.platform, "1.1.0 (bbbbbbbbbbbb)"));
        for noted in futures::future::join_all(again).await {
            noted.unwrap();
        }
        let after = told().await;
        assert_eq!(after[0], ("deployed".into(), "1.1.0 (bbbbbbbbbbbb)".into(), None));
        assert_eq!(after.len(), before.len() + 1, "{after:?}");
        t.tenant("sud").await;
        deploys::note(&t.platform, "1.0.0 (aaaaaaaaaaaa)").await.unwrap();
        assert_eq!(told().await[0].1, "1.0.0 (aaaaaaaaaaaa)", "also when an earlier one comes back");
        assert_eq!(timeline(&t.platform, "sud", "").await.unwrap().rows.iter().filter(|event| event.kind == "deployed").count(), 1);
    }

    async fn what_was_changed_of_a_plan_is_in_it_while_the_organisation_had_that(t: Deployment) {
        let ops = operator(&t).await;
        plans::create(&ops, "small", &plan_form("Small")).await.unwrap();
        let edit = async |key: &str, members: &str, version| {
            t.clock.advance(SignedDuration::from_secs(1));
            let form = PlanForm { members: members.into(), ..plan_form(key) };
            plans::save(&ops, key, &form, version).await.unwrap();
            t.clock.advance(SignedDuration::from_secs(1));
        };
        edit("standard", "90", 1).await;
        for slug in ["nord", "sud"] {
            t.tenant(slug).await;
        }
        edit("small", "9", 1).await;
        edit("standard", "80", 2).await;
        plans::change_plan(&t.platform, "nord", "small", None, &Author::CommandLine).await.unwrap();
        edit("standard", "70", 3).await;
        edit("small", "8", 2).await;
        let told = async |slug: &str| {
            let page = timeline(&t.platform, slug, "").await.unwrap();
            let edits = page.rows.into_iter().filter(|event| event.kind == "plan-edited");
            edits.map(|event| (event.detail, event.by.unwrap().name)).collect::<Vec<_>>()
        };
        let nord = told("nord").await;
        let details: Vec<&str> = nord.iter().map(|(detail, _)| detail.rsplit(": ").next().unwrap()).collect();
        assert_eq!(details, ["members 9 → 8", "members 90 → 80"], "of each plan while it had it");
        assert!(nord[0].0.starts_with("small: ") && nord[0].1 == ops.actor.name, "{nord:?}");
        let sud = told("sud").await;
        assert_eq!(sud.len(), 2, "{sud:?}");
        assert!(sud.iter().all(|(detail, _)| detail.starts_with("standard: ")), "{sud:?}");
    }

    async fn it_goes_page_by_page(t: Deployment) {
        t.tenant("nord").await;
        for _ in 0..30 {
            t.clock.advance(SignedDuration::from_secs(1));
            tenants::suspend(&t.platform, "nord", "Unpaid", &Author::CommandLine).await.unwrap();
            t.clock.advance(SignedDuration::from_secs(1));
            tenants::resume(&t.platform, "nord", &Author::CommandLine).await.unwrap();
        }
        let first = timeline(&t.platform, "nord", "").await.unwrap();
        assert_eq!((first.rows.len(), first.rows[0].kind.as_str()), (50, "tenant-resumed"));
        let second = timeline(&t.platform, "nord", first.next.as_deref().unwrap()).await.unwrap();
        assert_eq!((second.rows.len(), second.next.as_deref()), (11, None));
        assert_eq!(second.rows.last().unwrap().kind, "tenant-created");
        assert_eq!(timeline(&t.platform, "ouest", "").await.unwrap_err().kind(), Kind::NotFound);
    }
}
