//! The choice of a time zone.

use super::{browser, words};
use crate::{
    i18n::Locale,
    site::use_locale,
    ui::{Field, FieldIds, PlainSelect},
};
use leptos::{html, prelude::*};
use maud::{Markup, html};

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
        let own = browser::time_zone().filter(|own| zones.lines().any(|offered| zone(offered) == own));
        if let Some(own) = own
            && select.value() == first
        {
            select.set_value(&own);
        }
    });
}

fn options(zones: &str, chosen: &str, locale: Locale) -> Markup {
    let is_foreign = !zones.lines().any(|offered| zone(offered) == chosen);
    html! {
        @if is_foreign { option value=(chosen) selected { (chosen) } }
        @for (region, zones) in regions(zones) {
            optgroup label=(words::region(locale, region)) {
                @for offered in zones {
                    option value=(zone(offered)) selected[zone(offered) == chosen] { (place(offered)) }
                }
            }
        }
    }
}

/// The zones of each region, in the order of the list.
pub(super) fn regions(zones: &str) -> Vec<(&str, Vec<&str>)> {
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

/// The zone of a line: what stands before the name that its place has in the reader's language.
pub(super) fn zone(offered: &str) -> &str {
    offered.split_once(' ').map_or(offered, |(zone, _)| zone)
}

/// `Europe/London Londres` is read as `Londres`, and `America/Argentina/Buenos_Aires` as `Buenos Aires, Argentina`.
pub(super) fn place(offered: &str) -> String {
    if let Some((_, name)) = offered.split_once(' ') {
        return name.to_owned();
    }
    let mut parts: Vec<&str> = offered.split('/').skip(1).collect();
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
        assert_eq!(place("Africa/Cairo Le Caire"), "Le Caire");
    }

    #[test]
    fn one_is_chosen_be_it_offered_or_not() {
        let chosen = |zone: &str| {
            let options = options("Europe/Paris\nAsia/Jerusalem Jérusalem", zone, Locale::Fr).into_string();
            assert_eq!(options.matches(" selected").count(), 1, "{options}");
            options
        };
        let offered = chosen("Asia/Jerusalem");
        let asia = "<optgroup label=\"Asie\"><option value=\"Asia/Jerusalem\" selected>Jérusalem</option></optgroup>";
        assert!(offered.ends_with(asia) && offered.starts_with("<optgroup label=\"Europe\">"), "{offered}");
        let foreign = chosen("<Mars>");
        assert!(foreign.starts_with("<option value=\"&lt;Mars&gt;\" selected>&lt;Mars&gt;</option>"), "{foreign}");
    }
}
