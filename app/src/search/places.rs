//! Pages and actions, found by the words of their names.

use super::Hit;
use crate::{frames::NavGroup, i18n::Locale, site::Site};
use tenantry::{access::Permission, loans::search_name};

/// Those whose name has a word for each one that was asked, in the reader's language or in another: accents and the case count
/// for nothing, and the beginning of a word is enough. What is called just so comes first.
pub(super) fn named(asked: &str, site: &Site, places: impl Fn(&Site) -> Vec<Hit>) -> Vec<Hit> {
    let names: Vec<Vec<Hit>> = Locale::ALL.into_iter().map(|locale| places(&Site { locale, ..site.clone() })).collect();
    let names_of = |at: usize| names.iter().map(|places| places[at].title.as_str()).collect::<Vec<_>>();
    let found = places(site).into_iter().enumerate();
    let found = found.filter(|(at, _)| asked.is_empty() || is_meant(asked, &names_of(*at)));
    let mut found: Vec<Hit> = found.map(|(_, place)| place).collect();
    let asked = search_name(asked);
    found.sort_by_key(|place| !search_name(&place.title).starts_with(&asked));
    found
}

/// Whether each word that was asked begins one of what something is called. Without words nothing is.
pub(super) fn is_meant(asked: &str, names: &[&str]) -> bool {
    let asked = search_name(asked);
    let names: Vec<String> = names.iter().map(|name| search_name(name)).collect();
    let is_a_beginning = |word: &str| names.iter().any(|name| words(name).any(|of| of.starts_with(word)));
    words(&asked).next().is_some() && words(&asked).all(is_a_beginning)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Those of some places that the reader may open.
pub(super) fn permitted<H: AsRef<str>>(
    site: &Site,
    places: impl IntoIterator<Item = (Permission, &'static str, H)>,
) -> Vec<Hit> {
    let possible = places.into_iter().filter(|(permission, ..)| site.may(*permission));
    possible.map(|(_, name, href)| place(name, href.as_ref())).collect()
}

pub(super) fn navigation(groups: Vec<NavGroup>) -> impl Iterator<Item = Hit> {
    groups.into_iter().flat_map(|group| group.items).map(|item| place(item.label, item.href))
}

pub(super) fn place(name: &str, href: &str) -> Hit {
    Hit { title: name.trim_end_matches('…').to_owned(), detail: String::new(), href: href.to_owned() }
}
