//! The time zones that are offered: one for each country's regions, as the IANA time zone database lists them in its table
//! `zone.tab`, Europe first.

use super::words;
use crate::{
    site::use_locale,
    ui::{Field, FieldIds, Glyph, Icon, is_wrong},
};
use leptos::prelude::*;

/// They come with the page's data, and so not with the WebAssembly that everybody loads.
#[cfg(feature = "ssr")]
pub(super) const OFFERED: &str = include_str!("zones.txt");

/// A select by regions of the world. A zone that isn't offered stays chosen as it is.
#[component]
pub(super) fn ZoneSelect(
    zones: String,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let locale = use_locale();
    let ids = FieldIds::of("time_zone");
    let (control, described) = (ids.control.clone(), ids.clone());
    let chosen = value.get_untracked();
    let groups: Vec<_> = regions(&zones)
        .into_iter()
        .map(|(region, zones)| group(words::region(locale, region), zones, &chosen))
        .collect();
    let foreign = (!zones.lines().any(|offered| offered == chosen)).then(|| chosen.clone());
    view! {
        <Field ids label=words::time_zone(locale) hint=words::time_zone_hint(locale) error>
            <div class="select">
                <select
                    class="input"
                    id=control
                    name="time_zone"
                    autofocus=is_wrong(error)
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || described.described_by(true, error.with(Option::is_some))
                >
                    {foreign.map(|zone| option(zone.clone(), zone, true))}
                    {groups}
                </select>
                <Icon glyph=Glyph::ChevronDown />
            </div>
        </Field>
    }
}

fn group(label: &'static str, zones: Vec<&str>, chosen: &str) -> impl IntoView + use<> {
    let options: Vec<_> = zones.into_iter().map(|zone| option(zone.to_owned(), place(zone), zone == chosen)).collect();
    view! { <optgroup label=label>{options}</optgroup> }
}

fn option(value: String, label: String, selected: bool) -> impl IntoView {
    view! {
        <option value=value selected=selected>
            {label}
        </option>
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
    fn every_zone_that_is_offered_is_known() {
        for zone in OFFERED.lines() {
            assert!(jiff::tz::TimeZone::get(zone).is_ok(), "{zone}");
        }
    }
}
