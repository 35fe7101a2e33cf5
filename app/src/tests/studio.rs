//! The brand's studio as browsers without scripts get it, and what everybody else sees of it.

use crate::{
    app::{House, TestApp},
    client::{Answer, Browser},
    harness::{both_engines, run_with},
    lending::three_instalments,
};
use app::{
    endpoints,
    i18n::{Locale, problem_words},
};
use tenantry::{
    access::Role,
    brand::{self, BrandForm},
    fault::Problem,
};

const PAGE: &str = app::paths::SETTINGS_BRAND;
const LOGO: &[u8] =
    br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#8a1538"/></svg>"##;

fn fields<'f>(primary: &'f str, intent: &'f str, publish_at: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("name", "GMAH Paris"),
        ("primary", primary),
        ("accent", "#c8952b"),
        ("radius", "4"),
        ("heading_font", "source-serif"),
        ("tagline_en", "Loans of <honour>"),
        ("legal_en", "Legal notice https://paris.example/legal"),
        ("message_en", "Open on Sundays."),
        ("home_figures", "true"),
        ("density", "compact"),
        ("intent", intent),
        ("publish_at", publish_at),
    ]
}

async fn save(owner: &mut Browser, primary: &str, intent: &str, publish_at: &str) -> Answer {
    owner.submit_files(PAGE, endpoints::BRAND_SAVE.path, &fields(primary, intent, publish_at), &[]).await
}

/// In the preview.
fn has_logo(page: &Answer) -> bool {
    page.says("class=\"sign-in-logo\"") && page.says("src=\"/brand/")
}

/// A form without scripts. It names its page before its files.
async fn upload(browser: &mut Browser, path: &str, field: &str, bytes: usize) -> Answer {
    let head = format!(
        "--edge\r\ncontent-disposition: form-data; name=\"page\"\r\n\r\n{PAGE}\r\n\
         --edge\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"large\"\r\n\r\n"
    );
    let body = [head.as_bytes(), &vec![b'x'; bytes], b"\r\n--edge--\r\n"].concat();
    let headers = [("accept", "text/html"), ("content-type", "multipart/form-data; boundary=edge")];
    browser.request("POST", path, &headers, &body).await
}

async fn door(house: &House<'_>) -> Answer {
    house.visitor().get("/sign-in").await
}

