//! The pages of the registered servers as browsers without scripts get them.

use crate::{
    app::TestApp,
    cluster,
    harness::{both_engines, society},
};
use app::endpoints;
use tenantry::{
    access::OperatorRole,
    audit,
    provisioning::{self, Terms},
    servers::{self, Placement},
};

const PASSWORD: &str = "never-to-be-seen-47";

both_engines! {
    async fn a_server_is_registered_checked_drained_and_resumed(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await.speaking("en");
        assert!(operator.get("/servers").await.says("No server is registered"));
        let form = "/servers/new";
        assert!(operator.get(form).await.says("type=\"password\""));
        let address = cluster::address();
        let fields = [("name", "eu-1"), ("region", "eu"), ("capacity", "4"), ("server_address", address.as_str())];
        let added = operator.submit(form, endpoints::SERVERS_ADD.path, &fields).await;
        assert_eq!((added.status, added.leads_to()), (303, Some("/servers/eu-1?saved=added")), "{}", added.body);
        let page = operator.get("/servers/eu-1?saved=added").await;
        for text in ["The server is registered.", "0 of 4", "PostgreSQL 1", "Drain eu-1"] {
            assert!(page.says(text), "{text}: {}", page.body);
        }
        for page in ["/servers/eu-1", "/servers", "/fleet"] {
            let answer = operator.get(page).await;
            assert!(answer.says("eu-1") && !answer.says("postgres://") && !answer.says(&address), "{page}: {}", answer.body);
        }

        let name = [("name", "eu-1")];
        let again = [("name", "eu-1"), ("server_address", address.as_str())];
        let moved = operator.submit("/servers/eu-1", endpoints::SERVERS_READDRESS.path, &again).await;
        assert_eq!((moved.status, moved.leads_to()), (303, Some("/servers/eu-1?saved=readdressed")), "{}", moved.body);
        assert!(operator.get("/servers/eu-1?saved=readdressed").await.says("answers at its new address"));
        let mut helper = app.operator_as(OperatorRole::Support).await;
        assert_eq!(helper.submit("/servers/eu-1", endpoints::SERVERS_READDRESS.path, &again).await.status, 403);
        assert!(!helper.get("/servers/eu-1").await.says("server_address"), "it isn't offered");

        let wrong = [("name", "eu-1"), ("region", "Far"), ("capacity", "many")];
        let refused = operator.submit("/servers/eu-1", endpoints::SERVERS_EDIT.path, &wrong).await;
        assert!(refused.status == 422 && refused.says("value=\"many\"") && refused.says("id=\"region-error\""), "{}", refused.body);
        let right = [("name", "eu-1"), ("region", "west"), ("capacity", "9")];
        assert_eq!(helper.submit("/servers/eu-1", endpoints::SERVERS_EDIT.path, &right).await.status, 403);
        let edited = operator.submit("/servers/eu-1", endpoints::SERVERS_EDIT.path, &right).await;
        assert_eq!(edited.leads_to(), Some("/servers/eu-1?saved=edited"), "{}", edited.body);
        let page = operator.get("/servers/eu-1?saved=edited").await;
        assert!(page.says("The server is changed.") && page.says("0 of 9") && page.says("west"), "{}", page.body);

        let checked = operator.submit("/servers/eu-1", endpoints::SERVERS_CHECK.path, &name).await;
        assert_eq!(checked.leads_to(), Some("/servers/eu-1?saved=checked"));
        let drained = operator.submit("/servers/eu-1", endpoints::SERVERS_DRAIN.path, &name).await;
        assert_eq!(drained.leads_to(), Some("/servers/eu-1?saved=drained"));
        assert!(operator.get("/servers").await.says("Draining"));
        let resumed = operator.submit("/servers/eu-1", endpoints::SERVERS_RESUME.path, &name).await;
        assert_eq!(resumed.leads_to(), Some("/servers/eu-1?saved=resumed"));
        assert!(!operator.get("/servers").await.says("Draining"));

        let events = audit::recent(&app.deployment.platform, 50).await.unwrap();
        let own = events.iter().filter(|event| event.kind.starts_with("server-"));
        let mut told: Vec<(&str, bool)> = own.map(|event| (event.kind.as_str(), event.user.is_some())).collect();
        told.sort_unstable();
        assert_eq!(told, [("server-added", true), ("server-changed", true), ("server-draining", true), ("server-readdressed", true), ("server-resumed", true)]);
    }

    async fn who_lives_on_a_server_stays_when_it_may_hold_fewer(t: Deployment) {
        t.register("eu-1", "eu", 5).await;
        for slug in ["paris", "lyon"] {
            let terms = Terms { server: Some("eu-1".into()), placement: Some(Placement::PostgresServer), ..Terms::default() };
            provisioning::provision_on(t.platform.clone(), society(slug), terms, |_| Ok(())).await.unwrap();
        }
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await.speaking("en");
        let fewer = [("name", "eu-1"), ("region", "eu"), ("capacity", "1")];
        assert_eq!(operator.submit("/servers/eu-1", endpoints::SERVERS_EDIT.path, &fewer).await.status, 303);
        let page = operator.get("/servers/eu-1").await;
        assert!(page.says("2 of 1") && page.says("1\u{a0}organisation more than its capacity lives here."), "{}", page.body);
        assert!(!operator.get("/organisations/new").await.says("@eu-1"), "nobody new is placed there");
    }

    async fn an_address_that_does_not_answer_leaves_the_old_one(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await.speaking("en");
        let address = cluster::address();
        let fields = [("name", "eu-1"), ("region", "eu"), ("capacity", "4"), ("server_address", address.as_str())];
        assert_eq!(operator.submit("/servers/new", endpoints::SERVERS_ADD.path, &fields).await.status, 303);
        let unreachable = format!("postgres://ann:{PASSWORD}@127.0.0.1:1/postgres?application_name={PASSWORD}");
        for (wrong, message) in [("", "required"), (PASSWORD, "PostgreSQL"), (unreachable.as_str(), "refused")] {
            let fields = [("name", "eu-1"), ("server_address", wrong)];
            let refused = operator.submit("/servers/eu-1", endpoints::SERVERS_READDRESS.path, &fields).await;
            assert_eq!((refused.status, refused.says("server-address-error")), (422, true), "{wrong}: {}", refused.body);
            assert!(!refused.says(PASSWORD) && refused.says("<details open class=\"fold\""), "{wrong}: {}", refused.body);
            assert!(refused.body.to_lowercase().contains(&message.to_lowercase()), "{message}: {}", refused.body);
        }
        servers::check(&app.deployment.platform, "eu-1").await.unwrap();
        let kept = servers::find(&app.deployment.platform, "eu-1").await.unwrap().unwrap();
        assert_eq!(kept.last_error, None, "it is found at the old one");
        let events = audit::recent(&app.deployment.platform, 50).await.unwrap();
        assert!(events.iter().all(|event| event.kind != "server-readdressed" && !event.detail.contains(PASSWORD)));
    }

    async fn what_a_form_hands_back_has_no_address(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await.speaking("en");
        let unreachable = format!("postgres://ann:{PASSWORD}@127.0.0.1:1/postgres?application_name={PASSWORD}");
        for (address, message) in [("", "required"), (PASSWORD, "PostgreSQL"), (unreachable.as_str(), "refused")] {
            let fields = [("name", "eu-1"), ("region", "eu"), ("capacity", "4"), ("server_address", address)];
            let refused = operator.submit("/servers/new", endpoints::SERVERS_ADD.path, &fields).await;
            assert_eq!(refused.status, 422, "{address}: {}", refused.body);
            assert!(refused.says("value=\"eu-1\"") && !refused.says(PASSWORD), "{address}: {}", refused.body);
            assert!(refused.body.to_lowercase().contains(&message.to_lowercase()), "{message}: {}", refused.body);
        }
        let fields = [("name", "new"), ("region", "EU"), ("capacity", "many"), ("server_address", PASSWORD)];
        let refused = operator.submit("/servers/new", endpoints::SERVERS_ADD.path, &fields).await;
        assert!(refused.status == 422 && refused.says("value=\"many\"") && !refused.says(PASSWORD), "{}", refused.body);
        assert_eq!(servers::list(&app.deployment.platform).await.unwrap(), []);
        assert_eq!(operator.get("/servers/nowhere").await.status, 404);
        for endpoint in [endpoints::SERVERS_READDRESS, endpoints::SERVERS_EDIT, endpoints::SERVERS_CHECK, endpoints::SERVERS_DRAIN, endpoints::SERVERS_RESUME] {
            assert_eq!(operator.submit("/servers", endpoint.path, &[("name", "nowhere")]).await.status, 404);
        }
    }
}
