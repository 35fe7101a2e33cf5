//! The sections of one organisation's page, and what operators do there.

use crate::{app::TestApp, harness::both_engines};
use tenantry::access::{OperatorRole, Role};

const NOTE: &str = "01953b0a-0000-7000-8000-000000000002";

both_engines! {
    async fn that_there_is_no_such_organisation_is_said_once(t: Deployment) {
        let app = TestApp::start(t).await;
        let page = app.operator().await.get("/organisations/nobody").await;
        assert_eq!((page.status, page.body.matches("<h1").count()), (404, 1), "{}", page.body);
    }

    async fn a_note_is_written_kept_when_wrong_and_deleted_by_its_author_alone(t: Deployment) {
        let app = TestApp::start(t).await;
        app.tenant("paris").await;
        let mut support = app.operator_as(OperatorRole::Support).await;
        let mut owner = app.operator().await;
        let page = "/organisations/paris/notes";
        let add = "/api/console/sections/add-note";
        let empty = support.submit(page, add, &[("slug", "paris"), ("note", NOTE), ("words", " ")]).await;
        assert_eq!((empty.status, empty.says("Fill in this field")), (422, true));
        let fields = [("slug", "paris"), ("note", NOTE), ("words", "They pay <soon>.")];
        let added = support.submit(page, add, &fields).await;
        assert_eq!(added.leads_to(), Some("/organisations/paris/notes?saved=yes"));
        assert!(owner.get(page).await.says("They pay &lt;soon&gt;."));
        assert!(!owner.get(page).await.says("/api/console/sections/delete-note"), "it isn't the owner's");
        let fields = [("slug", "paris"), ("note", NOTE)];
        assert_eq!(owner.call("/api/console/sections/delete-note", &fields).await.status, 404);
        assert!(support.get(page).await.says("/api/console/sections/delete-note"));
        assert_eq!(support.submit(page, "/api/console/sections/delete-note", &fields).await.status, 303);
        assert!(!support.get(page).await.says("They pay"));
        assert_eq!(support.get("/organisations/nowhere/notes").await.status, 404);
        let mut member = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        assert_eq!(member.call("/api/console/sections/notes", &[("slug", "paris")]).await.status, 404);
    }

    async fn people_are_seen_and_signed_out(t: Deployment) {
        let app = TestApp::start(t).await;
        let house = app.tenant("paris").await;
        let mut member = house.signed_in_as(Role::Member).await;
        let mut owner = house.signed_in_as(Role::Owner).await;
        let mut support = app.operator_as(OperatorRole::Support).await;
        let page = support.get("/organisations/paris/people").await;
        assert!(page.says("member@paris.example") && page.says("Sessions"), "{}", page.body);
        let people = support.call("/api/console/sections/people", &[("slug", "paris")]).await.json();
        let sessions = people["what"]["sessions"]["rows"].as_array().unwrap().clone();
        assert_eq!(sessions.len(), 2);
        let of_member = sessions.iter().find(|session| session["email"] == "member@paris.example").unwrap();
        let fields = [("slug", "paris"), ("key", of_member["key"].as_str().unwrap())];
        let ended = support.submit("/organisations/paris/people", "/api/console/sections/end-session", &fields).await;
        assert_eq!(ended.status, 303);
        assert_eq!((member.get("/").await.status, owner.get("/").await.status), (303, 200));
        support.call("/api/console/sections/end-sessions", &[("slug", "paris")]).await;
        assert_eq!(owner.get("/").await.status, 303);
    }

    async fn a_module_is_turned_off_and_on_by_owners_alone(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut member = app.tenant("paris").await.signed_in_as(Role::Member).await;
        let mut owner = app.operator().await;
        let mut support = app.operator_as(OperatorRole::Support).await;
        let fields = [("slug", "paris"), ("module", "loans")];
        let (on, off) = ("/api/console/sections/enable-module", "/api/console/sections/disable-module");
        assert_eq!(support.call(off, &fields).await.status, 403);
        assert!(!support.get("/organisations/paris").await.says(off));
        assert_eq!(owner.submit("/organisations/paris", off, &fields).await.status, 303);
        assert_eq!(member.get("/loans").await.status, 404);
        assert!(!member.get("/").await.says("href=\"/loans\""));
        assert!(owner.get("/organisations/paris").await.says("data kept"));
        assert_eq!(owner.submit("/organisations/paris", on, &fields).await.status, 303);
        assert_eq!(member.get("/loans").await.status, 200);
        assert_eq!(owner.call(on, &[("slug", "paris"), ("module", "magic")]).await.status, 422);
    }

    async fn maintenance_is_told_to_visitors_and_ended(t: Deployment) {
        let app = TestApp::start(t).await;
        let house = app.tenant("paris").await;
        let mut support = app.operator_as(OperatorRole::Support).await;
        let fields = [("slug", "paris"), ("message", "Back at noon.")];
        let begun = support.submit("/organisations/paris", "/api/console/sections/maintenance", &fields).await;
        assert_eq!(begun.leads_to(), Some("/organisations/paris?saved=maintenance"), "{begun:?}");
        let closed = house.visitor().get("/sign-in").await;
        assert_eq!((closed.status, closed.says("Back at noon.")), (503, true));
        assert!(support.get("/organisations/paris").await.says("Back at noon."));
        support.submit("/organisations/paris", "/api/console/resume", &[("slug", "paris")]).await;
        assert_eq!(house.visitor().get("/sign-in").await.status, 200);
        let timeline = support.get("/organisations/paris/timeline").await;
        assert!(timeline.says("Maintenance began") && timeline.says("Opened again") && timeline.says("Helper"), "{}", timeline.body);
        let long = support.submit("/organisations/paris", "/api/console/sections/maintenance", &[("slug", "paris"), ("message", &"x".repeat(501))]).await;
        assert_eq!((long.status, long.says("at most 500")), (422, true));
    }
}
