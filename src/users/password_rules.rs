//! Which passwords are refused: too short, too long, or among the first that somebody would try. There are no rules of
//! composition (NIST SP 800-63B-4, section 3.1.1.2).

use super::PASSWORD_LENGTH;
use crate::fault::Problem;
use std::{collections::HashSet, sync::LazyLock};

/// What is wrong with a new password, if anything. `context` names what a guesser knows of its owner: the address, the
/// person's name, the organisation's.
pub fn password_problem(password: &str, context: &[&str]) -> Option<Problem> {
    let length = password.chars().count();
    if length < *PASSWORD_LENGTH.start() {
        return Some(Problem::TooShort { least: count(*PASSWORD_LENGTH.start()) });
    }
    if length > *PASSWORD_LENGTH.end() {
        return Some(Problem::TooLong { most: count(*PASSWORD_LENGTH.end()) });
    }
    is_guessable(&password.to_lowercase(), context).then_some(Problem::PasswordCommon)
}

fn count(characters: usize) -> u32 {
    u32::try_from(characters).unwrap_or(u32::MAX)
}

fn is_guessable(password: &str, context: &[&str]) -> bool {
    COMMON.contains(password)
        || repeats_within(password, 4)
        || is_run(password)
        || is_padded(&letters(password), context)
        || is_padded(&letters(&without_disguise(password)), context)
}

static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// Rows of keyboards and series that hands and heads run along.
const RUNS: [&str; 6] = [
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1234567890qwertyuiopasdfghjklzxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
];

/// Whether the text is one of at most `most` characters over and over, the last time perhaps cut short.
fn repeats_within(text: &str, most: usize) -> bool {
    let characters: Vec<char> = text.chars().collect();
    (1..=most).any(|period| characters.iter().zip(characters.iter().skip(period)).all(|(a, b)| a == b))
}

/// Whether the text is a piece of a run, forwards or backwards, that may begin again at its end.
fn is_run(text: &str) -> bool {
    RUNS.iter().any(|run| {
        let forwards = run.repeat(text.len() / run.len() + 2);
        let backwards: String = forwards.chars().rev().collect();
        forwards.contains(text) || backwards.contains(text)
    })
}

/// Whether all letters come from one common word, repeated or not, and from the context. What stands between them is
/// padding.
fn is_padded(letters: &str, context: &[&str]) -> bool {
    let mut words = words_of(context);
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let own = words.iter().fold(letters.to_owned(), |rest, word| rest.replace(word.as_str(), ""));
    let has_context = own.len() < letters.len();
    (own.is_empty() && has_context) || repeats_a_common_word(&own)
}

/// The words of the context that are long enough to mean something, one by one and together.
fn words_of(context: &[&str]) -> Vec<String> {
    let mut words = Vec::new();
    for text in context {
        let text = text.to_lowercase();
        words.push(letters(&text));
        words.extend(text.split(|c: char| !c.is_alphabetic()).map(str::to_owned));
    }
    words.retain(|word| word.chars().count() >= 3);
    words
}

fn repeats_a_common_word(text: &str) -> bool {
    let boundaries = text.char_indices().map(|(at, _)| at).skip(4).chain([text.len()]);
    boundaries.filter(|length| *length >= 4 && text.len().is_multiple_of(*length)).any(|length| {
        let (word, rest) = text.split_at(length);
        COMMON.contains(word) && rest.as_bytes().chunks(length).all(|chunk| chunk == word.as_bytes())
    })
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Undoes the usual swaps of letters for look-alikes, once the padding at both ends is gone.
fn without_disguise(text: &str) -> String {
    let core = text.trim_matches(|c: char| !c.is_alphabetic() && !"@$".contains(c));
    core.chars().map(undisguised).collect()
}

fn undisguised(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXT: [&str; 3] = ["rachel.cohen@example.org", "Rachel Cohen", "GMAH Paris"];

    #[test]
    fn lengths_count_characters() {
        assert_eq!(password_problem("fourteen chars", &[]), Some(Problem::TooShort { least: 15 }));
        assert_eq!(password_problem("quinze lettres!", &[]), None);
        assert_eq!(password_problem("éàüöç-ñøåßþ-đħł", &[]), None);
        assert_eq!(password_problem(&"aé7 ".repeat(65), &[]), Some(Problem::TooLong { most: 256 }));
    }

    #[test]
    fn what_would_be_tried_first_is_refused() {
        for bad in [
            "aaaaaaaaaaaaaaa",
            "123456789012345",
            "987654321098765",
            "abcabcabcabcabcabc",
            "abcdefghijklmnop",
            "qwertyuiopasdfghj",
            "azertyuiopqsdfgh",
            "passwordpassword",
            "passwordpassword1",
            "Password12345678!",
            "P@ssw0rdP@ssw0rd",
            "motdepasse2026!!!",
            "bienvenue-2026-2026",
            "1q2w3e4r5t6y7u8i9o0p",
        ] {
            assert_eq!(password_problem(bad, &[]), Some(Problem::PasswordCommon), "{bad}");
        }
    }

    #[test]
    fn what_a_guesser_knows_of_the_owner_is_refused() {
        for bad in [
            "rachelcohen12345",
            "GMAH-Paris-2026-2026",
            "gmahparisgmahparis",
            "passwordgmahparis1",
            "rachel.cohen@example.org",
        ] {
            assert_eq!(password_problem(bad, &CONTEXT), Some(Problem::PasswordCommon), "{bad}");
        }
        assert_eq!(password_problem("rachelcohen rides tandems", &CONTEXT), None);
    }

    #[test]
    fn there_are_no_rules_of_composition() {
        for good in [
            "correct horse battery staple",
            "correcthorsebatterystaple",
            "839201748392016",
            "un chat dort au soleil",
            "               x y",
            "kjhgtrfdcvbnmloiu",
        ] {
            assert_eq!(password_problem(good, &CONTEXT), None, "{good}");
        }
    }

    #[test]
    fn the_list_is_there_and_its_notice_is_no_password() {
        assert!(COMMON.len() > 49_000);
        assert!(COMMON.iter().all(|word| !word.is_empty() && !word.starts_with('#')));
    }
}
