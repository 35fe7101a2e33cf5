//! The list of organisations as browsers without scripts get it: filters that are kept, columns, and what is done to many.

use crate::{
    app::TestApp,
    harness::{both_engines, society},
};
use app::endpoints;
use std::time::Duration;
use tenantry::{
    access::OperatorRole,
    context::Author,
    provisioning::{self, Terms},
    servers::{self, Placement},
    tenants::{self, TenantStatus},
};

/// The value of a hidden field of the page's form.
fn hidden(body: &str, name: &str) -> String {
    let tag = body.split('<').find(|tag| tag.starts_with("input") && tag.contains(&format!("name=\"{name}\"")));
    let value = tag.and_then(|tag| tag.split("value=\"").nth(1)).and_then(|rest| rest.split('"').next());
    value.unwrap_or_else(|| panic!("no hidden field {name} in {body}")).replace("&quot;", "\"").replace("&amp;", "&")
}

both_engines! {
    async fn many_are_suspended_after_a_preview_that_names_them(t: Deployment) {
        for slug in ["paris", "lyon", "nice"] {
            t.tenant(slug).await;
        }
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await.speaking("en");
        let list = operator.get("/organisations").await;
        assert!(list.says("action=\"/bulk\"") && list.says("name=\"slug\" value=\"paris\""), "{}", list.body);
        let address = "/bulk?action=suspend&all=&slug=paris&slug=lyon";
        let preview = operator.get(address).await;
        assert!(preview.says("Suspend 2\u{a0}organisations") && preview.says("Society of lyon") && !preview.says("Society of nice"), "{}", preview.body);
        let (selection, fingerprint) = (hidden(&preview.body, "selection"), hidden(&preview.body, "fingerprint"));

        let without = [("selection", selection.as_str()), ("fingerprint", fingerprint.as_str()), ("reason", "")];
        let refused = operator.submit(address, endpoints::BULK_PERFORM.path, &without).await;
        assert!(refused.status == 422 && refused.says("Suspend 2\u{a0}organisations"), "{}", refused.body);
        let with = [without[0], without[1], ("reason", "Unpaid")];
        let done = operator.submit(address, endpoints::BULK_PERFORM.path, &with).await;
        assert_eq!((done.status, done.leads_to()), (303, Some("/organisations?saved=bulk")), "{}", done.body);
        for (slug, status) in [("paris", TenantStatus::Suspended), ("lyon", TenantStatus::Suspended), ("nice", TenantStatus::Active)] {
            let tenant = tenants::find(&app.deployment.platform, slug).await.unwrap().unwrap();
            assert_eq!(tenant.status, status, "{slug}");
        }
        assert_eq!(operator.submit(address, endpoints::BULK_PERFORM.path, &with).await.status, 409, "others are meant by now");
        let list = operator.get("/organisations?saved=bulk").await;
        assert!(list.says("It was done to all of them.") && list.says("Unpaid"), "the reason stands beside the state: {}", list.body);
        assert!(operator.get("/bulk?action=suspend").await.says("There is nobody to do it to"));
        assert_eq!(operator.get("/bulk?action=erase&all=yes").await.status, 404);
    }

    async fn those_on_a_server_are_listed_and_moved_after_a_preview(t: Deployment) {
        t.register("north", "here", 10).await;
        t.tenant("elsewhere").await;
        for slug in ["paris", "lyon"] {
            let terms = Terms { placement: Some(Placement::PostgresServer), server: Some("north".into()), ..Terms::default() };
            provisioning::provision_on(t.platform.clone(), society(slug), terms, |_| Ok(())).await.unwrap();
        }
        servers::drain(&t.platform, "north", &Author::CommandLine).await.unwrap();
        let own = t.placement();
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await.speaking("en");
        let server = operator.get("/servers/north").await;
        assert!(server.says("href=\"/organisations?place=%40north\"") && server.says("Move 2\u{a0}organisations…"), "{}", server.body);
        let list = operator.get("/organisations?place=%40north").await;
        assert!(list.says("Society of paris") && list.says("Society of lyon") && !list.says("Society of elsewhere"), "{}", list.body);
        assert!(list.says("On the server north"), "{}", list.body);
        assert!(!operator.get(&format!("/organisations?place={own}")).await.says("Society of paris"));

        let choice = operator.get("/bulk?action=move&all=yes&place=%40north").await;
        assert!(choice.says("Move the data of 2\u{a0}organisations") && choice.says(&format!("value=\"{own}\"")), "{}", choice.body);
        assert!(!choice.says("value=\"postgres-server@north\""), "a drained server takes nobody");
        let address = format!("/bulk?action=move&all=yes&place=%40north&to={own}");
        let preview = operator.get(&address).await;
        for said in ["Society of paris", "one after the other", "The old copy is kept for 7\u{a0}days"] {
            assert!(preview.says(said), "{said}: {}", preview.body);
        }
        let (selection, fingerprint) = (hidden(&preview.body, "selection"), hidden(&preview.body, "fingerprint"));
        let fields = [("selection", selection.as_str()), ("fingerprint", fingerprint.as_str())];
        let begun = operator.submit(&address, endpoints::BULK_PERFORM.path, &fields).await;
        assert_eq!((begun.status, begun.leads_to()), (303, Some("/organisations?saved=moving")), "{}", begun.body);
        assert!(operator.get("/organisations?saved=moving").await.says("The moves have begun."));
        let mut server = operator.get("/servers/north").await;
        for _ in 0..600 {
            if server.says("0 of 10") {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
            server = operator.get("/servers/north").await;
        }
        assert!(server.says("0 of 10"), "{}", server.body);
        assert!(!operator.get("/servers/north").await.says("Move 0"));
        let mut support = app.operator_as(OperatorRole::Support).await.speaking("en");
        assert_eq!(support.get("/bulk?action=move&all=yes").await.status, 403);
    }

    async fn an_operator_says_where_the_data_of_a_new_one_goes(t: Deployment) {
        t.register("elsewhere", "here", 1).await;
        t.register("resting", "full", 5).await;
        for (name, capacity) in [("north-1", 10), ("north-2", 20)] {
            t.register(name, "north", capacity).await;
        }
        servers::drain(&t.platform, "resting", &Author::CommandLine).await.unwrap();
        let app = TestApp::start(t).await;
        let (form, path) = ("/organisations/new", endpoints::CONSOLE_CREATE.path);
        let mut operator = app.operator().await.speaking("fr");
        assert!(operator.get(form).await.says("Selon la politique d’emplacement"));
        let mut operator = operator.speaking("en");
        let page = operator.get(form).await;
        assert!(page.says("By the policy of placements") && page.says("value=\"postgres-schema@elsewhere\""), "{}", page.body);
        assert!(!page.says("@resting"), "it takes nobody: {}", page.body);
        assert!(page.says("In region here, on the server filled least") && !page.says("region:full"), "{}", page.body);

        let fields = |slug: &'static str, place: &'static str| {
            [("name", "Harbour"), ("slug", slug), ("admin_name", "Rachel"), ("admin_email", "rachel@harbour.example"), ("place", place)]
        };
        let wrong = [
            ("nowhere", "Choose one of the list."),
            ("postgres-server@nowhere", "Choose one of the list."),
            ("postgres-server@resting", "This server takes no new organisations."),
            ("sqlite@elsewhere", "A file needs no server."),
            ("region:nowhere", "No server"),
        ];
        for (place, said) in wrong {
            let refused = operator.submit(form, path, &fields("harbour", place)).await;
            assert_eq!((refused.status, refused.says(said)), (422, true), "{place}: {}", refused.body);
            assert!(refused.says("id=\"place-error\""), "{place}: it stands at its field: {}", refused.body);
        }
        let refused = operator.submit(form, path, &fields("c0nsole", "postgres-schema@elsewhere")).await;
        assert!(refused.status == 422 && refused.says("value=\"postgres-schema@elsewhere\" selected"), "{}", refused.body);

        let platform = app.deployment.platform.clone();
        let own = app.deployment.placement();
        // What the policy says beside files, which are in no region.
        let registered = if own == Placement::Sqlite { Placement::PostgresServer } else { own };
        let named = [
            ("harbour", "postgres-schema@elsewhere", Placement::PostgresSchema, Some("elsewhere")),
            ("policy", "", own, None),
            ("region", "region:north", registered, Some("north-2")),
            ("file", "sqlite", Placement::Sqlite, None),
        ];
        for (slug, place, placement, server) in named {
            let made = operator.submit(form, path, &fields(slug, place)).await;
            assert_eq!(made.status, 303, "{}", made.body);
            operator.reloaded(made.leads_to().unwrap(), "Hand this link to the administrator").await;
            let detail = tenants::detail(&platform, slug).await.unwrap().unwrap();
            assert_eq!((detail.summary.placement.as_str(), detail.server.as_deref()), (placement.key(), server));
        }
        let full = operator.submit(form, path, &fields("second", "postgres-schema@elsewhere")).await;
        assert!(full.status == 422 && full.says("This server is full."), "{}", full.body);
        assert!(!operator.get(form).await.says("@elsewhere"), "nor is it offered any more");
    }

    async fn a_list_is_kept_under_a_name(t: Deployment) {
        t.tenant("paris").await;
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await.speaking("en");
        assert!(operator.get("/filters").await.says("There is no saved filter yet"));
        let list = operator.get("/organisations?status=suspended&columns=plan").await;
        let form = "/filters?query=status%3Dsuspended%26columns%3Dplan";
        assert!(list.says(&form.replace('&', "&amp;")), "{}", list.body);
        let query = hidden(&operator.get(form).await.body, "query");
        assert_eq!(query, "status=suspended&columns=plan");
        let refused = operator.submit(form, endpoints::FILTERS_SAVE.path, &[("query", &query), ("name", "")]).await;
        assert_eq!(refused.status, 422);
        let saved = operator.submit(form, endpoints::FILTERS_SAVE.path, &[("query", &query), ("name", "Unpaid <b>")]).await;
        assert_eq!((saved.status, saved.leads_to()), (303, Some("/organisations?status=suspended&columns=plan")), "{}", saved.body);
        let list = operator.get("/organisations").await;
        assert!(list.says("Unpaid &lt;b&gt;") && list.says("/organisations?status=suspended&amp;columns=plan"), "{}", list.body);
        let id = hidden(&operator.get("/filters").await.body, "id");
        let renamed = operator.submit("/filters", endpoints::FILTERS_RENAME.path, &[("id", &id), ("name", "Late")]).await;
        assert_eq!(renamed.leads_to(), Some("/filters?saved=yes"), "{}", renamed.body);
        assert!(operator.get("/organisations").await.says(">Late<"));
        operator.submit("/filters", endpoints::FILTERS_DELETE.path, &[("id", &id)]).await;
        assert!(!operator.get("/organisations").await.says(">Late<"));
    }

    async fn the_columns_are_those_of_the_address(t: Deployment) {
        t.tenant("paris").await;
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await.speaking("en");
        let usual = operator.get("/organisations").await;
        for label in ["Health", "Users", "Data", "Version", "Last activity", "Placement", "Plan"] {
            assert!(usual.says(&format!("data-label=\"{label}\"")), "{label}: {}", usual.body);
        }
        assert!(!usual.says("data-label=\"Active loans\""));
        for address in ["/organisations?columns=plan,users", "/organisations?column=plan&column=users"] {
            let chosen = operator.get(address).await;
            assert!(chosen.says("data-label=\"Plan\"") && chosen.says("data-label=\"Users\"") && !chosen.says("data-label=\"Health\""), "{address}");
            assert!(chosen.says("/organisations?sort=") || chosen.says("columns=users%2Cplan"), "links keep them: {}", chosen.body);
        }
    }
}
