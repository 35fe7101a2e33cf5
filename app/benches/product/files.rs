//! What a browser loads beside the HTML: found as a browser finds it, measured as it is sent.

use crate::{Outcome, settings::Settings, stand::Stand};
use std::{collections::BTreeSet, fs};

/// Where an end user comes in.
pub(crate) const FIRST_PAGE: &str = "sign-in page";

pub(crate) struct Files {
    pub(crate) pages: Vec<PageWeight>,
    /// How the main WebAssembly is served, in the words of its headers.
    pub(crate) encoding: String,
    pub(crate) caching: String,
}

pub(crate) struct PageWeight {
    pub(crate) name: &'static str,
    /// Bytes of WebAssembly and of JavaScript, compressed with brotli.
    pub(crate) wasm: u64,
    pub(crate) scripts: u64,
    pub(crate) files: usize,
}

impl PageWeight {
    pub(crate) fn bytes(&self) -> u64 {
        self.wasm + self.scripts
    }
}

impl Files {
    pub(crate) fn are_precompressed_and_immutable(&self) -> bool {
        self.encoding == "br" && self.caching.contains("immutable")
    }
}

pub(crate) async fn measure(stand: &Stand, settings: &Settings) -> Outcome<Files> {
    let mut pages = Vec::new();
    for (name, path) in [(FIRST_PAGE, "/sign-in"), ("home page", "/"), ("loans list", "/loans")] {
        let html = stand.ask_product(path, "").await?.text()?;
        pages.push(weigh(name, &html, settings)?);
    }
    let html = stand.ask_product("/sign-in", "").await?.text()?;
    let main =
        named_in(&html).into_iter().find(|path| ending(path) == "wasm").ok_or("the page names no WebAssembly")?;
    let answer = stand.ask_product(&main, "Accept-Encoding: gzip, br\r\n").await?;
    let said = |name| answer.header(name).unwrap_or("nothing").to_owned();
    Ok(Files { pages, encoding: said("content-encoding"), caching: said("cache-control") })
}

fn weigh(name: &'static str, html: &str, settings: &Settings) -> Outcome<PageWeight> {
    let mut weight = PageWeight { name, wasm: 0, scripts: 0, files: 0 };
    for path in with_imports(named_in(html), settings)? {
        let bytes = sent_bytes(&path, settings)?;
        *(if ending(&path) == "js" { &mut weight.scripts } else { &mut weight.wasm }) += bytes;
        weight.files += 1;
    }
    Ok(weight)
}

/// The scripts and the WebAssembly that a page names: the main ones, and the bundles that it prefetches.
fn named_in(html: &str) -> BTreeSet<String> {
    let names = html.split('"').filter(|text| text.starts_with("/pkg/"));
    names.filter(|name| matches!(ending(name), "js" | "wasm" | "bin")).map(ToOwned::to_owned).collect()
}

/// With what the scripts import, and what that imports.
fn with_imports(mut found: BTreeSet<String>, settings: &Settings) -> Outcome<BTreeSet<String>> {
    let mut unread: Vec<String> = found.iter().cloned().collect();
    while let Some(path) = unread.pop() {
        if ending(&path) != "js" {
            continue;
        }
        let file = settings.site.join(&path[1..]);
        let script = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        for import in imports(&script).map(|name| format!("/pkg/{name}")) {
            if found.insert(import.clone()) {
                unread.push(import);
            }
        }
    }
    Ok(found)
}

/// The scripts that `import … from "./…"` names.
fn imports(script: &str) -> impl Iterator<Item = &str> {
    let named = script.split("from").skip(1).filter_map(|rest| rest.trim_start().strip_prefix("\"./"));
    named.filter_map(|rest| rest.split('"').next()).filter(|name| ending(name) == "js")
}

/// A file that compression makes no smaller is sent as it is.
fn sent_bytes(path: &str, settings: &Settings) -> Outcome<u64> {
    let file = settings.site.join(&path[1..]);
    let compressed = settings.site.join(format!("{}.br", &path[1..]));
    let sent = if compressed.exists() { compressed } else { file };
    Ok(fs::metadata(&sent).map_err(|error| format!("{}: {error}", sent.display()))?.len())
}

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}
