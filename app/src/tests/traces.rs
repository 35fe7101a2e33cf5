//! The trace of a request: one, with its parts, of names of ours, and with nothing of anybody's.

use crate::{
    app::TestApp,
    client::Browser,
    collector::{Collector, Manner, attribute, trace_of},
    harness::{Deployment, PASSWORD, both_engines},
};
use axum::routing::get;
use std::time::{Duration, Instant};
use tenantry::{access::Role, config::Config};

/// A trace that somebody else began, and its span.
const FOREIGN: &str = "0af7651916cd43dd8448eb211c80319c";
const THEIRS: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

async fn traced(t: &Deployment, collector: &Collector, change: impl FnOnce(&mut Config)) -> TestApp {
    let deployment = Deployment::start_with(t.engine, |config| {
        collector.of(config);
        change(config);
    });
    TestApp::start_with(deployment.await, |routes| routes.route("/panic", get(panics))).await
}

async fn panics() -> &'static str {
    panic!("a panic on purpose");
}

async fn flush(app: &TestApp) {
    app.deployment.platform.traces.flush().await;
}

async fn asked(browser: &mut Browser, path: &str, traceparent: &str) -> String {
    let answer = browser.request("GET", path, &[("accept", "text/html"), ("traceparent", traceparent)], b"").await;
    answer.header("x-request-id").unwrap().to_owned()
}

