//! What the server doesn't take: changes from elsewhere, bodies without end, requests without end, its own panics.

use crate::{
    app::{APEX, TestApp},
    client::{Answer, Browser, FORM, encoded},
    harness::{Deployment, both_engines},
};
use axum::{body::Body, routing::get};
use futures::StreamExt;
use std::time::{Duration, Instant};
use tenantry::access::Role;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const JSON: (&str, &str) = ("accept", "application/json");
const TYPE: (&str, &str) = ("content-type", FORM);

async fn panics() -> &'static str {
    panic!("a panic on purpose: {}", "secret of the panic");
}

/// A page that begins and never ends.
async fn endless() -> Body {
    let beginning = futures::stream::iter([Ok::<_, std::io::Error>("the beginning ")]);
    Body::from_stream(beginning.chain(futures::stream::pending()))
}

async fn hangs() -> &'static str {
    std::future::pending().await
}

/// A deployment like the test's, with settings of its own.
async fn start_with(t: &Deployment, change: impl FnOnce(&mut tenantry::config::Config)) -> TestApp {
    let deployment = Deployment::start_with(t.engine, change).await;
    TestApp::start_with(deployment, |routes| {
        routes.route("/endless", get(endless)).route("/hangs", get(hangs)).route("/panic", get(panics))
    })
    .await
}

fn end(app: TestApp) {
    let _ = std::fs::remove_dir_all(&app.deployment.directory);
}

async fn change_from(browser: &Browser, headers: &[(&str, &str)]) -> u16 {
    let body = encoded(&[("theme", "dark")]);
    let headers = [headers, &[JSON, TYPE]].concat();
    browser.clone().bare("POST", app::endpoints::PREFERENCES.path, &headers, body.as_bytes()).await.status
}

