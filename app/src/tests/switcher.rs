//! The list of a person's organisations in the rail.

use crate::{
    app::{House, TestApp},
    client::{Answer, Browser},
    harness::{Deployment, both_engines},
};
use jiff::{SignedDuration, civil::date};
use tenantry::{access::Role, context::Actor, ids::MembershipId, memberships, tenants};

/// Gives the person a place without the platform's own functions, which would know that a list has changed.
async fn also_in(t: &Deployment, slug: &str, actor: &Actor, role: Role) {
    let tenant = t.tenant(slug).await;
    let mut tx = t.platform.central.begin().await.unwrap();
    memberships::add(&mut tx, &t.platform, tenant.id, actor.user, role).await.unwrap();
    tx.commit().await.unwrap();
}

async fn place_of(t: &Deployment, slug: &str, actor: &Actor) -> (tenantry::context::TenantCtx, MembershipId) {
    let ctx = t.ctx(slug, Role::Owner).await;
    let members = memberships::members_of(&ctx).await.unwrap().members;
    let id = members.into_iter().find(|member| member.email == actor.email).unwrap().id;
    (ctx, id)
}

/// The addresses in the first list of the page, in their order; the rail and the sheet each have one.
fn shown(page: &Answer) -> Vec<String> {
    assert_eq!(page.status, 200, "{page:?}");
    let Some(list) = page.body.split("class=\"switcher-list\"").nth(1) else { return Vec::new() };
    let list = list.split("</nav>").next().unwrap();
    list.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

async fn list_of(browser: &mut Browser) -> Vec<String> {
    shown(&browser.get("/members").await)
}

async fn member_of<'a>(app: &'a TestApp, slug: &str) -> (House<'a>, Actor, Browser) {
    let house = app.tenant(slug).await;
    let actor = app.deployment.member(&house.tenant, Role::Member).await;
    let browser = house.signed_in_as(Role::Member).await;
    (house, actor, browser)
}

fn addresses(slugs: &[&str]) -> Vec<String> {
    std::iter::once("/".to_owned())
        .chain(slugs.iter().map(|slug| format!("http://{slug}.tenantry.test:3000")))
        .collect()
}

both_engines! {
    async fn somebody_with_one_organisation_sees_no_list(t: Deployment) {
        t.tenant("lyon").await;
        let app = TestApp::start(t).await;
        let (_, _, mut member) = member_of(&app, "paris").await;
        assert!(list_of(&mut member).await.is_empty());
    }

    async fn the_list_has_the_others_by_name_behind_the_one_that_is_open(t: Deployment) {
        let app = TestApp::start(t).await;
        let (_, actor, mut member) = member_of(&app, "paris").await;
        for slug in ["nice", "lyon"] {
            also_in(&app.deployment, slug, &actor, Role::Member).await;
        }
        let page = member.get("/members").await;
        assert_eq!(shown(&page), addresses(&["lyon", "nice"]));
        let list = page.body.split("class=\"switcher-list\"").nth(1).unwrap();
        let current = list.split("<a").nth(1).unwrap();
        assert!(current.contains("aria-current=\"true\"") && current.contains("Society of paris"), "{current}");
        assert!(!list.split("<a").nth(2).unwrap().contains("aria-current"));
        assert!(!app.visitor("paris.tenantry.test").get("/sign-in").await.says("Society of lyon"));
    }

    async fn the_list_is_read_once_a_minute_and_after_a_change(t: Deployment) {
        let app = TestApp::start(t).await;
        let (_, actor, mut member) = member_of(&app, "paris").await;
        also_in(&app.deployment, "lyon", &actor, Role::Member).await;
        assert_eq!(list_of(&mut member).await, addresses(&["lyon"]));
        also_in(&app.deployment, "nice", &actor, Role::Member).await;
        app.deployment.clock.advance(SignedDuration::from_secs(59));
        assert_eq!(list_of(&mut member).await, addresses(&["lyon"]), "pages ask no database for it");
        app.deployment.clock.advance(SignedDuration::from_secs(1));
        assert_eq!(list_of(&mut member).await, addresses(&["lyon", "nice"]));
        let (ctx, id) = place_of(&app.deployment, "nice", &actor).await;
        memberships::remove(&ctx, id).await.unwrap();
        assert_eq!(list_of(&mut member).await, addresses(&["lyon"]), "a change that is made here shows at once");
    }

    async fn a_place_that_ended_and_an_organisation_that_is_closed_are_not_shown(t: Deployment) {
        let app = TestApp::start(t).await;
        let (_, actor, mut member) = member_of(&app, "paris").await;
        for slug in ["lyon", "nice", "metz"] {
            also_in(&app.deployment, slug, &actor, Role::Member).await;
        }
        let (ctx, id) = place_of(&app.deployment, "lyon", &actor).await;
        memberships::limit(&ctx, id, Some(date(2026, 3, 15))).await.unwrap();
        tenants::suspend(&app.deployment.platform, "nice", "Unpaid", &tenantry::context::Author::CommandLine).await.unwrap();
        assert_eq!(list_of(&mut member).await, addresses(&["lyon", "metz"]));
        // It ends at midnight; the session is kept alive on the way.
        for _ in 0..13 {
            app.deployment.clock.advance(SignedDuration::from_mins(57));
            list_of(&mut member).await;
        }
        assert_eq!(list_of(&mut member).await, addresses(&["metz"]));
    }

    async fn two_people_of_one_organisation_each_have_their_own_list(t: Deployment) {
        let app = TestApp::start(t).await;
        let (paris, actor, mut member) = member_of(&app, "paris").await;
        also_in(&app.deployment, "lyon", &actor, Role::Owner).await;
        let mut admin = paris.signed_in_as(Role::Admin).await;
        assert_eq!(list_of(&mut member).await, addresses(&["lyon"]));
        assert!(list_of(&mut admin).await.is_empty());
        assert_eq!(list_of(&mut member).await, addresses(&["lyon"]));
    }
}
