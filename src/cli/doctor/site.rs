//! The site's files: without them pages have no style and never come alive.

use super::Check;
use crate::config::Config;
use std::path::Path;

pub(super) fn check(config: &Config) -> Check {
    let name = "site files";
    let folder = config.server.site_root.join("pkg");
    let missing: Vec<&str> = ["wasm", "js", "css"].into_iter().filter(|kind| count(&folder, kind) == 0).collect();
    if missing.is_empty() {
        Check::ok(name, format!("{} has WebAssembly, scripts and styles", folder.display()))
    } else {
        let missing = missing.join(", .");
        Check::fail(
            name,
            format!("{} has no .{missing}: build the site (make site) or set server.site_root", folder.display()),
        )
    }
}

fn count(folder: &Path, extension: &str) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    entries.flatten().filter(|entry| entry.path().extension().is_some_and(|found| found == extension)).count()
}
