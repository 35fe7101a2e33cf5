//! From the first visit to the renewal, in one process and in several.

use super::{Served, add_domain, client, count, execute};
use crate::{
    frames,
    harness::{Deployment, both_engines},
    jobs,
};
use jiff::SignedDuration;
use tenantry::{
    clock::Clock,
    db::Db,
    jobs::JobKind,
    tls::{self, CertificateState, Tended},
};
use tokio::net::TcpStream;

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

/// All that the central database stores, as it lies on the disk or as PostgreSQL tells it.
async fn stored(t: &Deployment) -> Vec<u8> {
    match &t.platform.central {
        Db::Sqlite { writer, .. } => {
            let checkpoint = sqlx::query("pragma wal_checkpoint(truncate)");
            checkpoint.execute(&mut *writer.acquire().await.unwrap()).await.unwrap();
            std::fs::read(t.directory.join("data/central.db")).unwrap()
        }
        Db::Postgres(pool) => {
            let text = "select (select string_agg(c::text, ' ') from certificate c)
                               || (select string_agg(a::text, ' ') from acme_account a)
                               || (select string_agg(encode(sealed_key, 'escape'), ' ') from certificate)
                               || (select string_agg(encode(sealed_credentials, 'escape'), ' ') from acme_account)";
            let text: String = sqlx::query_scalar(text).fetch_one(&mut *pool.acquire().await.unwrap()).await.unwrap();
            text.into_bytes()
        }
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|bytes| bytes == part)
}

