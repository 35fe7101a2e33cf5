//! The site's own files: compressed once, and kept by browsers as long as their names last.

use crate::{
    app::{APEX, TestApp},
    client::Answer,
    harness::{Deployment, both_engines},
};
use std::fs;

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const AN_HOUR: &str = "public, max-age=3600";

/// What the build of a release leaves behind, in small.
fn build(t: &Deployment) {
    for (path, text) in [
        ("pkg/x.js", "as it is"),
        ("pkg/x.js.br", "as brotli"),
        ("pkg/x.js.gz", "as gzip"),
        ("pkg/plain.js", "alone"),
        ("fonts/x.woff2", "a font"),
        ("scripts/x.js", "a script"),
        ("scripts/x.js.br", "a script as brotli"),
        ("demo/x.jpg", "a picture"),
    ] {
        let path = t.platform.config.server.site_root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

async fn get(app: &TestApp, host: &str, path: &str, accepts: &str) -> Answer {
    app.visitor(host).request("GET", path, &[("accept-encoding", accepts)], b"").await
}

fn caching(answer: &Answer) -> Vec<&str> {
    answer.headers("cache-control").collect()
}

both_engines! {
    async fn a_file_comes_compressed_to_who_reads_it_so(t: Deployment) {
        build(&t);
        let app = TestApp::start(t).await;
        for (accepts, encoding, body) in [
            ("gzip, deflate, br", Some("br"), "as brotli"),
            ("br", Some("br"), "as brotli"),
            ("gzip", Some("gzip"), "as gzip"),
            ("identity", None, "as it is"),
            ("br;q=0", None, "as it is"),
        ] {
            let answer = get(&app, APEX, "/pkg/x.js", accepts).await;
            assert_eq!((answer.status, answer.header("content-encoding"), answer.body.as_str()), (200, encoding, body), "{accepts}");
            assert_eq!(answer.header("content-type"), Some("text/javascript"), "{accepts}");
            assert_eq!(answer.header("vary"), Some("accept-encoding"), "no cache on the way mixes them up");
        }
        let alone = get(&app, APEX, "/pkg/plain.js", "br").await;
        assert_eq!((alone.header("content-encoding"), alone.body.as_str()), (None, "alone"), "it has no copy");
    }

    async fn what_changes_its_name_with_its_content_is_kept_for_ever(t: Deployment) {
        build(&t);
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        for host in [APEX, paris.host()] {
            for (path, kept) in [("/pkg/x.js", FOR_EVER), ("/fonts/x.woff2", FOR_EVER), ("/scripts/x.js", AN_HOUR), ("/demo/x.jpg", AN_HOUR)] {
                let answer = get(&app, host, path, "br").await;
                assert_eq!((answer.status, caching(&answer)), (200, vec![kept]), "{path} on {host}");
                let since = answer.header("last-modified").unwrap();
                let again = app.visitor(host).request("GET", path, &[("if-modified-since", since)], b"").await;
                assert_eq!((again.status, caching(&again)), (304, vec![kept]), "{path} on {host}");
            }
        }
    }

    async fn a_file_that_isnt_there_is_kept_by_nobody(t: Deployment) {
        build(&t);
        let app = TestApp::start(t).await;
        for path in ["/pkg/y.js", "/pkg/../tenantry.key", "/pkg/%2e%2e/%2e%2e/tenantry.key", "/fonts/y.woff2", "/scripts/y.js"] {
            let answer = get(&app, APEX, path, "br").await;
            assert_eq!((answer.status, caching(&answer)), (404, vec!["no-store"]), "{path}");
        }
    }
}
