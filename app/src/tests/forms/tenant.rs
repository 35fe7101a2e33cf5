//! Every form of an organisation's pages but the studio's, with something wrong in it.

use super::{
    row::{OWNER, Row},
    scene::{Scene, told},
};
use crate::{app::TestApp, harness::both_engines, lending::three_instalments, support::asked};
use app::endpoints;
use tenantry::{access::Role, loans};

pub(super) const ROWS: &[Row] = &[
    Row::of(&endpoints::LOANS_CREATE, OWNER, "/loans/new")
        .typed(&[
            ("borrower_id", ""),
            ("borrower_name", "Ruth \"<b>Lévy</b>\" & fils"),
            ("borrower_email", "ruth@"),
            ("borrower_phone", "{long}"),
            ("amount", "three hundred"),
            ("instalments", "0"),
            ("starts_on", "2026-02-31"),
            ("guarantors", "Anna\nBen"),
            ("note", "\nFor <textarea> the </textarea> roof"),
        ])
        .wrong(&["borrower_email", "borrower_phone", "amount", "instalments", "starts_on"]),
    Row::of(&endpoints::LOANS_REPAY, OWNER, "/loans/{loan}/repay")
        .typed(&[("amount", "a lot"), ("paid_on", "2026-02-31")])
        .wrong(&["amount", "paid_on"]),
    Row::of(&endpoints::LOANS_REPAY, OWNER, "/loans/{loan}/repay")
        .typed(&[("amount", "300.01"), ("paid_on", "2026-03-01")])
        .wrong(&["amount"]),
    Row::of(&endpoints::MEMBERS_INVITE, OWNER, "/members/invite")
        .typed(&[("name", "{long}"), ("email", "<ruth>@")])
        .wrong(&["name", "email"]),
    Row::of(&endpoints::MEMBERS_INVITE, OWNER, "/members/invite")
        .typed(&[("name", "Ruth"), ("email", "member@paris.example")])
        .wrong(&["email"]),
    Row::of(&endpoints::MEMBERS_CHANGE_ROLE, OWNER, "/members").about("member", "{owner}").wrong(&["role"]),
    Row::of(&endpoints::MEMBERS_LIMIT, OWNER, "/members")
        .about("member", "{member}")
        .typed(&[("expires", "2026-02-31")])
        .wrong(&["expires"]),
    Row::of(&endpoints::ORGANISATION_SAVE, OWNER, "/settings/organisation")
        .typed(&[("name", ""), ("sender_name", "{long}"), ("reply_to", "<nobody>")])
        .wrong(&["name", "sender_name", "reply_to"]),
    Row::of(&endpoints::ORGANISATION_SAVE, OWNER, "/settings/organisation")
        .typed(&[("name", "Another <name>"), ("sender_name", "The lenders"), ("reply_to", "ruth@paris.example")])
        .wrong(&["currency"]),
    Row::of(&endpoints::PROFILE_SAVE, OWNER, "/settings/profile").typed(&[("name", "{long}")]).wrong(&["name"]),
    Row::of(&endpoints::PROFILE_PASSWORD, OWNER, "/settings/profile")
        .typed(&[("current", ""), ("new", "too short"), ("repeat", "too short")])
        .wrong(&["current", "new"]),
    Row::of(&endpoints::PROFILE_PASSWORD, OWNER, "/settings/profile")
        .typed(&[("current", "{password}"), ("new", "a silent lake in june"), ("repeat", "a silent lake in july")])
        .wrong(&["repeat"]),
    Row::of(&endpoints::PROFILE_PASSWORD, OWNER, "/settings/profile")
        .typed(&[
            ("current", "a wrong river in april"),
            ("new", "a silent lake in june"),
            ("repeat", "a silent lake in june"),
        ])
        .wrong(&["current"]),
    Row::of(&endpoints::DOMAINS_ADD, OWNER, "/settings/domain").typed(&[("host", "<nothing>")]).wrong(&["host"]),
    Row::of(&endpoints::SUPPORT_ALLOW, OWNER, "/settings/support")
        .about("request", "{request}")
        .pressed("access", "read")
        .forged(&[("minutes", "7")])
        .wrong(&["minutes"]),
    Row::of(&endpoints::SUPPORT_ALLOW, OWNER, "/settings/support")
        .about("request", "{request}")
        .forged(&[("access", "all")])
        .above(&["access"]),
];

both_engines! {
    async fn every_form_of_an_organisation_says_what_is_wrong_and_keeps_what_was_typed(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let paris = app.tenant("paris").await;
        app.deployment.member(&paris.tenant, Role::Member).await;
        let mut scene = Scene::of(&app);
        scene.name("loan", loans::create(&ctx, three_instalments("Ruth")).await.unwrap());
        scene.name("request", asked(&mut app.operator().await, "paris", true).await);
        let people = scene.browser(OWNER).await.call(endpoints::MEMBERS_LIST.path, &[]).await;
        for name in ["owner", "member"] {
            let all = people.json();
            let is_it = |at: &usize| all["members"][*at]["role"] == name;
            let at = (0..9).find(is_it).expect("there is one");
            scene.name(name, told(&people, &format!("/members/{at}/id")));
        }
        scene.hold(ROWS).await;
    }
}
