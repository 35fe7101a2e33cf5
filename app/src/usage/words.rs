//! Words of usage.

use crate::i18n::Locale;
use tenantry::{
    metrics::Period,
    money::{format_decimal, format_integer},
};

crate::words! {
    title: "Usage", "Utilisation";
    periods: "Period", "Période";
    day: "24 hours", "24 heures";
    month: "30 days", "30 jours";
    year: "12 months", "12 mois";
    requests: "Requests", "Requêtes";
    errors: "Errors", "Erreurs";
    server_errors: "Server errors (5xx)", "Erreurs du serveur (5xx)";
    client_errors: "Client errors (4xx)", "Erreurs des clients (4xx)";
    response_time: "Response time", "Temps de réponse";
    half: "Half within", "La moitié en";
    most: "95 of 100 within", "95 sur 100 en";
    sign_ins: "Sign-ins", "Connexions";
    refused_sign_ins: "Refused sign-ins", "Connexions refusées";
    active_users: "Active people", "Personnes actives";
    people_of_all: "Counted once in each organisation", "Comptées une fois par organisation";
    today: "Today, in UTC", "Aujourd’hui, en UTC";
    on_one_day: "At most on one day", "Au plus en un jour";
    storage: "Storage", "Stockage";
    databases: "Databases", "Bases de données";
    files: "Files", "Fichiers";
    work: "Work in the background", "Travaux en arrière-plan";
    failed_work: "What failed in the background", "Échecs en arrière-plan";
    jobs: "Tries at work", "Essais de travaux";
    mails: "Mails", "Messages";
    sent: "Sent", "Envoyé";
    when: "When (UTC)", "Quand (UTC)";
    show_figures: "Show the figures", "Afficher les chiffres";
    not_known: "not known yet", "pas encore connu";
    not_counted: "Nothing is counted here: the setting metrics.on is off.", "Rien n’est compté ici\u{a0}: le réglage metrics.on est désactivé.";
    rows(module: &str, rows: &str): "{module}: {rows} rows", "{module}\u{a0}: {rows} lignes";
    of_requests(share: &str): "{share} of all requests", "{share} des requêtes";
    refused_beside(count: &str): "{count} refused", "{count} refusées";
    slowest(time: &str): "The slowest of 100: {time}", "La plus lente sur 100\u{a0}: {time}";
    files_beside(bytes: &str): "{bytes} of it are files", "dont {bytes} de fichiers";
    turned_away_beside(count: &str): "{count} turned away beside them", "{count} éconduites en plus";
}

pub(super) fn period(locale: Locale, period: Period) -> &'static str {
    match period {
        Period::Day => day(locale),
        Period::Month => month(locale),
        Period::Year => year(locale),
    }
}

/// `0.42 ms`, `56 ms`, `1.5 s`.
pub(crate) fn time(locale: Locale, micros: i64) -> String {
    if micros == 0 {
        return "0".to_owned();
    }
    if micros < 1_000_000 {
        return crate::console::words::milliseconds(locale, micros);
    }
    format!("{}\u{a0}s", format_decimal(micros / 10_000, locale))
}

/// The share in a hundred, with a digit behind the point where it is small: `0.4 %`.
pub(crate) fn share(locale: Locale, count: i64, of: i64) -> String {
    let tenths = if of <= 0 { 0 } else { (count * 1_000 + of / 2) / of };
    let point = if locale == Locale::Fr { ',' } else { '.' };
    let number = match (tenths, count) {
        (0, 1..) => format!("<\u{a0}0{point}1"),
        (1..100, _) if tenths % 10 != 0 => format!("{}{point}{}", tenths / 10, tenths % 10),
        _ => format_integer(tenths / 10, locale),
    };
    if locale == Locale::Fr { format!("{number}\u{a0}%") } else { format!("{number}%") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_shares_read_in_both_languages() {
        assert_eq!(time(Locale::En, 56_400), "56\u{a0}ms");
        assert_eq!(time(Locale::Fr, 1_540_000), "1,54\u{a0}s");
        assert_eq!(share(Locale::En, 0, 0), "0%");
        assert_eq!(share(Locale::En, 0, 10), "0%");
        assert_eq!(share(Locale::Fr, 4, 1_000), "0,4\u{a0}%");
        assert_eq!(share(Locale::En, 1, 100_000), "<\u{a0}0.1%");
        assert_eq!(share(Locale::Fr, 1, 3), "33\u{a0}%");
        assert_eq!(share(Locale::En, 7, 7), "100%");
    }
}
