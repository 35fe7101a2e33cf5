//! The name of an organisation in its address.

use crate::fault::Problem;
use std::fmt;

/// 3 to 40 of `a-z0-9-`, no hyphen at either end, not reserved and not a look-alike of a reserved name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Slug(String);

impl Slug {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it could be one, by its letters alone: of what couldn't, nobody has to be asked.
    pub(crate) fn has_shape(text: &str) -> bool {
        let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        // A label that starts like `xn--` would be read as an internationalised name.
        let hyphens = text.starts_with('-') || text.ends_with('-') || text.get(2..4) == Some("--");
        (3..=40).contains(&text.len()) && text.bytes().all(known) && !hyphens
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<&str> for Slug {
    type Error = Problem;

    fn try_from(text: &str) -> Result<Self, Problem> {
        let slug = text.trim().to_lowercase();
        match slug.chars().count() {
            0 => return Err(Problem::Required),
            1..=2 => return Err(Problem::TooShort { least: 3 }),
            3..=40 => {}
            _ => return Err(Problem::TooLong { most: 40 }),
        }
        if !Self::has_shape(&slug) {
            return Err(Problem::SlugCharacters);
        }
        refuse_reserved(&slug)?;
        Ok(Self(slug))
    }
}

/// Names that a deployment needs for itself, or that would let somebody pass for its staff.
const RESERVED: &str = include_str!("reserved_slugs.txt");

fn reserved() -> impl Iterator<Item = &'static str> {
    RESERVED.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn refuse_reserved(slug: &str) -> Result<(), Problem> {
    let suggestion = || format!("{}-org", slug.trim_end_matches("-org"));
    if reserved().any(|name| name == slug) {
        return Err(Problem::SlugReserved { suggestion: suggestion() });
    }
    let shape = skeleton(slug);
    match reserved().find(|name| skeleton(name) == shape) {
        Some(name) => Err(Problem::SlugLooksLike { name: name.to_owned(), suggestion: suggestion() }),
        None => Ok(()),
    }
}

/// What a hurried reader sees: digits that pass for letters, pairs that pass for one letter, no hyphens.
fn skeleton(slug: &str) -> String {
    let plain = slug.replace('-', "").replace("rn", "m").replace("vv", "w").replace("cl", "d");
    plain
        .chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | 'i' => 'l',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '7' => 't',
            '8' => 'b',
            c => c,
        })
        .collect()
}

/// A slug made of a name, to start from: `GMAH Évry-Sud` gives `gmah-evry-sud`.
pub fn suggestion_for(name: &str) -> String {
    let mut slug = String::new();
    for c in name.to_lowercase().chars() {
        match without_accent(c) {
            Some(plain) => slug.push_str(plain),
            None if c.is_ascii_lowercase() || c.is_ascii_digit() => slug.push(c),
            None if !slug.ends_with('-') && !slug.is_empty() => slug.push('-'),
            None => {}
        }
    }
    slug.truncate(40);
    slug.trim_matches('-').to_owned()
}

fn without_accent(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' => "a",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'î' | 'ï' | 'í' | 'ì' => "i",
        'ô' | 'ö' | 'ó' | 'ò' | 'õ' | 'ø' => "o",
        'ù' | 'û' | 'ü' | 'ú' => "u",
        'ç' => "c",
        'ñ' => "n",
        'ÿ' | 'ý' => "y",
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        '\'' | '’' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_good_slugs_in_one_form() {
        for (text, slug) in [("paris", "paris"), (" Gmah-Lyon ", "gmah-lyon"), ("a1-", ""), ("75011", "75011")] {
            assert_eq!(Slug::try_from(text).map(|slug| slug.to_string()).unwrap_or_default(), slug);
        }
    }

    #[test]
    fn refuses_with_a_reason() {
        assert_eq!(Slug::try_from(""), Err(Problem::Required));
        assert_eq!(Slug::try_from("ab"), Err(Problem::TooShort { least: 3 }));
        assert_eq!(Slug::try_from(&*"a".repeat(41)), Err(Problem::TooLong { most: 40 }));
        for bad in ["-ab", "ab-", "a_b", "a b", "a.b", "évry", "xn--paris", "a/../b", "\"; drop database x; --"] {
            assert_eq!(Slug::try_from(bad), Err(Problem::SlugCharacters), "{bad}");
        }
    }

    #[test]
    fn refuses_reserved_names_and_their_look_alikes() {
        for name in ["www", "console", "admin", "api", "status"] {
            let Err(Problem::SlugReserved { suggestion }) = Slug::try_from(name) else { panic!("{name}") };
            assert!(Slug::try_from(&*suggestion).is_ok(), "{suggestion}");
        }
        for (look_alike, name) in [
            ("adm1n", "admin"),
            ("c0nsole", "console"),
            ("log-in", "login"),
            ("adrnin", "admin"),
            ("supp0rt", "support"),
        ] {
            match Slug::try_from(look_alike) {
                Err(Problem::SlugLooksLike { name: like, suggestion }) => {
                    assert_eq!(like, name);
                    assert!(Slug::try_from(&*suggestion).is_ok(), "{suggestion}");
                }
                other => panic!("{look_alike}: {other:?}"),
            }
        }
    }

    #[test]
    fn suggests_from_a_name() {
        assert_eq!(suggestion_for("GMAH Évry-Sud"), "gmah-evry-sud");
        assert_eq!(suggestion_for("L’Œuvre  & Cie"), "loeuvre-cie");
        assert_eq!(suggestion_for("גמ\"ח"), "");
    }
}
