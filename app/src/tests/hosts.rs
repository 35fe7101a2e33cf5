//! Spellings of a `Host`, sent by raw socket. The host is the only source of the organisation.

use crate::{
    app::TestApp,
    client::Answer,
    harness::{Deployment, both_engines},
};
use std::{collections::BTreeSet, path::Path};

/// Where a request led.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leads {
    Paris,
    Lyon,
    /// The public site.
    Apex,
    Console,
    /// No organisation there: 404.
    Nowhere,
    /// No host at all: 400.
    Refused,
}
use Leads::{Apex, Console, Lyon, Nowhere, Paris, Refused};

/// Spellings of the header's value, in a request for the sign-in page or, on the public site, for one that isn't there.
const VALUES: &[(&[u8], Leads)] = &[
    (b"paris.tenantry.test", Paris),
    (b"paris.tenantry.test:3000", Paris),
    (b"paris.tenantry.test:1", Paris),
    (b"paris.tenantry.test:", Paris),
    (b"PARIS.Tenantry.TEST", Paris),
    (b"paris.tenantry.test.", Paris),
    (b"paris.tenantry.test.:3000", Paris),
    (b"  paris.tenantry.test \t", Paris),
    (b"lyon.tenantry.test", Lyon),
    (b"tenantry.test", Apex),
    (b"www.tenantry.test", Apex),
    (b"Console.tenantry.test", Console),
    (b"console.tenantry.test.:3000", Console),
    (b"nice.tenantry.test", Nowhere),
    (b"a.paris.tenantry.test", Nowhere),
    (b"www.paris.tenantry.test", Nowhere),
    (b"console.paris.tenantry.test", Nowhere),
    (b"www.console.tenantry.test", Nowhere),
    (b"evilparis.tenantry.test", Nowhere),
    (b"paris.tenantry.test.evil.example", Nowhere),
    (b"paris-tenantry.test", Nowhere),
    (b"eviltenantry.test", Nowhere),
    (b"paris.tenantry", Nowhere),
    (b"paris", Nowhere),
    (b"test", Nowhere),
    (b"_paris.tenantry.test", Nowhere),
    (b"xn--pris-0na.tenantry.test", Nowhere),
    (b"127.0.0.1", Nowhere),
    (b"127.0.0.1:3000", Nowhere),
    (b"2130706433", Nowhere),
    (b"[::1]", Nowhere),
    (b"[::1]:3000", Nowhere),
    (b"localhost", Nowhere),
    (b"", Refused),
    (b".", Refused),
    (b".paris.tenantry.test", Refused),
    (b"paris..tenantry.test", Refused),
    (b"paris.tenantry.test..", Refused),
    (b"paris .tenantry.test", Refused),
    (b"paris\t.tenantry.test", Refused),
    (b"paris\0.tenantry.test", Refused),
    (b"paris%2etenantry.test", Refused),
    (b"paris.tenantry.test%00", Refused),
    (b"paris.tenantry.test:99999", Refused),
    (b"paris.tenantry.test:-1", Refused),
    (b"paris.tenantry.test:30x0", Refused),
    (b"paris.tenantry.test:80:80", Refused),
    (b"paris.tenantry.test/", Refused),
    (b"paris.tenantry.test#lyon.tenantry.test", Refused),
    (b"paris.tenantry.test?tenant=lyon", Refused),
    (b"paris.tenantry.test,lyon.tenantry.test", Refused),
    (b"paris.tenantry.test;lyon.tenantry.test", Refused),
    (b"lyon@paris.tenantry.test", Refused),
    (b"lyon:secret@paris.tenantry.test", Refused),
    (b"paris.tenantry.test@lyon.tenantry.test", Refused),
    (b"http://paris.tenantry.test", Refused),
    (b"//paris.tenantry.test", Refused),
    (b"paris\\.tenantry.test", Refused),
    (b"'paris.tenantry.test'", Refused),
    (b"*.tenantry.test", Refused),
    (b"[::1", Refused),
    (b"[paris.tenantry.test]", Refused),
    ("p\u{e0}ris.tenantry.test".as_bytes(), Refused),
    ("\u{ff50}aris.tenantry.test".as_bytes(), Refused),
    (b"\xffparis.tenantry.test", Refused),
];

