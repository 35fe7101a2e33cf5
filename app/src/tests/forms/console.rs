//! Every form of the console, with something wrong in it.

use super::{
    row::{OPERATOR, Row},
    scene::{Scene, told},
};
use crate::{app::TestApp, harness::both_engines};
use app::endpoints;
use tenantry::{
    backups::{self, BackupReason},
    context::Author,
    deletions::{self, NewDeletion},
};

const ANNOUNCEMENT: &str = "01953b0a-0000-7000-8000-000000000001";

pub(super) const ROWS: &[Row] = &[
    Row::of(&endpoints::CONSOLE_CREATE, OPERATOR, "/organisations/new")
        .typed(&[("name", "{long}"), ("slug", "a <b>"), ("admin_name", "{long}"), ("admin_email", "<ruth>")])
        .wrong(&["name", "slug", "admin_name", "admin_email"]),
    Row::of(&endpoints::CONSOLE_CREATE, OPERATOR, "/organisations/new")
        .typed(&[
            ("name", "Paris again"),
            ("slug", "paris"),
            ("admin_name", "Ruth"),
            ("admin_email", "ruth@paris.example"),
        ])
        .wrong(&["slug"]),
    Row::of(&endpoints::CONSOLE_SUSPEND, OPERATOR, "/organisations/paris")
        .typed(&[("reason", "{long}")])
        .wrong(&["reason"]),
    Row::of(&endpoints::COPIES_START, OPERATOR, "/organisations/paris/copy")
        .typed(&[("name", "{long}"), ("new_slug", "Lyon <b>")])
        .wrong(&["name", "new_slug"])
        .called(&[("new_slug", "slug")]),
    Row::of(&endpoints::CONSOLE_RENAME, OPERATOR, "/organisations/paris")
        .typed(&[("new_slug", "a <b>")])
        .wrong(&["new_slug"])
        .called(&[("new_slug", "slug")]),
    Row::of(&endpoints::CONSOLE_DELETE, OPERATOR, "/organisations/paris")
        .typed(&[("confirm", "Paris <b>"), ("deletion_reason", "{long}")])
        .wrong(&["confirm", "deletion_reason"])
        .called(&[("deletion_reason", "reason")]),
    Row::of(&endpoints::CONSOLE_GRACE, OPERATOR, "/organisations/lyon")
        .typed(&[("days", "soon"), ("confirm", "Lyon <b>")])
        .wrong(&["days", "confirm"]),
    Row::of(&endpoints::CONSOLE_INVITE, OPERATOR, "/organisations/paris")
        .typed(&[("name", "{long}"), ("email", "<ruth>")])
        .wrong(&["name", "email"]),
    Row::of(&endpoints::SECTIONS_MAINTENANCE, OPERATOR, "/organisations/paris")
        .typed(&[("message", "{long}")])
        .wrong(&["message"]),
    Row::of(&endpoints::SECTIONS_ADD_NOTE, OPERATOR, "/organisations/paris/notes")
        .typed(&[("words", "{longer}")])
        .wrong(&["words"]),
    Row::of(&endpoints::CONSOLE_SUPPORT_ASK, OPERATOR, "/organisations/paris/support")
        .typed(&[("reason", "a <look")])
        .wrong(&["reason"]),
    Row::of(&endpoints::PLANS_FEATURE, OPERATOR, "/organisations/paris/plan")
        .typed(&[("choice", "off"), ("until", "2026-02-31"), ("reason", "{long}")])
        .wrong(&["until", "reason"]),
    Row::of(&endpoints::PLANS_LIMIT, OPERATOR, "/organisations/paris/plan")
        .typed(&[("limit_choice", "own"), ("amount", "much"), ("limit_reason", "{long}")])
        .wrong(&["amount", "limit_reason"]),
    Row::of(&endpoints::MOVES_START, OPERATOR, "/organisations/paris/move").typed(&[("to", "")]).wrong(&["to"]),
    Row::of(&endpoints::BACKUPS_RESTORE, OPERATOR, "/organisations/paris/backups/{backup}")
        .about("backup", "{backup}")
        .typed(&[("confirmation", "lyon"), ("whatever_is_there", "true")])
        .wrong(&["confirmation"]),
    Row::of(&endpoints::BULK_PERFORM, OPERATOR, "/bulk?action=suspend&slug=paris")
        .typed(&[("reason", "{long}")])
        .wrong(&["reason"]),
    Row::of(&endpoints::FILTERS_SAVE, OPERATOR, "/filters?query=status%3Dsuspended")
        .typed(&[("name", "{long}")])
        .wrong(&["name"]),
    Row::of(&endpoints::FILTERS_RENAME, OPERATOR, "/filters")
        .about("id", "{filter}")
        .typed(&[("name", "Late")])
        .wrong(&["name"]),
    Row::of(&endpoints::ANNOUNCEMENTS_SAVE, OPERATOR, "/announcements/new")
        .typed(&[
            ("text_en", "{longer}"),
            ("text_fr", ""),
            ("link", "javascript:alert(1)"),
            ("scope", "chosen"),
            ("organisations", "nowhere <b>"),
            ("starts_at", "soon"),
            ("ends_at", "later"),
        ])
        .wrong(&["text_en", "text_fr", "link", "starts_at", "ends_at"]),
    Row::of(&endpoints::ANNOUNCEMENTS_SAVE, OPERATOR, "/announcements/{announcement}")
        .about("announcement", "{announcement}")
        .typed(&[
            ("text_en", "We close at <one>."),
            ("text_fr", "Nous fermons à treize heures."),
            ("link", ""),
            ("scope", "chosen"),
            ("organisations", "nowhere"),
            ("starts_at", ""),
            ("ends_at", ""),
        ])
        .wrong(&["organisations"]),
    Row::of(&endpoints::ACCOUNT_PASSWORD, OPERATOR, "/account")
        .typed(&[("current", ""), ("new", "too short"), ("repeat", "too short")])
        .wrong(&["current", "new"]),
    Row::of(&endpoints::OPERATORS_INVITE, OPERATOR, "/operators/new")
        .typed(&[("name", "{long}"), ("email", "<ruth>")])
        .wrong(&["name", "email"]),
    Row::of(&endpoints::OPERATORS_CHANGE_ROLE, OPERATOR, "/operators").about("operator", "{operator}").wrong(&["role"]),
    Row::of(&endpoints::PLANS_CREATE, OPERATOR, "/plans/new").typed(PLAN).wrong(WRONG_IN_PLAN),
    Row::of(&endpoints::PLANS_REVIEW, OPERATOR, "/plans/standard")
        .about("plan", "standard")
        .typed(PLAN.split_at(1).1)
        .wrong(WRONG_IN_PLAN.split_at(1).1),
    Row::of(&endpoints::DEPLOYMENT_SAVE, OPERATOR, "/settings/sign_up.per_network")
        .typed(&[("value", "many")])
        .wrong(&["value"]),
    Row::of(&endpoints::DEPLOYMENT_SAVE, OPERATOR, "/settings/mail.from")
        .typed(&[("value", "<nobody>")])
        .wrong(&["value"]),
    Row::of(&endpoints::DEPLOYMENT_SAVE, OPERATOR, "/settings/languages.offered")
        .typed(&[("values[0]", ""), ("values[1]", "")])
        .wrong(&["values"])
        .called(&[("values", "value")]),
    Row::of(&endpoints::SERVERS_ADD, OPERATOR, "/servers/new")
        .typed(&[("name", "EU <1>"), ("region", ""), ("capacity", "many"), ("server_address", "nonsense")])
        .wrong(&["name", "region", "capacity", "server_address"])
        .called(&[("server_address", "address")]),
    Row::of(&endpoints::SERVERS_EDIT, OPERATOR, "/servers/eu-1")
        .typed(&[("region", "EU <1>"), ("capacity", "many")])
        .wrong(&["region", "capacity"]),
    Row::of(&endpoints::SERVERS_READDRESS, OPERATOR, "/servers/eu-1")
        .typed(&[("server_address", "nonsense")])
        .wrong(&["server_address"])
        .called(&[("server_address", "address")]),
];

