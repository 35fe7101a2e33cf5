//! Amounts in words, as receipts have them.

use tenantry::{locale::Locale, money::Currency};

/// `mille deux cent trente-quatre euros et cinquante centimes`.
pub fn amount_in_words(minor: i64, currency: Currency, locale: Locale) -> String {
    let (whole, cents) = (minor.unsigned_abs() / 100, minor.unsigned_abs() % 100);
    let names = Names::of(currency, locale);
    let major = counted(whole, names.major, locale);
    let text = match (whole, cents) {
        (_, 0) => major,
        (0, cents) => counted(cents, names.minor, locale),
        (_, cents) => {
            let and = if locale == Locale::Fr { "et" } else { "and" };
            format!("{major} {and} {}", counted(cents, names.minor, locale))
        }
    };
    capitalised(&text)
}

/// One and many of each.
struct Names {
    major: [&'static str; 2],
    minor: [&'static str; 2],
}

impl Names {
    fn of(currency: Currency, locale: Locale) -> Self {
        let (major, minor) = match (currency, locale) {
            (Currency::Eur, Locale::En) => (["euro", "euros"], ["cent", "cents"]),
            (Currency::Eur, Locale::Fr) => (["euro", "euros"], ["centime", "centimes"]),
            (Currency::Usd, Locale::En) => (["US dollar", "US dollars"], ["cent", "cents"]),
            (Currency::Usd, Locale::Fr) => (["dollar américain", "dollars américains"], ["cent", "cents"]),
            (Currency::Gbp, Locale::En) => (["pound sterling", "pounds sterling"], ["penny", "pence"]),
            (Currency::Gbp, Locale::Fr) => (["livre sterling", "livres sterling"], ["penny", "pence"]),
            (Currency::Chf, Locale::En) => (["Swiss franc", "Swiss francs"], ["centime", "centimes"]),
            (Currency::Chf, Locale::Fr) => (["franc suisse", "francs suisses"], ["centime", "centimes"]),
            (Currency::Cad, Locale::En) => (["Canadian dollar", "Canadian dollars"], ["cent", "cents"]),
            (Currency::Cad, Locale::Fr) => (["dollar canadien", "dollars canadiens"], ["cent", "cents"]),
            (Currency::Ils, Locale::En) => (["Israeli shekel", "Israeli shekels"], ["agora", "agorot"]),
            (Currency::Ils, Locale::Fr) => (["shekel israélien", "shekels israéliens"], ["agora", "agorot"]),
        };
        Self { major, minor }
    }
}

fn counted(count: u64, [one, many]: [&str; 2], locale: Locale) -> String {
    match locale {
        Locale::En => format!("{} {}", english(count), if count == 1 { one } else { many }),
        Locale::Fr => {
            let name = if count < 2 { one } else { many };
            // « un million d’euros », but « un million deux euros ».
            let linked = count >= 1_000_000 && count.is_multiple_of(1_000_000);
            let feminine = name.starts_with("livre") || name.starts_with("agor");
            let number = french(count);
            let number = if feminine && number.ends_with("un") { format!("{number}e") } else { number };
            match (linked, name.starts_with(['a', 'e'])) {
                (true, true) => format!("{number} d’{name}"),
                (true, false) => format!("{number} de {name}"),
                (false, _) => format!("{number} {name}"),
            }
        }
    }
}

const ENGLISH: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ENGLISH_TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn english(number: u64) -> String {
    match number {
        0..20 => word(&ENGLISH, number).to_owned(),
        20..100 if number.is_multiple_of(10) => word(&ENGLISH_TENS, number / 10).to_owned(),
        20..100 => format!("{}-{}", word(&ENGLISH_TENS, number / 10), word(&ENGLISH, number % 10)),
        100..1_000 => joined(format!("{} hundred", english(number / 100)), " and ", number % 100, english),
        1_000..1_000_000 => english_group(number, 1_000, "thousand"),
        1_000_000..1_000_000_000 => english_group(number, 1_000_000, "million"),
        _ => english_group(number, 1_000_000_000, "billion"),
    }
}

fn english_group(number: u64, of: u64, name: &str) -> String {
    let rest = number % of;
    let between = if (1..100).contains(&rest) { " and " } else { " " };
    joined(format!("{} {name}", english(number / of)), between, rest, english)
}

const FRENCH: [&str; 17] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize",
];
const FRENCH_TENS: [&str; 7] = ["", "dix", "vingt", "trente", "quarante", "cinquante", "soixante"];

fn french(number: u64) -> String {
    match number {
        0..17 => word(&FRENCH, number).to_owned(),
        17..20 => format!("dix-{}", word(&FRENCH, number - 10)),
        20..70 => french_ten(number),
        70..80 if number == 71 => "soixante-et-onze".to_owned(),
        70..80 => format!("soixante-{}", french(number - 60)),
        80 => "quatre-vingts".to_owned(),
        81..100 => format!("quatre-vingt-{}", french(number - 80)),
        100..1_000 => french_hundred(number),
        1_000..1_000_000 => {
            // « quatre-vingt mille », « deux cent mille »: before a number they stay single.
            let head =
                if number < 2_000 { "mille".to_owned() } else { format!("{} mille", single(french(number / 1_000))) };
            joined(head, " ", number % 1_000, french)
        }
        1_000_000..1_000_000_000 => french_group(number, 1_000_000, "million"),
        _ => french_group(number, 1_000_000_000, "milliard"),
    }
}

fn french_ten(number: u64) -> String {
    let ten = word(&FRENCH_TENS, number / 10);
    match number % 10 {
        0 => ten.to_owned(),
        1 => format!("{ten}-et-un"),
        one => format!("{ten}-{}", word(&FRENCH, one)),
    }
}

fn french_hundred(number: u64) -> String {
    match (number / 100, number % 100) {
        (1, rest) => joined("cent".to_owned(), " ", rest, french),
        (many, 0) => format!("{} cents", french(many)),
        (many, rest) => format!("{} cent {}", french(many), french(rest)),
    }
}

fn french_group(number: u64, of: u64, name: &str) -> String {
    let many = number / of;
    let plural = if many > 1 { "s" } else { "" };
    joined(format!("{} {name}{plural}", french(many)), " ", number % of, french)
}

fn single(text: String) -> String {
    let is_plural = text.ends_with("cents") || text.ends_with("vingts");
    if is_plural { text[..text.len() - 1].to_owned() } else { text }
}

fn joined(head: String, between: &str, rest: u64, words: fn(u64) -> String) -> String {
    if rest == 0 { head } else { format!("{head}{between}{}", words(rest)) }
}

fn word(words: &[&'static str], at: u64) -> &'static str {
    usize::try_from(at).ok().and_then(|at| words.get(at)).copied().unwrap_or_default()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_numbers_are_spelt_as_they_are_taught() {
        for (number, text) in [
            (0, "zéro"),
            (17, "dix-sept"),
            (21, "vingt-et-un"),
            (71, "soixante-et-onze"),
            (80, "quatre-vingts"),
            (81, "quatre-vingt-un"),
            (91, "quatre-vingt-onze"),
            (99, "quatre-vingt-dix-neuf"),
            (100, "cent"),
            (101, "cent un"),
            (200, "deux cents"),
            (201, "deux cent un"),
            (1_000, "mille"),
            (1_980, "mille neuf cent quatre-vingts"),
            (80_000, "quatre-vingt mille"),
            (200_000, "deux cent mille"),
            (1_000_000, "un million"),
            (2_200_080, "deux millions deux cent mille quatre-vingts"),
            (200_000_000, "deux cents millions"),
            (1_000_000_000, "un milliard"),
        ] {
            assert_eq!(french(number), text, "{number}");
        }
    }

    #[test]
    fn english_numbers_are_spelt_as_they_are_taught() {
        for (number, text) in [
            (0, "zero"),
            (21, "twenty-one"),
            (100, "one hundred"),
            (101, "one hundred and one"),
            (1_001, "one thousand and one"),
            (1_234, "one thousand two hundred and thirty-four"),
            (1_000_000, "one million"),
            (2_000_000_000, "two billion"),
        ] {
            assert_eq!(english(number), text, "{number}");
        }
    }

    #[test]
    fn an_amount_names_its_currency() {
        let said = |minor, currency, locale| amount_in_words(minor, currency, locale);
        assert_eq!(
            said(123_450, Currency::Eur, Locale::Fr),
            "Mille deux cent trente-quatre euros et cinquante centimes"
        );
        assert_eq!(
            said(123_450, Currency::Eur, Locale::En),
            "One thousand two hundred and thirty-four euros and fifty cents"
        );
        assert_eq!(said(100, Currency::Eur, Locale::Fr), "Un euro");
        assert_eq!(said(1, Currency::Eur, Locale::Fr), "Un centime");
        assert_eq!(said(100_000_000, Currency::Eur, Locale::Fr), "Un million d’euros");
        assert_eq!(said(200_000_000, Currency::Chf, Locale::Fr), "Deux millions de francs suisses");
        assert_eq!(said(2_101, Currency::Gbp, Locale::Fr), "Vingt-et-une livres sterling et un penny");
        assert_eq!(said(101, Currency::Gbp, Locale::En), "One pound sterling and one penny");
        for locale in Locale::ALL {
            for currency in Currency::ALL {
                for minor in [0, 1, 99, 100, 101, 70_071, tenantry::money::MOST] {
                    let words = said(minor, currency, locale);
                    assert!(!words.contains("  ") && words.chars().all(|c| !c.is_ascii_digit()), "{words}");
                }
            }
        }
    }
}
