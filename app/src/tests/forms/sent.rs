//! Forms: scripts get the fault as data, browsers without scripts the page again, with what was typed.

use crate::{
    app::TestApp,
    client::{Answer, FORM},
    harness::{PASSWORD, both_engines},
};
use app::{
    endpoints,
    i18n::{Locale, problem_words},
};
use tenantry::{access::Role, fault::Problem};

const MISTAKEN: &[(&str, &str)] = &[
    ("borrower_name", "Ruth \"<b>Lévy</b>\" & fils"),
    ("amount", "three hundred"),
    ("starts_on", "2026-02-31"),
    ("instalments", "0"),
    ("note", "For <textarea> the </textarea> roof"),
];

/// The opening tags of a page's controls with this name.
fn controls<'a>(answer: &'a Answer, name: &str) -> Vec<&'a str> {
    let named = format!("name=\"{name}\"");
    let tags = answer
        .body
        .split('<')
        .filter(|tag| tag.starts_with("input") || tag.starts_with("textarea") || tag.starts_with("select"));
    tags.map(|tag| tag.split('>').next().unwrap_or(tag)).filter(|tag| tag.contains(&named)).collect()
}

fn control<'a>(answer: &'a Answer, name: &str) -> &'a str {
    controls(answer, name).first().unwrap_or_else(|| panic!("no control {name} in {}", answer.body))
}

fn leads_back_to(answer: &Answer, path: &str) -> bool {
    let value = format!("value=\"{path}\"");
    controls(answer, "return_to").iter().any(|tag| tag.contains(&value))
}

/// The id of the loan that a redirect leads to.
fn loan_of(answer: &Answer) -> String {
    let path = answer.leads_to().and_then(|path| path.strip_prefix("/loans/")).unwrap_or_else(|| panic!("{answer:?}"));
    path.split('?').next().unwrap().to_owned()
}

fn assert_problem_at(answer: &Answer, field: &str, locale: Locale, problem: &Problem) {
    let tag = control(answer, field);
    assert!(tag.contains("aria-invalid=\"true\"") && tag.contains("autofocus"), "{field}: {tag}");
    let id = format!("id=\"{}-error\"", field.replace('_', "-"));
    let message = answer.body.split(&id).nth(1).unwrap_or_else(|| panic!("{field} has no message"));
    let words = problem_words(locale, problem).replace('&', "&amp;");
    let message = message.split("</p>").next().unwrap();
    assert!(message.contains(&words), "{field}: {words:?} is expected in {message:?}");
}

/// What differs from answer to answer.
fn nonce_of(page: &Answer) -> &str {
    let policy = page.header("content-security-policy").and_then(|policy| policy.split("'nonce-").nth(1));
    policy.and_then(|rest| rest.split('\'').next()).expect("the page has a nonce")
}

