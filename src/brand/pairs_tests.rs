//! The table is that of the style sheets: a colour that is used where the table doesn't know of it fails here.

use super::{Ground, Ink, MEETINGS, Meeting};
use crate::brand::{BrandTokens, Palette, Theme};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Whose places are all known, each for itself. The greys of texts are everywhere.
const TRACKED: [&str; 10] = [
    "--brand",
    "--brand-contrast",
    "--brand-deep",
    "--brand-hover",
    "--brand-soft",
    "--brand-strong",
    "--on-deep",
    "--accent",
    "--border-control",
    "--focus",
];

/// What only adorns: nothing is told by it, so nothing is asked of it (WCAG 2.2, 1.4.11).
const DECORATION: [(&str, &str); 1] = [("--brand-soft", "areas/public.scss")];

fn token_of(ink: Ink) -> &'static str {
    match ink {
        Ink::Text => "--text",
        Ink::Muted => "--text-muted",
        Ink::Control => "--border-control",
        Ink::BrandContrast => "--brand-contrast",
        Ink::OnDeep => "--on-deep",
        Ink::BrandStrong => "--brand-strong",
        Ink::Brand => "--brand",
        Ink::Accent => "--accent",
        Ink::Focus => "--focus",
    }
}

fn token_below(ground: Ground) -> &'static str {
    match ground {
        Ground::Page => "--page",
        Ground::Surface => "--surface",
        Ground::Raised => "--surface-raised",
        Ground::Hover => "--hover",
        Ground::Pressed => "--pressed",
        Ground::Soft => "--brand-soft",
        Ground::Brand | Ground::SelectionOnPage | Ground::SelectionOnSurface => "--brand",
        Ground::BrandHover => "--brand-hover",
        Ground::Deep | Ground::VeilOnPattern | Ground::VeilOnPhoto => "--brand-deep",
    }
}

fn tokens_of(meeting: &Meeting) -> Vec<&'static str> {
    meeting.on.iter().map(|ground| token_below(*ground)).chain([token_of(meeting.ink)]).collect()
}

/// The style sheets by their path below `style/`, but for those that say what the colours are.
fn sheets() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("style");
    let mut found = BTreeMap::new();
    collect(&root, &root, &mut found);
    for definition in ["themes.scss", "tokens.scss"] {
        found.remove(definition).unwrap();
    }
    found
}

fn collect(root: &Path, directory: &Path, found: &mut BTreeMap<String, String>) {
    let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    for path in entries.collect::<Vec<PathBuf>>() {
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|extension| extension == "scss") {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

fn uses(sheet: &str, token: &str) -> bool {
    sheet.contains(&format!("var({token})")) || sheet.contains(&format!("var({token},"))
}

#[test]
fn every_place_of_a_colour_is_in_the_table() {
    for (name, sheet) in sheets() {
        for token in TRACKED.iter().filter(|token| uses(&sheet, token)) {
            let known = MEETINGS.iter().any(|of| of.used_in.contains(&name.as_str()) && tokens_of(of).contains(token));
            let adorns = DECORATION.contains(&(*token, name.as_str()));
            assert!(known || adorns, "{token} in {name} is in no pair of src/brand/pairs.rs");
        }
    }
}

#[test]
fn every_pair_of_the_table_is_in_its_style_sheets() {
    let sheets = sheets();
    for meeting in &MEETINGS {
        assert!(!meeting.used_in.is_empty(), "{:?}", meeting.pair);
        for name in meeting.used_in {
            let sheet = sheets.get(*name).unwrap_or_else(|| panic!("{name} of {:?} is gone", meeting.pair));
            let tokens = tokens_of(meeting);
            assert!(tokens.iter().any(|token| uses(sheet, token)), "{:?} isn't in {name}", meeting.pair);
        }
    }
}

#[test]
fn each_pair_stands_in_the_table_once() {
    for (at, meeting) in MEETINGS.iter().enumerate() {
        assert!(MEETINGS[..at].iter().all(|other| other.pair != meeting.pair), "{:?}", meeting.pair);
        assert_eq!(meeting.pair.used_in(), meeting.used_in);
    }
}

#[test]
fn no_colour_of_a_brand_is_sent_that_nothing_uses() {
    let sheets = sheets();
    let themes = include_str!("../../style/themes.scss");
    for (name, _) in Palette::of(&BrandTokens::default()).properties(Theme::Light) {
        let is_used = sheets.values().any(|sheet| uses(sheet, name)) || uses(themes, name);
        assert!(is_used, "{name}");
    }
}
