//! The headers that protect every answer, whatever kind it is of.

use crate::{
    app::{APEX, CONSOLE, TestApp},
    client::Answer,
    harness::{Deployment, Engine, both_engines},
};
use app::paths;
use axum::routing::get;
use std::collections::BTreeSet;
use tenantry::{access::Role, brand, memberships::invitations, tenants};

/// One answer of every kind that the server gives, each with its status.
async fn answers(app: &TestApp) -> Vec<(&'static str, u16, Answer)> {
    let paris = app.tenant("paris").await;
    let mut owner = paris.signed_in_as(Role::Owner).await;
    let mut visitor = paris.visitor();
    let mut answers = vec![
        ("a public page", 200, app.visitor(APEX).get("/").await),
        ("the door", 200, visitor.get("/sign-in").await),
        ("a page", 200, owner.get("/loans").await),
        ("a redirect to the door", 303, visitor.get("/loans").await),
        ("a page that isn't there", 404, owner.get("/nothing").await),
        ("a loan that isn't there", 404, owner.get("/loans/00000000-0000-7000-8000-000000000000").await),
        ("data", 200, owner.call(app::endpoints::LOANS_OVERVIEW.path, &[]).await),
        ("a fault", 422, owner.call(app::endpoints::LOANS_CREATE.path, &[]).await),
        ("a refusal", 401, visitor.call(app::endpoints::LOANS_LIST.path, &[]).await),
        ("an unknown endpoint", 404, owner.call("/api/nothing", &[]).await),
        ("a form's page", 422, owner.submit("/loans/new", app::endpoints::LOANS_CREATE.path, &[("amount", "x")]).await),
        ("a form's redirect", 303, owner.submit("/", app::endpoints::PREFERENCES.path, &[("theme", "dark")]).await),
        ("a method that isn't taken", 405, owner.request("POST", "/loans", &[], b"").await),
        (
            "a change from elsewhere",
            403,
            owner.bare("POST", app::endpoints::SIGN_OUT.path, &[("accept", "text/html")], b"").await,
        ),
        ("an unknown host", 404, app.visitor("nice.tenantry.test").get("/").await),
        ("a host that is none", 400, app.raw("GET / HTTP/1.1\r\nconnection: close\r\naccept: text/html\r\n\r\n").await),
        ("a panic", 500, app.visitor(APEX).get("/panic").await),
        (
            "too large a body",
            413,
            owner.request("POST", app::endpoints::LOANS_CREATE.path, &[], &vec![b'x'; 1_048_577]).await,
        ),
    ];
    tenants::start_maintenance(&app.deployment.platform, "paris", "", &tenantry::context::Author::CommandLine)
        .await
        .unwrap();
    answers.push(("maintenance", 503, owner.get("/").await));
    tenants::suspend(&app.deployment.platform, "paris", "Unpaid", &tenantry::context::Author::CommandLine)
        .await
        .unwrap();
    answers.push(("suspended", 403, owner.get("/").await));
    answers
}

fn nonce(answer: &Answer) -> Option<&str> {
    answer.header("content-security-policy")?.split("'nonce-").nth(1)?.split('\'').next()
}

/// The opening tags of an element.
fn tags<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!("<{name}");
    html.match_indices(&start)
        .map(|(at, _)| &html[at..])
        .filter(|rest| rest[start.len()..].starts_with([' ', '>']))
        .map(|rest| rest.split('>').next().unwrap_or(rest))
        .collect()
}

async fn panics() -> &'static str {
    panic!("a panic on purpose: {}", "secret of the panic");
}

