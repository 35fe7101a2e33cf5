//! The time zones that are offered, as a page's data has them: they don't come with the WebAssembly that everybody loads.

use super::zones::{place, regions};
use crate::i18n::Locale;
use std::{collections::HashMap, sync::LazyLock};
use tenantry::loans::search_name;

/// One for each country's regions, as the IANA time zone database lists them in its table `zone.tab`, Europe first.
const ZONES: &str = include_str!("zones.txt");

/// Places that are called otherwise in French.
const FRENCH: &str = include_str!("zones.fr.txt");

static IN_FRENCH: LazyLock<String> = LazyLock::new(in_french);

/// A line each: the zone and, behind a space, its place's name in that language where the zone's own is another.
pub(crate) fn offered(locale: Locale) -> &'static str {
    match locale {
        Locale::En => ZONES,
        Locale::Fr => &IN_FRENCH,
    }
}

/// Each region in the order of the names that are read.
fn in_french() -> String {
    let names = FRENCH.lines().filter_map(|line| Some((line.split_once(' ')?.0, line)));
    let names: HashMap<&str, &str> = names.collect();
    let lines: Vec<&str> = ZONES.lines().map(|zone| names.get(zone).copied().unwrap_or(zone)).collect();
    let lines = lines.join("\n");
    let sorted = regions(&lines).into_iter().flat_map(|(_, mut lines)| {
        lines.sort_by_cached_key(|line| search_name(&place(line)));
        lines
    });
    sorted.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::zones::zone;
    use super::*;

    fn places(locale: Locale) -> HashMap<&'static str, String> {
        offered(locale).lines().map(|line| (zone(line), place(line))).collect()
    }

    #[test]
    fn europe_comes_first_and_each_region_once() {
        for locale in Locale::ALL {
            let names: Vec<&str> = regions(offered(locale)).iter().map(|(region, _)| *region).collect();
            assert_eq!(names.first(), Some(&"Europe"));
            assert!(names.iter().enumerate().all(|(at, name)| !names[..at].contains(name)), "{names:?}");
        }
    }

    #[test]
    fn every_zone_that_is_offered_is_known_by_the_name_that_is_kept() {
        for locale in Locale::ALL {
            for line in offered(locale).lines() {
                assert_eq!(zone(line).parse::<tenantry::zones::ZoneName>().unwrap().as_str(), zone(line));
            }
        }
    }

    #[test]
    fn each_language_calls_a_place_as_its_people_do() {
        let (english, french) = (places(Locale::En), places(Locale::Fr));
        assert_eq!(english.len(), french.len(), "the same zones are offered");
        for (zone, en, fr) in [
            ("Europe/Paris", "Paris", "Paris"),
            ("Europe/London", "London", "Londres"),
            ("Africa/Cairo", "Cairo", "Le Caire"),
            ("America/New_York", "New York", "New York"),
            ("America/Mexico_City", "Mexico City", "Mexico"),
            ("America/Argentina/Salta", "Salta, Argentina", "Salta, Argentine"),
            ("Asia/Jerusalem", "Jerusalem", "Jérusalem"),
        ] {
            assert_eq!((english[zone].as_str(), french[zone].as_str()), (en, fr));
        }
    }

    #[test]
    fn every_french_name_is_of_a_zone_that_is_offered_and_another_than_its_own() {
        let english = places(Locale::En);
        for line in FRENCH.lines() {
            let (zone, name) = line.split_once(' ').unwrap();
            assert_ne!(english.get(zone).unwrap_or_else(|| panic!("{zone}")), name);
        }
    }

    #[test]
    fn french_names_stand_in_their_own_order() {
        let first: Vec<String> = offered(Locale::Fr).lines().take(5).map(place).collect();
        assert_eq!(first, ["Amsterdam", "Andorre", "Astrakhan", "Athènes", "Belgrade"]);
        let at = |place: &str| offered(Locale::Fr).lines().position(|line| zone(line) == place).unwrap();
        assert!(at("Europe/Ulyanovsk") < at("Europe/Paris"), "Oulianovsk comes before Paris");
    }
}
