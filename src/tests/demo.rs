//! The demo data, made as `tenantry demo` makes it.

use crate::harness::{Deployment, both_engines};
use tenantry::{
    access::Role,
    brand::Font,
    context::{Actor, TenantCtx},
    demo::{self, Demo},
    loans::{self, LoanQuery, LoanStatus},
    modules::Module,
    tenants,
    users::{self, Email},
};

async fn enter(t: &Deployment, demo: &Demo, slug: &str) -> TenantCtx {
    let account = demo.accounts.iter().find(|account| account.organisation == slug).unwrap();
    let email = Email::try_from(account.email.clone()).unwrap();
    let user = users::find_by_email(&t.platform, &email).await.unwrap().unwrap().id;
    let tenant = tenants::find(&t.platform, slug).await.unwrap().unwrap();
    let actor = Actor { user, name: account.name.clone(), email: account.email.clone(), role: Role::Owner };
    t.platform.enter(&tenant, actor).await.unwrap()
}

/// The numbers of the loans, as their list has them.
async fn listed(ctx: &TenantCtx, status: Option<LoanStatus>) -> Vec<i64> {
    let mut query = LoanQuery { status, ..LoanQuery::default() };
    let mut numbers = Vec::new();
    loop {
        let page = loans::list(ctx, &query).await.unwrap();
        numbers.extend(page.rows.iter().map(|loan| loan.number));
        match page.next {
            Some(next) => query.after = Some(next),
            None => return numbers,
        }
    }
}

both_engines! {
    async fn the_demo_is_whole(t: Deployment) {
        let ctx = crate::operators::operator(&t).await;
        tenantry::deployment::save(&ctx, "new_organisations.time_zone", "Pacific/Apia").await.unwrap();
        assert!(demo::is_empty(&t.platform).await.unwrap());
        assert_eq!(demo::find(&t.platform).await.unwrap(), None);
        let mut lines = Vec::new();
        let demo = demo::create(&t.platform, |line| lines.push(line.to_owned())).await.unwrap();
        assert_eq!(lines.len(), demo::STEPS);
        assert!(!demo::is_empty(&t.platform).await.unwrap());
        assert_eq!(demo::find(&t.platform).await.unwrap().as_ref(), Some(&demo));
        let urls: Vec<&str> = demo.organisations.iter().map(|of| of.url.as_str()).collect();
        assert_eq!(urls, ["http://paris.tenantry.test:3000", "http://lyon.tenantry.test:3000", "http://martin.tenantry.test:3000"]);
        assert_eq!(demo.accounts.len(), 11);
        let (paris, lyon) = (enter(&t, &demo, "paris").await, enter(&t, &demo, "lyon").await);
        assert_eq!(paris.tenant.zone_name, "Europe/Paris", "whatever the settings say of others");
        for (ctx, loans) in [(&paris, 200), (&lyon, 80)] {
            let newest_first: Vec<i64> = (1..=loans).rev().collect();
            assert_eq!(listed(ctx, None).await, newest_first, "several of one day as well, whatever their ids are");
        }
        for status in LoanStatus::ALL {
            for ctx in [&paris, &lyon] {
                assert!(!listed(ctx, Some(status)).await.is_empty(), "{status:?}");
            }
        }
        let figures = loans::figures(&paris).await.unwrap();
        assert!(figures.overdue > 0 && figures.due_this_month > 0);
        assert!(figures.months.iter().all(|month| month.lent > 0 && month.repaid > 0), "{:?}", figures.months);
        let martin = enter(&t, &demo, "martin").await;
        assert!(paris.tenant.has(Module::Loans) && !martin.tenant.has(Module::Loans));
    }

    async fn each_organisation_looks_like_itself(t: Deployment) {
        let demo = demo::create(&t.platform, |_| {}).await.unwrap();
        for (slug, radius, font) in [
            ("paris", 4, Font::SourceSerif),
            ("lyon", 14, Font::BricolageGrotesque),
            ("martin", 0, Font::Inter),
        ] {
            let tokens = t.brand(&enter(&t, &demo, slug).await).await;
            assert_eq!((tokens.radius, tokens.heading_font), (radius, font), "{slug}");
            assert!(tokens.logo.is_some(), "{slug}");
        }
    }

    async fn every_account_has_a_password_that_the_rules_accept_and_no_open_invitation(t: Deployment) {
        let demo = demo::create(&t.platform, |_| {}).await.unwrap();
        for account in &demo.accounts {
            let context = [account.email.as_str(), account.name.as_str(), account.organisation.as_str()];
            assert_eq!(users::password_problem(&account.password, &context), None, "{account:?}");
        }
        let paris = enter(&t, &demo, "paris").await;
        let people = tenantry::memberships::members_of(&paris).await.unwrap();
        assert_eq!((people.members.len(), people.invitations.len()), (3, 0));
        let [rachel, guest] = ["paris", "lyon"].map(|of| {
            demo.accounts.iter().find(|account| account.organisation == of && account.email.starts_with("rachel@"))
        });
        let (rachel, guest) = (rachel.unwrap(), guest.unwrap());
        assert_eq!((rachel.role.as_str(), guest.role.as_str()), ("owner", "admin"));
        let lyon = enter(&t, &demo, "lyon").await;
        let there = tenantry::memberships::members_of(&lyon).await.unwrap().members;
        assert!(there.iter().any(|member| member.email == rachel.email && member.role == Role::Admin), "{there:?}");
    }
}