both_engines! {
    async fn every_kind_of_answer_is_protected(t: Deployment) {
        let app = TestApp::start_with(t, |routes| routes.route("/panic", get(panics))).await;
        let mut ids = BTreeSet::new();
        let answers = answers(&app).await;
        for (what, status, answer) in &answers {
            assert_eq!(answer.status, *status, "{what}: {}", answer.body);
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("x-frame-options", "DENY"),
                ("referrer-policy", "same-origin"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
            ] {
                assert_eq!(answer.headers(name).collect::<Vec<_>>(), [value], "{what}: {name}");
            }
            assert!(answer.header("cache-control").is_some_and(|value| value.contains("no-store")), "{what}: {answer:?}");
            let policy: Vec<&str> = answer.headers("content-security-policy").collect();
            assert_eq!(policy.len(), 1, "{what} has one policy");
            for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "object-src 'none'"] {
                assert!(policy[0].contains(part), "{what}: {part}");
            }
            assert!(!policy[0].contains("unsafe-inline") && !policy[0].contains("'unsafe-eval'"), "{what}");
            assert!(ids.insert(answer.header("x-request-id").unwrap_or_else(|| panic!("{what} has an id"))), "{what}: an id of its own");
            assert!(answer.header("server").is_none() && answer.header("x-powered-by").is_none(), "{what}");
        }
    }

    async fn the_nonce_of_the_header_is_the_nonce_of_the_page(t: Deployment) {
        let app = TestApp::start_with(t, |routes| routes.route("/panic", get(panics))).await;
        let answers = answers(&app).await;
        let mut nonces = BTreeSet::new();
        let mut pages = 0;
        for (what, _, answer) in &answers {
            let nonce = nonce(answer).unwrap_or_else(|| panic!("{what} has a nonce"));
            assert!(nonce.len() >= 22, "{what}: 128 bits");
            assert!(nonces.insert(nonce), "{what}: a nonce of its own");
            if !answer.body.starts_with("<!DOCTYPE html>") {
                continue;
            }
            pages += 1;
            for tag in tags(&answer.body, "script").into_iter().chain(tags(&answer.body, "style")) {
                assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "{what}: {tag} lacks the nonce {nonce}");
            }
            assert!(!answer.body.contains(" style=\""), "{what}: a style attribute is refused by the policy");
            assert!(!answer.body.contains(" onclick=") && !answer.body.contains("http-equiv"), "{what}");
        }
        assert!(pages >= 10, "{pages} pages were looked at");
        let page = &answers[2].2.body;
        assert!(!tags(page, "script").is_empty() && !tags(page, "style").is_empty(), "there is something to look at");
    }

    async fn a_picture_of_the_brand_can_run_nothing(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>"#;
        brand::set_logo(&ctx, svg.to_vec()).await.unwrap();
        let brand = app.deployment.platform.brands.get(&app.deployment.platform, &ctx.tenant).await.unwrap();
        let answer = app.visitor("paris.tenantry.test").get(&brand.tokens.logo_url().unwrap()).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "{policy}");
        assert!(answer.header("cache-control").is_some_and(|value| value.contains("immutable")));
    }

    async fn the_icon_is_found_where_browsers_look_without_being_told(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        for host in [APEX, CONSOLE] {
            let answer = app.visitor(host).get("/favicon.ico").await;
            assert_eq!((answer.status, answer.leads_to()), (308, Some("/favicon.svg")), "{host}");
            assert_eq!(answer.header("cross-origin-resource-policy"), Some("cross-origin"), "a mail's sandbox asks for it as well");
        }
        let own = app.visitor(paris.host()).get("/favicon.ico").await;
        assert!(own.status == 307 && own.leads_to().is_some_and(|to| to.starts_with("/brand/icon/")), "{own:?}");
        assert_eq!(app.visitor(paris.host()).get(own.leads_to().unwrap()).await.status, 200);
    }

    async fn the_sessions_cookie_is_out_of_reach_of_scripts_and_siblings(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let actor = app.deployment.member(&paris.tenant, Role::Member).await;
        let fields = [("email", actor.email.as_str()), ("password", crate::harness::PASSWORD)];
        let answer = paris.visitor().call(app::endpoints::SIGN_IN.path, &fields).await;
        let cookie = answer.headers("set-cookie").find(|line| line.starts_with("sid=")).unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
}

/// The rest of the tests is without TLS, off localhost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_addresses_of_links_are_told_to_nobody() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let change = |config: &mut tenantry::config::Config| {
            config.server.public_url = "https://tenantry.test".parse().unwrap();
        };
        let app = TestApp::start(Deployment::start_with(engine, change).await).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let host = ctx.tenant.main_host.clone();
        let link = invitations::invite(&ctx, "ruth@example.org", "Ruth", Role::Member).await.unwrap();
        let invitation = format!("{}?token={}", paths::INVITATION, link.secret());
        let entrance = format!("{}?token={}", paths::ENTER, app.operator_token().await);
        let made_up = |page: &str| format!("{page}?token={}", "A".repeat(43));
        for (host, page, status) in [
            (host.as_str(), invitation, 200),
            (CONSOLE, entrance, 200),
            (&host, made_up(paths::INVITATION), 404),
            (&host, made_up(paths::NEW_PASSWORD), 404),
            (&host, made_up(paths::PREVIEW), 404),
            (&host, made_up(paths::PREVIEW_PAGES), 404),
            (&host, made_up(paths::SUPPORT_ENTER), 200),
            (CONSOLE, made_up(paths::ENTER), 404),
            (CONSOLE, made_up(paths::NEW_PASSWORD), 404),
            (APEX, made_up(paths::ENTER), 404),
            ("nice.tenantry.test", made_up(paths::INVITATION), 404),
        ] {
            for method in ["GET", "HEAD"] {
                let answer = app.visitor(host).request(method, &page, &[("accept", "text/html")], b"").await;
                assert_eq!(answer.status, status, "{method} {page} on {host}: {}", answer.body);
                let told: Vec<&str> = answer.headers("referrer-policy").collect();
                assert_eq!(told, ["no-referrer"], "{method} {page} on {host}");
            }
        }
        let other = app.visitor(&host).get(paths::SIGN_IN).await;
        assert_eq!(other.header("referrer-policy"), Some("same-origin"));
        let _ = std::fs::remove_dir_all(&app.deployment.directory);
    }
}
