//! The brand's studio as browsers without scripts get it, and what everybody else sees of it.

use crate::{
    app::{House, TestApp},
    client::{Answer, Browser},
    corpus,
    harness::{both_engines, run_with},
    lending::three_instalments,
};
use app::{
    endpoints,
    i18n::{Locale, problem_words},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use tenantry::{
    access::Role,
    brand::{self, BrandForm, Slot},
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

/// As the studio's code sends a logo as soon as it is chosen.
async fn hold(owner: &mut Browser, slot: &str, file: &[u8]) -> String {
    let head = format!("--edge\r\ncontent-disposition: form-data; name=\"{slot}\"; filename=\"logo.svg\"\r\n\r\n");
    let body = [head.as_bytes(), file, b"\r\n--edge--\r\n"].concat();
    let headers = [("accept", "application/json"), ("content-type", "multipart/form-data; boundary=edge")];
    let answer = owner.request("POST", endpoints::BRAND_HOLD.path, &headers, &body).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json().as_str().unwrap().to_owned()
}

/// At the field's own message.
fn says_at(answer: &Answer, field: &str, words: &str) -> bool {
    let message = answer.body.split(&format!("id=\"{field}-error\"")).nth(1).and_then(|rest| rest.split("</p>").next());
    message.is_some_and(|message| message.contains(words))
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
        let forged = format!("/preview?token={}{}", if token.starts_with('A') { "B" } else { "A" }, &token[1..]);
        for (mut stranger, path) in [(lyon.visitor(), path.as_str()), (paris.visitor(), &forged), (paris.visitor(), "/preview?token=x"), (paris.visitor(), "/preview")] {
            let answer = stranger.get(path).await;
            assert_eq!(answer.status, 404, "{path} on {}", stranger.host);
            assert!(!answer.says("#7a1f5c"));
        }
        assert!(!paris.visitor().get(&format!("/sign-in?token={token}")).await.says("#7a1f5c"), "no other page wears it");

        assert!(shown.says(&format!("href=\"/preview/pages?token={token}\"")), "{}", shown.body);
        let pages = format!("/preview/pages?token={token}");
        let shown = paris.visitor().get(&pages).await;
        for text in ["#preview-dark{--brand:", "class=\"scene scene-home\"", "class=\"scene scene-icon\"", "Loans of &lt;honour&gt;", "noindex", "A draft"] {
            assert!(shown.status == 200 && shown.says(text), "{text} in {}", shown.body);
        }
        assert!(!shown.says("/api/brand/sample-"), "the studio’s own are for members");
        for endpoint in [endpoints::BRAND_PREVIEW_MAIL, endpoints::BRAND_PREVIEW_PICTURE, endpoints::BRAND_PREVIEW_RECEIPT] {
            assert!(shown.says(endpoint.path), "{} in {}", endpoint.path, shown.body);
        }
        for path in [pages.replace(&token, "x"), "/preview/pages".to_owned()] {
            assert_eq!(paris.visitor().get(&path).await.status, 404, "{path}");
        }
        assert_eq!(lyon.visitor().get(&pages).await.status, 404, "on another’s host");

        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let link = brand::studio(&ctx).await.unwrap().links[0].id.to_string();
        let withdrawn = owner.submit(PAGE, endpoints::BRAND_WITHDRAW.path, &[("link", &link)]).await;
        assert_eq!(withdrawn.status, 303);
        assert_eq!(paris.visitor().get(&path).await.status, 404, "it was withdrawn");
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
        let look = owner.get("/settings/brand/look?version=2").await;
        assert!(look.status == 200 && look.says("Version 2") && look.says("#preview-light{--brand:#7a1f5c"), "{}", look.body);
        assert!(look.says("version=2") && look.says("roll-back-2"), "{}", look.body);
        assert!(owner.get(&format!("{}?version=2", endpoints::BRAND_SAMPLE_MAIL.path)).await.says("background:#7a1f5c"));
        let now = owner.get("/settings/brand/look").await;
        assert!(now.says("What everybody sees") && now.says("#preview-light{--brand:#12295c") && !now.says("id=\"roll-back"), "{}", now.body);
        for missing in ["99", "-1", "x"] {
            assert_eq!(owner.get(&format!("/settings/brand/look?version={missing}")).await.status, 404, "{missing}");
        }
        let back = owner.submit("/settings/brand/history", endpoints::BRAND_ROLL_BACK.path, &[("number", "2")]).await;
        assert_eq!(back.leads_to(), Some("/settings/brand/history?saved=restored"));
        assert!(door(&paris).await.says("--brand:#7a1f5c"));
    }

    async fn a_file_that_is_too_large_is_said_at_its_field_however_large_it_is(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await.speaking("fr");
        let words = problem_words(Locale::Fr, &Problem::FileTooLarge { most_bytes: 2 * 1024 * 1024 });
        let file = problem_words(Locale::Fr, &Problem::FileTooLarge { most_bytes: 12 * 1024 * 1024 });
        for (path, field, words, most) in [
            (endpoints::BRAND_PICTURE.path, "logo", &words, 2 * 1024 * 1024),
            (endpoints::BRAND_PICTURE.path, "logo-dark", &words, 2 * 1024 * 1024),
            (endpoints::BRAND_IMPORT.path, "file", &file, 12 * 1024 * 1024),
        ] {
            for bytes in [most + 1, 25_000_000] {
                let answer = upload(&mut owner, path, field, bytes).await;
                assert_eq!(answer.status, 422, "{field} of {bytes}");
                assert_eq!(answer.body.matches(&format!(">{words}")).count(), 1, "{field} of {bytes}: {}", answer.body);
                assert!(says_at(&answer, field, words), "{field} of {bytes}: {}", answer.body);
                assert!(!answer.says("Certains champs sont à corriger"), "{field}: no other form is blamed");
            }
        }
        assert_eq!(owner.get(PAGE).await.status, 200);
    }

    async fn each_file_has_its_own_bound_and_those_that_fit_are_taken_together(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        let large = [LOGO, b"\n<!-- ", vec![b'x'; 2_000_000].as_slice(), b" -->"].concat();
        let too_large = [LOGO, vec![b' '; 2 * 1024 * 1024].as_slice()].concat();
        let path = endpoints::BRAND_PICTURE.path;
        let words = problem_words(Locale::En, &Problem::FileTooLarge { most_bytes: 2 * 1024 * 1024 });
        let typed = [fields("#7a1f5c", "", ""), vec![("slot", "logo")]].concat();

        // The files stand before the rest of what was typed, and after some of it.
        let files: &[(&str, &[u8])] = &[("logo", &large), ("logo-dark", &too_large), ("icon", &too_large), ("sign-in-image", &large)];
        let answer = owner.submit_files(PAGE, path, &typed, files).await;
        assert_eq!(answer.status, 422);
        assert_eq!(["logo", "logo-dark", "icon", "sign-in-image"].map(|field| says_at(&answer, field, &words)), [false, true, true, false], "{}", answer.body);
        assert!(answer.says("value=\"#7a1f5c\"") && answer.says("Loans of &lt;honour&gt;"), "{}", answer.body);

        let files: &[(&str, &[u8])] = &[("logo", &large), ("logo-dark", &large), ("icon", &large), ("sign-in-image", &large)];
        let answer = owner.submit_files(PAGE, path, &typed, files).await;
        assert_eq!(answer.leads_to(), Some("/settings/brand?saved=draft"), "{}", answer.body);
        assert!(has_logo(&owner.get(PAGE).await));
    }

    async fn a_hostile_file_is_refused_with_its_reason_at_its_field_also_without_scripts(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut english = paris.signed_in_as(Role::Owner).await;
        let mut french = english.clone().speaking("fr");
        for (at, (name, file, problem)) in corpus::refused().into_iter().enumerate() {
            let (owner, locale) = if at % 2 == 0 { (&mut english, Locale::En) } else { (&mut french, Locale::Fr) };
            let words = problem_words(locale, &problem);
            for slot in Slot::ALL {
                let answer = owner.submit_files(PAGE, endpoints::BRAND_PICTURE.path, &[("slot", slot.key())], &[(slot.key(), &file)]).await;
                assert!(answer.status == 422 && says_at(&answer, slot.key(), &words), "{name} as {slot:?}: {}", answer.body);
            }
            let slot = Slot::ALL[at % Slot::ALL.len()].key();
            let brand = format!(r#"{{"format":"tenantry-brand","version":1,"brand":{{}},"pictures":{{"{slot}":{{"base64":"{}"}}}}}}"#, STANDARD.encode(&file));
            let answer = owner.submit_files(PAGE, endpoints::BRAND_IMPORT.path, &[], &[("file", brand.as_bytes())]).await;
            assert!(answer.status == 422 && says_at(&answer, "file", &words), "{name} in a file: {}", answer.body);
        }
        assert!(!has_logo(&english.get(PAGE).await));
    }

    async fn a_logo_that_can_hardly_be_seen_is_warned_of_where_it_vanishes(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        let logo = |color: &str| String::from_utf8(LOGO.to_vec()).unwrap().replace("#8a1538", color).into_bytes();
        for (slot, color, light, dark) in [
            ("logo", "#808080", false, false),
            ("logo", "#ffffff", true, false),
            ("logo", "#0b0d12", false, true),
            ("logo-dark", "#ffffff", false, false),
        ] {
            let chosen = logo(color);
            let sent = owner.submit_files(PAGE, endpoints::BRAND_PICTURE.path, &[("slot", slot)], &[(slot, &chosen)]).await;
            assert_eq!(sent.status, 303, "{}", sent.body);
            let page = owner.get(PAGE).await;
            assert_eq!(page.says("The logo can hardly be seen in light: 100%"), light, "{color} as {slot}");
            assert_eq!(page.says("The logo can hardly be seen in the dark: 100%"), dark, "{color} as {slot}");
        }
    }

    async fn every_pair_of_colours_is_in_the_report(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        let page = owner.get(PAGE).await;
        for pair in ["Accent colour on a tint", "Quiet text on a tint", "Edges of controls", "Text beside the sign-in form", "Text that is marked"] {
            assert!(page.says(pair), "{pair}");
        }
        assert!(!page.says("Text on the accent colour") && !page.says("Accent colour as text"), "nothing uses them");
    }

    async fn a_logo_that_is_not_saved_is_in_the_previews_of_the_mail_and_the_receipt(t: Deployment) {
        let app = TestApp::start(t).await;
        let (paris, lyon) = (app.tenant("paris").await, app.tenant("lyon").await);
        let mut owner = paris.signed_in_as(Role::Owner).await;
        let held = hold(&mut owner, "logo", LOGO).await;
        let dark = hold(&mut owner, "logo-dark", &String::from_utf8(LOGO.to_vec()).unwrap().replace("#8a1538", "#c8952b").into_bytes()).await;
        let (_, raster) = held.split_once('-').unwrap();
        let (_, dark_raster) = dark.split_once('-').unwrap();

        let mail = endpoints::BRAND_SAMPLE_MAIL.path;
        assert!(!owner.get(mail).await.says("/brand/"), "it is in no brand");
        let shown = owner.get(&format!("{mail}?theme=light&logo={held}&logo-dark={dark}")).await;
        assert!(shown.says(&format!("/brand/{raster}")) && shown.says(&format!("/brand/{dark_raster}")), "{}", shown.body);
        assert_eq!(owner.get(&format!("/brand/{raster}")).await.status, 200);

        let receipt = endpoints::BRAND_SAMPLE_PICTURE.path;
        assert!(!owner.get(receipt).await.says("<path fill=\"#8a1538\""));
        assert!(owner.get(&format!("{receipt}?logo={held}")).await.says("<path fill=\"#8a1538\""));
        for wrong in ["x", &held[1..], &format!("{held}-"), "../../etc"] {
            assert_eq!(owner.get(&format!("{receipt}?logo={wrong}")).await.status, 200, "{wrong}");
        }
        assert!(!owner.get(PAGE).await.says(raster) && !door(&paris).await.says(raster), "nobody else is shown it");

        let mut stranger = lyon.signed_in_as(Role::Owner).await;
        assert!(!stranger.get(&format!("{receipt}?logo={held}")).await.says("<path fill=\"#8a1538\""), "another organisation's");
        save(&mut owner, "#7a1f5c", "draft", "").await;
        app.deployment.platform.brands.invalidate(app.deployment.tenant("paris").await.id);
        assert!(!owner.get(&format!("{receipt}?logo={held}")).await.says("<path fill=\"#8a1538\""), "the next change lets it go");
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
