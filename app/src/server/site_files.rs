//! The browser's files as pages name them. What they are called stands in `hash.txt` beside the program, and which of them
//! is which bundle (`bundle.rs`) in a manifest beside them; both are read once, when the server starts.

use leptos::prelude::use_context;
use maud::{Markup, PreEscaped, html};
use std::{
    collections::HashMap,
    env, fs,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

const FOLDER: &str = "pkg";

pub(crate) struct SiteFiles {
    pub(super) stylesheet: String,
    script: String,
    wasm: String,
    /// The link to what loads the bundles.
    loader: String,
    /// The link to the file of each bundle.
    bundles: HashMap<String, String>,
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
            loader: link_to_module(&name("__wasm_split", "split", "js")),
            bundles: fs::read(manifest).map(|json| bundles(&json)).unwrap_or_default(),
        }
    }

    /// Fetches the WebAssembly, and hands the page over to it.
    pub(super) fn hydration(&self, nonce: &str) -> Markup {
        let Self { script, wasm, .. } = self;
        html! {
            link rel="modulepreload" href=(script) crossorigin="anonymous";
            link rel="preload" href=(wasm) as="fetch" type="application/wasm" crossorigin="anonymous";
            script type="module" id="hydration" data-script=(script) data-wasm=(wasm) nonce=(nonce) { (PreEscaped(HYDRATION)) }
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

/// As `scripts/pack-bundles` writes it: the name of a bundle and of its file.
fn bundles(manifest: &[u8]) -> HashMap<String, String> {
    let names: HashMap<String, String> = serde_json::from_slice(manifest).unwrap_or_default();
    names.into_iter().map(|(bundle, file)| (bundle, link_to_bundle(&file))).collect()
}

fn link_to_module(file: &str) -> String {
    format!(r#"<link rel="modulepreload" href="{}" crossorigin="anonymous">"#, address(file))
}

fn link_to_bundle(file: &str) -> String {
    format!(r#"<link rel="preload" href="{}" as="fetch" crossorigin="anonymous">"#, address(file))
}

fn address(file: &str) -> String {
    format!("/{FOLDER}/{file}")
}

const HYDRATION: &str = include_str!("hydration.js");

/// The bundles that one page needs, as its views name them while they are rendered.
///
/// `leptos::prefetch_lazy_fn_on_server` would put their files into the head after an `.await`, when the current context may
/// be another request's: the links then stand in that one's page, with its nonce, or in none.
#[derive(Clone)]
pub(super) struct Preloads {
    files: Arc<SiteFiles>,
    bundles: Arc<Mutex<Vec<&'static str>>>,
}

impl Preloads {
    pub(super) fn of(files: Arc<SiteFiles>) -> Self {
        Self { files, bundles: Arc::default() }
    }

    fn add(&self, bundle: &'static str) {
        self.bundles.lock().unwrap_or_else(PoisonError::into_inner).push(bundle);
    }

    pub(super) fn has(&self, bundle: &str) -> bool {
        self.bundles.lock().unwrap_or_else(PoisonError::into_inner).contains(&bundle)
    }

    /// The links for the head, each file once: so they come side by side with the main code.
    pub(super) fn links(&self) -> String {
        let mut bundles = self.bundles.lock().unwrap_or_else(PoisonError::into_inner).clone();
        bundles.dedup();
        let links: String = bundles.iter().filter_map(|bundle| self.files.bundles.get(*bundle)).cloned().collect();
        if links.is_empty() { links } else { self.files.loader.clone() + &links }
    }
}

/// Has the page's head name the files of a bundle.
pub(crate) fn preload(bundle: &'static str) {
    if let Some(preloads) = use_context::<Preloads>() {
        preloads.add(bundle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> SiteFiles {
        let bundles = bundles(br#"{ "work": "work.bin", "loans": "loans.bin" }"#);
        SiteFiles { bundles, ..SiteFiles::of(Path::new("no such folder")) }
    }

    fn links(named: &[&'static str]) -> String {
        let preloads = Preloads::of(Arc::new(files()));
        for bundle in named {
            preloads.clone().add(bundle);
        }
        preloads.links()
    }

    #[test]
    fn a_page_names_a_file_once() {
        let [loader, work, loans] =
            [link_to_module("__wasm_split.js"), link_to_bundle("work.bin"), link_to_bundle("loans.bin")];
        assert_eq!(links(&["work", "work"]), format!("{loader}{work}"));
        assert_eq!(links(&["work", "loans"]), format!("{loader}{work}{loans}"));
    }

    #[test]
    fn a_page_of_the_main_code_alone_names_nothing() {
        for named in [&[][..], &["unknown"]] {
            assert_eq!(links(named), "");
        }
        assert!(bundles(b"not a manifest").is_empty());
    }
}
