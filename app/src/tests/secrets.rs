//! What no answer holds, whoever asks: names of columns that hold a secret, and secrets themselves. A page carries its
//! data once more for the browser's code, so a field too many in a wire type would show here.

use crate::{
    app::{APEX, CONSOLE, TestApp},
    client::{Answer, Browser},
    harness::both_engines,
    lending::three_instalments,
    pages::pages_of,
};
use std::{collections::BTreeSet, path::Path};
use tenantry::{
    access::{Plane, Role},
    loans,
    memberships::invitations,
};

/// Columns that the migrations name after a hash or a secret of something.
fn secret_columns() -> BTreeSet<String> {
    let text = texts_below(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations")));
    let words = text.split(|letter: char| letter != '_' && !letter.is_ascii_lowercase());
    let is_secret = |word: &&str| word.ends_with("_hash") || word.contains("secret_") || word.contains("password_");
    words.filter(is_secret).map(ToOwned::to_owned).collect()
}

fn texts_below(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| if path.is_dir() { texts_below(&path) } else { std::fs::read_to_string(path).unwrap() })
        .collect()
}

/// What is sought in every answer.
struct Sought(BTreeSet<String>);

impl Sought {
    fn new() -> Self {
        let mut pieces = secret_columns();
        for known in ["password_hash", "token_hash", "id_hash"] {
            assert!(pieces.contains(known), "{known} is one of {pieces:?}");
        }
        pieces.extend(["$argon2", "database_name", "brand_copy", "postgres://", "sqlite:"].map(ToOwned::to_owned));
        Self(pieces)
    }

    /// The settings' documentation tells how an address is written. That none of theirs is shown with its password has a test
    /// of its own, in the platform's.
    fn without_examples(&self, what: &str) -> Self {
        let is_about_settings = what.starts_with("/settings") || what == app::endpoints::DEPLOYMENT_REPORT.path;
        let is_example = |piece: &&String| ["postgres://", "sqlite:"].contains(&piece.as_str());
        Self(self.0.iter().filter(|piece| !(is_about_settings && is_example(piece))).cloned().collect())
    }

    fn found_in<'a>(&'a self, body: &str, session: Option<&'a str>) -> Option<&'a str> {
        self.0.iter().map(String::as_str).chain(session).find(|piece| body.contains(piece))
    }

    fn assert_absent(&self, answer: &Answer, browser: &Browser, what: &str) {
        let sought = self.without_examples(what);
        let found = sought.found_in(&answer.body, browser.cookies.get("sid").map(String::as_str));
        assert_eq!(found, None, "{what} on {} holds it:\n{}", browser.host, answer.body);
    }

    async fn assert_absent_in_pages(&self, browser: &mut Browser, pages: &[String]) {
        for page in pages {
            let answer = browser.get(page).await;
            assert!(answer.status < 500, "{page}: {answer:?}");
            self.assert_absent(&answer, browser, page);
        }
    }

    /// Asks every endpoint of the plane, with the names of what is there. The way out comes last.
    async fn assert_absent_in_answers(&self, browser: &Browser, plane: Plane, fields: &[(&str, &str)]) {
        let here = app::endpoints::ALL.iter().filter(|endpoint| endpoint.planes.contains(&plane));
        let mut here: Vec<_> = here.collect();
        here.sort_by_key(|endpoint| endpoint.path == app::endpoints::SIGN_OUT.path);
        for endpoint in here {
            for answer in [browser.clone().get(endpoint.path).await, browser.clone().call(endpoint.path, fields).await]
            {
                self.assert_absent(&answer, browser, endpoint.path);
            }
        }
    }
}

#[test]
fn a_secret_that_got_into_a_page_is_found() {
    let sought = Sought::new();
    for body in [r#"{"email":"a@b.c","password_hash":null}"#, "x $argon2id$v=19$m=64", "token_hash", "of the session"] {
        assert!(sought.found_in(body, Some("the session")).is_some(), "{body}");
    }
    assert_eq!(sought.found_in("Ruth", Some("the session")), None);
}

both_engines! {
    async fn no_page_and_no_answer_holds_a_secret(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let form = three_instalments("Ruth");
        let loan = loans::create(&ctx, form).await.unwrap().to_string();
        invitations::invite(&ctx, "new@paris.example", "New", Role::Member).await.unwrap();
        tenantry::domains::claim(&ctx, "loans.gmah-paris.fr").await.unwrap();
        let sought = Sought::new();

        let tenant = pages_of(Plane::Tenant, &[(":id", &loan), (":host", "loans.gmah-paris.fr")]);
        let mut owner = paris.signed_in_as(Role::Owner).await;
        assert!(owner.get("/members").await.says("new@paris.example"), "pages are searched that have something to show");
        sought.assert_absent_in_pages(&mut owner, &tenant).await;
        sought.assert_absent_in_pages(&mut paris.visitor(), &tenant).await;
        sought.assert_absent_in_answers(&owner, Plane::Tenant, &[("id", &loan)]).await;

        let mut operator = app.operator().await;
        let console = pages_of(Plane::Console, &[(":slug", "paris"), (":id", &loan), (":name", "eu-1"), (":key", "standard"), (":concern", "failing")]);
        app.deployment.register("eu-1", "eu", 4).await;
        assert!(operator.get("/organisations/paris").await.says(paris.host()));
        sought.assert_absent_in_pages(&mut operator, &console).await;
        sought.assert_absent_in_pages(&mut app.visitor(CONSOLE), &console).await;
        sought.assert_absent_in_answers(&operator, Plane::Console, &[("slug", "paris"), ("name", "eu-1"), ("plan", "standard")]).await;

        sought.assert_absent_in_pages(&mut app.visitor(APEX), &pages_of(Plane::Public, &[])).await;
    }
}