both_engines! {
    async fn a_members_request_is_one_trace_with_its_parts(t: Deployment) {
        let collector = Collector::start(Manner::Takes).await;
        let app = traced(&t, &collector, |_| {}).await;
        let paris = app.tenant("paris").await;
        let mut member = paris.signed_in_as(Role::Member).await;
        // Who makes an organisation opens its database: here it is opened by the one who comes.
        app.deployment.platform.fleet.close(paris.tenant.id).await;
        flush(&app).await;
        let before = collector.spans().len();
        let answer = member.get("/loans?q=Sentinel-Borrower").await;
        assert_eq!(answer.status, 200);
        flush(&app).await;
        let spans = collector.spans().split_off(before);
        let request = spans.iter().find(|span| span.name == "GET /loans").unwrap_or_else(|| panic!("{spans:#?}"));
        let says = |key: &str| attribute(request, key);
        assert_eq!(request.kind, 2, "a server's");
        assert!(request.parent_span_id.is_empty());
        for (key, value) in [
            ("http.request.method", "GET"),
            ("http.route", "/loans"),
            ("http.response.status_code", "200"),
            ("server.address", paris.host()),
            ("tenantry.tenant", "paris"),
            ("tenantry.plane", "tenant"),
        ] {
            assert_eq!(says(key).as_deref(), Some(value), "{key}");
        }
        assert_eq!(says("error.type"), None);
        assert_eq!(answer.header("x-request-id"), Some(trace_of(request).as_str()), "whoever quotes it finds the trace");
        let own: Vec<_> = spans.iter().filter(|span| span.trace_id == request.trace_id).collect();
        let part = |name: &str| *own.iter().find(|span| span.name == name).unwrap_or_else(|| panic!("{name} in {own:#?}"));
        for name in ["resolve host", "read session", "render page"] {
            assert_eq!(part(name).parent_span_id, request.span_id, "{name}");
        }
        let statement = |area: &str| *own.iter().find(|span| span.name.starts_with(area)).unwrap_or_else(|| panic!("{area} in {own:#?}"));
        assert_eq!(statement("tenantry::sessions::").parent_span_id, part("read session").span_id);
        assert_eq!(statement("tenantry::loans::").parent_span_id, part("render page").span_id);
        let opened = part("open database");
        assert!(own.iter().any(|span| span.span_id == opened.parent_span_id), "{own:#?}");
        let ends_within = |span: &&opentelemetry_proto::tonic::trace::v1::Span| {
            span.start_time_unix_nano >= request.start_time_unix_nano && span.end_time_unix_nano <= request.end_time_unix_nano
        };
        assert!(own.iter().all(ends_within), "{own:#?}");
        app.deployment.platform.shut_down().await;
    }

    async fn nothing_private_is_in_what_is_sent(t: Deployment) {
        let collector = Collector::start(Manner::Takes).await;
        let app = traced(&t, &collector, |_| {}).await;
        let paris = app.tenant("paris").await;
        let mut owner = paris.signed_in_as(Role::Owner).await;
        let id = "0198c0de-0000-7000-8000-5e47143100aa";
        owner.get("/loans?q=Sentinel-Borrower").await;
        owner.get(&format!("/loans/{id}")).await;
        owner.get("/sentinel-path@paris.example").await;
        owner.get("/invitation?token=Sentinel-Token").await;
        owner.call(app::endpoints::SIGN_IN.path, &[("email", "sentinel@paris.example"), ("password", "Sentinel-Password")]).await;
        owner.call("/api/sentinel-endpoint", &[]).await;
        app.visitor("sentinel-host.example").get("/").await;
        app.raw("SENTINEL-METHOD / HTTP/1.1\r\nhost: paris.tenantry.test\r\nconnection: close\r\n\r\n").await;
        flush(&app).await;
        assert!(collector.names().iter().any(|name| name == "GET /loans/{id}"), "{:?}", collector.names());
        let session = owner.cookies["sid"].clone();
        for private in ["entinel", "ENTINEL", id, &session, PASSWORD, "owner@paris.example", "owner of paris", "127.0.0.1", "select "] {
            assert!(!collector.has_bytes(private), "{private}");
        }
        let unknown: Vec<_> = collector.spans().into_iter().filter(|span| span.kind == 2 && attribute(span, "tenantry.plane").is_none()).collect();
        assert!(unknown.iter().any(|span| span.name == "GET" && attribute(span, "server.address").is_none()), "{unknown:#?}");
        app.deployment.platform.shut_down().await;
    }

    async fn a_stranger_cannot_say_what_trace_it_is_and_a_proxy_can(t: Deployment) {
        let collector = Collector::start(Manner::Takes).await;
        let app = traced(&t, &collector, |_| {}).await;
        let paris = app.tenant("paris").await;
        let own = asked(&mut paris.visitor(), "/sign-in", THEIRS).await;
        assert_ne!(own, FOREIGN);
        flush(&app).await;
        assert!(collector.spans().iter().all(|span| trace_of(span) != FOREIGN));
        app.deployment.platform.shut_down().await;

        let app = traced(&t, &collector, |config| {
            config.server.trusted_proxies = serde_json::from_str("[\"127.0.0.1/32\"]").unwrap();
            config.traces.sample = 0.0.try_into().unwrap();
        })
        .await;
        let paris = app.tenant("paris").await;
        assert_eq!(asked(&mut paris.visitor(), "/sign-in", THEIRS).await, FOREIGN);
        let unsampled = THEIRS.replace("-01", "-00");
        assert_ne!(asked(&mut paris.visitor(), "/sign-in", &unsampled).await, FOREIGN, "what isn't kept has an id of its own");
        flush(&app).await;
        let theirs: Vec<_> = collector.spans().into_iter().filter(|span| trace_of(span) == FOREIGN).collect();
        let request = theirs.iter().find(|span| span.kind == 2).unwrap();
        assert_eq!(request.parent_span_id, [0xb7, 0xad, 0x6b, 0x71, 0x69, 0x20, 0x33, 0x31]);
        assert_eq!(theirs.iter().filter(|span| span.kind == 2).count(), 1);
        app.deployment.platform.shut_down().await;
    }

    async fn what_goes_wrong_says_so(t: Deployment) {
        let collector = Collector::start(Manner::Takes).await;
        let app = traced(&t, &collector, |_| {}).await;
        let paris = app.tenant("paris").await;
        let mut owner = paris.signed_in_as(Role::Owner).await;
        assert_eq!(owner.get("/panic").await.status, 500);
        assert_eq!(owner.get("/nowhere").await.status, 404);
        flush(&app).await;
        let panicked = collector.one("GET /panic");
        assert_eq!((attribute(&panicked, "error.type").as_deref(), panicked.status.unwrap().code), (Some("panic"), 2));
        let missing = collector.spans().into_iter().find(|span| attribute(span, "http.response.status_code").as_deref() == Some("404")).unwrap();
        assert_eq!((attribute(&missing, "error.type"), attribute(&missing, "http.route")), (None, None), "a visitor's mistake is no error");
        app.deployment.platform.shut_down().await;
    }

    async fn a_job_knows_the_request_that_ordered_it(t: Deployment) {
        let collector = Collector::start(Manner::Takes).await;
        let app = traced(&t, &collector, |_| {}).await;
        app.tenant("paris").await;
        let mut operator = app.operator().await;
        let fields = [("slug", "paris"), ("confirm", "paris"), ("deletion_reason", "They left")];
        let answer = operator.call(app::endpoints::CONSOLE_DELETE.path, &fields).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        // The export is written in the background.
        for _ in 0..100 {
            flush(&app).await;
            if collector.names().iter().any(|name| name == "job export") {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let request = collector.one("POST /api/console/delete");
        let export = collector.one("job export");
        assert!(export.parent_span_id.is_empty());
        assert_eq!(export.links.len(), 1, "{export:?}");
        assert_eq!((&export.links[0].trace_id, attribute(&export, "tenantry.tenant").as_deref()), (&request.trace_id, Some("paris")));
        let change = collector.spans().into_iter().find(|span| span.name.starts_with("tenantry::deletions::request:")).unwrap();
        assert_eq!(change.trace_id, request.trace_id, "a change in a task of its own is a part of its request");
        app.deployment.platform.shut_down().await;
    }

    async fn a_collector_that_sleeps_or_is_away_slows_no_request(t: Deployment) {
        let collector = Collector::start(Manner::Sleeps).await;
        let app = traced(&t, &collector, |_| {}).await;
        let paris = app.tenant("paris").await;
        let mut owner = paris.signed_in_as(Role::Owner).await;
        let started = Instant::now();
        for _ in 0..20 {
            assert_eq!(owner.get("/").await.status, 200);
        }
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
        app.deployment.platform.shut_down().await;

        let app = traced(&t, &collector, |config| config.traces.endpoint = "http://127.0.0.1:9".parse().unwrap()).await;
        let mut visitor = app.tenant("paris").await.visitor();
        for _ in 0..20 {
            assert_eq!(visitor.get("/sign-in").await.status, 200);
        }
        flush(&app).await;
        assert_eq!(visitor.get("/sign-in").await.status, 200, "and the server is there");
        app.deployment.platform.shut_down().await;
    }

    async fn without_a_collector_a_request_has_an_id_of_the_usual_kind(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let id = asked(&mut paris.visitor(), "/sign-in", THEIRS).await;
        assert_eq!(id.len(), 16, "{id}");
    }
}