both_engines! {
    async fn only_the_pages_own_origin_changes_anything(t: Deployment) {
        let app = TestApp::start(t).await;
        let owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        let own = owner.origin();
        for allowed in [
            &[("sec-fetch-site", "same-origin")][..],
            &[("sec-fetch-site", "none")],
            &[("sec-fetch-site", "same-origin"), ("origin", own.as_str())],
            &[("origin", own.as_str())],
        ] {
            assert_eq!(change_from(&owner, allowed).await, 200, "{allowed:?}");
        }
        for refused in [
            &[][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "")],
            &[("sec-fetch-site", "cross-site"), ("origin", own.as_str())],
            &[("sec-fetch-site", "same-site"), ("origin", "http://lyon.tenantry.test:3000")],
            &[("origin", "http://lyon.tenantry.test:3000")],
            &[("origin", "http://tenantry.test:3000")],
            &[("origin", "http://paris.tenantry.test.evil.example:3000")],
            &[("origin", "null")],
            &[("origin", "")],
            &[("referer", "http://paris.tenantry.test:3000/")],
        ] {
            assert_eq!(change_from(&owner, refused).await, 403, "{refused:?}");
        }
    }

    async fn no_endpoint_acts_for_another_site(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        for endpoint in app::endpoints::ALL {
            for accept in ["application/json", "text/html"] {
                let headers = [("accept", accept), TYPE, ("sec-fetch-site", "same-site"), ("origin", "http://lyon.tenantry.test:3000")];
                let answer = owner.bare("POST", endpoint.path, &headers, b"name=x").await;
                assert_eq!(answer.status, 403, "{}", endpoint.path);
                assert!(answer.header("set-cookie").is_none(), "{}", endpoint.path);
            }
        }
        assert_eq!(owner.get("/").await.status, 200, "nobody was signed out");
        let mut victim = app.tenant("paris").await.visitor();
        let body = encoded(&[("email", "owner@paris.example"), ("password", crate::harness::PASSWORD)]);
        let headers = [("accept", "text/html"), TYPE, ("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];
        victim.bare("POST", app::endpoints::SIGN_IN.path, &headers, body.as_bytes()).await;
        assert!(victim.cookies.is_empty(), "nobody is signed in by another site");
    }

    async fn a_body_has_a_bound(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        let path = app::endpoints::LOANS_CREATE.path;
        let large = [b"note=".to_vec(), vec![b'x'; 1_048_576]].concat();
        for (accept, is_page) in [("application/json", false), ("text/html", true)] {
            let answer = owner.request("POST", path, &[("accept", accept), TYPE], &large).await;
            assert_eq!(answer.status, 413, "{accept}");
            assert_eq!(answer.body.starts_with("<!DOCTYPE html>"), is_page, "{accept}");
        }
        let fits = [b"note=".to_vec(), vec![b'x'; 1_000_000]].concat();
        assert_eq!(owner.request("POST", path, &[JSON, TYPE], &fits).await.status, 422);
        let upload = [("content-type", "multipart/form-data; boundary=edge"), JSON];
        let path = app::endpoints::BRAND_PICTURE.path;
        for bytes in [1_500_000, 2_300_000] {
            let answer = owner.request("POST", path, &upload, &vec![b'x'; bytes]).await;
            assert_eq!(answer.status, 422, "a form with files is read up to its bound, and this is none");
        }
    }

    async fn a_body_of_unknown_length_has_the_same_bound(t: Deployment) {
        let app = TestApp::start(t).await;
        let owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        let sid = &owner.cookies["sid"];
        for accept in ["application/json", "text/html"] {
            let head = format!(
                "POST {} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\naccept: {accept}\r\ncontent-type: {FORM}\r\nsec-fetch-site: same-origin\r\n\
                 transfer-encoding: chunked\r\ncookie: sid={sid}\r\n\r\n5\r\nnote=\r\n",
                app::endpoints::LOANS_CREATE.path, owner.host
            );
            let chunk = [b"10000\r\n".to_vec(), vec![b'x'; 0x10000], b"\r\n".to_vec()].concat();
            let answer = app.raw([head.into_bytes(), chunk.repeat(20), b"0\r\n\r\n".to_vec()].concat()).await;
            assert_eq!(answer.status, 413, "{accept}: {}", answer.body);
        }
    }

    async fn an_answer_that_never_ends_ends_at_the_deadline(t: Deployment) {
        let app = start_with(&t, |config| config.server.request_timeout_seconds = 1).await;
        let started = Instant::now();
        let answer = app.visitor(APEX).get("/endless").await;
        assert!((900..5_000).contains(&started.elapsed().as_millis()), "{:?}", started.elapsed());
        assert!(answer.status == 200 && answer.body.starts_with("the beginning"), "{answer:?}");
        assert!(!answer.is_whole, "the client can tell that it was cut");
        end(app);
    }

    async fn work_that_never_ends_is_answered_at_the_deadline(t: Deployment) {
        let app = start_with(&t, |config| config.server.request_timeout_seconds = 1).await;
        let answer = app.visitor(APEX).get("/hangs").await;
        assert_eq!(answer.status, 408);
        assert!(answer.body.starts_with("<!DOCTYPE html>") && answer.is_whole);
        end(app);
    }

    async fn a_client_that_sends_its_body_drop_by_drop_is_sent_away(t: Deployment) {
        let app = start_with(&t, |config| config.server.request_timeout_seconds = 1).await;
        let owner = app.tenant("paris").await.visitor();
        let mut stream = tokio::net::TcpStream::connect(app.address).await.unwrap();
        let head = format!(
            "POST {} HTTP/1.1\r\nhost: {}\r\nsec-fetch-site: same-origin\r\ncontent-type: {FORM}\r\ncontent-length: 9000\r\n\r\nemail=",
            app::endpoints::SIGN_IN.path, owner.host
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        let read = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut bytes)).await;
        assert!(read.is_ok(), "the connection is let go");
        assert!(String::from_utf8_lossy(&bytes).starts_with("HTTP/1.1 408"), "{}", String::from_utf8_lossy(&bytes));
        end(app);
    }

    async fn a_panic_is_a_page_and_the_server_goes_on(t: Deployment) {
        let app = TestApp::start_with(t, |routes| routes.route("/panic", get(panics))).await;
        let answer = app.visitor(APEX).get("/panic").await;
        assert_eq!(answer.status, 500);
        assert!(answer.body.starts_with("<!DOCTYPE html>") && !answer.says("secret of the panic"), "{}", answer.body);
        assert!(answer.says(answer.header("x-request-id").unwrap()), "it names what to ask for");
        let data = app.visitor(APEX).read("/panic").await;
        assert_eq!((data.status, data.json()["kind"].as_str()), (500, Some("Internal")));
        let french = app.visitor(APEX).speaking("fr").get("/panic").await;
        assert!(french.says(r#"lang="fr""#), "in the reader's language");
        assert_eq!(app.visitor(APEX).get("/").await.status, 200);
    }

    async fn what_fails_on_an_organisations_host_is_said_in_its_brand_and_the_readers_language(t: Deployment) {
        let app = start_with(&t, |config| config.server.request_timeout_seconds = 4).await;
        let paris = app.tenant("paris").await;
        let mut owner = paris.signed_in_as(Role::Owner).await;
        let brand = style(&owner.get("/").await);
        assert!(!brand.is_empty());
        // The browser asks for English; who reads chose French.
        owner.cookies.insert("lang".into(), "fr".into());
        let large = vec![b'x'; 1_048_577];
        let answers = [
            (500, owner.get("/panic").await),
            (408, owner.get("/hangs").await),
            (413, owner.request("POST", app::endpoints::LOANS_CREATE.path, &[("accept", "text/html"), TYPE], &large).await),
            (413, in_chunks(&app, &owner, &large).await),
        ];
        for (status, answer) in answers {
            assert_eq!(answer.status, status);
            assert!(answer.says("<html lang=\"fr\"") && answer.says(&paris.tenant.name), "{status}: {}", answer.body);
            let way_out = answer.body.split('<').find(|tag| tag.starts_with("a ") && tag.contains("notice-house"));
            assert!(way_out.is_some_and(|tag| tag.contains("href=\"/\"")), "{status} leads to its own pages: {way_out:?}");
            assert_eq!(style(&answer), brand, "{status} is in the organisation's colours");
        }
        let settings = [("name", "Paris"), ("locale", "fr"), ("time_zone", "Europe/Paris"), ("currency", "EUR")];
        assert_eq!(owner.submit("/settings/organisation", app::endpoints::ORGANISATION_SAVE.path, &settings).await.status, 303);
        let headers = [("accept", "text/html"), TYPE];
        let stranger = paris.visitor().request("POST", app::endpoints::SIGN_IN.path, &headers, &large).await;
        assert_eq!((stranger.status, stranger.says("<html lang=\"fr\"")), (413, true), "the organisation's language");
        let mut lost = app.visitor("nobody.tenantry.test");
        lost.cookies.insert("lang".into(), "fr".into());
        assert!(lost.get("/").await.says("<html lang=\"fr\""), "where nobody lives the choice counts all the same");
        end(app);
    }

    async fn an_upload_that_is_too_large_is_heard_to_its_end(t: Deployment) {
        let app = TestApp::start(t).await;
        let owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        for (accept, cookie) in [("text/html", format!("sid={}", owner.cookies["sid"])), ("application/json", String::new())] {
            let body = vec![b'x'; 12 * 1024 * 1024];
            let head = format!(
                "POST {} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\naccept: {accept}\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
                 content-type: multipart/form-data; boundary=edge\r\ncontent-length: {}\r\n\r\n",
                app::endpoints::BRAND_PICTURE.path, owner.host, body.len()
            );
            let mut stream = tokio::net::TcpStream::connect(app.address).await.unwrap();
            stream.write_all(head.as_bytes()).await.unwrap();
            stream.write_all(&body).await.expect("the server takes it all");
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).await.expect("a browser that has sent it all reads the answer");
            let status = if cookie.is_empty() { "HTTP/1.1 401" } else { "HTTP/1.1 422" };
            assert!(String::from_utf8_lossy(&answer).starts_with(status), "{}", String::from_utf8_lossy(&answer));
        }
    }

    async fn who_sends_slowly_keeps_nobody_out(t: Deployment) {
        let app = start_with(&t, |config| {
            config.pool.requests_per_tenant = 2;
            config.pool.queue_per_tenant = 0;
        })
        .await;
        let host = app.tenant("paris").await.tenant.main_host.clone();
        let mut silent = Vec::new();
        for announced in [10, 10, 10, 10, 900_000, 900_000, 900_000, 900_000] {
            let mut stream = tokio::net::TcpStream::connect(app.address).await.unwrap();
            let head = format!(
                "POST {} HTTP/1.1\r\nhost: {host}\r\ncontent-type: {FORM}\r\nsec-fetch-site: same-origin\r\ncontent-length: {announced}\r\n\r\nemail",
                app::endpoints::SIGN_IN.path
            );
            stream.write_all(head.as_bytes()).await.unwrap();
            silent.push(stream);
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
        let mut visitor = app.visitor(&host);
        for _ in 0..5 {
            assert_eq!(visitor.get("/sign-in").await.status, 200, "one place is left, and they have one");
        }
        let sent = visitor.request("POST", app::endpoints::SIGN_IN.path, &[TYPE], b"email=a&password=b").await;
        assert_eq!(sent.status, 401, "and so has who sends a form");
        silent[0].write_all(b"=abcd").await.unwrap();
        let mut answer = [0; 12];
        silent[0].read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"HTTP/1.1 422", "who ends after all is answered");
        end(app);
    }
}

/// The brand's custom properties, as the page carries them.
fn style(answer: &Answer) -> String {
    let style = answer.body.split("<style").nth(1).and_then(|rest| rest.split_once('>'));
    style.map(|(_, rest)| rest.split("</style>").next().unwrap_or_default().to_owned()).unwrap_or_default()
}

/// A form of which nobody says how long it is.
async fn in_chunks(app: &TestApp, browser: &Browser, body: &[u8]) -> Answer {
    let cookies = browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\naccept: text/html\r\naccept-language: en\r\ncontent-type: {FORM}\r\n\
         sec-fetch-site: same-origin\r\ntransfer-encoding: chunked\r\ncookie: {cookies}\r\n\r\n{:x}\r\n",
        app::endpoints::LOANS_CREATE.path,
        browser.host,
        body.len()
    );
    app.raw([head.as_bytes(), body, b"\r\n0\r\n\r\n"].concat()).await
}