both_engines! {
    async fn the_first_visit_orders_and_the_next_ones_find_it(t: Deployment) {
        let s = Served::start(t.engine, |_| {}).await;
        s.t.tenant("paris").await;
        let first = s.certificate_of("paris.tenantry.test").await.expect("a certificate that is trusted, for this name");
        for _ in 0..5 {
            assert_eq!(s.certificate_of("PARIS.tenantry.test").await.as_ref(), Some(&first));
        }
        assert_eq!(s.pebble.orders(), 1);
        let listed = tls::list(&s.t.platform).await.unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!((listed[0].organisation.as_deref(), listed[0].state), (Some("paris"), CertificateState::Valid));
        let until: jiff::Timestamp = listed[0].valid_until.as_ref().unwrap().parse().unwrap();
        let left = until.duration_since(Clock::system().now());
        assert!(left > days(89) && left <= days(90), "{left}");
        let mut stream = client::connect(s.tls, "paris.tenantry.test", s.roots.clone(), &["h2", "http/1.1"]).await.unwrap();
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
        stream.get_mut().1.send_close_notify();
        let mut stream = client::connect(s.tls, "paris.tenantry.test", s.roots.clone(), &["http/1.1"]).await.unwrap();
        let page = client::get(&mut stream, "paris.tenantry.test", "/").await;
        assert!(page.starts_with("HTTP/1.1 200") && page.ends_with("you are 127.0.0.1"), "{page}");
        let mut stream = client::connect(s.tls, "paris.tenantry.test", s.roots.clone(), &["http/1.1"]).await.unwrap();
        let other = client::get(&mut stream, "tenantry.test", "/").await;
        assert!(other.starts_with("HTTP/1.1 421"), "another host than that of the handshake: {other}");
        let (own, foreign) = ((":authority", "paris.tenantry.test"), (":authority", "tenantry.test"));
        let spelled = [(":authority", "Paris.tenantry.test:443"), ("host", "paris.tenantry.test.")];
        for (named, status) in [(&[own][..], 200), (&spelled, 200), (&[foreign], 421)] {
            let head = [&[(":method", "GET"), (":scheme", "https"), (":path", "/")], named].concat();
            let stream = client::connect(s.tls, "paris.tenantry.test", s.roots.clone(), &["h2"]).await.unwrap();
            assert_eq!(frames::ask(stream, &head).await.status, status, "{named:?}");
        }
        assert_eq!((jobs::told(&s.t, JobKind::Certificate), jobs::counted(&s.t, "paris").await), ((1, 0), (1, 0)));
        s.end().await;
    }

    async fn many_first_visits_at_once_are_one_order(t: Deployment) {
        let s = Served::start(t.engine, |_| {}).await;
        s.t.tenant("paris").await;
        let (other, address) = s.another(7).await;
        let visits = (0..20).map(|number| s.certificate_at(if number % 2 == 0 { s.tls } else { address }, "paris.tenantry.test"));
        let seen = futures::future::join_all(visits).await;
        assert!(seen[0].is_some() && seen.iter().all(|one| *one == seen[0]), "one certificate for all");
        assert_eq!((s.pebble.orders(), count(&s.t, "select count(*) from acme_order").await), (1, 1));
        other.shut_down().await;
        s.end().await;
    }

    async fn certificates_and_their_keys_are_sealed_at_rest(t: Deployment) {
        let s = Served::start(t.engine, |_| {}).await;
        s.t.tenant("paris").await;
        s.certificate_of("paris.tenantry.test").await.unwrap();
        let stored = stored(&s.t).await;
        assert!(contains(&stored, b"paris.tenantry.test"), "the search would find something");
        for secret in [&b"PRIVATE KEY"[..], b"key_pkcs8", b"BEGIN CERTIFICATE"] {
            assert!(!contains(&stored, secret), "{}", String::from_utf8_lossy(secret));
        }
        // A key that was taken from another row opens nothing.
        execute(&s.t, "insert into certificate (host, chain, sealed_key, not_after, due_at, created_at) select 'tenantry.test', chain, sealed_key, not_after, due_at, created_at from certificate").await;
        let (other, address) = s.another(8).await;
        assert!(s.certificate_at(address, "paris.tenantry.test").await.is_some());
        assert!(s.certificate_at(address, "tenantry.test").await.is_none());
        // Nor does a copy of the database without the key file.
        std::fs::write(s.t.directory.join("tenantry.key"), format!("{}\n", "0".repeat(64))).unwrap();
        let (without, address) = s.another(9).await;
        assert!(s.certificate_at(address, "paris.tenantry.test").await.is_none());
        other.shut_down().await;
        without.shut_down().await;
        s.end().await;
    }

    async fn own_hosts_and_verified_domains_are_ordered_before_anybody_comes(t: Deployment) {
        let s = Served::start(t.engine, |_| {}).await;
        add_domain(&s.t, "paris", "paris.example", true).await;
        add_domain(&s.t, "paris", "unproven.example", false).await;
        let tended = tls::tend(&s.t.platform).await.unwrap();
        assert_eq!(tended, Tended { issued: 4, ..Tended::default() });
        let hosts: Vec<String> = tls::list(&s.t.platform).await.unwrap().into_iter().map(|of| of.host).collect();
        assert_eq!(hosts, ["console.tenantry.test", "paris.example", "tenantry.test", "www.tenantry.test"]);
        for host in &hosts {
            assert!(s.certificate_of(host).await.is_some(), "{host}");
        }
        // One that is verified later is found as well.
        s.t.clock.advance(SignedDuration::from_mins(1));
        s.t.tenant("lyon").await;
        add_domain(&s.t, "lyon", "lyon.example", true).await;
        assert_eq!(tls::tend(&s.t.platform).await.unwrap().issued, 1);
        assert_eq!(tls::tend(&s.t.platform).await.unwrap(), Tended::default(), "nothing is due");
        assert_eq!(s.pebble.orders(), 5);
        s.end().await;
    }

    async fn a_third_before_its_end_it_is_renewed_and_other_processes_follow(t: Deployment) {
        let s = Served::start(t.engine, |_| {}).await;
        s.t.tenant("paris").await;
        let first = s.certificate_of("paris.tenantry.test").await.unwrap();
        let (other, address) = s.another(11).await;
        assert_eq!(s.certificate_at(address, "paris.tenantry.test").await.as_ref(), Some(&first));
        assert_eq!(tls::tend(&s.t.platform).await.unwrap().issued, 3, "the deployment's own");
        s.t.clock.advance(days(50));
        assert_eq!(tls::tend(&s.t.platform).await.unwrap(), Tended::default(), "it is early");
        s.t.clock.advance(days(11));
        let (one, two) = futures::future::join(tls::tend(&s.t.platform), tls::tend(&other)).await;
        assert_eq!(one.unwrap().issued + two.unwrap().issued, 4, "each once, by whichever process");
        for platform in [&s.t.platform, &other] {
            platform.certificates.follow(platform).await.unwrap();
        }
        let second = s.certificate_of("paris.tenantry.test").await.unwrap();
        assert_ne!(second, first);
        assert_eq!(s.certificate_at(address, "paris.tenantry.test").await, Some(second));
        assert_eq!(s.pebble.orders(), 8);
        other.shut_down().await;
        s.end().await;
    }

    async fn a_host_that_is_nobodys_any_more_loses_its_certificate(t: Deployment) {
        let s = Served::start(t.engine, |_| {}).await;
        add_domain(&s.t, "paris", "paris.example", true).await;
        add_domain(&s.t, "lyon", "lyon.example", true).await;
        tls::tend(&s.t.platform).await.unwrap();
        execute(&s.t, "delete from domain where host = 'paris.example'").await;
        assert_eq!(tls::tend(&s.t.platform).await.unwrap(), Tended { removed: 1, ..Tended::default() });
        s.t.platform.certificates.follow(&s.t.platform).await.unwrap();
        assert!(s.certificate_of("paris.example").await.is_none());
        // Who is closed keeps it until its end, so that visitors can read why; it is not renewed.
        execute(&s.t, "update tenant set status = 'suspended' where slug = 'lyon'").await;
        assert!(s.certificate_of("lyon.example").await.is_some());
        s.t.clock.advance(days(80));
        assert_eq!(tls::tend(&s.t.platform).await.unwrap().issued, 3);
        let orders = s.pebble.orders();
        s.t.clock.advance(days(11));
        assert!(s.certificate_of("lyon.example").await.is_none());
        assert_eq!(s.pebble.orders(), orders);
        s.end().await;
    }

    async fn plain_http_answers_the_authority_and_leads_everybody_else_to_https(t: Deployment) {
        let s = Served::start(t.engine, |_| {}).await;
        s.t.tenant("paris").await;
        execute(&s.t, "insert into acme_challenge (token, proof, expires_at) values ('LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDf', 'the proof', '2100-01-01T00:00:00.000000Z')").await;
        let ask = async |host: &str, path: &str| {
            client::get(&mut TcpStream::connect(s.plain).await.unwrap(), host, path).await
        };
        let answer = ask("anything.example", "/.well-known/acme-challenge/LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDf").await;
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("the proof"), "{answer}");
        for unknown in ["/.well-known/acme-challenge/AAAAcYV8q5ONbJQxbmR7SCTNo3tiAXDf", "/.well-known/acme-challenge/a"] {
            assert!(ask("paris.tenantry.test", unknown).await.starts_with("HTTP/1.1 404"), "{unknown}");
        }
        let answer = ask("paris.tenantry.test:80", "/loans?status=late").await;
        assert!(answer.starts_with("HTTP/1.1 308") && answer.contains("location: https://paris.tenantry.test/loans?status=late\r\n"), "{answer}");
        assert!(ask("evil.example", "/").await.starts_with("HTTP/1.1 404"));
        assert!(ask("a b", "/").await.starts_with("HTTP/1.1 400"));
        s.end().await;
    }
}
