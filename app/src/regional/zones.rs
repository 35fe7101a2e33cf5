//! The time zones that are offered: one for each country's regions, as the IANA time zone database lists them in its table
//! `zone.tab`, Europe first.

use super::{browser, words};
use crate::{
    i18n::Locale,
    site::use_locale,
    ui::{Field, FieldIds, PlainSelect},
};
use leptos::{html, prelude::*};
use maud::{Markup, html};

/// They come with the page's data, and so not with the WebAssembly that everybody loads.
#[cfg(feature = "ssr")]
pub(crate) const OFFERED: &str = include_str!("zones.txt");

/// A select by regions of the world. A zone that isn't offered stays chosen as it is.
#[component]
pub fn ZoneSelect(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    zones: String,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] error: Signal<Option<String>>,
    /// Whether the browser's own zone is chosen, until somebody chooses another.
    #[prop(optional)]
    follows_browser: bool,
) -> impl IntoView {
    let ids = FieldIds::of(name);
    let (id, described, has_hint) = (ids.control.clone(), ids.clone(), !hint.is_empty());
    let described_by = Signal::derive(move || described.described_by(has_hint, error.with(Option::is_some)));
    let invalid = Signal::derive(move || error.with(Option::is_some));
    let chosen = value.get_untracked();
    let options = options(&zones, &chosen, use_locale());
    let control = NodeRef::<html::Select>::new();
    if follows_browser {
        follow_browser(control, zones, chosen);
    }
    view! {
        <Field ids label hint error>
            <PlainSelect control name id options invalid described_by />
        </Field>
    }
}

/// What somebody chose before the scripts arrived stays.
fn follow_browser(control: NodeRef<html::Select>, zones: String, first: String) {
    Effect::new(move || {
        let Some(select) = control.get() else { return };
        let own = browser::time_zone().filter(|own| zones.lines().any(|offered| offered == own));
        if let Some(own) = own
            && select.value() == first
        {
            select.set_value(&own);
        }
    });
}

fn options(zones: &str, chosen: &str, locale: Locale) -> Markup {
    let is_foreign = !zones.lines().any(|offered| offered == chosen);
    html! {
        @if is_foreign { option value=(chosen) selected { (chosen) } }
        @for (region, zones) in regions(zones) {
            optgroup label=(words::region(locale, region)) {
                @for zone in zones { option value=(zone) selected[zone == chosen] { (place(zone)) } }
            }
        }
    }
}

/// The zones of each region, in the order of the list.
fn regions(zones: &str) -> Vec<(&str, Vec<&str>)> {
    let mut regions: Vec<(&str, Vec<&str>)> = Vec::new();
    for zone in zones.lines() {
        let region = zone.split('/').next().unwrap_or(zone);
        match regions.last_mut() {
            Some((last, zones)) if *last == region => zones.push(zone),
            _ => regions.push((region, vec![zone])),
        }
    }
    regions
}

/// `America/Argentina/Buenos_Aires` is read as `Buenos Aires, Argentina`.
fn place(zone: &str) -> String {
    let mut parts: Vec<&str> = zone.split('/').skip(1).collect();
    parts.reverse();
    parts.join(", ").replace('_', " ")
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_zone_reads_as_its_place() {
        assert_eq!(place("Europe/Paris"), "Paris");
        assert_eq!(place("America/Argentina/Buenos_Aires"), "Buenos Aires, Argentina");
    }

    #[test]
    fn europe_comes_first_and_each_region_once() {
        let names: Vec<&str> = regions(OFFERED).iter().map(|(region, _)| *region).collect();
        assert_eq!(names.first(), Some(&"Europe"));
        assert!(names.iter().enumerate().all(|(at, name)| !names[..at].contains(name)), "{names:?}");
    }

    #[test]
    fn every_zone_that_is_offered_is_known_by_the_name_that_is_kept() {
        for zone in OFFERED.lines() {
            assert_eq!(zone.parse::<tenantry::zones::ZoneName>().unwrap().as_str(), zone);
        }
    }

    #[test]
    fn one_is_chosen_be_it_offered_or_not() {
        let chosen = |zone: &str| {
            let options = options("Europe/Paris\nAsia/Jerusalem", zone, Locale::Fr).into_string();
            assert_eq!(options.matches(" selected").count(), 1, "{options}");
            options
        };
        let offered = chosen("Asia/Jerusalem");
        let asia = "<optgroup label=\"Asie\"><option value=\"Asia/Jerusalem\" selected>Jerusalem</option></optgroup>";
        assert!(offered.ends_with(asia) && offered.starts_with("<optgroup label=\"Europe\">"), "{offered}");
        let foreign = chosen("<Mars>");
        assert!(foreign.starts_with("<option value=\"&lt;Mars&gt;\" selected>&lt;Mars&gt;</option>"), "{foreign}");
    }
}
