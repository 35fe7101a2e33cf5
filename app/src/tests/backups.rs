//! Backups as operators make them and bring them back, without scripts.

use crate::{app::TestApp, harness::both_engines};
use app::endpoints;
use tenantry::{
    access::{OperatorRole, Role},
    backups,
};

const PAGE: &str = "/organisations/paris/backups";

fn a_loan(borrower: &str) -> Vec<(&str, &str)> {
    vec![("borrower_name", borrower), ("amount", "300"), ("starts_on", "2026-03-01"), ("instalments", "3")]
}

both_engines! {
    async fn an_operator_makes_a_backup_and_brings_it_back(t: Deployment) {
        let app = TestApp::start(t).await;
        let house = app.tenant("paris").await;
        let mut member = house.signed_in_as(Role::Owner).await;
        let lent = member.submit("/loans/new", endpoints::LOANS_CREATE.path, &a_loan("Ruth")).await;
        assert_eq!(lent.status, 303, "{}", lent.body);
        let mut operator = app.operator().await.speaking("en");
        let page = operator.get(PAGE).await;
        assert!(page.says("No backup yet") && page.says("One is made every day by itself."), "{}", page.body);
        assert_eq!(operator.get("/organisations/nobody/backups").await.status, 404);

        let started = operator.submit(PAGE, endpoints::BACKUPS_MAKE.path, &[("slug", "paris")]).await;
        assert_eq!((started.status, started.leads_to()), (303, Some(PAGE)), "{}", started.body);
        operator.reloaded(PAGE, "Read back").await;
        let backup = backups::of_organisation(&app.deployment.platform, "paris").await.unwrap().backups.remove(0);
        let lent = member.submit("/loans/new", endpoints::LOANS_CREATE.path, &a_loan("Simon")).await;
        assert_eq!(lent.status, 303, "{}", lent.body);
        assert!(member.get("/loans").await.says("Simon"));

        let (question, id) = (format!("{PAGE}/{}", backup.id), backup.id.to_string());
        let asked = operator.get(&question).await;
        assert!(asked.says("What is there now becomes a backup first"), "{}", asked.body);
        for wrong in ["", "lyon"] {
            let fields = [("slug", "paris"), ("backup", id.as_str()), ("confirmation", wrong)];
            assert_eq!(operator.submit(&question, endpoints::BACKUPS_RESTORE.path, &fields).await.status, 422, "{wrong}");
        }
        assert!(member.get("/loans").await.says("Simon"), "what was refused changed nothing");
        let fields = [("slug", "paris"), ("backup", id.as_str()), ("confirmation", "paris")];
        let restoring = operator.submit(&question, endpoints::BACKUPS_RESTORE.path, &fields).await;
        assert_eq!((restoring.status, restoring.leads_to()), (303, Some(PAGE)), "{}", restoring.body);
        let page = operator.reloaded(PAGE, "Its data is that of").await;
        assert!(page.says("Before a restoration") && !page.says("http-equiv=\"refresh\""), "{}", page.body);
        let loans = member.get("/loans").await;
        assert!(loans.says("Ruth") && !loans.says("Simon"), "{}", loans.body);
        let timeline = operator.get("/organisations/paris/timeline").await;
        assert!(timeline.says("Backup asked for") && timeline.says("Backup brought back"), "{}", timeline.body);
    }

    async fn a_backup_of_one_organisation_is_none_of_another(t: Deployment) {
        let app = TestApp::start(t).await;
        app.tenant("paris").await;
        app.tenant("lyon").await;
        let mut operator = app.operator().await;
        operator.submit("/organisations/lyon/backups", endpoints::BACKUPS_MAKE.path, &[("slug", "lyon")]).await;
        let of_lyon = backups::of_organisation(&app.deployment.platform, "lyon").await.unwrap().backups.remove(0).id;
        assert_eq!(operator.get(&format!("{PAGE}/{of_lyon}")).await.status, 404);
        let (id, own) = (of_lyon.to_string(), PAGE);
        let fields = [("slug", "paris"), ("backup", id.as_str()), ("confirmation", "paris")];
        assert_eq!(operator.call(endpoints::BACKUPS_RESTORE.path, &fields).await.status, 404);
        assert!(operator.get(own).await.status == 200);
        assert_eq!(operator.get(&format!("{PAGE}/none")).await.status, 404);
    }

    async fn who_supports_makes_backups_and_brings_none_back(t: Deployment) {
        let app = TestApp::start(t).await;
        app.tenant("paris").await;
        let mut support = app.operator_as(OperatorRole::Support).await.speaking("en");
        assert_eq!(support.submit(PAGE, endpoints::BACKUPS_MAKE.path, &[("slug", "paris")]).await.status, 303);
        let page = support.reloaded(PAGE, "Read back").await;
        let id = backups::of_organisation(&app.deployment.platform, "paris").await.unwrap().backups.remove(0).id;
        assert!(!page.says("Restore…"), "{}", page.body);
        assert_eq!(support.get(&format!("{PAGE}/{id}")).await.status, 403);
        let mut reader = app.operator_as(OperatorRole::ReadOnly).await.speaking("en");
        assert!(!reader.get(PAGE).await.says("Back up now"));
    }

    async fn the_schedule_is_changed_in_the_settings(t: Deployment) {
        let app = TestApp::start(t).await;
        app.tenant("paris").await;
        let mut operator = app.operator().await.speaking("en");
        let page = "/settings/backups.every_hours";
        assert!(operator.get(PAGE).await.says(page));
        let fields = [("setting", "backups.every_hours"), ("value", "0")];
        assert_eq!(operator.submit(page, endpoints::DEPLOYMENT_SAVE.path, &fields).await.status, 303);
        assert_eq!(app.deployment.platform.settings.current().backups.every_hours, 0);
        assert!(operator.get(PAGE).await.says("the schedule is off"));
    }
}
