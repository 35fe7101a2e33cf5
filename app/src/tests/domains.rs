//! Own domains through HTTP: the pages without scripts, the main address and what the others answer then.

use crate::{
    app::TestApp,
    client::Browser,
    harness::{Deployment, PASSWORD, both_engines, process},
    name_server::NameServer,
    support::{let_in, token_of},
};
use tenantry::{
    access::{OperatorRole, Role},
    config::Addresses,
    domains,
    platform::Platform,
    random::Random,
    users::Passwords,
};

const HOST: &str = "loans.gmah.test";
const PAGE: &str = "/settings/domain";
const OF_HOST: &str = "/settings/domain/loans.gmah.test";
const BARE: &str = "gmah.test";
const OF_BARE: &str = "/settings/domain/gmah.test";

/// The product over a name server of the test's own.
async fn start(t: Deployment) -> (TestApp, NameServer) {
    start_at(t, &[]).await
}

/// The same where the settings say these addresses.
async fn start_at(t: Deployment, addresses: &[&str]) -> (TestApp, NameServer) {
    let zone = NameServer::start().await;
    let mut config = t.platform.config.clone();
    config.dns.server = Some(zone.address);
    config.domains.allow_reserved = true;
    config.domains.cname_target = "edge.tenantry.net".into();
    config.domains.addresses = Addresses(addresses.iter().map(|address| address.parse().unwrap()).collect());
    config.domains.checks_per_minute = 1_000;
    let random = Random::seeded(process() ^ 0x00d0_3a17);
    let platform = Platform::open_with(config, t.clock.clone(), random, Passwords::for_tests()).await.unwrap();
    (TestApp::start(Deployment { platform, ..t }).await, zone)
}

/// An owner of Paris, to which the host leads.
async fn with_verified(app: &TestApp, zone: &NameServer) -> Browser {
    let ctx = app.deployment.ctx("paris", Role::Owner).await;
    domains::claim(&ctx, HOST).await.unwrap();
    let setup = domains::own_domain(&ctx, HOST).await.unwrap();
    zone.txt(&setup.proof_name, &setup.proof_value).cname(HOST, &setup.target);
    domains::verify(&ctx, HOST).await.unwrap();
    app.tenant("paris").await.signed_in_as(Role::Owner).await
}

async fn signed_in_at(app: &TestApp, host: &str) -> Browser {
    let mut browser = app.visitor(host);
    let fields = [("email", "owner@paris.example"), ("password", PASSWORD)];
    assert_eq!(browser.call(app::endpoints::SIGN_IN.path, &fields).await.status, 200);
    browser
}

