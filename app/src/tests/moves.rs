//! Moves as operators order them without scripts, and as people feel them who work meanwhile.

use crate::{
    app::TestApp,
    client::Answer,
    harness::{Engine, both_engines},
};
use app::endpoints;
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tenantry::{
    access::Role,
    context::Author,
    moves::{self, Destination, Event, Observer, Outcome, Pace, Step},
    servers::Placement,
    tenants,
};
use tokio::task::JoinHandle;

const PAGE: &str = "/organisations/paris/move";

/// A place other than the deployment's own, as the form sends it.
fn away(engine: Engine) -> &'static str {
    if engine == Engine::Sqlite { "postgres-server@elsewhere" } else { "sqlite" }
}

fn a_loan(borrower: &str) -> Vec<(&str, &str)> {
    vec![("borrower_name", borrower), ("amount", "300"), ("starts_on", "2026-03-01"), ("instalments", "3")]
}

both_engines! {
    async fn an_operator_moves_an_organisation_from_its_page(t: Deployment) {
        if t.engine == Engine::Sqlite {
            t.register("elsewhere", "here", 10).await;
        }
        let app = TestApp::start(t).await;
        let house = app.tenant("paris").await;
        let mut member = house.signed_in_as(Role::Owner).await;
        let mut operator = app.operator().await.speaking("en");
        let to = away(app.deployment.engine);
        let page = operator.get(PAGE).await;
        assert!(page.says(&format!("value=\"{to}\"")) && page.says("The old copy is kept for 7\u{a0}days"), "{}", page.body);
        assert_eq!(operator.get("/organisations/nobody/move").await.status, 404);

        for (to, said) in [("", "Fill in this field."), ("nowhere", "Choose one of the list."), ("postgres-server@nowhere", "Choose one of the list.")] {
            let refused = operator.submit(PAGE, endpoints::MOVES_START.path, &[("slug", "paris"), ("to", to)]).await;
            assert_eq!(refused.status, 422, "{to}");
            assert!(refused.says(said), "{to}: {}", refused.body);
        }
        assert!(!operator.get(PAGE).await.says("Read-only"), "what was refused is no move");

        let started = operator.submit(PAGE, endpoints::MOVES_START.path, &[("slug", "paris"), ("to", to)]).await;
        assert_eq!((started.status, started.leads_to()), (303, Some(PAGE)), "{}", started.body);
        let page = operator.reloaded(PAGE, "Its data is in the new place now").await;
        assert!(!page.says("http-equiv=\"refresh\"") && page.says("Read-only"), "{}", page.body);
        let placement: Placement = to.split('@').next().unwrap().parse().unwrap();
        let moved = tenants::find(&app.deployment.platform, "paris").await.unwrap().unwrap();
        assert_eq!(moved.home().placement(), placement);
        let answer = member.submit("/loans/new", endpoints::LOANS_CREATE.path, &a_loan("Ruth")).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        assert!(member.get("/loans").await.says("Ruth"));
    }

    async fn what_is_sent_while_nobody_may_write_waits_and_is_done(t: Deployment) {
        t.register("elsewhere", "here", 10).await;
        let app = TestApp::start(t).await;
        let house = app.tenant("paris").await;
        let mut writer = house.signed_in_as(Role::Owner).await;
        let mut reader = house.signed_in_as(Role::Member).await;
        let sent = Arc::new(Mutex::new(None::<JoinHandle<Answer>>));
        let (platform, sending) = (app.deployment.platform.clone(), sent.clone());
        let mut once = Some(async move {
            writer.submit("/loans/new", endpoints::LOANS_CREATE.path, &a_loan("Ruth")).await
        });
        let once = Mutex::new(once.take());
        let observer: Observer = Arc::new(move |event| match event {
            Event::Reached(Step::Barred) => {
                let request = once.lock().unwrap().take().unwrap();
                *sending.lock().unwrap() = Some(tokio::spawn(request));
                std::thread::sleep(Duration::from_millis(400));
            }
            Event::Reached(Step::Verified) => {
                let is_waiting = sending.lock().unwrap().as_ref().is_some_and(|sent| !sent.is_finished());
                assert!(is_waiting, "it was answered while nobody could write");
            }
            _ => {}
        });
        let to = Destination { placement: Placement::PostgresServer, server: None, region: None };
        let moving = tokio::spawn(async move {
            moves::move_tenant(&platform, "paris", &to, &Author::CommandLine, Pace::default(), &observer).await
        });
        while !moving.is_finished() {
            assert_eq!(reader.get("/loans").await.status, 200, "who reads goes on");
        }
        assert!(matches!(moving.await.unwrap().unwrap(), Outcome::Moved(_)));
        let request = sent.lock().unwrap().take().unwrap();
        let answer = request.await.unwrap();
        assert_eq!(answer.status, 303, "{}", answer.body);
        assert!(reader.get("/loans").await.says("Ruth"), "it is at the new place");
    }
}
