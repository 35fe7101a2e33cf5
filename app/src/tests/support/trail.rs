//! What the organisation reads afterwards.

use super::let_in;
use crate::{app::TestApp, harness::both_engines};
use jiff::SignedDuration;
use tenantry::access::Role;

both_engines! {
    async fn every_page_seen_stands_in_the_trail_in_its_order(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut scene = let_in(&app, false).await;
        let pages = ["/", "/loans", "/loans?status=late&q=%3Cb%3E", "/members", "/settings/organisation", "/loans"];
        for page in pages {
            assert_eq!(scene.inside.get(page).await.status, 200, "{page}");
            app.deployment.clock.advance(SignedDuration::from_secs(1));
        }
        // What a page asks for belongs to the page; what nobody asks for from a page stands by itself.
        let headers = |page: &'static str| [("accept", "application/json"), ("content-type", crate::client::FORM), ("referer", page)];
        for page in ["http://paris.tenantry.test:3000/loans", "http://paris.tenantry.test:3000/loans", "http://elsewhere.test/"] {
            let answer = scene.inside.request("POST", "/api/loans/list", &headers(page), b"").await;
            assert_eq!(answer.status, 200, "{answer:?}");
        }
        scene.inside.call("/api/loans/create", &[]).await;
        scene.inside.get("/support/enter?token=a-secret").await;
        scene.inside.submit("/loans", "/api/preferences", &[("lang", "fr")]).await;
        let trail = scene.owner.call(app::endpoints::SUPPORT_TRAIL.path, &[]).await.json();
        let visits = trail["visits"].as_array().unwrap();
        let seen: Vec<&str> = visits.iter().rev().map(|visit| visit["path"].as_str().unwrap()).collect();
        assert_eq!(seen, [&pages[..], &["/api/loans/list", "/", "/support/enter"]].concat(), "but not one's own language");
        let refused: Vec<i64> = visits.iter().filter(|visit| visit["refused"] == true).map(|visit| visit["number"].as_i64().unwrap()).collect();
        assert_eq!(refused, [8], "the change that nobody allowed");
        let numbers: Vec<i64> = visits.iter().rev().map(|visit| visit["number"].as_i64().unwrap()).collect();
        assert_eq!(numbers, (1..=9).collect::<Vec<_>>());
        assert_eq!(visits[3]["calls"], serde_json::json!(["/api/loans/list"]), "folded into its page, once");
        assert_eq!(visits[7]["at"], "2026-03-15T13:00:01", "where the organisation is");
        assert_eq!(trail["request"]["visits"], 9);

        let page = scene.owner.get("/settings/support/trail").await;
        assert!(page.status == 200 && page.says("Organisation") && page.says("/loans?status=late&amp;q=%3Cb%3E"), "{}", page.body);
        assert!(page.says("Ops") && page.says(crate::support::REASON));
        let of_request = format!("?request={}", scene.request);
        assert_eq!(scene.paris.signed_in_as(Role::Admin).await.get(&format!("/settings/support/trail{of_request}")).await.status, 200);
        let file = scene.owner.read(&format!("{}{of_request}", app::endpoints::SUPPORT_EXPORT.path)).await;
        assert_eq!(file.status, 200);
        let lines: Vec<&str> = file.body.lines().collect();
        assert_eq!(lines.len(), 10, "{}", file.body);
        assert!(lines[0].contains("Time") && lines[2].ends_with(",Ops,Loans,/loans,Seen"), "{}", file.body);
        assert!(lines[8].ends_with(",Home,/,Refused: nothing changed"), "{}", file.body);
        assert_eq!(scene.inside.read(&format!("{}{of_request}", app::endpoints::SUPPORT_EXPORT.path)).await.status, 403);
    }

    async fn what_was_tried_and_not_allowed_stands_there_as_refused(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut scene = let_in(&app, false).await;
        assert_eq!(scene.inside.get("/settings/profile").await.status, 403, "a person's own");
        assert_eq!(scene.inside.get("/loans").await.status, 200);
        let fields = [("name", "Mine"), ("locale", "en"), ("time_zone", "UTC"), ("currency", "EUR")];
        let written = scene.inside.submit("/settings/organisation", app::endpoints::ORGANISATION_SAVE.path, &fields).await;
        assert_eq!(written.status, 403, "{}", written.body);
        let file = scene.inside.read(&format!("{}?", app::endpoints::SUPPORT_EXPORT.path)).await;
        assert_eq!(file.status, 403);
        for path in ["/api/profile/read", "/api/profile/read", "/api/nothing"] {
            scene.inside.call(path, &[]).await;
        }
        let trail = scene.owner.call(app::endpoints::SUPPORT_TRAIL.path, &[]).await.json();
        let line = |visit: &serde_json::Value| {
            let text = |name: &str| visit[name].as_str().unwrap().to_owned();
            (text("path"), text("kind"), visit["refused"].as_bool().unwrap(), visit["calls"].to_string())
        };
        let lines: Vec<_> = trail["visits"].as_array().unwrap().iter().rev().map(line).collect();
        let expected = [
            ("/settings/profile", "read", true, "[]"),
            ("/loans", "read", false, "[]"),
            ("/settings/organisation", "write", true, "[\"/api/organisation/save\"]"),
            ("/api/support/export", "read", true, "[\"/api/support/export\"]"),
            ("/", "read", true, "[\"/api/profile/read\"]"),
        ];
        let expected: Vec<_> = expected.iter().map(|(path, kind, refused, calls)| ((*path).to_owned(), (*kind).to_owned(), *refused, (*calls).to_owned())).collect();
        assert_eq!(lines, expected, "what doesn't exist is no try");
        let page = scene.owner.get("/settings/support/trail").await;
        assert!(page.says("Refused: not shown") && page.says("Refused: nothing changed"), "{}", page.body);
        assert!(scene.owner.clone().speaking("fr").get("/settings/support/trail").await.says("rien de modifié"));
        assert!(!scene.owner.get("/settings/organisation").await.says("Mine"));
    }

    async fn another_organisation_reads_nothing_of_it(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut scene = let_in(&app, false).await;
        scene.inside.get("/loans").await;
        let mut stranger = app.tenant("lyon").await.signed_in_as(Role::Owner).await;
        let of_request = format!("?request={}", scene.request);
        for page in ["/settings/support", "/settings/support/trail", "/members"] {
            assert!(!stranger.get(page).await.says(crate::support::REASON), "{page}");
        }
        assert_eq!(stranger.get(&format!("/settings/support/trail{of_request}")).await.status, 404);
        let file = stranger.read(&format!("{}{of_request}", app::endpoints::SUPPORT_EXPORT.path)).await;
        assert_eq!(file.status, 404);
        assert_eq!(stranger.get("/settings/support/trail?request=nothing").await.status, 404);
    }

    async fn an_operator_inside_is_none_of_the_people(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut scene = let_in(&app, false).await;
        scene.inside.get("/loans").await;
        assert!(!scene.owner.get("/members").await.says("ops@tenantry.example"));
        let mut scene_of_operator = scene.operator.clone();
        let people = scene_of_operator.get("/organisations/paris/people").await;
        assert!(people.says("ops@tenantry.example"), "operators see the session and can end it");
    }
}
