//! The search: each finds what they may see, and nobody anything else.

use crate::{
    app::TestApp,
    client::Browser,
    harness::{both_engines, every_placement},
    lending::three_instalments,
};
use app::{
    endpoints::{ANNOUNCEMENTS_SAVE, SEARCH, SEARCH_CONSOLE},
    search::{Found, Hit},
};
use tenantry::{
    access::{OperatorRole, Role},
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

/// Of the script that knows the keys of lists.
const KEYS: &str = "{ j: 1, k: -1 }[event.key]";

/// The page is there, and the part of it to which the address leads.
async fn assert_opens(browser: &mut Browser, hit: &Hit) {
    let (page, part) = hit.href.split_once('#').unwrap_or((&hit.href, ""));
    let answer = browser.get(page).await;
    assert_eq!(answer.status, 200, "{hit:?}");
    assert!(part.is_empty() || answer.says(&format!("id=\"{part}\"")), "{hit:?}: {}", answer.body);
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
        let loan = found(&mut member, SEARCH.path, "loan").await;
        assert_eq!((titles(&loan, "Go to"), titles(&loan, "Actions")), (vec!["Loans"], vec!["New loan"]));
        let nothing = found(&mut member, SEARCH.path, "no such <b>").await;
        assert_eq!((nothing.groups.len(), nothing.summary.as_str()), (0, "Nothing was found for “no such <b>”."));
    }

    async fn it_offers_the_pages_and_actions_that_the_person_may_open(t: Deployment) {
        t.tenant_with("martin", &[]).await;
        let app = TestApp::start(t).await;
        let offered = async |slug: &str, role| {
            let mut browser = app.tenant(slug).await.signed_in_as(role).await;
            let found = found(&mut browser, SEARCH.path, "").await;
            assert_eq!(found.groups.len(), 2, "before anything is typed there are pages and actions alone");
            for hit in found.groups.iter().flat_map(|group| &group.hits) {
                assert_opens(&mut browser, hit).await;
            }
            [titles(&found, "Go to").join(", "), titles(&found, "Actions").join(", ")]
        };
        let member = ["Home, Loans, Members, My profile", "New loan, Change the password"];
        assert_eq!(offered("paris", Role::Member).await, member);
        let administrator = [
            "Home, Loans, Members, Organisation, Plan, Own domain, Brand, Support access, History of the brand, \
             What support saw, My profile",
            "New loan, Invite a member, Change the brand, Add a domain, Change the password",
        ];
        assert_eq!(offered("paris", Role::Owner).await, administrator);
        assert_eq!(offered("paris", Role::Admin).await, administrator);
        assert_eq!(offered("martin", Role::Member).await, ["Home, Members, My profile", "Change the password"]);
        let [pages, actions] = offered("martin", Role::Owner).await;
        assert!(!pages.contains("Loans") && !actions.contains("loan"), "{pages} {actions}");
    }

    async fn names_are_found_without_accents_in_any_language_and_from_the_beginnings_of_their_words(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await.speaking("fr");
        for (typed, page) in [("reglages", "Réglages"), ("SETTINGS", "Réglages"), ("mises niv", "Mises à niveau"), ("Opérat", "Opérateurs")] {
            assert_eq!(titles(&found(&mut operator, SEARCH_CONSOLE.path, typed).await, "Aller à")[0], page, "{typed}");
        }
        let plan = found(&mut operator, SEARCH_CONSOLE.path, "formule").await;
        assert_eq!(titles(&plan, "Actions"), ["Nouvelle formule", "Changer\u{a0}: Formule des nouvelles organisations"]);
        for typed in ["ormule", "%", "réglages formules"] {
            assert!(found(&mut operator, SEARCH_CONSOLE.path, typed).await.groups.is_empty(), "{typed}");
        }
        let mut member = app.tenant("paris").await.signed_in_as(Role::Owner).await.speaking("fr");
        assert_eq!(titles(&found(&mut member, SEARCH.path, "prets").await, "Aller à"), ["Prêts"]);
        assert_eq!(titles(&found(&mut member, SEARCH.path, "inviter").await, "Actions"), ["Inviter un membre"]);
    }

    async fn an_operator_finds_organisations(t: Deployment) {
        t.tenant("paris").await;
        t.tenant("lyon").await;
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await;
        let found_lyon = found(&mut operator, SEARCH_CONSOLE.path, "LYO").await;
        assert_eq!(titles(&found_lyon, "Organisations"), ["Society of lyon"]);
        assert_eq!(group(&found_lyon, "Organisations")[0].detail, "lyon.tenantry.test · Active");
        assert!(titles(&found(&mut operator, SEARCH_CONSOLE.path, "society").await, "Society of lyon").is_empty(), "which of the two?");
        assert_eq!(operator.call(SEARCH.path, &[]).await.status, 404);
    }

    async fn an_operator_finds_plans_servers_operators_and_announcements_by_their_names(t: Deployment) {
        t.register("north", "eu", 10).await;
        let app = TestApp::start(t).await;
        let mut owner = app.operator().await;
        let written = owner.get("/announcements/new").await;
        let tag = written.body.split('<').find(|tag| tag.contains("name=\"announcement\"")).unwrap();
        let id = tag.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        let fields = [("announcement", id), ("tone", "info"), ("text_en", "Slower on Sunday"), ("text_fr", "Plus lent dimanche"), ("scope", "all")];
        let saved = owner.submit("/announcements/new", ANNOUNCEMENTS_SAVE.path, &fields).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        for role in OperatorRole::ALL {
            let mut operator = app.operator_as(role).await;
            for (typed, group_name, title, href) in [
                ("stand", "Plans", "Standard", "/plans/standard"),
                ("NORTH", "Servers", "north", "/servers/north"),
                ("dimanche", "Announcements", "Slower on Sunday", &format!("/announcements/{id}")),
            ] {
                let answer = found(&mut operator, SEARCH_CONSOLE.path, typed).await;
                assert_eq!(titles(&answer, group_name), [title], "{role:?}: {typed}: {answer:?}");
                let hit = &group(&answer, group_name)[0];
                assert_eq!(hit.href, href);
                assert_opens(&mut operator, hit).await;
            }
            let people = found(&mut operator, SEARCH_CONSOLE.path, "ops").await;
            let hits = group(&people, "Operators");
            assert!(!hits.is_empty() && hits[0].detail.contains('@'), "{people:?}");
            assert_opens(&mut operator, &hits[0]).await;
        }
        for typed in ["%", "orth", "Sunday north"] {
            assert!(found(&mut owner, SEARCH_CONSOLE.path, typed).await.groups.is_empty(), "{typed}");
        }
        let mut member = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        assert!(found(&mut member, SEARCH.path, "north").await.groups.is_empty());
    }

    async fn an_operator_is_offered_what_their_role_may_do(t: Deployment) {
        t.tenant("lyon").await;
        let app = TestApp::start(t).await;
        let pages = "Overview, Organisations, Plans, Fleet, Announcements, Operators, Settings, Saved filters, Servers, \
                     Upgrades, Check of the tables, Made ahead, Certificates, What they did, My account";
        let sections = "Overview, Health, Usage, Modules, Brand, Timeline, Backups, People, Sessions, Plan, Notes, Domains, \
                        Support access, Placement";
        let support = "Suspend this organisation, Begin a maintenance, New invitation link, Ask to come in, New note, \
                       End all sessions";
        let all = "New organisation, New announcement, New plan, Invite an operator, Register a server, Start a run, \
                   Check the tables";
        let manage = "Another plan, Turn modules on or off, Move the data, Change the address, Roll back, Deletion lock, \
                      Delete this organisation";
        for (role, actions, of_lyon) in [
            (OperatorRole::Owner, all, format!("{support}, {manage}")),
            (OperatorRole::Support, "", support.to_owned()),
            (OperatorRole::ReadOnly, "", String::new()),
        ] {
            let mut operator = app.operator_as(role).await;
            let nothing = found(&mut operator, SEARCH_CONSOLE.path, "").await;
            assert_eq!(titles(&nothing, "Go to").join(", "), pages, "{role:?}");
            assert_eq!(titles(&nothing, "Actions").join(", "), actions, "{role:?}");
            let lyon = found(&mut operator, SEARCH_CONSOLE.path, "lyon").await;
            assert_eq!(titles(&lyon, "Society of lyon").join(", "), sections, "{role:?}");
            assert_eq!(titles(&lyon, "Society of lyon · Actions").join(", "), of_lyon, "{role:?}");
            let settings = found(&mut operator, SEARCH_CONSOLE.path, "change sign-up").await;
            assert_eq!(titles(&settings, "Actions").is_empty(), role != OperatorRole::Owner, "{role:?}: {settings:?}");
            for hit in [nothing, lyon, settings].iter().flat_map(|found| &found.groups).flat_map(|group| &group.hits) {
                assert_opens(&mut operator, hit).await;
            }
        }
    }

    async fn an_action_is_found_with_whose_it_is(t: Deployment) {
        t.tenant("paris").await;
        t.tenant("lyon").await;
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await;
        for typed in ["suspend lyon", "lyon suspend", "suspendre Society of Lyon"] {
            let answer = found(&mut operator, SEARCH_CONSOLE.path, typed).await;
            assert_eq!(titles(&answer, "Organisations"), ["Suspend this organisation"], "{typed}");
            let hit = &group(&answer, "Organisations")[0];
            assert_eq!((hit.detail.as_str(), hit.href.as_str()), ("Society of lyon · lyon", "/organisations/lyon#suspension"));
        }
        let both = found(&mut operator, SEARCH_CONSOLE.path, "notes society").await;
        assert_eq!(group(&both, "Organisations").iter().filter(|hit| hit.title == "Notes").count(), 2);
        operator.call("/api/console/suspend", &[("slug", "lyon"), ("reason", "Unpaid")]).await;
        let closed = found(&mut operator, SEARCH_CONSOLE.path, "lyon").await;
        let actions = titles(&closed, "Society of lyon · Actions");
        assert!(actions.contains(&"Resume this organisation") && !actions.contains(&"Suspend this organisation"), "{actions:?}");
        assert!(!actions.contains(&"Begin a maintenance"), "{actions:?}");
        for hit in group(&closed, "Society of lyon · Actions") {
            assert_opens(&mut operator, hit).await;
        }
        let mut support = app.operator_as(OperatorRole::Support).await;
        assert!(found(&mut support, SEARCH_CONSOLE.path, "delete lyon").await.groups.is_empty());
    }

    async fn the_keys_of_lists_are_with_everybody_who_is_signed_in(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut member = app.tenant("paris").await.signed_in_as(Role::Member).await;
        let mut operator = app.operator_as(OperatorRole::ReadOnly).await;
        for page in ["/loans", "/members"] {
            assert!(member.get(page).await.says(KEYS), "{page}");
        }
        assert!(operator.get("/operators/trail").await.says(KEYS));
        assert!(operator.get("/settings").await.says("<ul class=\"settings\" data-rows>"));
        assert!(!app.visitor("paris.tenantry.test").get("/sign-in").await.says(KEYS));
    }

    async fn whoever_turns_the_keys_of_lists_off_is_left_in_peace(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut member = app.tenant("paris").await.signed_in_as(Role::Member).await;
        for (choice, next) in [("off", "on"), ("nonsense", "on"), ("on", "off")] {
            let chosen = member.submit("/loans", "/api/preferences", &[("keys", choice)]).await;
            assert_eq!((chosen.status, chosen.leads_to()), (303, Some("/loans")));
            let page = member.get("/loans").await;
            assert_eq!(page.says(KEYS), next == "off", "{choice}");
            assert!(page.says(&format!("name=\"keys\" value=\"{next}\"")), "{choice}");
        }
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
