//! What pages and endpoints show: the data of the own organisation and of no other.

use super::{SECRET, Twins, assert_clean, book};
use crate::{
    app::{APEX, CONSOLE, TestApp},
    harness::every_placement,
    pages::pages_of,
};
use tenantry::{
    access::{Plane, Role},
    brand,
    loans::{self, LoanQuery, seed::seed},
    random::Random,
    tenants,
};

every_placement! {
    async fn each_of_two_twins_sees_its_own(t: Deployment) {
        let app = TestApp::start(t).await;
        let twins = Twins::of(&app).await;
        let mut paris = twins.paris.signed_in_as(Role::Owner).await;
        let mut lyon = twins.lyon.signed_in_as(Role::Owner).await;
        let page = format!("/loans/{}", twins.loan);
        assert!(lyon.get(&page).await.says(SECRET), "the marker is where the search looks for it");
        for page in twins.pages() {
            let answer = paris.get(&page).await;
            assert!(answer.status == 200 || ["/invitation", "/new-password", "/preview", "/preview/pages"].contains(&page.as_str()), "{page}: {}", answer.status);
            assert_clean(&answer, &page);
            assert_clean(&twins.paris.visitor().get(&page).await, &page);
        }
        for page in pages_of(Plane::Public, &[]) {
            assert_clean(&app.visitor(APEX).get(&page).await, &page);
        }
        for endpoint in app::endpoints::ALL.iter().filter(|endpoint| endpoint.planes.contains(&Plane::Tenant)) {
            let answer = paris.clone().call(endpoint.path, &[("id", &twins.loan.to_string()), ("query[q]", SECRET)]).await;
            assert_clean(&answer, endpoint.path);
            if endpoint.path == app::endpoints::SIGN_OUT.path {
                paris = twins.paris.signed_in_as(Role::Owner).await;
            }
        }
        let lists = [paris.get("/loans?q=LYONSECRET").await, paris.get("/loans?q=Ruth").await];
        assert!(lists.iter().all(|list| !list.body.contains("lyonsecret@")), "{lists:?}");
    }

    async fn a_provisioning_is_the_operators_to_see(t: Deployment) {
        let app = TestApp::start(t).await;
        let twins = Twins::of(&app).await;
        let new = tenants::NewTenant {
            name: "Nice LYONSECRET".into(),
            slug: "nice".into(),
            admin_name: "Ann".into(),
            admin_email: "ann@nice.example".into(),
            locale: tenantry::locale::Locale::En,
            ..tenants::NewTenant::default()
        };
        let id = tenantry::provisioning::start(app.deployment.platform.clone(), new).await.unwrap().to_string();
        let path = app::endpoints::CONSOLE_PROGRESS.path;
        let mut owner = twins.paris.signed_in_as(Role::Owner).await;
        for (browser, status) in [(&mut owner, 404), (&mut app.visitor(APEX), 404), (&mut app.visitor(CONSOLE), 401)] {
            let answer = browser.call(path, &[("id", &id)]).await;
            assert_eq!(answer.status, status, "on {}", browser.host);
            assert_clean(&answer, path);
            assert_clean(&browser.get(&format!("/provisioning/{id}")).await, "its page");
        }
    }

    async fn a_loan_that_only_the_other_has_is_not_found(t: Deployment) {
        let app = TestApp::start(t).await;
        let twins = Twins::of(&app).await;
        let ctx = app.deployment.ctx("lyon", Role::Owner).await;
        seed(&ctx, &Random::seeded(6), &book(SECRET)).await.unwrap();
        let rows = loans::list(&ctx, &LoanQuery::default()).await.unwrap().rows;
        let paris = app.deployment.ctx("paris", Role::Owner).await;
        let mut owner = twins.paris.signed_in_as(Role::Owner).await;
        let mut only = 0;
        for row in rows {
            if loans::find(&paris, row.id).await.unwrap().is_some() {
                continue;
            }
            only += 1;
            let id = row.id.to_string();
            for path in [app::endpoints::LOANS_FIND.path, app::endpoints::LOANS_REPAY.path, app::endpoints::LOANS_CANCEL.path] {
                let answer = owner.call(path, &[("id", &id), ("amount", "1"), ("paid_on", "2026-03-01")]).await;
                assert_eq!(answer.status, 404, "{path}");
                assert_clean(&answer, path);
            }
            for repayment in loans::find(&ctx, row.id).await.unwrap().unwrap().repayments {
                let path = format!("{}?repayment={}", app::endpoints::LOANS_RECEIPT.path, repayment.id);
                let answer = owner.read(&path).await;
                assert_eq!(answer.status, 404, "{path}");
                assert_clean(&answer, &path);
            }
            for page in [format!("/loans/{id}"), format!("/loans/{id}/repay")] {
                let answer = owner.get(&page).await;
                assert_eq!(answer.status, 404, "{page}");
                assert_clean(&answer, &page);
            }
        }
        assert_eq!(only, 3);
    }

    async fn a_picture_of_one_is_not_found_at_the_other(t: Deployment) {
        let app = TestApp::start(t).await;
        let twins = Twins::of(&app).await;
        let ctx = app.deployment.ctx("lyon", Role::Owner).await;
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40"/></svg>"#;
        brand::set_logo(&ctx, svg.to_vec()).await.unwrap();
        let brand = app.deployment.platform.brands.get(&app.deployment.platform, &twins.lyon.tenant).await.unwrap();
        let logo = brand.tokens.logo_url().unwrap();
        assert_eq!(twins.lyon.visitor().get(&logo).await.status, 200);
        for host in [twins.paris.host(), CONSOLE, APEX] {
            assert_eq!(app.visitor(host).get(&logo).await.status, 404, "{host}");
        }
        assert_eq!(twins.lyon.visitor().get("/brand/..%2f..%2fetc%2fpasswd").await.status, 404);
    }
}
