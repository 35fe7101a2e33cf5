//! The studio's form, which each of its buttons sends whole, with something wrong in it.

use super::{
    row::{OWNER, Row},
    scene::Scene,
};
use crate::{app::TestApp, harness::both_engines};
use app::endpoints;
use tenantry::{
    access::{Endpoint, Role},
    brand::{self, BrandForm, Edits, Slot},
    memberships,
};

const LOGO: &[u8] =
    br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#8a1538"/></svg>"##;

const fn row(endpoint: &'static Endpoint) -> Row {
    Row::of(endpoint, OWNER, "/settings/brand")
        .typed(&[
            ("name", ""),
            ("short_name", "{long}"),
            ("primary", "blue"),
            ("accent", "#12345"),
            ("radius", "many"),
            ("tagline_en", "Loans of <honour>"),
            ("message_en", "Open on Sundays.\nClosed on Mondays."),
            ("footer_en", "{longer}"),
            ("legal_en", "no link"),
            ("tagline_fr", "Prêts d’<honneur>"),
            ("message_fr", "Ouvert le dimanche."),
            ("footer_fr", "Pied"),
            ("legal_fr", "Mentions https://paris.example/legal"),
            ("publish_at", "soon"),
        ])
        .wrong(&["name", "short_name", "primary", "accent", "radius", "footer_en", "legal_en"])
}

pub(super) const ROWS: &[Row] = &[
    row(&endpoints::BRAND_SAVE).pressed("intent", "draft"),
    row(&endpoints::BRAND_SAVE).pressed("intent", "publish"),
    row(&endpoints::BRAND_SAVE).pressed("intent", "schedule").wrong(&[
        "name",
        "short_name",
        "primary",
        "accent",
        "radius",
        "footer_en",
        "legal_en",
        "publish_at",
    ]),
    row(&endpoints::BRAND_COLOR).pressed("color", "primary #8a1538"),
    row(&endpoints::BRAND_PICTURE).pressed("slot", "logo").file(&[("logo", "no picture")]).wrong(&["logo"]),
    row(&endpoints::BRAND_REMOVE_PICTURE).pressed("slot", "logo"),
    row(&endpoints::BRAND_START).pressed("starting", "{starting}"),
    row(&endpoints::BRAND_COPY),
    row(&endpoints::BRAND_IMPORT).file(&[("file", "no brand")]).wrong(&["file"]),
];

both_engines! {
    async fn every_button_of_the_studio_keeps_what_was_typed(t: Deployment) {
        let app = TestApp::start(t).await;
        let t = &app.deployment;
        let ctx = t.ctx("paris", Role::Owner).await;
        let edits = Edits { pictures: vec![(Slot::Logo, LOGO.to_vec())], ..Edits::from(BrandForm::of("Paris", &t.brand(&ctx).await)) };
        brand::save(&ctx, edits).await.unwrap();
        // A brand may be taken over from where one manages it as well.
        let lyon = t.tenant("lyon").await;
        let mut tx = t.platform.central.begin().await.unwrap();
        memberships::add(&mut tx, &t.platform, lyon.id, ctx.actor.user, Role::Owner).await.unwrap();
        tx.commit().await.unwrap();
        let mut scene = Scene::of(&app);
        scene.name("starting", brand::StartingBrand::ALL[0].key);
        scene.hold(ROWS).await;
    }
}
