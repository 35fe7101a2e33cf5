//! The icon of an organisation that has uploaded none: its own, and nothing of the product's.

use crate::{
    app::{APEX, TestApp},
    client::Answer,
    harness::both_engines,
};
use tenantry::{
    access::Role,
    brand::{self, BrandForm, BrandTokens, Edits, Slot},
    context::Author,
    tenants,
};

/// The addresses of the icons that a page names, and of its picture elsewhere.
fn icons(page: &Answer) -> Vec<String> {
    let of = |link: &str| link.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let links = page
        .body
        .split("<link ")
        .filter(|link| link.starts_with("rel=\"icon\"") || link.starts_with("rel=\"apple-touch"));
    links.filter_map(of).collect()
}

/// Width and height, as a PNG's first chunk has them.
fn size(png: &Answer) -> Option<(u32, u32)> {
    let bytes = png.bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let number = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    Some((number(8)?, number(12)?))
}

both_engines! {
    async fn pages_phones_and_notices_show_the_organisations_letter(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut visitor = app.visitor(paris.host());
        let page = visitor.get("/sign-in").await;
        assert!(!page.says("/favicon.svg"), "nothing is the product's");
        let shown = icons(&page);
        assert_eq!(shown.len(), 4, "{shown:?}");
        let manifest: serde_json::Value = serde_json::from_str(&visitor.get("/manifest.webmanifest").await.body).unwrap();
        let installed = manifest["icons"].as_array().unwrap().iter().map(|icon| icon["src"].as_str().unwrap().to_owned());
        let all: Vec<String> = shown.iter().cloned().chain(installed).collect();
        for (address, side) in all.iter().zip([Some(16), Some(32), None, Some(180), Some(192), Some(512), Some(512), None]) {
            let answer = visitor.get(address).await;
            assert_eq!((answer.status, size(&answer)), (200, side.map(|side| (side, side))), "{address}");
            assert!(answer.header("cache-control").is_some_and(|value| value.contains("immutable")), "{address}");
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            assert!(answer.header("content-security-policy").is_some_and(|policy| policy.contains("sandbox")));
        }
        assert_eq!(all.len(), 8);
        assert!(visitor.get(&shown[2]).await.says("<path"), "its first letter");
        let picture = page.body.split("og:image\" content=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(picture.ends_with("/512.png") && picture.contains(paris.host()), "{picture}");

        let foreign = visitor.get("/brand/icon/47-000000-ffffff-4-inter/192.png").await;
        assert_eq!((foreign.status, foreign.leads_to()), (307, Some(all[4].as_str())), "what isn't its own isn't drawn");
        assert!(foreign.header("cache-control").is_some_and(|value| value.contains("no-store")));
        for host in [APEX, app.tenant("lyon").await.host()] {
            let own = app.visitor(host).get(&shown[2].replace("/icon.svg", "/7.png")).await;
            assert_eq!(own.status, 404, "{host}");
        }
        assert_eq!(app.visitor(APEX).get(&shown[2]).await.status, 404);

        tenants::suspend(&app.deployment.platform, "paris", "Unpaid", &Author::CommandLine).await.unwrap();
        let closed = app.visitor(paris.host()).get("/").await;
        assert!(closed.status == 403 && closed.says("/192.png") && !closed.says("/favicon.svg"), "{}", closed.body);
        assert_eq!(app.visitor(paris.host()).get(&shown[2]).await.status, 200, "the page of who is closed shows it");
    }

    async fn who_shows_a_link_to_others_shows_whose_it_is_and_what_they_do(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let door = async |language: &'static str| {
            let mut visitor = app.visitor("paris.tenantry.test").speaking(language);
            visitor.get("/sign-in").await
        };
        let form = BrandForm::of("GMAH \"Paris\"", &brand::tokens(&ctx).await.unwrap());
        let bare = BrandForm { tagline_en: String::new(), tagline_fr: String::new(), ..form.clone() };
        brand::save(&ctx, bare).await.unwrap();
        let page = door("en").await;
        for text in [
            "property=\"og:type\" content=\"website\"",
            "property=\"og:url\" content=\"http://paris.tenantry.test:3000/\"",
            "property=\"og:site_name\" content=\"GMAH &quot;Paris&quot;\"",
            "property=\"og:title\" content=\"GMAH &quot;Paris&quot;\"",
        ] {
            assert!(page.says(text), "{text} in {}", page.body);
        }
        assert!(!page.says("og:description") && !page.says("name=\"description\""), "{}", page.body);

        let (tagline_en, tagline_fr) = ("Loans of <honour>".to_owned(), "Prêts d’honneur".to_owned());
        brand::save(&ctx, BrandForm { tagline_en, tagline_fr, ..form }).await.unwrap();
        for (language, tagline) in [("en", "Loans of &lt;honour&gt;"), ("fr", "Prêts d’honneur")] {
            let page = door(language).await;
            for name in ["property=\"og:description\"", "name=\"description\""] {
                assert!(page.says(&format!("{name} content=\"{tagline}\"")), "{name} in {}", page.body);
            }
        }
        let public = app.visitor(APEX).get("/").await;
        assert!(!public.says("property=\"og:"), "the product's own pages say nothing of an organisation");
    }

    async fn notices_have_the_logo_of_the_theme_and_links_show_it_as_pixels(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let drawn = |fill: &str| format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="{fill}"/></svg>"#).into_bytes();
        brand::save(&ctx, Edits { pictures: vec![(Slot::Logo, drawn("#aa0000")), (Slot::LogoDark, drawn("#ffcccc"))], ..Edits::default() }).await.unwrap();
        let tokens = brand::tokens(&ctx).await.unwrap();
        let [day, night] = [Slot::Logo, Slot::LogoDark].map(|slot| tokens.url_of(slot).unwrap());
        let mut visitor = app.visitor("paris.tenantry.test");
        let door = visitor.get("/sign-in").await;
        let picture = door.body.split("og:image\" content=\"").nth(1).unwrap().split('"').next().unwrap();
        let pixels = visitor.get(&picture[picture.find("/brand/").unwrap()..]).await;
        assert_eq!((pixels.status, pixels.header("content-type")), (200, Some("image/png")), "{picture}");

        tenants::suspend(&app.deployment.platform, "paris", "Unpaid", &Author::CommandLine).await.unwrap();
        let shown = |theme: &'static str| {
            let mut visitor = app.visitor("paris.tenantry.test");
            visitor.cookies.insert("theme".into(), theme.into());
            async move { visitor.get("/").await }
        };
        let closed = shown("system").await;
        assert!(closed.status == 403 && closed.says(&format!("<source media=\"(prefers-color-scheme: dark)\" srcset=\"{night}\"")) && closed.says(&format!("src=\"{day}\"")), "{}", closed.body);
        for (theme, own, other) in [("light", &day, &night), ("dark", &night, &day)] {
            let closed = shown(theme).await;
            assert!(closed.says(&format!("src=\"{own}\"")) && !closed.says(other), "{theme}: {}", closed.body);
        }
    }

    async fn it_follows_the_brand_and_gives_way_to_an_icon(t: Deployment) {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let mut visitor = app.visitor("paris.tenantry.test");
        let before = icons(&visitor.get("/sign-in").await);
        let tokens = BrandTokens { primary: "#7a1f5c".parse().unwrap(), ..BrandTokens::default() };
        brand::save(&ctx, BrandForm::of("Élan", &tokens)).await.unwrap();
        let after = icons(&visitor.get("/sign-in").await);
        assert!(after[2].contains("/c9-7a1f5c"), "{after:?}");
        assert!(visitor.get(&after[2]).await.says("#7a1f5c"));
        let before = visitor.get(&before[2]).await;
        assert_eq!((before.status, before.leads_to(), after.len()), (307, Some(after[2].as_str()), 4), "to what there is now");
        let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="#aa0000"/></svg>"##;
        brand::save(&ctx, Edits { pictures: vec![(Slot::Icon, svg.to_vec())], ..Edits::default() }).await.unwrap();
        let own = icons(&visitor.get("/sign-in").await);
        assert!(own.len() == 4 && own.iter().all(|address| !address.contains("/brand/icon/")), "{own:?}");
        for (letter, uploaded) in after.iter().zip(&own) {
            assert_eq!(visitor.get(letter).await.leads_to(), Some(uploaded.as_str()), "who knew the letter finds it");
        }
        tenants::suspend(&app.deployment.platform, "paris", "Unpaid", &Author::CommandLine).await.unwrap();
        let closed = visitor.get("/").await;
        assert!(closed.status == 403 && !closed.says("/brand/icon/") && !closed.says("/favicon.svg"), "{}", closed.body);
    }
}
