use crate::{harness::both_engines, operators::operator};
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    audit,
    brand::{self, BrandForm},
    context::Author,
    fault::Kind,
    memberships::{self, invitations},
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
