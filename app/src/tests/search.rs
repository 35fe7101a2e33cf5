//! The search: each finds what they may see, and nobody anything else.

use crate::{
    app::TestApp,
    client::Browser,
    harness::{both_engines, every_placement},
    lending::three_instalments,
};
use app::{
    endpoints::{SEARCH, SEARCH_CONSOLE},
    search::{Found, Hit},
};
use tenantry::{
    access::Role,
    context::TenantCtx,
    loans::{self, NewLoan},
};

async fn lend(ctx: &TenantCtx, name: &str) {
    let form = NewLoan { starts_on: "2026-03-01".into(), ..three_instalments(name) };
    loans::create(ctx, form).await.unwrap();
}

async fn found(browser: &mut Browser, path: &str, q: &str) -> Found {
    let answer = browser.call(path, &[("q", q)]).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    serde_json::from_str(&answer.body).unwrap()
}

fn group<'a>(found: &'a Found, label: &str) -> &'a [Hit] {
    found.groups.iter().find(|group| group.label == label).map_or(&[], |group| &group.hits)
}

fn titles<'a>(found: &'a Found, label: &str) -> Vec<&'a str> {
    group(found, label).iter().map(|hit| hit.title.as_str()).collect()
}

both_engines! {
    async fn it_finds_loans_by_borrower_and_number_members_and_pages(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        for name in ["Élie Lévy", "Ruth Kahn", "Myriam LEVY"] {
            lend(&ctx, name).await;
        }
        let mut member = app.tenant("paris").await.signed_in_as(Role::Member).await;
        let levy = found(&mut member, SEARCH.path, "levy").await;
        let mut names = titles(&levy, "Loans");
        names.sort_unstable();
        assert_eq!(names, ["Myriam LEVY", "Élie Lévy"]);
        let second = found(&mut member, SEARCH.path, "2").await;
        assert_eq!(titles(&second, "Loans"), ["Ruth Kahn"]);
        let hit = &group(&second, "Loans")[0];
        assert_eq!(hit.detail, "Loan no. 2 · €300.00 · Active");
        assert_eq!(member.get(&hit.href).await.status, 200);
        let owner = found(&mut member, SEARCH.path, "OWNER of").await;
        assert_eq!(titles(&owner, "Members"), ["owner of paris"]);
        let list = member.get(&group(&owner, "Members")[0].href).await;
        assert!(list.says("owner@paris.example") && !list.says("member@paris.example</span>"), "{}", list.body);
        assert_eq!(titles(&found(&mut member, SEARCH.path, "loan").await, "Go to"), ["Loans", "New loan"]);
        let nothing = found(&mut member, SEARCH.path, "no such <b>").await;
        assert_eq!((nothing.groups.len(), nothing.summary.as_str()), (0, "Nothing was found for “no such <b>”."));
    }

    async fn it_offers_the_pages_that_the_person_may_open(t: Deployment) {
        t.tenant_with("martin", &[]).await;
        let app = TestApp::start(t).await;
        let offered = async |slug: &str, role| {
            let mut browser = app.tenant(slug).await.signed_in_as(role).await;
            let found = found(&mut browser, SEARCH.path, "").await;
            assert_eq!(found.groups.len(), 1, "before anything is typed there are only pages");
            for hit in group(&found, "Go to") {
                assert_eq!(browser.get(&hit.href).await.status, 200, "{hit:?}");
            }
            titles(&found, "Go to").join(", ")
        };
        assert_eq!(offered("paris", Role::Member).await, "Home, Loans, Members, New loan, My profile");
        let owner = offered("paris", Role::Owner).await;
        assert!(owner.contains("Brand") && owner.contains("Invite a member"), "{owner}");
        assert_eq!(offered("martin", Role::Member).await, "Home, Members, My profile");
    }

    async fn an_operator_finds_organisations(t: Deployment) {
        t.tenant("paris").await;
        t.tenant("lyon").await;
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await;
        let found_lyon = found(&mut operator, SEARCH_CONSOLE.path, "LYO").await;
        assert_eq!(titles(&found_lyon, "Organisations"), ["Society of lyon"]);
        assert_eq!(group(&found_lyon, "Organisations")[0].detail, "lyon.tenantry.test · Active");
        assert_eq!(titles(&found_lyon, "Society of lyon")[..3], ["Timeline", "People", "Notes"]);
        for hit in group(&found_lyon, "Society of lyon") {
            assert_eq!(operator.get(&hit.href).await.status, 200, "{}", hit.href);
        }
        assert!(titles(&found(&mut operator, SEARCH_CONSOLE.path, "society").await, "Society of lyon").is_empty(), "which of the two?");
        let nothing = found(&mut operator, SEARCH_CONSOLE.path, "").await;
        for page in ["Overview", "Organisations", "Fleet", "Announcements", "Operators", "Upgrades", "Servers", "What they did"] {
            assert!(titles(&nothing, "Go to").contains(&page), "{page}");
        }
        assert_eq!(titles(&nothing, "Actions")[..2], ["New organisation", "New announcement"]);
        let mut support = app.operator_as(tenantry::access::OperatorRole::Support).await;
        assert!(titles(&found(&mut support, SEARCH_CONSOLE.path, "").await, "Actions").is_empty());
        assert_eq!(operator.call(SEARCH.path, &[]).await.status, 404);
    }

    async fn its_page_shows_the_same_without_scripts(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        lend(&ctx, "<script>alert(1)</script> Kahn").await;
        let mut member = app.tenant("paris").await.signed_in_as(Role::Member).await;
        let home = member.get("/members").await;
        assert!(home.says("href=\"/search\"") && home.says(&format!("data-search=\"{}\"", SEARCH.path)), "{}", home.body);
        let page = member.get("/search?q=kahn").await;
        assert_eq!(page.status, 200);
        assert!(page.says("value=\"kahn\"") && page.says("&lt;script&gt;alert(1)&lt;/script&gt; Kahn"), "{}", page.body);
        assert!(!page.says("<script>alert"), "{}", page.body);
        let french = member.clone().speaking("fr").get("/search?q=rien+de+tel").await;
        assert!(french.says("Aucun résultat pour"), "{}", french.body);
        let nobody = app.visitor("paris.tenantry.test").get("/search?q=kahn").await;
        assert_eq!(nobody.status, 303);
        let mut operator = app.operator().await;
        assert!(operator.get("/search?q=paris").await.says("paris.tenantry.test"));
    }
}

every_placement! {
    async fn it_shows_nothing_of_another_organisation_and_a_few_of_each_kind(t: Deployment) {
        let app = TestApp::start(t).await;
        let (paris, lyon) = (app.deployment.ctx("paris", Role::Owner).await, app.deployment.ctx("lyon", Role::Owner).await);
        for _ in 0..7 {
            lend(&paris, "Ruth").await;
        }
        lend(&lyon, "Ruth LYONSECRET").await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        assert_eq!(titles(&found(&mut owner, SEARCH.path, "ruth").await, "Loans"), ["Ruth"; 5]);
        for q in ["lyon", "LYONSECRET", "owner@lyon", "%", "_", "' or 1=1 --", &"x".repeat(5_000)] {
            let found = found(&mut owner, SEARCH.path, q).await;
            assert!(titles(&found, "Loans").is_empty() && titles(&found, "Members").is_empty(), "{q:.30}: {found:?}");
        }
        assert_eq!(owner.call(SEARCH_CONSOLE.path, &[("q", "lyon")]).await.status, 404);
        let thief = owner.on("lyon.tenantry.test").call(SEARCH.path, &[("q", "ruth")]).await;
        assert!(thief.status == 401 && !thief.says("LYONSECRET"), "{thief:?}");
    }
}
