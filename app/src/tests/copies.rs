//! Copies of organisations as operators order them without scripts.

use crate::{app::TestApp, harness::both_engines};
use app::endpoints;
use tenantry::{
    access::{OperatorRole, Role},
    context::Author,
    deletions::{self, NewDeletion},
    tenants,
};

const PAGE: &str = "/organisations/paris/copy";

both_engines! {
    async fn an_operator_makes_a_copy_of_an_organisation(t: Deployment) {
        t.ctx("paris", Role::Owner).await;
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await.speaking("en");
        assert!(operator.get("/organisations/paris").await.says(PAGE), "its page leads there");
        let page = operator.get(PAGE).await;
        for said in ["1\u{a0}member has one here", "works on meanwhile", "nothing of the copy is left", "name=\"with_members\""] {
            assert!(page.says(said), "{said}: {}", page.body);
        }
        let start = endpoints::COPIES_START.path;
        let wrong = [("slug", "paris"), ("name", ""), ("new_slug", "paris"), ("with_members", "true")];
        let refused = operator.submit(PAGE, start, &wrong).await;
        assert!(refused.status == 422 && refused.says("id=\"name-error\"") && refused.says("checked"), "{}", refused.body);
        let wrong = [("slug", "paris"), ("name", "Lyon"), ("new_slug", "paris")];
        let refused = operator.submit(PAGE, start, &wrong).await;
        assert!(refused.status == 422 && refused.says("value=\"Lyon\"") && refused.says("id=\"new-slug-error\""), "{}", refused.body);

        let right = [("slug", "paris"), ("name", "Lyon"), ("new_slug", "lyon"), ("with_members", "true")];
        let mut helper = app.operator_as(OperatorRole::Support).await.speaking("en");
        assert_eq!((helper.get(PAGE).await.status, helper.submit(PAGE, start, &right).await.status), (403, 403));
        assert!(!helper.get("/organisations/paris").await.says(PAGE), "it isn't offered");
        let begun = operator.submit(PAGE, start, &right).await;
        let progress = begun.leads_to().unwrap().to_owned();
        assert!(begun.status == 303 && progress.ends_with("?copy-of=paris"), "{begun:?}");
        let done = operator.reloaded(&progress, "lyon.tenantry.test:3000 is open").await;
        for said in ["Copy the database", "Take over the members", "It is a copy of paris."] {
            assert!(done.says(said), "{said}: {}", done.body);
        }
        assert!(!done.says("administrator’s link"), "{}", done.body);
        assert_eq!(tenants::find(&app.deployment.platform, "lyon").await.unwrap().unwrap().name, "Lyon");
        let strange = progress.replace("copy-of=paris", "copy-of=%3Cb%3E");
        assert!(!operator.get(&strange).await.says("is a copy of"), "what is no name changes nothing");
    }

    async fn what_cant_be_copied_says_why(t: Deployment) {
        t.tenant("paris").await;
        deletions::delete(&t.platform, "paris", &NewDeletion::default(), &Author::CommandLine).await.unwrap();
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await.speaking("en");
        let page = operator.get(PAGE).await;
        assert!(page.says("It can’t be copied now") && !page.says("name=\"new_slug\""), "{}", page.body);
        assert_eq!(operator.get("/organisations/nowhere/copy").await.status, 404);
    }
}
