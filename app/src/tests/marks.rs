//! What operators know an organisation by at a glance, on the console's own host.

use crate::{app::TestApp, harness::both_engines};
use app::endpoints::CONSOLE_MARK;
use tenantry::{
    access::{OperatorRole, Role},
    brand::{self, Edits, Slot},
    context::Author,
    tenants,
};

fn drawing(color: &str) -> Vec<u8> {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="{color}"/></svg>"#)
        .into_bytes()
}

fn mark(slug: &str, theme: &str) -> String {
    format!("{}?slug={slug}&theme={theme}", CONSOLE_MARK.path)
}

both_engines! {
    async fn operators_see_the_door_in_its_brand_with_its_logo(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let mut operator = app.operator_as(OperatorRole::ReadOnly).await;
        let page = operator.get("/organisations/paris").await;
        for theme in ["light", "dark"] {
            assert!(page.says(&mark("paris", theme).replace('&', "&amp;")), "{}", page.body);
            assert!(page.says(&format!("#preview-{theme}{{--brand:#")), "without scripts it wears its colours too");
        }
        let letter = operator.get(&mark("paris", "light")).await;
        assert_eq!((letter.status, letter.header("content-type")), (200, Some("image/svg+xml")));
        assert!(letter.says("<path"), "the letter of who has no logo");
        assert!(letter.header("content-security-policy").is_some_and(|policy| policy.contains("sandbox")));
        assert_eq!(letter.header("cache-control"), Some("private, max-age=60"), "another one may be published in a minute");

        let icon = vec![(Slot::Icon, drawing("#00aa00"))];
        brand::save(&ctx, Edits { pictures: icon, ..Edits::default() }).await.unwrap();
        assert_eq!(operator.get(&mark("paris", "light")).await.header("content-type"), Some("image/png"), "its icon, before the letter");

        let day = vec![(Slot::Logo, drawing("#aa0000"))];
        brand::save(&ctx, Edits { pictures: day, ..Edits::default() }).await.unwrap();
        assert!(operator.get(&mark("paris", "light")).await.says("#aa0000"));
        assert!(operator.get(&mark("paris", "dark")).await.says("#aa0000"), "one logo serves both");
        let night = vec![(Slot::LogoDark, drawing("#0000aa"))];
        brand::save(&ctx, Edits { pictures: night, ..Edits::default() }).await.unwrap();
        assert!(operator.get(&mark("paris", "light")).await.says("#aa0000"));
        assert!(operator.get(&mark("paris", "dark")).await.says("#0000aa"));
        assert!(operator.get(&mark("paris", "purple")).await.says("#aa0000"));

        tenants::suspend(&app.deployment.platform, "paris", "Unpaid", &Author::CommandLine).await.unwrap();
        assert!(operator.get(&mark("paris", "light")).await.says("#aa0000"), "operators see who is closed");
    }

    async fn a_mark_is_for_operators_and_one_at_a_time(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        app.tenant("lyon").await;
        let mut operator = app.operator_as(OperatorRole::ReadOnly).await;
        for slug in ["nowhere", "", "..%2Fparis", "PARIS'--"] {
            assert_eq!(operator.get(&mark(slug, "light")).await.status, 404, "{slug}");
        }
        let nobody = app.visitor(crate::app::CONSOLE).read(&mark("paris", "light")).await;
        assert_eq!(nobody.status, 401);
        let mut owner = paris.signed_in_as(Role::Owner).await;
        for slug in ["paris", "lyon"] {
            assert_eq!(owner.read(&mark(slug, "light")).await.status, 404, "it is of the console's host alone");
        }
    }
}