both_engines! {
    async fn a_forms_page_comes_again_with_what_was_typed(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        for (language, locale) in [("en", Locale::En), ("fr", Locale::Fr)] {
            let mut member = paris.signed_in_as(Role::Member).await.speaking(language);
            let answer = member.submit("/loans/new", endpoints::LOANS_CREATE.path, MISTAKEN).await;
            assert_eq!(answer.status, 422, "{}", answer.body);
            assert!(answer.says(&format!("lang=\"{language}\"")));
            for (field, typed) in &MISTAKEN[1..4] {
                assert!(control(&answer, field).contains(&format!("value=\"{typed}\"")), "{field}: {}", control(&answer, field));
            }
            assert!(control(&answer, "borrower_name").contains("Ruth &quot;&lt;b&gt;Lévy&lt;/b&gt;&quot; &amp; fils"), "{}", control(&answer, "borrower_name"));
            assert!(!answer.says("<b>Lévy</b>") && !answer.says("the </textarea> roof"), "what was typed is text");
            assert!(answer.says("For &lt;textarea&gt; the &lt;/textarea&gt; roof"), "{}", answer.body);
            assert_problem_at(&answer, "amount", locale, &Problem::NotAnAmount);
            assert_problem_at(&answer, "starts_on", locale, &Problem::NotADate);
            assert!(control(&answer, "instalments").contains("aria-invalid=\"true\""));
            let right = control(&answer, "borrower_name");
            assert!(!right.contains("aria-invalid=\"true\"") && !right.contains("autofocus"), "what is right isn't blamed: {right}");
        }
    }

    async fn scripts_get_the_same_fault_as_data(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut member = app.tenant("paris").await.signed_in_as(Role::Member).await;
        let answer = member.call(endpoints::LOANS_CREATE.path, MISTAKEN).await;
        assert_eq!((answer.status, answer.header("content-type")), (422, Some("application/json")));
        let fault = answer.json();
        assert_eq!(fault["kind"], "Invalid");
        let fields: Vec<&str> = fault["fields"].as_array().unwrap().iter().map(|of| of["field"].as_str().unwrap()).collect();
        assert_eq!(fields, ["amount", "starts_on", "instalments"]);
    }

    async fn a_form_that_is_right_leads_on(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut member = app.tenant("paris").await.signed_in_as(Role::Member).await;
        let fields = [("borrower_name", "Ruth"), ("amount", "300"), ("starts_on", "2026-02-01"), ("instalments", "3")];
        let answer = member.submit("/loans/new", endpoints::LOANS_CREATE.path, &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let page = answer.leads_to().unwrap().to_owned();
        assert!(page.starts_with("/loans/"), "{page}");
        assert!(member.get(&page).await.says("Ruth"));

        let id = loan_of(&answer);
        let page = format!("/loans/{id}");
        let over = [("id", id.as_str()), ("amount", "300,01"), ("paid_on", "2026-03-01")];
        let answer = member.submit(&format!("{page}/repay"), endpoints::LOANS_REPAY.path, &over).await;
        assert_eq!(answer.status, 422);
        assert!(control(&answer, "amount").contains("value=\"300,01\""));
        assert_problem_at(&answer, "amount", Locale::En, &Problem::Overpaid { due: 30_000, currency: tenantry::money::Currency::Eur });
        let all = [("id", id.as_str()), ("amount", "300"), ("paid_on", "2026-03-01")];
        assert_eq!(member.submit(&format!("{page}/repay"), endpoints::LOANS_REPAY.path, &all).await.status, 303);
    }

    async fn a_password_is_never_sent_back(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut visitor = paris.visitor();
        let fields = [("email", "rachel\"<@paris.example"), ("password", "a wrong river in april"), ("return_to", "/loans")];
        let answer = visitor.submit("/sign-in", endpoints::SIGN_IN.path, &fields).await;
        assert_eq!(answer.status, 401);
        assert!(!answer.says("a wrong river in april"));
        assert!(control(&answer, "email").contains("rachel&quot;&lt;@paris.example"), "{}", control(&answer, "email"));
        assert!(leads_back_to(&answer, "/loans"), "{:?}", controls(&answer, "return_to"));
        assert_problem_at(&answer, "password", Locale::En, &Problem::WrongCredentials);

        let mut member = paris.signed_in_as(Role::Member).await;
        let fields = [("current", "a wrong river in april"), ("new", "a silent lake in june"), ("repeat", "a silent lake in july")];
        let answer = member.submit("/settings/profile", endpoints::PROFILE_PASSWORD.path, &fields).await;
        assert_eq!(answer.status, 422, "{}", answer.body);
        for (name, secret) in fields {
            assert!(!answer.says(secret), "{name}");
        }
        let data = member.call(endpoints::PROFILE_PASSWORD.path, &fields).await;
        assert!(fields.iter().all(|(_, secret)| !data.says(secret)), "{}", data.body);
    }

    async fn the_door_gives_one_answer(t: Deployment) {
        let app = TestApp::start(t).await;
        let (paris, lyon) = (app.tenant("paris").await, app.tenant("lyon").await);
        app.deployment.member(&paris.tenant, Role::Member).await;
        app.deployment.member(&lyon.tenant, Role::Member).await;
        let (mut bodies, mut pages) = (Vec::new(), Vec::new());
        for (email, password) in [("nobody@paris.example", PASSWORD), ("member@paris.example", "a wrong river in april"), ("member@lyon.example", PASSWORD)] {
            let fields = [("email", email), ("password", password)];
            let answer = paris.visitor().call(endpoints::SIGN_IN.path, &fields).await;
            let page = paris.visitor().submit("/sign-in", endpoints::SIGN_IN.path, &fields).await;
            for answer in [&answer, &page] {
                assert_eq!(answer.status, 401);
                assert!(answer.header("set-cookie").is_none());
            }
            bodies.push(answer.body);
            pages.push(page.body.replace(nonce_of(&page), "").replace(email, ""));
        }
        for same in [bodies, pages] {
            assert!(same.iter().all(|body| *body == same[0]), "{same:?}");
        }
    }

    async fn the_status_follows_from_the_kind_of_failure(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut member = paris.signed_in_as(Role::Member).await;
        let fields = [("borrower_name", "Ruth"), ("amount", "300"), ("starts_on", "2026-02-01"), ("instalments", "3")];
        let answer = member.submit("/loans/new", endpoints::LOANS_CREATE.path, &fields).await;
        let id = loan_of(&answer);
        assert_eq!(member.call(endpoints::LOANS_CANCEL.path, &[("id", &id)]).await.status, 200);
        for (kind, status, path, fields) in [
            ("Conflict", 409, endpoints::LOANS_CANCEL.path, &[("id", id.as_str())][..]),
            ("NotFound", 404, endpoints::LOANS_FIND.path, &[("id", "nothing")]),
            ("Forbidden", 403, endpoints::BRAND_READ.path, &[]),
            ("Invalid", 422, endpoints::LOANS_CREATE.path, &[]),
        ] {
            let answer = member.call(path, fields).await;
            assert_eq!((answer.status, answer.json()["kind"].as_str()), (status, Some(kind)), "{}", answer.body);
        }
        let answer = paris.visitor().call(endpoints::LOANS_LIST.path, &[]).await;
        assert_eq!((answer.status, answer.json()["kind"].as_str()), (401, Some("Unauthenticated")));
    }

    async fn too_many_tries_are_told_when_to_come_again(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut visitor = app.tenant("paris").await.visitor();
        let fields = [("email", "victim@paris.example"), ("password", "a wrong river in april")];
        let mut last = Answer::default();
        for _ in 0..8 {
            last = visitor.call(endpoints::SIGN_IN.path, &fields).await;
        }
        assert_eq!(last.status, 429, "{}", last.body);
        let seconds: u32 = last.header("retry-after").unwrap().parse().unwrap();
        assert!(seconds >= 1 && last.json()["kind"]["RateLimited"]["seconds"] == seconds, "{}", last.body);
        let page = visitor.submit("/sign-in", endpoints::SIGN_IN.path, &fields).await;
        assert_eq!(page.status, 429);
        assert!(page.header("retry-after").is_some(), "the page says it too");
        assert!(control(&page, "email").contains("victim@paris.example"));
    }

    async fn whoever_isnt_signed_in_is_led_to_the_door_and_back(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let actor = app.deployment.member(&paris.tenant, Role::Member).await;
        let mut visitor = paris.visitor();
        let answer = visitor.get("/loans?status=late&q=L%C3%A9vy%26fils").await;
        assert_eq!(answer.status, 303);
        let door = answer.leads_to().unwrap().to_owned();
        let page = visitor.get(&door).await;
        assert_eq!(page.status, 200);
        assert!(leads_back_to(&page, "/loans?status=late&amp;q=L%C3%A9vy%26fils"), "{:?}", controls(&page, "return_to"));
        let fields = [("email", actor.email.as_str()), ("password", PASSWORD), ("return_to", "/loans?status=late&q=L%C3%A9vy")];
        let answer = visitor.submit(&door, endpoints::SIGN_IN.path, &fields).await;
        assert_eq!((answer.status, answer.leads_to()), (303, Some("/loans?status=late&q=L%C3%A9vy")));
        assert_eq!(visitor.get("/loans?status=late&q=L%C3%A9vy").await.status, 200);
        let fields = [("email", actor.email.as_str()), ("password", PASSWORD), ("return_to", "/loans?q=Lévy")];
        let answer = paris.visitor().submit("/sign-in", endpoints::SIGN_IN.path, &fields).await;
        assert_eq!((answer.status, answer.leads_to()), (303, Some("/loans?q=L%C3%A9vy")));
        for foreign in ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"] {
            let fields = [("email", actor.email.as_str()), ("password", PASSWORD), ("return_to", foreign)];
            let answer = paris.visitor().submit("/sign-in", endpoints::SIGN_IN.path, &fields).await;
            assert_eq!(answer.leads_to(), Some("/"), "{foreign}");
        }
    }

    async fn a_form_leads_back_to_no_other_host(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut member = app.tenant("paris").await.signed_in_as(Role::Member).await;
        for referer in ["http://lyon.tenantry.test:3000/loans", "https://evil.example/", "nonsense", "javascript:alert(1)"] {
            let headers = [("accept", "text/html"), ("content-type", FORM), ("referer", referer)];
            let answer = member.request("POST", endpoints::LOANS_CREATE.path, &headers, b"amount=x").await;
            assert_eq!(answer.status, 422, "{referer}");
            assert!(!answer.says("evil.example") && !answer.says("lyon.tenantry.test"), "{referer}");
        }
    }

    async fn signing_out_ends_the_session_everywhere(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut member = app.tenant("paris").await.signed_in_as(Role::Member).await;
        let mut thief = member.clone();
        let answer = member.submit("/", endpoints::SIGN_OUT.path, &[]).await;
        assert_eq!((answer.status, answer.leads_to()), (303, Some("/sign-in")));
        assert!(!member.cookies.contains_key("sid"), "the browser is told to drop the cookie");
        assert_eq!(thief.get("/").await.status, 303, "a copy of the cookie opens nothing");
        assert_eq!(thief.call(endpoints::LOANS_LIST.path, &[]).await.status, 401);
    }

    async fn what_no_field_shows_is_said_above_the_form(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        for (language, locale) in [("en", Locale::En), ("fr", Locale::Fr)] {
            let mut owner = paris.signed_in_as(Role::Owner).await.speaking(language);
            let answer = owner.submit_files("/settings/brand", endpoints::BRAND_START.path, &[("starting", "nowhere")], &[]).await;
            assert_eq!(answer.status, 422);
            let words = problem_words(locale, &Problem::NotAChoice);
            let said = answer.body.split("class=\"form-alert\"").skip(1).filter(|alert| {
                alert.split("</form>").next().is_some_and(|form| form.contains(&words))
            });
            assert_eq!(said.count(), 1, "{words}: {}", answer.body);
        }
    }

    async fn a_form_that_comes_too_late_leads_by_the_door_back_to_its_page(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut member = paris.signed_in_as(Role::Member).await;
        member.cookies.remove("sid");
        let path = endpoints::LOANS_CREATE.path;
        let late = member.submit("/loans/new?borrower=L%C3%A9vy", path, MISTAKEN).await;
        assert_eq!((late.status, late.leads_to()), (303, Some("/sign-in?return_to=/loans/new%3Fborrower%3DL%2525C3%2525A9vy")));
        let door = member.get(late.leads_to().unwrap()).await;
        assert!(leads_back_to(&door, "/loans/new?borrower=L%C3%A9vy"), "{:?}", controls(&door, "return_to"));
        for elsewhere in [
            "https://evil.example/loans",
            "http://lyon.tenantry.test:3000/loans",
            "http://paris.tenantry.test:3000//evil.example/loans",
            "http://paris.tenantry.test:3000/api/loans/create",
            "http://paris.tenantry.test.evil.example:3000/loans",
            "nonsense",
        ] {
            let headers = [("accept", "text/html"), ("content-type", FORM), ("referer", elsewhere)];
            let answer = member.request("POST", path, &headers, b"amount=x").await;
            assert_eq!((answer.status, answer.leads_to()), (303, Some("/sign-in")), "{elsewhere}");
        }
        let data = member.call(path, MISTAKEN).await;
        assert_eq!((data.status, data.leads_to()), (401, None), "scripts are told");
    }
}
