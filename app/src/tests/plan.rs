//! What comes of having more than a plan allows, as people see it.

use crate::{app::TestApp, client::Browser, harness::both_engines, lending::three_instalments};
use app::endpoints;
use jiff::SignedDuration;
use tenantry::{
    access::{Access, Endpoint, Role, Verb},
    context::Author,
    loans,
    modules::Module,
    plans,
};

/// Whatever a module's permission guards: a new endpoint is among them by itself.
fn of_module(module: Module) -> impl Iterator<Item = &'static &'static Endpoint> {
    let needs = move |endpoint: &Endpoint| match endpoint.access {
        Access::Needs(permission) => permission.module() == Some(module),
        Access::Anyone => false,
    };
    endpoints::ALL.iter().filter(move |endpoint| needs(endpoint))
}

/// Gives Paris a plan of its own.
async fn on_plan(app: &TestApp, own: &[(&str, &str)]) {
    let fields =
        [("key", "small"), ("name_en", "Small"), ("name_fr", "Petite"), ("currency", "EUR"), ("period", "month")];
    let fields = [&fields[..], own].concat();
    let made = app.operator().await.submit("/plans/new", endpoints::PLANS_CREATE.path, &fields).await;
    assert_eq!(made.status, 303, "{}", made.body);
    let platform = &app.deployment.platform;
    plans::change_plan(platform, "paris", "small", None, &Author::CommandLine).await.unwrap();
}

async fn signed_in(app: &TestApp, role: Role) -> Browser {
    app.tenant("paris").await.signed_in_as(role).await
}

both_engines! {
    async fn doors_name_the_product_where_the_plan_has_no_white_label(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut visitor = app.tenant("paris").await.visitor().speaking("en");
        for page in ["/sign-in", "/forgot-password"] {
            let page = visitor.get(page).await;
            assert!(page.status == 200 && !page.says("Tenantry"), "{}", page.body);
        }
        on_plan(&app, &[("module_choice", "all"), ("features[0]", "own-domain")]).await;
        for page in ["/sign-in", "/forgot-password"] {
            assert!(visitor.get(page).await.says("Powered by Tenantry"), "{page}");
        }
    }

    async fn every_function_of_a_module_that_the_plan_lacks_is_refused_after_the_grace(t: Deployment) {
        let app = TestApp::start(t).await;
        let t = &app.deployment;
        loans::create(&t.ctx("paris", Role::Owner).await, three_instalments("Ruth Kahn")).await.unwrap();
        on_plan(&app, &[("module_choice", "chosen")]).await;
        let mut owner = signed_in(&app, Role::Owner).await;
        for endpoint in of_module(Module::Loans) {
            let answer = owner.call(endpoint.path, &[]).await;
            assert!(answer.status != 403, "{} within the grace: {answer:?}", endpoint.path);
        }
        assert!(owner.get("/loans").await.says("Ruth Kahn"));

        t.clock.advance(SignedDuration::from_hours(14 * 24));
        let mut owner = signed_in(&app, Role::Owner).await;
        let (mut functions, mut files) = (0, 0);
        for endpoint in of_module(Module::Loans) {
            if endpoint.verb == Verb::Post {
                functions += 1;
                let answer = owner.call(endpoint.path, &[]).await;
                assert_eq!((answer.status, answer.says("NotInPlan")), (403, true), "{}: {answer:?}", endpoint.path);
            } else {
                files += 1;
                assert_ne!(owner.get(endpoint.path).await.status, 403, "{}", endpoint.path);
            }
        }
        assert!(functions >= 7 && files >= 1, "{functions} functions, {files} files");
        let file = owner.get(endpoints::LOANS_EXPORT.path).await;
        assert!(file.status == 200 && file.says("Ruth Kahn"), "nobody loses what is there: {}", file.body);

        let page = owner.get("/loans").await;
        assert!(page.status == 403 && page.says("plan doesn’t have this") && !page.says("Ruth Kahn"), "{}", page.body);
        let home = owner.get("/").await;
        assert!(home.status == 200 && !home.says("href=\"/loans\""), "{}", home.body);
        let plan = owner.get("/settings/plan").await;
        assert!(plan.says("they are closed") && plan.says(endpoints::LOANS_EXPORT.path), "{}", plan.body);
        let form = owner.submit("/", endpoints::LOANS_CREATE.path, &[("borrower_name", "Anna")]).await;
        assert!(form.status == 403 && form.says("Not in the plan"), "{}", form.body);

        plans::change_plan(&t.platform, "paris", "standard", None, &Author::CommandLine).await.unwrap();
        assert!(owner.get("/loans").await.says("Ruth Kahn"), "all is as it was");
    }

    async fn administrators_are_told_of_a_limit_that_is_near_and_members_are_not(t: Deployment) {
        let app = TestApp::start(t).await;
        let (mut owner, mut member) = (signed_in(&app, Role::Owner).await, signed_in(&app, Role::Member).await);
        on_plan(&app, &[("module_choice", "all"), ("members", "3")]).await;
        let home = owner.get("/").await;
        assert!(home.says("near a limit of its plan. People and open invitations: 3 of 3."), "{}", home.body);
        assert!(!member.get("/").await.says("near a limit"));
        assert!(owner.speaking("fr").get("/").await.says("approche d’une limite de sa formule"));
    }
}
