//! Lists as files: what is in them, who gets them, and that no spreadsheet runs them.

use crate::{
    app::{APEX, CONSOLE, TestApp},
    client::Answer,
    harness::{both_engines, every_placement},
};
use app::endpoints::{CONSOLE_EXPORT, LOANS_EXPORT, MEMBERS_EXPORT};
use jiff::civil::date;
use tenantry::{
    access::Role,
    audit,
    context::TenantCtx,
    loans::{
        self, LoanOrder, LoanQuery, LoanStatus, LoanSummary, NewBorrower,
        schedule::Terms,
        seed::{Book, PastLoan, PastRepayment, seed},
    },
    memberships,
    random::Random,
    tenants::{self, TenantQuery},
};

/// More than one long page.
const MANY: i64 = 520;

fn book(names: &[&str], loans: i64) -> Book {
    let borrower = |name: &&str| NewBorrower { name: (*name).into(), email: None, phone: None };
    let repaid = |amount| PastRepayment { amount, paid_on: date(2026, 2, 10), actor: "clerk".into() };
    let loan = |number: i64| PastLoan {
        borrower: usize::try_from(number).unwrap() % names.len(),
        terms: Terms {
            amount: 30_000 + number % 7,
            starts_on: date(2026, 1, 1 + i8::try_from(number % 20).unwrap()),
            instalments: 3,
        },
        guarantors: Vec::new(),
        note: String::new(),
        actor: "clerk".into(),
        repayments: (number % 3 == 0).then(|| repaid(20_005)).into_iter().collect(),
        cancelled_on: (number % 10 == 9).then_some(date(2026, 2, 20)),
    };
    Book { borrowers: names.iter().map(borrower).collect(), loans: (0..loans).map(loan).collect() }
}

/// The cells, read as RFC 4180 has it.
fn rows(answer: &Answer) -> Vec<Vec<String>> {
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(answer.is_whole);
    let text = answer.body.strip_prefix('\u{feff}').expect("a mark says that it is UTF-8");
    let (mut rows, mut row, mut cell, mut is_quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let between = if answer.body.lines().next().is_some_and(|head| head.contains(';')) { ';' } else { ',' };
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if is_quoted && signs.peek() == Some(&'"') => cell.extend(signs.next()),
            '"' => is_quoted = !is_quoted,
            sign if sign == between && !is_quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted => assert_eq!(signs.peek(), Some(&'\n')),
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            sign => cell.push(sign),
        }
    }
    assert!(!is_quoted && cell.is_empty() && row.is_empty(), "the last line ends");
    rows
}

async fn listed(ctx: &TenantCtx, mut query: LoanQuery) -> Vec<LoanSummary> {
    let mut all = Vec::new();
    loop {
        let page = loans::list(ctx, &query).await.unwrap();
        all.extend(page.rows);
        let Some(next) = page.next else { return all };
        query.after = Some(next);
    }
}

