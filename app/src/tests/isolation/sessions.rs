//! A session of one organisation on the hosts of others.

use super::{Twins, assert_clean};
use crate::{
    app::{APEX, CONSOLE, TestApp},
    client::Browser,
    harness::every_placement,
};
use tenantry::{
    access::{Access, Plane, Role},
    audit,
    loans::{self, LoanQuery},
};

async fn is_alive(browser: &mut Browser) -> bool {
    browser.get("/members").await.status == 200
}

every_placement! {
    async fn a_session_of_one_is_refused_at_every_endpoint_of_the_other(t: Deployment) {
        let app = TestApp::start(t).await;
        let twins = Twins::of(&app).await;
        let loan = twins.loan.to_string();
        for endpoint in app::endpoints::ALL {
            for host in [twins.lyon.host(), CONSOLE, APEX] {
                let mut home = twins.paris.signed_in_as(Role::Owner).await;
                let answer = home.on(host).call(endpoint.path, &[("id", &loan)]).await;
                assert_eq!(answer.status, 401, "{} on {host}: {}", endpoint.path, answer.body);
                assert_clean(&answer, endpoint.path);
                assert!(!is_alive(&mut home).await, "{} on {host}: the session has ended at home too", endpoint.path);
            }
        }
        for endpoint in app::endpoints::ALL {
            let home = twins.paris.signed_in_as(Role::Owner).await;
            let fields = [("id", loan.as_str()), ("amount", "1"), ("paid_on", "2026-03-01")];
            let answer = home.on(twins.lyon.host()).submit("/loans", endpoint.path, &fields).await;
            let is_here = endpoint.planes.contains(&Plane::Tenant);
            match endpoint.access {
                _ if !is_here => assert_eq!(answer.status, 404, "{} as a form", endpoint.path),
                Access::Needs(_) => assert_eq!((answer.status, answer.leads_to()), (303, Some("/sign-in?return_to=/loans")), "{} as a form", endpoint.path),
                Access::Anyone => assert!((300..500).contains(&answer.status), "{} as a form: {}", endpoint.path, answer.status),
            }
            assert!(!answer.says("note LYONSECRET"), "{} as a form", endpoint.path);
        }
        let ctx = app.deployment.ctx("lyon", Role::Owner).await;
        assert_eq!(loans::list(&ctx, &LoanQuery::default()).await.unwrap().rows.len(), 3, "nothing was lent");
        let detail = loans::find(&ctx, twins.loan).await.unwrap().unwrap();
        assert_eq!((detail.repayments.len(), detail.summary.repaid), (1, 5_000), "nothing was repaid or cancelled");
    }

    async fn a_session_of_one_is_led_to_the_door_by_every_page_of_the_other(t: Deployment) {
        let app = TestApp::start(t).await;
        let twins = Twins::of(&app).await;
        for page in twins.pages() {
            let mut home = twins.paris.signed_in_as(Role::Owner).await;
            let answer = home.on(twins.lyon.host()).get(&page).await;
            let is_open = app::paths::OPEN_PAGES.contains(&page.as_str());
            assert!(if is_open { answer.status < 500 } else { answer.status == 303 }, "{page}: {}", answer.status);
            if !is_open {
                assert!(answer.leads_to().is_some_and(|path| path.starts_with("/sign-in")), "{answer:?}");
                assert_eq!(answer.body, "");
            }
            assert!(!answer.says("note LYONSECRET") && !answer.says("Ruth"), "{page}");
            assert!(!is_alive(&mut home).await, "{page}: the session has ended at home too");
        }
        let event = audit::recent(&app.deployment.platform, 50).await.unwrap();
        let event = event.iter().find(|event| event.kind == "session-foreign").expect("it is in the audit");
        assert_eq!((event.tenant, event.host.as_str()), (Some(twins.paris.tenant.id), twins.lyon.host()));
        assert!(event.user.is_some() && event.detail.contains(twins.paris.host()));
    }

    async fn an_operators_session_opens_no_organisation(t: Deployment) {
        let app = TestApp::start(t).await;
        let twins = Twins::of(&app).await;
        for page in ["/", "/loans", "/members"] {
            let mut operator = app.operator().await;
            let answer = operator.on(twins.lyon.host()).get(page).await;
            assert_eq!(answer.status, 303, "{page}");
            assert_clean(&answer, page);
            assert_eq!(operator.get("/organisations/new").await.status, 303, "and it is over in the console");
        }
        let owner = twins.paris.signed_in_as(Role::Owner).await;
        let answer = owner.on(CONSOLE).get("/").await;
        assert_eq!(answer.status, 303);
        assert_clean(&answer, "the console");
    }
}
