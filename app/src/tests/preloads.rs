//! Which files a page names in its head: those of its bundles, however many pages are rendered at the same time, and its fonts.

use crate::{
    app::{APEX, CONSOLE, TestApp},
    client::Answer,
    harness::both_engines,
};
use std::{fs, path::Path};
use tenantry::{access::Role, brand::Font};

const MANIFEST: &str = r#"{ "work": "work.1.bin", "loans": "loans.2.bin", "settings": "settings.3.bin" }"#;

fn preloaded(answer: &Answer) -> Vec<&str> {
    assert_eq!(answer.status, 200, "{answer:?}");
    let links = answer.body.split("<link").skip(1).filter_map(|rest| rest.split('>').next());
    let files = links.filter(|link| link.contains(r#"as="fetch""#)).filter_map(|link| link.split("/pkg/").nth(1));
    let mut names: Vec<&str> = files.filter_map(|rest| rest.split('.').next()).collect();
    names.sort_unstable();
    names
}

fn fonts(answer: &Answer) -> Vec<String> {
    let links = answer.body.split("<link").skip(1).filter_map(|rest| rest.split('>').next());
    let fonts = links.filter(|link| link.contains(r#"as="font""#) && link.contains("crossorigin"));
    fonts.filter_map(|link| Some(link.split("href=\"").nth(1)?.split('"').next()?.to_owned())).collect()
}

#[test]
fn every_font_has_its_file() {
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
    for font in Font::ALL {
        assert!(public.join(&font.file()[1..]).is_file(), "{}", font.file());
    }
}

both_engines! {
    async fn a_page_asks_for_the_fonts_that_its_first_paint_needs(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut owner = paris.signed_in_as(Role::Owner).await;
        let inter = Font::Inter.file();
        assert_eq!(fonts(&owner.get("/").await), [inter], "headings are in the font of the text, once");
        assert_eq!(fonts(&owner.get("/settings/brand").await), Font::ALL.iter().map(|font| font.file()).collect::<Vec<_>>());
        assert_eq!(fonts(&owner.get("/nowhere").await), [inter], "where the product isn't asked as well");
        assert_eq!(fonts(&app.visitor(APEX).get("/").await), [Font::BricolageGrotesque.file(), inter]);
        assert_eq!(fonts(&app.visitor(CONSOLE).get("/sign-in").await), [inter]);
    }

    async fn a_page_names_the_file_of_each_of_its_own_bundles_once(t: Deployment) {
        let folder = t.platform.config.server.site_root.join("pkg");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("__wasm_split_manifest.json"), MANIFEST).unwrap();
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let owner = paris.signed_in_as(Role::Owner).await;
        let pages = [
            ("/sign-in", vec!["tenantry"]),
            ("/loans", vec!["tenantry", "work"]),
            ("/loans/new", vec!["loans", "tenantry", "work"]),
            ("/settings/profile", vec!["settings", "tenantry", "work"]),
        ];
        for _ in 0..8 {
            let asked = pages.iter().cycle().take(4 * pages.len()).map(|(path, files)| {
                let mut browser = if *path == "/sign-in" { paris.visitor() } else { owner.clone() };
                async move { (path, files, browser.get(path).await) }
            });
            for (path, files, answer) in futures::future::join_all(asked).await {
                assert_eq!(preloaded(&answer), *files, "{path}");
            }
        }
    }
}
