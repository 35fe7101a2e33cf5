//! Organisations that have another name: their old address leads to the new one.

use crate::{app::TestApp, harness::both_engines};
use jiff::SignedDuration;
use tenantry::{access::Role, context::Author, tenants};

both_engines! {
    async fn the_old_address_leads_to_the_same_path_at_the_new_one(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut member = paris.signed_in_as(Role::Member).await;
        assert_eq!(member.get("/loans").await.status, 200);
        let platform = &app.deployment.platform;
        tenants::change_slug(platform, "paris", "lutece", &Author::CommandLine).await.unwrap();
        for path in ["/", "/loans?status=late&q=L%C3%A9vy", "/invitation?token=abc", "//evil.example/x", "/api/loans/list"] {
            let answer = member.get(path).await;
            let target = format!("http://lutece.tenantry.test:3000{path}");
            assert_eq!((answer.status, answer.leads_to()), (301, Some(target.as_str())), "{path}");
            assert!(answer.header("cache-control").is_some_and(|value| value.contains("no-store")), "{path} must not be kept");
            assert!(answer.header("x-frame-options").is_some(), "{path}");
        }
        assert_eq!(member.call(app::endpoints::LOANS_LIST.path, &[]).await.status, 301);

        // The session was of the old host, and is none of the new one.
        let mut there = member.on("lutece.tenantry.test");
        assert_eq!(there.get("/loans").await.status, 303, "it leads to the sign-in page");
        let lutece = app.tenant("lutece").await;
        assert_eq!(lutece.signed_in_as(Role::Member).await.get("/loans").await.status, 200);

        app.deployment.clock.advance(SignedDuration::from_hours(24 * 90));
        assert_eq!(member.get("/").await.status, 404);
    }
}
