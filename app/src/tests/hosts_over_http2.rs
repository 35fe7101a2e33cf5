//! The same over HTTP/2, where the host is the `:authority`: by frames that no client would send, and by a client.

use crate::{
    app::{CONSOLE, TestApp},
    client::{FORM, encoded},
    frames,
    harness::{PASSWORD, both_engines},
    hosts::{
        Leads::{self, Apex, Console, Lyon, Nowhere, Paris, Refused},
        observed,
    },
};
use axum::{
    body::Bytes,
    http::{HeaderMap, Request, Version},
};
use jiff::SignedDuration;
use std::net::SocketAddr;
use tenantry::{
    access::Role,
    audit,
    context::Author,
    metrics::{self, Period},
    tenants,
};
use tokio::net::TcpStream;

const AT_PARIS: (&str, &str) = (":authority", "paris.tenantry.test");
const AT_LYON: (&str, &str) = (":authority", "lyon.tenantry.test");
const AT_NICE: (&str, &str) = (":authority", "nice.tenantry.test");
const OF_PARIS: (&str, &str) = ("host", "paris.tenantry.test");
const OF_LYON: (&str, &str) = ("host", "lyon.tenantry.test");

/// What names a host in requests for the sign-in page.
const HEADS: &[(&[(&str, &str)], Leads)] = &[
    (&[AT_PARIS], Paris),
    (&[AT_LYON], Lyon),
    (&[(":authority", "PARIS.tenantry.test.:3000")], Paris),
    (&[(":authority", "tenantry.test")], Apex),
    (&[(":authority", CONSOLE)], Console),
    (&[AT_NICE], Nowhere),
    (&[OF_PARIS], Paris),
    (&[AT_PARIS, OF_PARIS], Paris),
    (&[AT_PARIS, ("host", "Paris.Tenantry.test.:443")], Paris),
    (&[AT_PARIS, OF_LYON], Refused),
    (&[AT_LYON, OF_PARIS], Refused),
    (&[AT_PARIS, ("host", "nice.tenantry.test")], Refused),
    (&[AT_NICE, OF_PARIS], Refused),
    (&[(":authority", CONSOLE), OF_PARIS], Refused),
    (&[AT_PARIS, OF_PARIS, OF_PARIS], Refused),
    (&[AT_PARIS, OF_PARIS, OF_LYON], Refused),
    (&[OF_PARIS, OF_LYON], Refused),
    (&[AT_PARIS, ("host", "")], Refused),
    (&[AT_PARIS, ("host", "paris.tenantry.test,lyon.tenantry.test")], Refused),
    (&[AT_PARIS, AT_PARIS], Refused),
    (&[AT_PARIS, AT_LYON], Refused),
    (&[OF_PARIS, AT_LYON], Refused),
    (&[], Refused),
    (&[("host", "")], Refused),
    (&[(":authority", "")], Refused),
    (&[(":authority", ""), OF_PARIS], Refused),
    (&[(":authority", "lyon@paris.tenantry.test")], Refused),
    (&[(":authority", "lyon.tenantry.test:x@paris.tenantry.test")], Refused),
    (&[(":authority", "paris.tenantry.test/")], Refused),
    (&[(":authority", "paris.tenantry.test lyon.tenantry.test")], Refused),
    (&[(":authority", "paris.tenantry.test:99999")], Refused),
    (&[(":authority", "paris%2etenantry.test")], Refused),
    (&[AT_PARIS, ("x-forwarded-host", "lyon.tenantry.test"), ("forwarded", "host=lyon.tenantry.test")], Paris),
    (&[AT_NICE, ("x-forwarded-host", "paris.tenantry.test"), ("x-tenant-id", "paris")], Nowhere),
];

/// The same with another `:path`, which may name a host as the target of HTTP/1.1 does.
const PATHS: &[(&str, (&str, &str), Leads)] = &[
    ("http://lyon.tenantry.test/sign-in", AT_PARIS, Refused),
    ("//lyon.tenantry.test/sign-in", AT_NICE, Nowhere),
    ("/sign-in?host=lyon.tenantry.test", AT_PARIS, Paris),
];

