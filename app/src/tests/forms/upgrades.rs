//! The forms of upgrades, which there are only where something has another version.

use super::{
    row::{OPERATOR, Row},
    scene::Scene,
};
use crate::{
    app::TestApp,
    harness::both_engines,
    upgrades::{migrate_to_next, next_version},
};
use app::endpoints;

pub(super) const BEFORE: &[Row] = &[Row::of(&endpoints::UPGRADES_REVIEW, OPERATOR, "/upgrades")
    .typed(&[
        ("rehearsal", "some"),
        ("copies", "several"),
        ("canaries", "nobody, paris"),
        ("error_budget", "101"),
        ("latency_rise", "soon"),
        ("at_once", "0"),
    ])
    .wrong(&["copies", "error_budget", "latency_rise", "at_once"])];

pub(super) const AFTER: &[Row] = &[
    Row::of(&endpoints::UPGRADES_ROLLBACK, OPERATOR, "/organisations/paris/rollback")
        .typed(&[("confirmation", "Paris <b>")])
        .wrong(&["confirmation"]),
    Row::of(&endpoints::UPGRADES_ROLLBACK_RUN, OPERATOR, "/upgrades/{run}/rollback")
        .typed(&[("confirmation", "all <b>")])
        .wrong(&["confirmation"]),
];

both_engines! {
    async fn the_forms_of_upgrades_say_what_is_wrong_and_keep_what_was_typed(t: Deployment) {
        let tenant = t.tenant("paris").await;
        t.platform.fleet.close(tenant.id).await;
        let app = TestApp::start(next_version(&t).await).await;
        Scene::of(&app).hold(BEFORE).await;
        let mut scene = Scene::of(&app);
        scene.name("run", migrate_to_next(&t).await);
        scene.hold(AFTER).await;
    }
}