/// Whole requests: the request line and the other headers that name a host.
const REQUESTS: &[(&str, Leads)] = &[
    ("GET /sign-in HTTP/1.1\r\n", Refused),
    ("GET /sign-in HTTP/1.0\r\n", Refused),
    ("GET /sign-in HTTP/1.0\r\nhost: paris.tenantry.test\r\n", Paris),
    ("GET /sign-in HTTP/1.1\r\nhost: paris.tenantry.test\r\nhost: paris.tenantry.test\r\n", Refused),
    ("GET /sign-in HTTP/1.1\r\nhost: paris.tenantry.test\r\nhost: lyon.tenantry.test\r\n", Refused),
    ("GET /sign-in HTTP/1.1\r\nhost: paris.tenantry.test\r\nHOST: \r\n", Refused),
    ("GET http://paris.tenantry.test/sign-in HTTP/1.1\r\nhost: paris.tenantry.test\r\n", Paris),
    ("GET http://PARIS.tenantry.test:3000/sign-in HTTP/1.1\r\nhost: paris.tenantry.test.\r\n", Paris),
    ("GET http://paris.tenantry.test/sign-in HTTP/1.1\r\nhost: lyon.tenantry.test\r\n", Refused),
    ("GET http://lyon.tenantry.test/sign-in HTTP/1.1\r\nhost: paris.tenantry.test\r\n", Refused),
    ("GET http://lyon@paris.tenantry.test/sign-in HTTP/1.1\r\nhost: paris.tenantry.test\r\n", Refused),
    ("GET http://evil.example/sign-in HTTP/1.1\r\nhost: paris.tenantry.test\r\n", Refused),
    ("GET http://paris.tenantry.test/sign-in HTTP/1.1\r\n", Refused),
    ("GET http://paris.tenantry.test/sign-in HTTP/1.1\r\nhost:\r\n", Refused),
    ("GET http://paris.tenantry.test/sign-in HTTP/1.0\r\n", Paris),
    ("GET http://lyon.tenantry.test/sign-in HTTP/1.0\r\nx-forwarded-host: paris.tenantry.test\r\n", Lyon),
    ("GET ftp://nice.tenantry.test/sign-in HTTP/1.1\r\nhost: paris.tenantry.test\r\n", Refused),
    ("CONNECT lyon.tenantry.test:80 HTTP/1.1\r\nhost: paris.tenantry.test\r\n", Refused),
    ("GET /sign-in HTTP/1.1\r\nhost: paris.tenantry.test\r\nx-forwarded-host: lyon.tenantry.test\r\n", Paris),
    ("GET /sign-in HTTP/1.1\r\nhost: paris.tenantry.test\r\nforwarded: host=lyon.tenantry.test\r\n", Paris),
    (
        "GET /sign-in HTTP/1.1\r\nhost: paris.tenantry.test\r\nx-host: lyon.tenantry.test\r\nx-original-host: lyon.tenantry.test\r\n",
        Paris,
    ),
    (
        "GET /sign-in HTTP/1.1\r\nhost: paris.tenantry.test\r\nx-original-url: http://lyon.tenantry.test/\r\nx-rewrite-url: /\r\n",
        Paris,
    ),
    (
        "GET /sign-in HTTP/1.1\r\nhost: paris.tenantry.test\r\nx-tenant-id: lyon\r\nx-tenant: lyon\r\ntenant: lyon\r\n",
        Paris,
    ),
    ("GET /sign-in?tenant=lyon&host=lyon.tenantry.test HTTP/1.1\r\nhost: paris.tenantry.test\r\n", Paris),
    ("GET //lyon.tenantry.test/sign-in HTTP/1.1\r\nhost: nice.tenantry.test\r\n", Nowhere),
    (
        "GET /sign-in HTTP/1.1\r\nhost: nice.tenantry.test\r\nx-forwarded-host: paris.tenantry.test\r\nx-tenant-id: paris\r\n",
        Nowhere,
    ),
    (
        "GET /sign-in HTTP/1.1\r\nhost: nice.tenantry.test\r\ncookie: tenant=paris\r\norigin: http://paris.tenantry.test:3000\r\n",
        Nowhere,
    ),
];