async fn lead(app: &TestApp, path: &str, named: &[(&str, &str)]) -> (Option<Leads>, String) {
    let head = [(":method", "GET"), (":scheme", "http"), (":path", path)];
    let rest = [("accept", "text/html"), ("accept-language", "en")];
    let stream = TcpStream::connect(app.address).await.unwrap();
    let heard = frames::ask(stream, &[&head, named, &rest].concat()).await;
    // What the protocol itself refuses was refused as well.
    let leads = if heard.status == 0 { Some(Refused) } else { observed(heard.status, &heard.body) };
    (leads, format!("{} {}", heard.status, heard.body.chars().take(200).collect::<String>()))
}

/// What a client with a library hears.
struct Heard {
    status: u16,
    headers: HeaderMap,
}

impl Heard {
    fn leads_to(&self) -> Option<&str> {
        self.headers.get("location").map(|value| value.to_str().unwrap())
    }
}

/// One request to an authority, with headers beside it.
async fn send(to: SocketAddr, method: &str, uri: &str, headers: &[(&str, &str)], body: &str) -> Heard {
    let (sender, connection) = h2::client::handshake(TcpStream::connect(to).await.unwrap()).await.unwrap();
    let connection = tokio::spawn(connection);
    let mut request = Request::builder().method(method).uri(uri).version(Version::HTTP_2);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut sender = sender.ready().await.unwrap();
    let (answer, mut sending) = sender.send_request(request.body(()).unwrap(), body.is_empty()).unwrap();
    if !body.is_empty() {
        sending.send_data(Bytes::copy_from_slice(body.as_bytes()), true).unwrap();
    }
    let (head, _) = answer.await.unwrap().into_parts();
    connection.abort();
    Heard { status: head.status.as_u16(), headers: head.headers }
}

