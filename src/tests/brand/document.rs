//! What `docs/brand-file.md` says of a brand's file, against what the file is read into.

use std::collections::BTreeSet;
use tenantry::brand::{BrandForm, BrandTokens, Density, Font, HomeBlock, Slot, Tint};

const DOCUMENT: &str = include_str!("../../../docs/brand-file.md");

/// The lines of the table that begins with this head: its first two cells.
fn table(head: &str) -> Vec<(&'static str, &'static str)> {
    let (_, rest) = DOCUMENT.split_once(head).unwrap_or_else(|| panic!("no table {head}"));
    let lines = rest.lines().skip(2).take_while(|line| line.starts_with('|'));
    let cells = |line: &'static str| {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        (cells.next().unwrap(), cells.next().unwrap())
    };
    lines.map(cells).collect()
}

/// What stands between backticks.
fn quoted(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split('`').skip(1).step_by(2)
}

fn form() -> serde_json::Map<String, serde_json::Value> {
    let form = BrandForm::of("GMAH Paris", &BrandTokens::default());
    serde_json::to_value(form).unwrap().as_object().unwrap().clone()
}

/// What the document says of a field.
fn values(field: &str) -> &'static str {
    let row = table("| Field | Values |").into_iter().find(|(fields, _)| quoted(fields).any(|name| name == field));
    row.unwrap_or_else(|| panic!("{field}")).1
}

#[test]
fn its_fields_are_those_of_the_form() {
    let rows = table("| Field | Values |");
    let told: Vec<&str> = rows.iter().flat_map(|(fields, _)| quoted(fields)).collect();
    let fields: BTreeSet<String> = form().keys().cloned().collect();
    assert_eq!(told.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>(), fields);
    assert_eq!(told.len(), fields.len(), "each once: {told:?}");
}

#[test]
fn its_choices_are_those_that_there_are() {
    let told = |field| quoted(values(field)).collect::<Vec<_>>();
    assert_eq!(told("tint"), Tint::ALL.iter().map(|of| of.key()).collect::<Vec<_>>());
    assert_eq!(told("density"), Density::ALL.iter().map(|of| of.key()).collect::<Vec<_>>());
    assert_eq!(told("heading_font"), Font::ALL.iter().map(|of| of.key()).collect::<Vec<_>>());
    assert_eq!(told("radius"), ["0", &BrandTokens::MAX_RADIUS.to_string()]);
    for block in HomeBlock::ALL {
        assert!(form().contains_key(&format!("home_{}", block.key())), "{block:?}");
    }
    let (_, places) = DOCUMENT.split_once("The places of `pictures` are ").unwrap();
    let places = places.split_once('.').unwrap().0;
    assert_eq!(quoted(places).collect::<Vec<_>>(), Slot::ALL.iter().map(|slot| slot.key()).collect::<Vec<_>>());
}

#[test]
fn its_example_is_a_brands_file() {
    let (_, example) = DOCUMENT.split_once("```json\n").unwrap();
    let example: serde_json::Value = serde_json::from_str(example.split_once("```").unwrap().0).unwrap();
    let members: Vec<&str> = table("| Member | What it is |").into_iter().flat_map(|(name, _)| quoted(name)).collect();
    let of_example: BTreeSet<&str> = example.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(members.into_iter().collect::<BTreeSet<_>>(), of_example);
    for (name, value) in example["brand"].as_object().unwrap() {
        assert!(form().contains_key(name) && value.is_string(), "{name}: {value}");
    }
    for place in example["pictures"].as_object().unwrap().keys() {
        assert!(Slot::ALL.iter().any(|slot| slot.key() == place), "{place}");
    }
}
