//! The browser's files as pages name them. What they are called stands in `hash.txt` beside the program, and which of them
//! a bundle (`bundle.rs`) consists of in a manifest beside them; both are read once, when the server starts.

use leptos::prelude::*;
use leptos_meta::Link;
use std::{
    collections::{HashMap, HashSet},
    env, fs,
    path::Path,
    sync::{Arc, Mutex},
};

const FOLDER: &str = "pkg";

pub(crate) struct SiteFiles {
    pub(super) stylesheet: String,
    script: String,
    wasm: String,
    /// What loads the bundles.
    loader: String,
    bundles: HashMap<String, Vec<String>>,
}

impl SiteFiles {
    /// A server without its site, as tests have it, answers pages whose files aren't there; `doctor` says so.
    pub(super) fn of(site_root: &Path) -> Self {
        let hashes = hashes();
        let name = |stem: &str, kind: &str, ending: &str| match hashes.get(kind) {
            Some(hash) => format!("{stem}.{hash}.{ending}"),
            None => format!("{stem}.{ending}"),
        };
        let manifest = site_root.join(FOLDER).join(name("__wasm_split_manifest", "manifest", "json"));
        Self {
            stylesheet: address(&name("tenantry", "css", "css")),
            script: address(&name("tenantry", "js", "js")),
            wasm: address(&name("tenantry", "wasm", "wasm")),
            loader: address(&name("__wasm_split", "split", "js")),
            bundles: fs::read(manifest).map(|json| bundles(&json)).unwrap_or_default(),
        }
    }
}

/// `js: <hash>`, a line for each kind of file, as cargo-leptos writes it.
fn hashes() -> HashMap<String, String> {
    let file = env::current_exe().unwrap_or_default().with_file_name("hash.txt");
    let lines = fs::read_to_string(file).unwrap_or_default();
    let pairs = lines.lines().filter_map(|line| line.split_once(':'));
    pairs.map(|(kind, hash)| (kind.trim().to_owned(), hash.trim().to_owned())).collect()
}

fn bundles(manifest: &[u8]) -> HashMap<String, Vec<String>> {
    let names: HashMap<String, Vec<String>> = serde_json::from_slice(manifest).unwrap_or_default();
    let addresses = |files: Vec<String>| files.iter().map(|file| address(&format!("{file}.wasm"))).collect();
    names.into_iter().map(|(bundle, files)| (bundle, addresses(files))).collect()
}

fn address(file: &str) -> String {
    format!("/{FOLDER}/{file}")
}

/// Fetches the WebAssembly, and hands the page over to it.
pub(super) fn hydration(files: &SiteFiles, nonce: Option<String>) -> impl IntoView + use<> {
    let (script, wasm) = (files.script.clone(), files.wasm.clone());
    view! {
        <link rel="modulepreload" href=script.clone() crossorigin="anonymous" />
        <link rel="preload" href=wasm.clone() r#as="fetch" r#type="application/wasm" crossorigin="anonymous" />
        <script type="module" id="hydration" data-script=script data-wasm=wasm nonce=nonce>
            {HYDRATION}
        </script>
    }
}

const HYDRATION: &str = include_str!("hydration.js");

/// What the head of one page names already.
#[derive(Clone)]
pub(super) struct Preloads {
    files: Arc<SiteFiles>,
    named: Arc<Mutex<HashSet<String>>>,
}

impl Preloads {
    pub(super) fn of(files: Arc<SiteFiles>) -> Self {
        Self { files, named: Arc::default() }
    }

    fn is_new(&self, address: &str) -> bool {
        self.named.lock().is_ok_and(|mut named| named.insert(address.to_owned()))
    }
}

/// Has the page's head name the files of a bundle, so that they come side by side with the main code.
///
/// `leptos::prefetch_lazy_fn_on_server` would name them after an `.await`, when the current context may be another
/// request's: the links then stand in that one's page, with its nonce, or in none.
pub(crate) fn preload(bundle: &str) {
    let Some(preloads) = use_context::<Preloads>() else { return };
    let Some(modules) = preloads.files.bundles.get(bundle) else { return };
    if preloads.is_new(&preloads.files.loader) {
        let loader = preloads.files.loader.clone();
        let _ = view! { <Link rel="modulepreload" href=loader crossorigin="anonymous" /> }.to_html();
    }
    for module in modules.iter().filter(|module| preloads.is_new(module)) {
        // On the server a link goes into the head when it is rendered.
        let _ = view! {
            <Link rel="preload" href=module.clone() as_="fetch" type_="application/wasm" crossorigin="anonymous" />
        }
        .to_html();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_is_a_list_of_addresses() {
        let read = bundles(br#"{ "work": ["chunk_7.abc", "split_work.def"], "entrance": [] }"#);
        assert_eq!(read["work"], ["/pkg/chunk_7.abc.wasm", "/pkg/split_work.def.wasm"]);
        assert!(read["entrance"].is_empty());
        assert!(bundles(b"not a manifest").is_empty());
    }

    #[test]
    fn a_page_names_a_file_once() {
        let preloads = Preloads::of(Arc::new(SiteFiles::of(Path::new("no such folder"))));
        assert!(preloads.is_new("/pkg/a.wasm"));
        assert!(!preloads.clone().is_new("/pkg/a.wasm"));
        assert!(preloads.is_new("/pkg/b.wasm"));
    }
}