both_engines! {
    async fn a_file_says_what_it_is_in_the_readers_language(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        seed(&ctx, &Random::seeded(3), &book(&["Ruth"], 1)).await.unwrap();
        let owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        let french = owner.clone().speaking("fr").get(LOANS_EXPORT.path).await;
        let english = owner.clone().speaking("en").get(LOANS_EXPORT.path).await;
        assert_eq!(french.header("content-disposition"), Some("attachment; filename=\"prets-society-of-paris-2026-03-15.csv\""));
        assert_eq!(english.header("content-disposition"), Some("attachment; filename=\"loans-society-of-paris-2026-03-15.csv\""));
        assert!(french.header("content-type").is_some_and(|kind| kind.starts_with("text/csv; charset=utf-8")));
        assert_eq!(french.header("cache-control"), Some("private, no-store"));
        assert_eq!(rows(&french)[0], ["N°", "Emprunteur", "Début", "Montant (EUR)", "Remboursé (EUR)", "Échéance", "État"]);
        assert_eq!(rows(&english)[0][1..4], ["Borrower", "Start", "Amount (EUR)"]);
        assert_eq!(rows(&french)[1][6], "En cours");
        assert!(french.body.contains(";\"") && rows(&french)[1][3].contains(','), "as a French spreadsheet reads it: {}", french.body);
        assert!(rows(&english)[1][3].contains('.'), "{}", english.body);
        let event = audit::recent(&app.deployment.platform, 50).await.unwrap().into_iter().find(|event| event.kind == "list-exported");
        let event = event.expect("who takes a whole list away is in the audit");
        assert_eq!((event.tenant, event.user, event.detail.as_str()), (Some(ctx.tenant.id), Some(ctx.actor.user), "loans"));
    }

    async fn nothing_that_was_typed_begins_a_formula(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let names = ["=cmd|' /C calc'!A0", "+33 1", "-2+3", "@SUM(1)", "\tx", "\rx", "=HYPERLINK(\"http://evil.example\",\"x\")", "a=b"];
        seed(&ctx, &Random::seeded(3), &book(&names, 8)).await.unwrap();
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        let file = rows(&owner.get(&format!("{}?sort=oldest", LOANS_EXPORT.path)).await);
        let borrowers: Vec<&str> = file[1..].iter().map(|row| row[1].as_str()).collect();
        for (name, borrower) in names.iter().zip(&borrowers) {
            let expected = if *name == "a=b" { (*name).to_owned() } else { format!("'{name}") };
            assert_eq!(**borrower, expected);
        }
        assert!(file.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{file:?}");
    }

    async fn the_file_of_members_is_what_their_list_shows(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut admin = paris.signed_in_as(Role::Admin).await;
        for role in Role::ALL {
            app.deployment.member(&paris.tenant, role).await;
        }
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let member = memberships::members_of(&ctx).await.unwrap().members.into_iter().find(|member| member.role == Role::Member).unwrap();
        memberships::limit(&ctx, member.id, Some(date(2026, 4, 30))).await.unwrap();
        let file = rows(&admin.get(&format!("{}?sort=role", MEMBERS_EXPORT.path)).await);
        assert_eq!(file[0], ["Name", "E-mail address", "Role", "Since", "Until"]);
        let expected = [["owner", "Owner", ""], ["admin", "Administrator", ""], ["member", "Member", "2026-04-30"]];
        for (row, [name, role, until]) in file[1..].iter().zip(expected) {
            assert_eq!(row[..], [format!("{name} of paris"), format!("{name}@paris.example"), role.into(), "2026-03-15".into(), until.into()]);
        }
        assert_eq!(file.len(), 4);
        assert_eq!(rows(&admin.get(&format!("{}?q=ADMIN%40", MEMBERS_EXPORT.path)).await).len(), 2);
    }

    async fn the_file_of_organisations_has_those_of_every_page(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut slugs: Vec<String> = (0..27).map(|number| format!("org-{number:02}")).collect();
        for slug in &slugs {
            app.deployment.tenant(slug).await;
        }
        tenants::suspend(&app.deployment.platform, "org-05", "Unpaid", &tenantry::context::Author::CommandLine).await.unwrap();
        assert!(tenants::list(&app.deployment.platform, &TenantQuery::default()).await.unwrap().next.is_some());
        let mut operator = app.operator().await;
        let answer = operator.get(CONSOLE_EXPORT.path).await;
        assert_eq!(answer.header("content-disposition"), Some("attachment; filename=\"organisations-2026-03-15.csv\""));
        let file = rows(&answer);
        let mut hosts: Vec<&str> = file[1..].iter().map(|row| row[1].as_str()).collect();
        hosts.sort_unstable();
        for slug in &mut slugs {
            slug.push_str(".tenantry.test");
        }
        assert_eq!(hosts, slugs);
        let closed = rows(&operator.get(&format!("{}?status=suspended", CONSOLE_EXPORT.path)).await);
        assert_eq!((closed.len(), closed[1][2].as_str()), (2, "Suspended"));
    }

    async fn a_file_is_for_who_may_see_its_list(t: Deployment) {
        let martin = t.tenant_with("martin", &[]).await;
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("lyon", Role::Owner).await;
        seed(&ctx, &Random::seeded(3), &book(&["LYONSECRET"], 2)).await.unwrap();
        let paris = app.tenant("paris").await;
        for endpoint in [LOANS_EXPORT, MEMBERS_EXPORT, CONSOLE_EXPORT] {
            for host in ["lyon.tenantry.test", CONSOLE, APEX] {
                let thief = paris.signed_in_as(Role::Owner).await.on(host).read(endpoint.path).await;
                assert_eq!(thief.status, 401, "{} on {host}", endpoint.path);
                assert!(!thief.says("LYONSECRET") && !thief.says("owner@lyon"), "{thief:?}");
            }
            let nobody = app.visitor("lyon.tenantry.test").get(endpoint.path).await;
            assert!(matches!(nobody.status, 303 | 404) && nobody.header("content-disposition").is_none(), "{nobody:?}");
        }
        let mut owner = paris.signed_in_as(Role::Owner).await;
        assert_eq!(owner.read(CONSOLE_EXPORT.path).await.status, 404);
        assert_eq!(owner.call(LOANS_EXPORT.path, &[]).await.status, 405, "a file is got, not posted");
        assert_eq!(app.operator().await.read(LOANS_EXPORT.path).await.status, 404);
        let mut elsewhere = app.tenant(&martin.slug).await.signed_in_as(Role::Owner).await;
        assert_eq!(elsewhere.read(LOANS_EXPORT.path).await.status, 404, "without the module there is no file of it");
        assert_eq!(elsewhere.read(MEMBERS_EXPORT.path).await.status, 200);
    }

    async fn who_lost_their_place_gets_no_file(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let mut member = app.tenant("paris").await.signed_in_as(Role::Member).await;
        assert_eq!(member.read(MEMBERS_EXPORT.path).await.status, 200);
        let place = memberships::members_of(&ctx).await.unwrap().members.into_iter().find(|member| member.role == Role::Member).unwrap();
        memberships::limit(&ctx, place.id, Some(date(2026, 3, 14))).await.unwrap();
        assert_eq!(member.read(MEMBERS_EXPORT.path).await.status, 401);
    }
}

every_placement! {
    async fn the_file_of_loans_has_every_row_of_the_list_in_its_order(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        seed(&ctx, &Random::seeded(3), &book(&["Ruth, \"Ruthie\" Lévy", "Dan 100%", "Noé"], MANY)).await.unwrap();
        let mut member = app.tenant("paris").await.signed_in_as(Role::Member).await;
        for (address, query) in [
            ("", LoanQuery::default()),
            ("?sort=largest", LoanQuery { order: LoanOrder::Largest, ..LoanQuery::default() }),
            ("?status=late&sort=due-first", LoanQuery { status: Some(LoanStatus::Late), order: LoanOrder::DueFirst, ..LoanQuery::default() }),
            ("?q=levy&after=whatever", LoanQuery { search: "levy".into(), ..LoanQuery::default() }),
        ] {
            let file = rows(&member.get(&format!("{}{address}", LOANS_EXPORT.path)).await);
            let list = listed(&ctx, query).await;
            assert_eq!(file.len(), list.len() + 1, "{address}");
            assert!(file.iter().all(|row| row.len() == 7), "{address}");
            for (row, loan) in file[1..].iter().zip(&list) {
                assert_eq!((&row[0], &row[1]), (&loan.number.to_string(), &loan.borrower), "{address}");
                assert_eq!((&row[2], &row[3]), (&loan.starts_on.to_string(), &format!("300.0{}", loan.amount - 30_000)));
                assert_eq!(row[4], if loan.repaid == 0 { "0.00" } else { "200.05" });
                assert_eq!(row[5], loan.next_due_on.map(|day| day.to_string()).unwrap_or_default());
            }
        }
        assert!(listed(&ctx, LoanQuery::default()).await.len() > 500);
    }
}