both_engines! {
    async fn a_draft_is_shown_to_its_editor_alone_until_it_is_published(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut owner = paris.signed_in_as(Role::Owner).await;
        let saved = save(&mut owner, "#7a1f5c", "draft", "").await;
        assert_eq!((saved.status, saved.leads_to()), (303, Some("/settings/brand?saved=draft")));
        assert!(owner.get(PAGE).await.says("--brand:#7a1f5c"), "the preview");
        assert!(!door(&paris).await.says("#7a1f5c"));

        let published = save(&mut owner, "#7a1f5c", "publish", "").await;
        assert_eq!(published.leads_to(), Some("/settings/brand?saved=published"));
        let door = door(&paris).await;
        for text in ["--brand:#7a1f5c", "Loans of &lt;honour&gt;", "Open on Sundays.", "https://paris.example/legal", "data-density=\"compact\""] {
            assert!(door.says(text), "{text} in {}", door.body);
        }
        let mut visitor = paris.visitor();
        let manifest = visitor.get("/manifest.webmanifest").await;
        assert_eq!((manifest.status, manifest.header("content-type")), (200, Some("application/manifest+json")));
        assert_eq!(manifest.json()["name"], "GMAH Paris");
        for text in ["rel=\"manifest\"", "name=\"theme-color\"", "property=\"og:title\" content=\"GMAH Paris\""] {
            assert!(door.says(text), "{text}");
        }
    }

    async fn what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut owner = paris.signed_in_as(Role::Owner).await;
        let answer = save(&mut owner, "purple-ish", "schedule", "yesterday").await;
        assert_eq!(answer.status, 422);
        for text in ["purple-ish", "id=\"primary-error\"", "id=\"publish-at-error\"", "Loans of &lt;honour&gt;"] {
            assert!(answer.says(text), "{text} in {}", answer.body);
        }
        assert!(answer.says("value=\"#c8952b\""), "what was right is kept too");
    }

    async fn every_button_of_the_studio_sends_what_was_typed_and_nothing_of_it_is_lost(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut owner = paris.signed_in_as(Role::Owner).await;
        let page = owner.get(PAGE).await;
        for endpoint in [endpoints::BRAND_PICTURE, endpoints::BRAND_START, endpoints::BRAND_IMPORT] {
            assert!(page.says(&format!("form=\"brand\" formaction=\"{}\"", endpoint.path)), "{} in {}", endpoint.path, page.body);
        }
        let typed = |primary: &'static str, pressed: (&'static str, &'static str)| [fields(primary, "", ""), vec![pressed]].concat();
        let nothing: &[(&str, &[u8])] = &[("logo", b""), ("icon", b""), ("file", b"")];
        let chosen: &[(&str, &[u8])] = &[("logo", LOGO), ("icon", b""), ("file", b"")];

        let path = endpoints::BRAND_PICTURE.path;
        let answer = owner.submit_files(PAGE, path, &typed("#7a1f5c", ("slot", "logo")), nothing).await;
        assert_eq!(answer.status, 422, "no file was chosen");
        assert!(answer.says("id=\"logo-error\"") && answer.says("value=\"#7a1f5c\"") && answer.says("Loans of &lt;honour&gt;"), "{}", answer.body);
        assert!(!owner.get(PAGE).await.says("#7a1f5c"));

        let answer = owner.submit_files(PAGE, path, &typed("purple-ish", ("slot", "logo")), chosen).await;
        assert_eq!(answer.status, 422, "a colour is wrong");
        assert!(answer.says("id=\"primary-error\"") && answer.says("value=\"purple-ish\"") && answer.says("Loans of &lt;honour&gt;"), "{}", answer.body);
        assert!(has_logo(&answer), "the picture is kept: {}", answer.body);

        let answer = owner.submit_files(PAGE, path, &typed("#7a1f5c", ("slot", "logo")), chosen).await;
        assert_eq!((answer.status, answer.leads_to()), (303, Some("/settings/brand?saved=draft")), "{}", answer.body);
        let page = owner.get(PAGE).await;
        assert!(page.says("--brand:#7a1f5c") && page.says("Loans of &lt;honour&gt;") && has_logo(&page));

        for (endpoint, pressed, says) in [
            (endpoints::BRAND_COLOR, ("color", "accent #00695c"), "#00695c"),
            (endpoints::BRAND_START, ("starting", "lagoon"), "--brand:#1b66c9"),
            (endpoints::BRAND_REMOVE_PICTURE, ("slot", "logo"), "--brand:#12295c"),
        ] {
            let beside = format!("Typed beside {}", endpoint.path);
            let mut typed: Vec<(&str, &str)> = typed("#12295c", pressed);
            typed.push(("footer_en", &beside));
            let answer = owner.submit_files(PAGE, endpoint.path, &typed, nothing).await;
            assert_eq!(answer.leads_to(), Some("/settings/brand?saved=draft"), "{}", endpoint.path);
            let page = owner.get(PAGE).await;
            assert!(page.says(says) && page.says(&beside), "{}", endpoint.path);
        }
        assert!(!has_logo(&owner.get(PAGE).await), "it was removed");
        assert!(!door(&paris).await.says("#12295c"));
    }

    async fn a_link_shows_the_door_in_the_draft_to_strangers_on_its_own_host(t: Deployment) {
        let app = TestApp::start(t).await;
        let (paris, lyon) = (app.tenant("paris").await, app.tenant("lyon").await);
        let mut owner = paris.signed_in_as(Role::Owner).await;
        save(&mut owner, "#7a1f5c", "draft", "").await;
        let made = owner.submit(PAGE, endpoints::BRAND_LINK.path, &[]).await;
        assert_eq!(made.leads_to(), Some(app::paths::SETTINGS_BRAND_LINKED));
        assert!(!made.leads_to().unwrap().contains("token"), "the secret is in no address of the studio");
        let page = owner.get(app::paths::SETTINGS_BRAND_LINKED).await;
        let token = page.body.split("/preview?token=").nth(1).unwrap().split(['<', '"', '\\']).next().unwrap().to_owned();
        assert!(!owner.get(app::paths::SETTINGS_BRAND_LINKED).await.says("/preview?token="), "it is shown once");

        let path = format!("/preview?token={token}");
        let shown = paris.visitor().get(&path).await;
        assert_eq!(shown.status, 200);
        for text in ["--brand:#7a1f5c", "A draft", "GMAH Paris", "noindex"] {
            assert!(shown.says(text), "{text} in {}", shown.body);
        }
        for (mut stranger, path) in [(lyon.visitor(), path.as_str()), (paris.visitor(), "/preview?token=x"), (paris.visitor(), "/preview")] {
            let answer = stranger.get(path).await;
            assert_eq!(answer.status, 404, "{path} on {}", stranger.host);
            assert!(!answer.says("#7a1f5c"));
        }
        assert!(!paris.visitor().get(&format!("/sign-in?token={token}")).await.says("#7a1f5c"), "no other page wears it");
    }

    async fn versions_are_compared_and_published_again_by_plain_forms(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut owner = paris.signed_in_as(Role::Owner).await;
        save(&mut owner, "#7a1f5c", "publish", "").await;
        save(&mut owner, "#12295c", "publish", "").await;
        let history = owner.get("/settings/brand/history?from=2&to=3").await;
        assert_eq!(history.status, 200);
        assert!(history.says("#7a1f5c") && history.says("#12295c") && history.says("Version 3"), "{}", history.body);
        assert_eq!(owner.get("/settings/brand/history?from=2&to=99").await.status, 404);
        let back = owner.submit("/settings/brand/history", endpoints::BRAND_ROLL_BACK.path, &[("number", "2")]).await;
        assert_eq!(back.leads_to(), Some("/settings/brand/history?saved=restored"));
        assert!(door(&paris).await.says("--brand:#7a1f5c"));
    }

    async fn a_file_that_is_too_large_is_said_at_its_field_however_large_it_is(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await.speaking("fr");
        let words = problem_words(Locale::Fr, &Problem::FileTooLarge { most_bytes: 2 * 1024 * 1024 });
        for (path, field) in [(endpoints::BRAND_PICTURE.path, "logo"), (endpoints::BRAND_PICTURE.path, "logo-dark"), (endpoints::BRAND_IMPORT.path, "file")] {
            for bytes in [2 * 1024 * 1024 + 1, 5_000_000] {
                let answer = upload(&mut owner, path, field, bytes).await;
                assert_eq!(answer.status, 422, "{field} of {bytes}");
                assert_eq!(answer.body.matches(&words).count(), 1, "{field} of {bytes}: {}", answer.body);
                let at_field = answer.body.split(&format!("id=\"{field}-error\"")).nth(1).and_then(|rest| rest.split("</p>").next());
                assert!(at_field.is_some_and(|message| message.contains(&words)), "{field} of {bytes}: {}", answer.body);
                assert!(!answer.says("Certains champs sont à corriger"), "{field}: no other form is blamed");
            }
        }
        assert_eq!(owner.get(PAGE).await.status, 200);
    }

    async fn a_brand_is_taken_along_as_a_file(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut owner = paris.signed_in_as(Role::Owner).await;
        save(&mut owner, "#7a1f5c", "publish", "").await;
        let file = owner.read(endpoints::BRAND_EXPORT.path).await;
        assert_eq!((file.status, file.header("content-type")), (200, Some("application/json")));
        assert_eq!((file.json()["format"].as_str(), file.json()["brand"]["primary"].as_str()), (Some("tenantry-brand"), Some("#7a1f5c")));
        let text = file.body.replace("#7a1f5c", "#12295c");
        let body = format!("--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"b.json\"\r\n\r\n{text}\r\n--edge--\r\n");
        let headers = [("accept", "text/html"), ("content-type", "multipart/form-data; boundary=edge")];
        let taken = owner.request("POST", endpoints::BRAND_IMPORT.path, &headers, body.as_bytes()).await;
        assert_eq!(taken.leads_to(), Some("/settings/brand?saved=draft"), "{}", taken.body);
        assert!(owner.get(PAGE).await.says("--brand:#12295c"));
    }

    async fn a_home_shows_the_blocks_that_were_chosen(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let new = three_instalments("Ruth");
        tenantry::loans::create(&ctx, new).await.unwrap();
        let paris = app.tenant("paris").await;
        let mut owner = paris.signed_in_as(Role::Owner).await;
        let home = owner.get("/").await;
        assert!(home.says("class=\"stats\"") && home.says("Late the longest") && !home.says("What you can do here"), "as ever");
        let none = String::new;
        let form = BrandForm { name: "Paris".into(), home_ways: "true".into(), home_chart: none(), home_late: none(), home_figures: none(), ..BrandForm::default() };
        brand::save(&ctx, form).await.unwrap();
        let home = owner.get("/").await;
        assert!(!home.says("class=\"stats\"") && !home.says("Late the longest") && home.says("What you can do here"), "{}", home.body);
        assert!(owner.get("/settings/brand").await.says("name=\"home_ways\""));
    }

    async fn without_loans_there_is_nothing_to_choose_for_the_home_and_the_choice_is_kept(t: Deployment) {
        let app = TestApp::start(t).await;
        app.deployment.tenant_with("martin", &[]).await;
        let mut owner = app.tenant("martin").await.signed_in_as(Role::Owner).await;
        let studio = owner.get("/settings/brand").await;
        assert_eq!(studio.body.matches("name=\"home_").count(), 3, "{}", studio.body);
        for kept in ["home_figures", "home_chart", "home_late"] {
            assert!(studio.says(&format!("type=\"hidden\" name=\"{kept}\" value=\"true\"")), "{kept}: {}", studio.body);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_takes_smaller_files() {
    run_with(
        |config| config.server.max_upload_bytes = 10 * 1024,
        async |t| {
            let app = TestApp::start(t).await;
            let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
            let answer = upload(&mut owner, endpoints::BRAND_PICTURE.path, "logo", 10 * 1024 + 1).await;
            assert_eq!((answer.status, answer.says("at most 10 kB")), (422, true), "{}", answer.body);
            let answer = upload(&mut owner, endpoints::BRAND_PICTURE.path, "logo", 10 * 1024).await;
            assert!(answer.says(&problem_words(Locale::En, &Problem::FileNotAPicture)), "it is read: {}", answer.body);
        },
    )
    .await;
}
