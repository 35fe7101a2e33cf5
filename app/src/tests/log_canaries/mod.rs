//! What no line of the log holds, whatever people do: their secrets, and who they are. Somebody comes along all the ways on which
//! secrets travel, with each line kept; then the lines are searched.

mod canaries;
mod journey;

use crate::{client::encoded, harness::Engine, log};
use canaries::{Canaries, FIRST_PASSWORD, NEXT_PASSWORD, OWNERS_EMAIL};
use journey::Journey;

async fn nothing_is_in_the_log(engine: Engine) {
    log::keep();
    let mut journey = Journey::start(engine).await;
    let mut owner = journey.found_nord().await;
    journey.invite_and_reset(&mut owner).await;
    let mut owner = journey.sign_in(journey.nord(), OWNERS_EMAIL, NEXT_PASSWORD).await;
    journey.work(&mut owner).await;
    journey.operate().await;
    journey.app.deployment.platform.shut_down().await;

    let canaries = &journey.canaries;
    let all = log::kept();
    // The library of the databases sums up each statement.
    for said in [" tenantry", "summary="] {
        assert!(all.lines().any(|line| line.contains(said)), "{said} is in a line");
    }
    let lines = log::answered_for();
    assert!(lines.contains("a mail could not be sent"), "and so has this program: {lines}");
    let found = canaries.found_in(&lines);
    assert!(found.is_empty(), "{found:#?}");
    let _ = std::fs::remove_dir_all(&journey.app.deployment.directory);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_line_holds_a_secret_or_a_person_sqlite() {
    nothing_is_in_the_log(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_line_holds_a_secret_or_a_person_postgres() {
    nothing_is_in_the_log(Engine::Postgres).await;
}

#[tokio::test]
async fn what_got_into_a_line_is_found() {
    log::keep();
    let secret = FIRST_PASSWORD;
    tracing::trace!(target: "tenantry::users", secret, "ours, of any level");
    tracing::info!(target: "library::query", "a library's: {}", encoded(&[("password", secret)]));
    tracing::debug!(target: "library::query", secret, "which nobody sees who didn't ask for it");
    let lines = log::answered_for();
    let found = Canaries::known().found_in(&lines);
    assert_eq!(found.len(), 2, "{lines}");
    assert!(log::kept().contains("who didn't ask"));
}