pub(crate) fn observed(status: u16, body: &str) -> Option<Leads> {
    let is_of = |name: &str| body.contains(&format!("Society of {name}"));
    match (status, is_of("paris"), is_of("lyon")) {
        (200, true, false) => Some(Paris),
        (200, false, true) => Some(Lyon),
        (200, false, false) if body.contains(r#"data-plane="console""#) => Some(Console),
        (404, false, false) if body.contains("No organisation lives here") => Some(Nowhere),
        (404, false, false) => Some(Apex),
        (400, false, false) => Some(Refused),
        _ => None,
    }
}

async fn observe(app: &TestApp, request: &[u8]) -> Answer {
    app.raw([request, b"connection: close\r\naccept: text/html\r\naccept-language: en\r\n\r\n"].concat()).await
}

/// Every file below a directory, and on PostgreSQL nothing: there no request can make one.
fn files(directory: &Path) -> BTreeSet<String> {
    let Ok(entries) = std::fs::read_dir(directory) else { return BTreeSet::new() };
    let entries = entries.map(|entry| entry.unwrap().path());
    // SQLite's own log and index come and go with its connections.
    let is_steady =
        |path: &Path| !path.to_string_lossy().ends_with("-wal") && !path.to_string_lossy().ends_with("-shm");
    entries
        .filter(|path| is_steady(path))
        .flat_map(|path| if path.is_dir() { files(&path) } else { BTreeSet::from([path.display().to_string()]) })
        .collect()
}

/// What an unknown host must leave as it is.
fn traces(t: &Deployment) -> (u64, u64, BTreeSet<String>) {
    let figures = t.platform.fleet.figures();
    (figures.opens, figures.failures, files(&t.directory))
}

both_engines! {
    async fn every_spelling_of_a_host_leads_where_it_must(t: Deployment) {
        let app = TestApp::start(t).await;
        app.tenant("paris").await;
        app.tenant("lyon").await;
        let mut wrong = Vec::new();
        let mut judge = |sent: String, leads: Leads, answer: &Answer| {
            if observed(answer.status, &answer.body) != Some(leads) {
                wrong.push(format!("{sent:?}: {leads:?} expected, {} {:?}", answer.status, answer.body.get(..200)));
            }
        };
        for (value, leads) in VALUES {
            let request = [b"GET /sign-in HTTP/1.1\r\nhost: ", *value, b"\r\n"].concat();
            judge(String::from_utf8_lossy(value).into_owned(), *leads, &observe(&app, &request).await);
        }
        for (request, leads) in REQUESTS {
            judge((*request).to_owned(), *leads, &observe(&app, request.as_bytes()).await);
        }
        for long in ["a".repeat(64), "a.".repeat(127), "a".repeat(300), "a.".repeat(2000)] {
            let request = format!("GET /sign-in HTTP/1.1\r\nhost: {long}.paris.tenantry.test\r\n");
            judge(format!("{} characters", long.len()), Refused, &observe(&app, request.as_bytes()).await);
        }
        assert!(VALUES.len() + REQUESTS.len() >= 40);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn an_unknown_host_opens_no_database_and_makes_no_file(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut member = app.tenant("paris").await.signed_in_as(tenantry::access::Role::Member).await;
        member.get("/").await;
        let before = traces(&app.deployment);
        for (value, _) in VALUES.iter().filter(|(_, leads)| matches!(leads, Nowhere | Refused | Apex | Console)) {
            observe(&app, &[b"GET / HTTP/1.1\r\nhost: ", *value, b"\r\n"].concat()).await;
        }
        for random in 0..500 {
            let mut visitor = app.visitor(&format!("h{random}.tenantry.test"));
            let answers = [visitor.read("/").await, visitor.call(app::endpoints::SIGN_IN.path, &[("email", "a@b.example"), ("password", "x")]).await];
            assert!(answers.iter().all(|answer| answer.status == 404), "{answers:?}");
            assert!(visitor.cookies.is_empty());
        }
        assert_eq!(traces(&app.deployment), before);
    }

    async fn an_unknown_host_is_told_where_to_look(t: Deployment) {
        let app = TestApp::start(t).await;
        let answer = app.visitor("nice.tenantry.test").get("/loans").await;
        assert_eq!(answer.status, 404);
        assert!(answer.says(r#"href="http://tenantry.test:3000/find""#), "{}", answer.body);
        let french = app.visitor("nice.tenantry.test").speaking("fr").get("/").await;
        assert!(french.status == 404 && french.says("lang=\"fr\"") && french.says("Trouver mon organisation"), "{french:?}");
    }

    async fn a_proxys_question_is_no_endpoint_of_any_host(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let question = "/internal/tls/ask?domain=paris.tenantry.test";
        let mut visitors = vec![
            app.visitor(crate::app::APEX),
            paris.signed_in_as(tenantry::access::Role::Owner).await,
            app.operator().await,
        ];
        for visitor in &mut visitors {
            assert_eq!(visitor.get(question).await.status, 404);
        }
        let challenge = "/.well-known/acme-challenge/LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDf";
        assert_eq!(visitors[1].get(challenge).await.status, 404, "this program orders nothing here");
    }

    async fn a_name_outside_of_the_deployment_leads_nowhere(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        for (host, status) in [("pr\u{ea}ts.example", 400), ("xn--prts-gpa.example", 404), ("loans.example", 404)] {
            for path in ["/", "/sign-in", "/loans", "/console", "/api/loans/list"] {
                assert_eq!(app.visitor(host).get(path).await.status, status, "{host}{path}");
            }
        }
        assert_eq!(paris.visitor().get("/sign-in").await.status, 200);
    }
}
