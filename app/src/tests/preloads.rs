//! Which files of its bundles a page names in its head, however many pages are rendered at the same time.

use crate::{app::TestApp, client::Answer, harness::both_engines};
use std::fs;
use tenantry::access::Role;

const MANIFEST: &str = r#"{ "work": ["both", "work"], "loans": ["both", "loans"], "settings": ["settings"] }"#;

fn preloaded(answer: &Answer) -> Vec<&str> {
    assert_eq!(answer.status, 200, "{answer:?}");
    let links = answer.body.split("<link").skip(1).filter_map(|rest| rest.split('>').next());
    let files = links.filter(|link| link.contains(r#"as="fetch""#)).filter_map(|link| link.split("/pkg/").nth(1));
    let mut names: Vec<&str> = files.filter_map(|rest| rest.split(".wasm").next()).collect();
    names.sort_unstable();
    names
}

both_engines! {
    async fn a_page_names_the_files_of_its_own_bundles_once(t: Deployment) {
        let folder = t.platform.config.server.site_root.join("pkg");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("__wasm_split_manifest.json"), MANIFEST).unwrap();
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let owner = paris.signed_in_as(Role::Owner).await;
        let pages = [
            ("/sign-in", vec!["tenantry"]),
            ("/loans", vec!["both", "tenantry", "work"]),
            ("/loans/new", vec!["both", "loans", "tenantry", "work"]),
            ("/settings/profile", vec!["both", "settings", "tenantry", "work"]),
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
