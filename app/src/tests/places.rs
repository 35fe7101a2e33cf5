//! The end of a place in an organisation, as it is set in the list of members.

use crate::{app::TestApp, harness::both_engines};
use app::endpoints::MEMBERS_LIMIT;
use jiff::SignedDuration;
use tenantry::{access::Role, memberships};

both_engines! {
    async fn a_place_ends_after_the_day_that_is_set_and_goes_on_when_it_is_taken_away(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut owner = paris.signed_in_as(Role::Owner).await.speaking("fr");
        let mut member = paris.signed_in_as(Role::Member).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let id = memberships::members_of(&ctx).await.unwrap().members.into_iter().find(|of| of.role == Role::Member).unwrap().id.to_string();
        let page = owner.get("/members").await;
        assert!(page.says(&format!("id=\"expires-{id}\"")) && page.says("sans fin"), "{}", page.body);

        let sent = owner.submit("/members", MEMBERS_LIMIT.path, &[("member", &id), ("expires", "2026-03-15"), ("page", "/members")]).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        assert!(owner.get("/members").await.says("value=\"2026-03-15\""));
        // Until ten minutes before midnight in Paris; nobody is signed out for having rested.
        for _ in 0..13 {
            app.deployment.clock.advance(SignedDuration::from_mins(50));
            assert_eq!((member.get("/").await.status, owner.get("/").await.status), (200, 200), "it is their last day");
        }
        app.deployment.clock.advance(SignedDuration::from_mins(50));
        assert_ne!(member.get("/").await.status, 200);
        assert!(owner.get("/members").await.says("Terminé le"));

        let cleared = owner.submit("/members", MEMBERS_LIMIT.path, &[("member", &id), ("expires", " "), ("page", "/members")]).await;
        assert_eq!(cleared.status, 303);
        assert_eq!(member.get("/").await.status, 200, "and their session still counts");
    }

    async fn an_end_that_makes_no_sense_is_told_in_the_row_and_keeps_what_was_typed(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut owner = paris.signed_in_as(Role::Owner).await.speaking("en");
        let mut admin = paris.signed_in_as(Role::Admin).await.speaking("en");
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let members = memberships::members_of(&ctx).await.unwrap().members;
        let of = |role| members.iter().find(|of| of.role == role).unwrap().id.to_string();
        let (admins, owners) = (of(Role::Admin), of(Role::Owner));
        for typed in ["tomorrow", "2026-13-01", "0026-03-01"] {
            let fields = [("member", admins.as_str()), ("expires", typed), ("page", "/members")];
            let refused = owner.submit("/members", MEMBERS_LIMIT.path, &fields).await;
            assert!(refused.status == 422 && refused.says(&format!("value=\"{typed}\"")), "{typed}: {}", refused.body);
            assert_eq!(refused.body.matches("aria-invalid=\"true\"").count(), 1, "in that row alone");
        }
        let fields = [("member", owners.as_str()), ("expires", "2026-04-01"), ("page", "/members")];
        let last = owner.submit("/members", MEMBERS_LIMIT.path, &fields).await;
        assert!(last.status == 422 && last.says("must keep an owner"), "{}", last.body);
        assert_eq!(admin.submit("/members", MEMBERS_LIMIT.path, &fields).await.status, 403, "an administrator ends no owner");
        assert!(memberships::members_of(&ctx).await.unwrap().members.iter().all(|of| of.expires.is_none()));
    }
}
