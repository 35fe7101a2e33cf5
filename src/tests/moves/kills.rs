//! Processes that are killed at every step of a move, and what becomes of the organisation: it works in exactly one place.
//! The test's own program, started again, is the process that dies.

use super::{content, lend, on, other, tenant, to};
use crate::{
    harness::{Deployment, both_engines, society},
    lending::three_instalments,
    victims::{die, killed, point, told},
};
use futures::future::join_all;
use jiff::SignedDuration;
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tenantry::{
    access::Role,
    clock::Clock,
    config::Config,
    context::Author,
    db::Location,
    fault::Kind,
    loans::{self, NewLoan},
    moves::{self, Destination, Event, MoveState, Observer, Pace, Step},
    platform::Platform,
    provisioning::{self, Terms},
    random::Random,
    servers::Placement,
    tenants::Tenant,
    users::Passwords,
};

/// Short, so that who goes on needn't wait long for what the dead one had; long enough for a busy machine to renew it.
pub(crate) const PACE: Pace =
    Pace { lease: SignedDuration::from_secs(2), hearing: Duration::ZERO, patience: Duration::from_secs(20) };

pub(crate) async fn program(location: Location, directory: &str) -> Arc<Platform> {
    let mut config = Config::for_tests(location, "http://tenantry.test:3000");
    config.database.directory = format!("{directory}/data").into();
    config.database.key_file = format!("{directory}/tenantry.key").into();
    // Ten of them live at the same time.
    config.pool.central_connections = 2;
    Platform::open_with(config, Clock::system(), Random::system(), Passwords::for_tests()).await.unwrap()
}

/// The organisation whose move dies at a step, as it was before.
struct House {
    step: Step,
    slug: String,
    before: Arc<Tenant>,
    rows: BTreeMap<String, Vec<String>>,
}

/// One that lives at a place.
async fn house_at(t: &Deployment, place: &Destination, step: Step) -> House {
    let slug = format!("house-{step:?}").to_lowercase();
    let terms = Terms { placement: Some(place.placement), server: place.server.clone(), ..Terms::default() };
    provisioning::provision_on(t.platform.clone(), society(&slug), terms, |_| Ok(())).await.unwrap();
    let before = tenant(&t.platform, &slug).await;
    lend(t, &slug, "Ruth").await;
    let rows = content(&t.platform, &before).await;
    House { step, slug, before, rows }
}

/// Has a process die at every step of a move from one place to another, each with an organisation of its own, and looks at what
/// becomes of them when somebody else goes on.
async fn dies_at_every_step(t: &Deployment, from: &Destination, away: &Destination) {
    let next = program(t.platform.lifecycle.location().clone(), &t.directory.to_string_lossy()).await;
    let mut houses = Vec::new();
    for step in Step::ALL {
        houses.push(house_at(t, from, step).await);
    }
    // All of them before anybody goes on, who would go on with all that is left.
    join_all(houses.iter().map(|house| killed_at(t, house, away))).await;
    for House { step, slug, .. } in &houses {
        let record = moves::of_tenant(&next, slug).await.unwrap().remove(0);
        assert_eq!(record.state.is_under_way(), *step != Step::Switched, "{step:?}");
    }
    for house in &houses {
        gone_on_with(&next, &house.slug, house.step).await;
        works_in_one_place(t, &next, house, (from, away)).await;
    }
}

/// It can be worked on, at the place that its record says, and there alone.
async fn works_in_one_place(t: &Deployment, next: &Arc<Platform>, house: &House, way: (&Destination, &Destination)) {
    let House { step, slug, before, rows } = house;
    let has_moved = *step == Step::Switched;
    let record = moves::of_tenant(next, slug).await.unwrap().remove(0);
    let now = tenant(next, slug).await;
    let (state, place) = if has_moved { (MoveState::Moved, way.1) } else { (MoveState::Undone, way.0) };
    assert_eq!((record.state, now.home().placement()), (state, place.placement), "{step:?}");
    assert_eq!(now.home() == before.home(), !has_moved, "{step:?}");
    assert_eq!(&content(next, &now).await, rows, "{step:?}");
    let actor = t.member(&now, Role::Owner).await;
    let ctx = next.enter(&now, actor.clone()).await.unwrap();
    let form = NewLoan { amount: "30".into(), ..three_instalments("After") };
    loans::create(&ctx, form.clone()).await.unwrap_or_else(|error| panic!("{step:?}: {}", error.with_causes()));
    if has_moved {
        // A process that heard of nothing still has the old place open.
        let stale = t.platform.enter(before, actor).await.unwrap();
        let refused = loans::create(&stale, form).await.unwrap_err();
        assert_eq!(refused.kind(), Kind::Unavailable { seconds: 2 }, "{}", refused.with_causes());
        assert_eq!(&content(&t.platform, before).await, rows);
        t.platform.fleet.close(before.id).await;
    } else {
        let left = moves::targets_left(next, slug).await.unwrap();
        assert_eq!(left, Vec::<String>::new(), "{step:?}: something is left at the other place");
    }
    next.fleet.close(now.id).await;
}

both_engines! {
    async fn an_organisation_works_in_one_place_wherever_its_move_died(t: Deployment) {
        t.register("elsewhere", "here", 1_000).await;
        dies_at_every_step(&t, &to(t.placement()), &to(other(&t))).await;
    }

    async fn so_it_does_between_two_registered_servers(t: Deployment) {
        t.register("elsewhere", "here", 1_000).await;
        t.register("further", "there", 1_000).await;
        dies_at_every_step(&t, &on("elsewhere"), &on("further")).await;
    }

    async fn so_it_does_from_a_schema_to_a_database(t: Deployment) {
        t.register("elsewhere", "here", 1_000).await;
        dies_at_every_step(&t, &to(Placement::PostgresSchema), &to(Placement::PostgresDatabase)).await;
    }

    async fn so_it_does_from_a_database_to_a_schema(t: Deployment) {
        t.register("elsewhere", "here", 1_000).await;
        dies_at_every_step(&t, &to(Placement::PostgresDatabase), &to(Placement::PostgresSchema)).await;
    }
}

/// Somebody else takes it back, or removes what is left, when the dead one's lease has run out.
pub(crate) async fn gone_on_with(next: &Arc<Platform>, slug: &str, step: Step) {
    for _ in 0..100 {
        moves::attend_all(next, PACE).await.unwrap();
        let record = moves::of_tenant(next, slug).await.unwrap().remove(0);
        if !record.state.is_under_way() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{step:?}: nobody could go on with {slug}");
}

/// Starts a process that dies the moment it comes to the step.
async fn killed_at(t: &Deployment, house: &House, away: &Destination) {
    let (directory, step) = (t.directory.to_string_lossy(), format!("{:?}", house.step));
    let (placement, server) = (away.placement.to_string(), away.server.as_deref().unwrap_or_default());
    killed(t, "moves::kills::victim", &[&*directory, &house.slug, &step, &placement, server]).await;
}

/// Not a test of its own: the program that is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it is the child process of the tests above"]
async fn victim() {
    let Some((location, [directory, slug, step, placement, server])) = told() else { return };
    let platform = program(location, &directory).await;
    let at = point(Step::ALL, &step);
    let observer: Observer = Arc::new(move |event| {
        if matches!(event, Event::Reached(reached) if reached == at) {
            die();
        }
    });
    let server = Some(server).filter(|server| !server.is_empty());
    let to = Destination { placement: placement.parse().unwrap(), server, region: None };
    let ended = moves::move_tenant(&platform, &slug, &to, &Author::CommandLine, PACE, &observer).await;
    eprintln!("the move ended by itself: {ended:?}");
}