const PLAN: &[(&str, &str)] = &[
    ("key", "A <plan>"),
    ("name_en", "{long}"),
    ("name_fr", ""),
    ("description_en", "{long}"),
    ("description_fr", "Pour <tous>"),
    ("position", "first"),
    ("price", "free"),
    ("members", "-1"),
    ("storage", "much"),
    ("requests", "0"),
];

const WRONG_IN_PLAN: &[&str] =
    &["key", "name_en", "name_fr", "description_en", "position", "price", "members", "storage", "requests"];

both_engines! {
    async fn every_form_of_the_console_says_what_is_wrong_and_keeps_what_was_typed(t: Deployment) {
        t.register("eu-1", "eu", 4).await;
        for slug in ["paris", "lyon"] {
            t.tenant(slug).await;
        }
        deletions::delete(&t.platform, "lyon", &NewDeletion::default(), &Author::CommandLine).await.unwrap();
        let app = TestApp::start(t).await;
        let mut scene = Scene::of(&app);
        let mut operator = scene.browser(OPERATOR).await;
        for (name, query) in [("Closed", "status=suspended"), ("Late", "status=active")] {
            let kept = operator.call(endpoints::FILTERS_SAVE.path, &[("name", name), ("query", query)]).await;
            assert_eq!(kept.status, 200, "{kept:?}");
        }
        let draft = [
            ("announcement", ANNOUNCEMENT),
            ("tone", "info"),
            ("text_en", "We close at noon."),
            ("text_fr", "Nous fermons à midi."),
            ("link", "https://status.example.org/"),
            ("scope", "all"),
            ("starts_at", "2026-04-01T12:00"),
            ("ends_at", "2026-04-01T13:00"),
        ];
        let saved = operator.call(endpoints::ANNOUNCEMENTS_SAVE.path, &draft).await;
        assert_eq!(saved.status, 200, "{saved:?}");
        scene.name("announcement", ANNOUNCEMENT);
        app.tenant("paris").await;
        let platform = &app.deployment.platform;
        let made = backups::back_up(platform, "paris", BackupReason::Asked, &Author::CommandLine).await.unwrap();
        scene.name("backup", made.id);
        scene.name("filter", told(&operator.call(endpoints::FILTERS_LIST.path, &[]).await, "/0/id"));
        scene.name("operator", told(&operator.call(endpoints::OPERATORS_LIST.path, &[]).await, "/0/id"));
        scene.hold(ROWS).await;
    }
}
