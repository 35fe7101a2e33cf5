//! Names and reasons as a lending society of a French Jewish community knows them. All people are invented.

use super::book::pick;
use crate::{
    loans::{NewBorrower, search_name},
    random::Random,
};

const REASONS: [&str; 14] = [
    "Mariage de sa fille",
    "Bar-mitsva",
    "Soins dentaires",
    "Caution d’un appartement",
    "Frais d’études",
    "Fêtes de Tichri",
    "Réparation de la voiture",
    "Naissance",
    "Travaux de chauffage",
    "Trésorerie du commerce",
    "Frais d’obsèques",
    "Formation professionnelle",
    "Lunettes et appareil auditif",
    "Déménagement",
];

pub(super) fn person(random: &Random) -> String {
    let any_of = |names: &'static str| pick(random, &names.lines().collect::<Vec<_>>());
    format!("{} {}", any_of(include_str!("first_names.txt")), any_of(include_str!("last_names.txt")))
}

/// Somebody whom the others of the list don't share a name with.
pub(super) fn borrower(random: &Random, others: &[NewBorrower]) -> NewBorrower {
    let name = loop {
        let name = person(random);
        if others.iter().all(|other| other.name != name) {
            break name;
        }
    };
    let email = (random.below(10) < 6).then(|| address(&name));
    let phone = (random.below(10) < 8).then(|| phone(random));
    NewBorrower { name, email, phone }
}

/// Nothing for four loans in ten.
pub(super) fn reason(random: &Random) -> String {
    if random.below(10) < 4 { String::new() } else { pick(random, &REASONS).to_owned() }
}

fn address(name: &str) -> String {
    let local = search_name(name).replace(|letter: char| !letter.is_ascii_alphanumeric(), ".");
    format!("{local}@example.org")
}

/// From the numbers that ARCEP keeps free for films: 06 39 98 and four digits.
fn phone(random: &Random) -> String {
    format!("06 39 98 {:02} {:02}", random.below(100), random.below(100))
}
