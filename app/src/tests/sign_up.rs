//! Sign-up as a setting: where it is closed nothing offers it, and nothing takes it.

use crate::{
    app::{APEX, CONSOLE, TestApp},
    harness::both_engines,
};
use app::endpoints;
use tenantry::tenants;

const TYPED: [(&str, &str); 4] =
    [("name", "Nord"), ("slug", "nord"), ("admin_name", "Rachel"), ("admin_email", "rachel@nord.example")];

both_engines! {
    async fn closed_sign_up_is_neither_offered_nor_taken(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut visitor = app.visitor(APEX);
        let (link, form) = ("href=\"/sign-up\"", format!("action=\"{}\"", endpoints::SIGN_UP.path));
        assert!(visitor.get("/").await.says(link), "open, the home page leads there");
        assert!(visitor.get("/sign-up").await.says(&form));

        // A box that isn't ticked sends nothing.
        let closed = app.operator().await.submit("/settings/sign_up.open", endpoints::DEPLOYMENT_SAVE.path, &[("setting", "sign_up.open")]).await;
        assert_eq!(closed.leads_to(), Some("/settings?saved=yes"), "{closed:?}");

        for (language, words) in [("en", "Sign-up is closed here"), ("fr", "L’inscription est fermée ici")] {
            let mut visitor = app.visitor(APEX).speaking(language);
            for page in ["/", "/find"] {
                let answer = visitor.get(page).await;
                assert_eq!((answer.status, answer.says(link)), (200, false), "{page}: {}", answer.body);
            }
            let page = visitor.get("/sign-up").await;
            assert_eq!((page.status, page.says(words), page.says(&form)), (200, true, false), "{}", page.body);
            let sent = visitor.submit("/sign-up", endpoints::SIGN_UP.path, &TYPED).await;
            assert_eq!((sent.status, sent.says(words)), (403, true), "{}", sent.body);
            let data = visitor.call(endpoints::SIGN_UP.path, &TYPED).await;
            assert_eq!((data.status, data.json()["kind"].as_str()), (403, Some("Forbidden")));
        }
        assert!(tenants::all(&app.deployment.platform).await.unwrap().is_empty());
        let mut operator = app.operator().await;
        let made = operator.submit("/organisations/new", endpoints::CONSOLE_CREATE.path, &TYPED).await;
        assert_eq!(made.status, 303, "operators still can, on {CONSOLE}: {}", made.body);
    }
}