both_engines! {
    async fn a_record_that_stops_the_certificate_is_shown_where_it_stands(t: Deployment) {
        let (app, zone) = start(t).await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        owner.submit(PAGE, "/api/domains/add", &[("host", HOST), ("page", PAGE)]).await;
        assert!(!owner.get(OF_HOST).await.says("Who may make certificates"), "nobody needs such a record");
        let check = [("host", HOST), ("page", OF_HOST)];
        zone.caa("gmah.test", "ca.example");
        app.deployment.clock.advance(jiff::SignedDuration::from_secs(10));
        owner.submit(OF_HOST, "/api/domains/check", &check).await;
        let page = owner.get(OF_HOST).await;
        let advice = page.body.split("Who may make certificates").nth(1).expect("it is shown");
        let (name, value) = (advice.find("tabindex=\"0\">gmah.test<"), advice.find("0 issue "));
        assert!(name.is_some() && name < value && !advice.contains("tabindex=\"0\">loans.gmah.test<"), "{advice}");
        // Each has its own advice, and a record to make where one would mend it.
        for (tag, value, advice, is_mended) in [
            ("issue", ";", "lets nobody make a certificate", true),
            ("issue", "letsencrypt.org; validationmethods=dns-01", "after a check by dns-01", true),
            ("issue", "letsencrypt.org http-01", "can’t be read", true),
            ("tbs", "x", "has the property “tbs” marked as critical", false),
        ] {
            zone.remove("gmah.test").caa_of("gmah.test", true, tag, value);
            app.deployment.clock.advance(jiff::SignedDuration::from_secs(10));
            owner.submit(OF_HOST, "/api/domains/check", &check).await;
            let page = owner.get(OF_HOST).await;
            assert!(page.says(advice), "{value}: {}", page.body);
            let shown = page.body.split("Who may make certificates").nth(1).expect("it is shown");
            assert_eq!(shown.contains("0 issue "), is_mended, "{value}: {shown}");
        }
        zone.remove("gmah.test").fail("gmah.test");
        app.deployment.clock.advance(jiff::SignedDuration::from_secs(10));
        owner.submit(OF_HOST, "/api/domains/check", &check).await;
        let page = owner.get(OF_HOST).await;
        let unknown = page.body.split("Who may make certificates").nth(1).expect("that it can't be read is shown");
        assert!(!unknown.contains("0 issue "), "{unknown}");
    }

    async fn a_domain_is_added_looked_at_and_verified_by_plain_forms(t: Deployment) {
        let (app, zone) = start(t).await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        assert!(owner.get(PAGE).await.says("You have no domain of your own yet"));
        let refused = owner.submit(PAGE, "/api/domains/add", &[("host", "loans.tenantry.test"), ("page", PAGE)]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.says("belongs to this service itself") && refused.says("value=\"loans.tenantry.test\""), "{}", refused.body);
        let added = owner.submit(PAGE, "/api/domains/add", &[("host", "Loans.GMAH.test"), ("page", PAGE)]).await;
        assert_eq!((added.status, added.leads_to()), (303, Some(OF_HOST)), "{added:?}");
        let page = owner.get(OF_HOST).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let setup = domains::own_domain(&ctx, HOST).await.unwrap();
        assert!(page.status == 200 && page.says(&setup.proof_value) && page.says("_tenantry.loans.gmah.test"), "{}", page.body);
        assert!(page.says("Not there yet") && page.says("No record is there yet"), "it was looked at once");
        let early = owner.submit(OF_HOST, "/api/domains/verify", &[("host", HOST), ("page", OF_HOST)]).await;
        assert_eq!(early.status, 422);
        assert!(early.says("The records are not right yet"), "{}", early.body);
        zone.txt(&setup.proof_name, &setup.proof_value).cname(HOST, &setup.target);
        app.deployment.clock.advance(jiff::SignedDuration::from_secs(10));
        let looked = owner.submit(OF_HOST, "/api/domains/check", &[("host", HOST), ("page", OF_HOST)]).await;
        assert_eq!(looked.status, 303);
        assert!(owner.get(OF_HOST).await.says("All records are right"));
        assert_eq!(app.visitor(HOST).get("/sign-in").await.status, 404);
        let verified = owner.submit(OF_HOST, "/api/domains/verify", &[("host", HOST), ("page", OF_HOST)]).await;
        assert_eq!(verified.leads_to(), Some(format!("{OF_HOST}?saved=verified").as_str()), "{verified:?}");
        assert_eq!(app.visitor(HOST).get("/sign-in").await.status, 200);
        assert!(owner.get(PAGE).await.says("Verified"));
        assert!(owner.get("/").await.status == 200, "the subdomain is the main address still");
    }

    async fn the_owner_of_a_bare_domain_reads_that_it_cannot_have_a_cname(t: Deployment) {
        let (app, zone) = start(t).await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        owner.submit(PAGE, "/api/domains/add", &[("host", HOST), ("page", PAGE)]).await;
        let below = owner.get(OF_HOST).await;
        assert!(below.says("<code>CNAME<") && !below.says("bare domain"), "{}", below.body);
        let added = owner.submit(PAGE, "/api/domains/add", &[("host", BARE), ("page", PAGE)]).await;
        assert_eq!(added.leads_to(), Some(OF_BARE), "{added:?}");
        let page = owner.get(OF_BARE).await;
        assert!(page.says("which can’t have a CNAME") && page.says("such as loans.gmah.test."), "{}", page.body);
        assert!(page.says("<code>ALIAS<") && !page.says("<code>CNAME<"), "{}", page.body);
        // What its provider makes of an ALIAS.
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let setup = domains::own_domain(&ctx, BARE).await.unwrap();
        zone.txt(&setup.proof_name, &setup.proof_value).top(BARE);
        zone.address(&setup.target, "192.0.2.10").address(BARE, "192.0.2.10");
        app.deployment.clock.advance(jiff::SignedDuration::from_secs(10));
        owner.submit(OF_BARE, "/api/domains/check", &[("host", BARE), ("page", OF_BARE)]).await;
        assert!(owner.get(OF_BARE).await.says("All records are right"));
    }

    async fn the_owner_of_a_bare_domain_reads_the_addresses_where_the_settings_say_them(t: Deployment) {
        let (app, zone) = start_at(t, &["203.0.113.5", "2001:db8::5"]).await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        owner.submit(PAGE, "/api/domains/add", &[("host", BARE), ("page", PAGE)]).await;
        let page = owner.get(OF_BARE).await;
        for said in ["<code>A<", "203.0.113.5", "<code>AAAA<", "2001:db8::5", "Use these addresses"] {
            assert!(page.says(said), "{said}: {}", page.body);
        }
        for kind in ["CNAME", "ALIAS"] {
            assert!(!page.says(&format!("<code>{kind}<")), "{}", page.body);
        }
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let setup = domains::own_domain(&ctx, BARE).await.unwrap();
        zone.txt(&setup.proof_name, &setup.proof_value).top(BARE);
        zone.address(BARE, "203.0.113.5").address(BARE, "2001:db8::5");
        app.deployment.clock.advance(jiff::SignedDuration::from_secs(10));
        owner.submit(OF_BARE, "/api/domains/check", &[("host", BARE), ("page", OF_BARE)]).await;
        assert!(owner.get(OF_BARE).await.says("All records are right"));
    }

    async fn nobody_is_led_to_a_main_address_whose_records_are_gone(t: Deployment) {
        let (app, zone) = start(t).await;
        let mut owner = with_verified(&app, &zone).await;
        owner.submit(OF_HOST, "/api/domains/main", &[("host", HOST), ("page", OF_HOST)]).await;
        let mut visitor = app.visitor("paris.tenantry.test");
        assert_eq!(visitor.get("/sign-in").await.status, 301);
        zone.remove(HOST).cname(HOST, "elsewhere.example");
        app.deployment.clock.advance(jiff::SignedDuration::from_hours(24));
        domains::recheck_due(&app.deployment.platform).await.unwrap();
        assert_eq!(visitor.get("/sign-in").await.status, 200, "it may be anybody's by now");
        let mut owner = signed_in_at(&app, "paris.tenantry.test").await;
        assert!(owner.get(OF_HOST).await.says("elsewhere.example"), "who can mend it gets there");
        zone.remove(HOST).cname(HOST, "edge.tenantry.net");
        app.deployment.clock.advance(jiff::SignedDuration::from_hours(1));
        domains::recheck_due(&app.deployment.platform).await.unwrap();
        assert_eq!(visitor.get("/sign-in").await.status, 301);
    }

    async fn the_other_hosts_lead_to_the_same_page_of_the_main_address(t: Deployment) {
        let (app, zone) = start(t).await;
        let mut owner = with_verified(&app, &zone).await;
        let policy = owner.get(OF_HOST).await.header("content-security-policy").unwrap().to_owned();
        assert!(policy.contains(&format!("form-action 'self' http://{HOST}:3000;")), "{policy}");
        let made = owner.submit(OF_HOST, "/api/domains/main", &[("host", HOST), ("page", OF_HOST)]).await;
        assert_eq!(made.leads_to(), Some(format!("http://{HOST}:3000{PAGE}?saved=main").as_str()), "{made:?}");
        for path in ["/", "/loans?status=late&q=L%C3%A9vy", "/invitation?token=abc", "//evil.example/x", "/no-such-page"] {
            let target = format!("http://{HOST}:3000{path}");
            for mut browser in [owner.clone(), app.visitor("paris.tenantry.test")] {
                for method in ["GET", "HEAD"] {
                    let answer = browser.request(method, path, &[("accept", "text/html")], b"").await;
                    assert_eq!((answer.status, answer.leads_to()), (301, Some(target.as_str())), "{method} {path}");
                    assert!(answer.header("cache-control").is_some_and(|value| value.contains("no-store")), "it can be taken back");
                }
            }
        }
        // A page that is still open there goes on, and nothing that was typed is lost.
        assert_eq!(owner.call("/api/loans/list", &[]).await.status, 200);
        assert_eq!(owner.read("/api/loans/export").await.status, 200);
        assert_eq!(app.visitor("paris.tenantry.test").get("/manifest.webmanifest").await.status, 200);
        // Sessions hold for one host.
        let mut there = owner.on(HOST);
        assert!(matches!(there.get("/loans").await.status, 303 | 401), "a cookie of the one is none of the other");
        let mut there = signed_in_at(&app, HOST).await;
        assert_eq!(there.get("/loans").await.status, 200);
        assert!(there.get(PAGE).await.says(&format!("It leads to {HOST}.")));
        let back = there.submit(PAGE, "/api/domains/main", &[("host", "paris.tenantry.test"), ("page", PAGE)]).await;
        assert_eq!(back.leads_to(), Some("http://paris.tenantry.test:3000/settings/domain?saved=main"), "{back:?}");
        // The cookie that was shown at the other host opens nothing any more.
        assert_eq!(owner.get("/loans").await.status, 303);
        assert_eq!(signed_in_at(&app, "paris.tenantry.test").await.get("/loans").await.status, 200);
        assert_eq!(there.get("/loans").await.status, 200, "it still leads there, and draws nobody");
    }

    async fn support_comes_in_by_the_subdomain_and_stays_there(t: Deployment) {
        let (app, zone) = start(t).await;
        let mut owner = with_verified(&app, &zone).await;
        let mut scene = let_in(&app, false).await;
        owner.submit(OF_HOST, "/api/domains/main", &[("host", HOST), ("page", OF_HOST)]).await;
        assert_eq!(scene.inside.get("/loans").await.status, 200, "who is inside is not sent to another host");
        let policy = scene.operator.get("/organisations/paris/support").await.header("content-security-policy").unwrap().to_owned();
        let handed = scene.operator.call(app::endpoints::CONSOLE_SUPPORT_HAND_OFF.path, &[("request", &scene.request)]).await;
        let address = handed.leads_to().unwrap().to_owned();
        assert!(policy.contains("form-action 'self' http://*.tenantry.test:3000;"), "{policy}");
        assert!(address.starts_with("http://paris.tenantry.test:3000/support/enter?token="), "where the console's forms may lead: {address}");
        let mut again = app.visitor("paris.tenantry.test");
        let door = address.trim_start_matches("http://paris.tenantry.test:3000");
        assert_eq!(again.get(door).await.status, 200);
        again.submit(door, app::endpoints::SUPPORT_ENTER.path, &[("token", token_of(door))]).await;
        assert_eq!(again.get("/loans").await.status, 200);
        let left = again.submit("/loans", app::endpoints::SUPPORT_LEAVE.path, &[]).await;
        assert_eq!(again.get(left.leads_to().unwrap()).await.status, 200);
        assert_eq!(again.get("/loans").await.status, 301, "whoever has left is nobody");
    }

    async fn what_is_below_a_domain_of_ones_own_is_not_forced_to_https(t: Deployment) {
        let zone = NameServer::start().await;
        let mut config = t.platform.config.clone();
        config.server.public_url = "https://tenantry.test".parse().unwrap();
        config.dns.server = Some(zone.address);
        config.domains.allow_reserved = true;
        config.domains.cname_target = "edge.tenantry.net".into();
        let platform = Platform::open_with(config, t.clock.clone(), Random::seeded(process() ^ 0x00d0_3a17), Passwords::for_tests()).await.unwrap();
        let app = TestApp::start(Deployment { platform, ..t }).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        domains::claim(&ctx, HOST).await.unwrap();
        let setup = domains::own_domain(&ctx, HOST).await.unwrap();
        zone.txt(&setup.proof_name, &setup.proof_value).cname(HOST, &setup.target);
        domains::verify(&ctx, HOST).await.unwrap();
        for (host, expected) in [
            ("paris.tenantry.test", "max-age=31536000; includeSubDomains"),
            (HOST, "max-age=31536000"),
            ("unknown.gmah.test", "max-age=31536000"),
        ] {
            let answer = app.visitor(host).get("/sign-in").await;
            assert_eq!(answer.header("strict-transport-security"), Some(expected), "{host}");
        }
    }

    async fn who_removes_the_host_of_the_page_is_led_to_the_subdomain(t: Deployment) {
        let (app, zone) = start(t).await;
        let mut owner = with_verified(&app, &zone).await;
        owner.submit(OF_HOST, "/api/domains/main", &[("host", HOST), ("page", OF_HOST)]).await;
        let mut there = signed_in_at(&app, HOST).await;
        let removed = there.submit(OF_HOST, "/api/domains/remove", &[("host", HOST), ("page", OF_HOST)]).await;
        assert_eq!(removed.leads_to(), Some("http://paris.tenantry.test:3000/settings/domain?saved=removed"), "{removed:?}");
        assert_eq!(there.get("/").await.status, 404);
        assert_eq!(owner.get(PAGE).await.status, 200);
    }

    async fn who_can_mend_it_reads_on_every_page_that_records_are_gone(t: Deployment) {
        let (app, zone) = start(t).await;
        let mut owner = with_verified(&app, &zone).await;
        assert!(!owner.get("/").await.says("Records of"));
        zone.remove(HOST);
        app.deployment.clock.advance(jiff::SignedDuration::from_hours(24));
        domains::recheck_due(&app.deployment.platform).await.unwrap();
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        for page in ["/", "/loans", PAGE, OF_HOST] {
            let answer = owner.get(page).await;
            assert_eq!(answer.body.matches("Records of loans.gmah.test are gone").count(), 1, "{page}");
        }
        let member = app.tenant("paris").await.signed_in_as(Role::Member).await.get("/").await;
        assert!(member.status == 200 && !member.says("Records of"));
    }

    async fn a_domain_of_another_organisation_is_not_found(t: Deployment) {
        let (app, zone) = start(t).await;
        with_verified(&app, &zone).await;
        let mut lyon = app.tenant("lyon").await.signed_in_as(Role::Owner).await;
        assert_eq!(lyon.get(OF_HOST).await.status, 404);
        for verb in ["read", "watch", "check", "verify", "main", "remove"] {
            assert_eq!(lyon.call(&format!("/api/domains/{verb}"), &[("host", HOST)]).await.status, 404, "{verb}");
        }
        let claimed = lyon.call("/api/domains/add", &[("host", HOST)]).await;
        assert!(claimed.status == 422 && claimed.says("HostTaken") && !claimed.says("paris"), "{claimed:?}");
        assert!(!lyon.get(PAGE).await.says(HOST));
        let mut member = app.tenant("paris").await.signed_in_as(Role::Member).await;
        assert_eq!(member.get(PAGE).await.status, 403);
        assert_eq!(member.call("/api/domains/remove", &[("host", HOST)]).await.status, 403);
    }

    async fn operators_see_the_domains_of_one_and_owners_remove_them(t: Deployment) {
        let (app, zone) = start(t).await;
        with_verified(&app, &zone).await;
        let mut reader = app.operator_as(OperatorRole::ReadOnly).await;
        let page = reader.get("/organisations/paris/domains").await;
        assert!(page.status == 200 && page.says(HOST) && page.says("Verified"), "{page:?}");
        let fields = [("slug", "paris"), ("host", HOST), ("page", "/organisations/paris/domains")];
        assert_eq!(reader.call("/api/console/sections/remove-domain", &fields).await.status, 403);
        let mut operator = app.operator().await;
        let removed = operator.submit("/organisations/paris/domains", "/api/console/sections/remove-domain", &fields).await;
        assert_eq!(removed.status, 303, "{removed:?}");
        assert_eq!(app.visitor(HOST).get("/sign-in").await.status, 404);
        assert!(operator.get("/organisations/paris/timeline").await.says("Own domain removed"));
        assert!(operator.get("/organisations/lyon/domains").await.status == 404);
    }
}
