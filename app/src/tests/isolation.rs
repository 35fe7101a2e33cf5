//! Two organisations with the same ids, names and numbers in their databases; whatever of one is tried on the other's
//! host gives nothing of it.

use crate::{
    app::{APEX, CONSOLE, House, TestApp},
    client::{Answer, Browser},
    harness::both_engines,
    pages::pages_of,
};
use jiff::civil::date;
use tenantry::{
    access::{Access, Plane, Role},
    audit, brand,
    ids::LoanId,
    loans::{
        self, LoanQuery, NewBorrower,
        schedule::Terms,
        seed::{Book, PastLoan, PastRepayment, seed},
    },
    memberships::invitations,
    random::Random,
    tenants,
};

/// In everything of Lyon that a page could show, and nowhere else.
const SECRET: &str = "LYONSECRET";

/// The same book in both, but for the texts that carry the marker.
fn book(marker: &str) -> Book {
    let loan = |number: i64| PastLoan {
        borrower: 0,
        terms: Terms { amount: 30_000 + number, starts_on: date(2026, 1, 10), instalments: 3 },
        guarantors: vec![format!("Guarantor {marker}")],
        note: format!("note {marker}"),
        actor: format!("clerk {marker}"),
        repayments: vec![PastRepayment { amount: 5_000, paid_on: date(2026, 2, 10), actor: format!("clerk {marker}") }],
        cancelled_on: None,
    };
    let borrower = NewBorrower {
        name: "Ruth Lévy".into(),
        email: Some(format!("{}@example.org", marker.to_lowercase())),
        phone: Some(format!("+33 {marker}")),
    };
    Book { borrowers: vec![borrower], loans: (0..3).map(loan).collect() }
}

struct Twins<'a> {
    paris: House<'a>,
    lyon: House<'a>,
    /// The id of a loan in both.
    loan: LoanId,
}

impl<'a> Twins<'a> {
    async fn of(app: &'a TestApp) -> Self {
        let mut ids = Vec::new();
        for (slug, marker) in [("paris", "PARISSECRET"), ("lyon", SECRET)] {
            let ctx = app.deployment.ctx(slug, Role::Owner).await;
            seed(&ctx, &Random::seeded(5), &book(marker)).await.unwrap();
            brand::save(&ctx, brand_form(slug, marker)).await.unwrap();
            let rows = loans::list(&ctx, &LoanQuery::default()).await.unwrap().rows;
            ids.push(rows.iter().map(|row| (row.id, row.number)).collect::<Vec<_>>());
        }
        assert_eq!(ids[0], ids[1], "the twins have the same ids and numbers");
        Self { paris: app.tenant("paris").await, lyon: app.tenant("lyon").await, loan: ids[0][0].0 }
    }

    /// Every page of an organisation.
    fn pages(&self) -> Vec<String> {
        pages_of(Plane::Tenant, &[(":id", &self.loan.to_string())])
    }
}

fn brand_form(slug: &str, marker: &str) -> brand::BrandForm {
    brand::BrandForm {
        name: format!("Society of {slug} {marker}"),
        primary: "#145a4a".into(),
        accent: "#b3541e".into(),
        radius: "8".into(),
        heading_font: "inter".into(),
    }
}

/// What belongs to nobody on this host must not show anything of the other.
fn assert_clean(answer: &Answer, what: &str) {
    assert!(
        !answer.says(SECRET) && !answer.says(&SECRET.to_lowercase()),
        "{what} shows the other's data:\n{}",
        answer.body
    );
}

async fn is_alive(browser: &mut Browser) -> bool {
    browser.get("/members").await.status == 200
}

both_engines! {
    async fn each_of_two_twins_sees_its_own(t: Deployment) {
        let app = TestApp::start(t).await;
        let twins = Twins::of(&app).await;
        let mut paris = twins.paris.signed_in_as(Role::Owner).await;
        let mut lyon = twins.lyon.signed_in_as(Role::Owner).await;
        let page = format!("/loans/{}", twins.loan);
        assert!(lyon.get(&page).await.says(SECRET), "the marker is where the search looks for it");
        for page in twins.pages() {
            let answer = paris.get(&page).await;
            assert!(answer.status == 200 || page == "/invitation", "{page}: {}", answer.status);
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
                Access::Needs(_) => assert_eq!((answer.status, answer.leads_to()), (303, Some("/sign-in")), "{} as a form", endpoint.path),
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

    async fn an_invitation_of_one_is_unknown_to_the_other(t: Deployment) {
        let app = TestApp::start(t).await;
        let twins = Twins::of(&app).await;
        let ctx = app.deployment.ctx("lyon", Role::Owner).await;
        let link = invitations::invite(&ctx, "new@lyonsecret.example", "New LYONSECRET", Role::Member).await.unwrap();
        let token = link.url.split_once("token=").unwrap().1.to_owned();
        let unknown = "A".repeat(token.len());
        let mut visitor = twins.paris.visitor();
        for path in [app::endpoints::INVITATION_PREVIEW.path, app::endpoints::INVITATION_ACCEPT.path] {
            let fields = |token| [("token", token), ("name", "Thief"), ("password", "a quiet thief in march")];
            let stolen = visitor.call(path, &fields(token.as_str())).await;
            let made_up = visitor.call(path, &fields(unknown.as_str())).await;
            assert_eq!((stolen.status, &stolen.body), (made_up.status, &made_up.body), "no difference to one that was made up");
            assert!((400..500).contains(&stolen.status) && !visitor.cookies.contains_key("sid"), "{stolen:?}");
            for host in [CONSOLE, APEX] {
                assert_eq!(visitor.on(host).call(path, &fields(token.as_str())).await.status, 404, "{path} on {host}");
            }
        }
        let page = visitor.get(&format!("/invitation?token={token}")).await;
        assert_clean(&page, "the page of the invitation");
        let at_home = twins.lyon.visitor().get(&format!("/invitation?token={token}")).await;
        assert!(at_home.status == 200 && at_home.says("new@lyonsecret.example"), "it still holds where it is from");
    }

    async fn an_operators_link_is_one_for_the_console_alone(t: Deployment) {
        let app = TestApp::start(t).await;
        let twins = Twins::of(&app).await;
        let token = app.operator_token().await;
        for host in [twins.paris.host(), twins.lyon.host(), APEX] {
            let mut visitor = app.visitor(host);
            assert_eq!(visitor.call(app::endpoints::ENTER.path, &[("token", &token)]).await.status, 404, "{host}");
            assert!(visitor.cookies.is_empty());
        }
        let mut console = app.visitor(CONSOLE);
        for _ in 0..2 {
            assert_eq!(console.get(&format!("/enter?token={token}")).await.status, 200, "looking uses nothing up");
        }
        assert_eq!(console.call(app::endpoints::ENTER.path, &[("token", &token)]).await.status, 200);
        let again = app.visitor(CONSOLE).call(app::endpoints::ENTER.path, &[("token", &token)]).await;
        assert_eq!(again.status, 422, "it works once");
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
            modules: Vec::new(),
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
        let logo = brand.logo_url.clone().unwrap();
        assert_eq!(twins.lyon.visitor().get(&logo).await.status, 200);
        for host in [twins.paris.host(), CONSOLE, APEX] {
            assert_eq!(app.visitor(host).get(&logo).await.status, 404, "{host}");
        }
        assert_eq!(twins.lyon.visitor().get("/brand/..%2f..%2fetc%2fpasswd").await.status, 404);
    }
}