both_engines! {
    async fn each_head_leads_where_it_must(t: Deployment) {
        let app = TestApp::start(t).await;
        app.tenant("paris").await;
        app.tenant("lyon").await;
        let mut wrong = Vec::new();
        for (named, leads) in HEADS {
            let (seen, heard) = lead(&app, "/sign-in", named).await;
            if seen != Some(*leads) {
                wrong.push(format!("{named:?}: {leads:?} expected, {heard}"));
            }
        }
        for (path, named, leads) in PATHS {
            let (seen, heard) = lead(&app, path, &[*named]).await;
            if seen != Some(*leads) {
                wrong.push(format!("{path} at {named:?}: {leads:?} expected, {heard}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn a_session_is_that_of_the_authority(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        app.tenant("lyon").await;
        let member = paris.signed_in_as(Role::Member).await;
        let cookie = format!("sid={}", member.cookies["sid"]);
        let own = [("cookie", cookie.as_str()), ("accept", "text/html")];
        let at = |slug: &str| format!("http://{slug}.tenantry.test:3000/members");
        assert_eq!(send(app.address, "GET", &at("paris"), &own, "").await.status, 200);
        for (named, beside) in [("paris", "lyon.tenantry.test"), ("lyon", "paris.tenantry.test"), ("paris", "")] {
            let headers = [&own[..], &[("host", beside)]].concat();
            assert_eq!(send(app.address, "GET", &at(named), &headers, "").await.status, 400, "{named} and {beside:?}");
        }
        let events = audit::recent(&app.deployment.platform, 20).await.unwrap();
        assert!(!events.iter().any(|event| event.kind.contains("foreign")), "nobody's host ends nobody's session: {events:?}");
        assert_eq!(send(app.address, "GET", &at("paris"), &own, "").await.status, 200);
        // The same cookie at another authority is a stolen one.
        let there = send(app.address, "GET", &at("lyon"), &own, "").await;
        assert_eq!((there.status, there.leads_to().is_some_and(|to| to.starts_with("/sign-in"))), (303, true));
        assert_eq!(send(app.address, "GET", &at("paris"), &own, "").await.status, 303, "and ends");
    }

    async fn a_change_comes_from_the_authoritys_own_pages(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        app.tenant("lyon").await;
        let member = app.deployment.member(&paris.tenant, Role::Member).await;
        let form = encoded(&[("email", member.email.as_str()), ("password", PASSWORD)]);
        let sign_in = format!("http://paris.tenantry.test:3000{}", app::endpoints::SIGN_IN.path);
        let (own, other) = ("http://paris.tenantry.test:3000", "http://lyon.tenantry.test:3000");
        let tries = [
            (vec![("origin", own)], 200),
            (vec![("origin", other)], 403),
            (vec![("origin", other), ("host", "lyon.tenantry.test")], 400),
            (vec![("origin", own), ("host", "lyon.tenantry.test")], 400),
            (vec![("origin", own), ("host", "paris.tenantry.test")], 200),
        ];
        for (named, status) in tries {
            let headers = [&[("content-type", FORM), ("accept", "application/json")], &named[..]].concat();
            let answer = send(app.address, "POST", &sign_in, &headers, &form).await;
            assert_eq!(answer.status, status, "{named:?}");
            assert_eq!(answer.headers.contains_key("set-cookie"), status == 200, "{named:?}");
        }
        let platform = &app.deployment.platform;
        metrics::flush(platform).await.unwrap();
        app.deployment.clock.advance(SignedDuration::from_mins(3));
        metrics::add_up(platform).await.unwrap();
        let usage = |slug| metrics::usage_of(platform, slug, Period::Month);
        assert_eq!(usage("paris").await.unwrap().total.sign_ins, 2);
        assert_eq!(usage("lyon").await.unwrap().total.requests, 0, "what names two hosts is counted for none of them");
    }

    async fn a_redirect_is_made_of_what_is_stored(t: Deployment) {
        let app = TestApp::start(t).await;
        app.tenant("paris").await;
        app.tenant("lyon").await;
        tenants::change_slug(&app.deployment.platform, "paris", "lutece", &Author::CommandLine).await.unwrap();
        let there = "http://lutece.tenantry.test:3000/loans?status=late";
        let old = "http://Paris.tenantry.test:1/loans?status=late";
        let led = send(app.address, "GET", old, &[], "").await;
        assert_eq!((led.status, led.leads_to()), (301, Some(there)));
        let led = send(app.address, "GET", old, &[("host", "lyon.tenantry.test")], "").await;
        assert_eq!((led.status, led.leads_to()), (400, None));
        let absolute = "GET http://paris.tenantry.test/loans?status=late HTTP/1.1\r\nhost: paris.tenantry.test\r\nconnection: close\r\n\r\n";
        let led = app.raw(absolute).await;
        assert_eq!((led.status, led.leads_to()), (301, Some(there)));
        let guarded = "GET http://lyon.tenantry.test:9/loans HTTP/1.1\r\nhost: lyon.tenantry.test\r\naccept: text/html\r\nconnection: close\r\n\r\n";
        let led = app.raw(guarded).await;
        assert!(led.status == 303 && led.leads_to().is_some_and(|to| to.starts_with("/sign-in")), "{led:?}");
    }

    async fn nobody_is_connected_through(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let member = paris.signed_in_as(Role::Member).await;
        let cookie = format!("sid={}", member.cookies["sid"]);
        for to in ["paris.tenantry.test:3000", "lyon.tenantry.test:80", "127.0.0.1:22"] {
            let head = [(":method", "CONNECT"), (":authority", to), ("sec-fetch-site", "same-origin"), ("cookie", cookie.as_str())];
            let heard = frames::ask(TcpStream::connect(app.address).await.unwrap(), &head).await;
            assert!(heard.status == 0 || (400..500).contains(&heard.status), "{to}: {heard:?}");
            let request = format!("CONNECT {to} HTTP/1.1\r\nhost: {to}\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\nconnection: close\r\n\r\n");
            let answer = app.raw(request).await;
            assert!((400..500).contains(&answer.status), "{to}: {answer:?}");
        }
    }
}
