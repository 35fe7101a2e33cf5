//! The settings that can be changed while the server runs: what asks for them asks each time. Adding one is a line here, once
//! its readers go by [`Settings::current`](super::Settings::current).

use super::SettingKind;
use crate::{
    config::{Config, OfferedLanguages, settings},
    fault::Problem,
    locale::Locale,
    money::Currency,
    servers::label,
    users::Email,
    zones::ZoneName,
};

pub(super) struct Changeable {
    pub(super) key: &'static str,
    shape: Shape,
    read: fn(&Config) -> String,
    write: fn(&mut Config, &str) -> Option<()>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Switch,
    Number,
    Plan,
    Email,
    Languages,
    Language,
    TimeZone,
    Currency,
}

/// A number whose range stands with its declaration.
macro_rules! number {
    ($key:literal, $section:ident.$field:ident) => {
        Changeable {
            key: $key,
            shape: Shape::Number,
            read: |config| config.$section.$field.to_string(),
            write: |config, text| text.parse().ok().map(|number| config.$section.$field = number),
        }
    };
}

pub(super) const ALL: [Changeable; 14] = [
    Changeable {
        key: "sign_up.open",
        shape: Shape::Switch,
        read: |config| config.sign_up.open.to_string(),
        write: |config, text| text.parse().ok().map(|open| config.sign_up.open = open),
    },
    number!("sign_up.per_network", sign_up.per_network),
    number!("backups.every_hours", backups.every_hours),
    number!("backups.keep_days", backups.keep_days),
    number!("backups.keep_weeks", backups.keep_weeks),
    number!("backups.keep_months", backups.keep_months),
    Changeable {
        key: "languages.offered",
        shape: Shape::Languages,
        read: |config| config.languages.offered.to_string(),
        write: |config, text| text.parse().ok().map(|offered| config.languages.offered = offered),
    },
    Changeable {
        key: "languages.default",
        shape: Shape::Language,
        read: |config| config.languages.default.tag().to_owned(),
        write: |config, text| text.parse().ok().map(|default| config.languages.default = default),
    },
    Changeable {
        key: "new_organisations.time_zone",
        shape: Shape::TimeZone,
        read: |config| config.new_organisations.time_zone.to_string(),
        write: |config, text| text.parse().ok().map(|zone| config.new_organisations.time_zone = zone),
    },
    Changeable {
        key: "new_organisations.currency",
        shape: Shape::Currency,
        read: |config| config.new_organisations.currency.code().to_owned(),
        write: |config, text| text.parse().ok().map(|currency| config.new_organisations.currency = currency),
    },
    Changeable {
        key: "plans.default",
        shape: Shape::Plan,
        read: |config| config.plans.default.clone(),
        write: |config, text| {
            text.clone_into(&mut config.plans.default);
            Some(())
        },
    },
    number!("plans.grace_days", plans.grace_days),
    number!("deletion.grace_days", deletion.grace_days),
    Changeable {
        key: "mail.from",
        shape: Shape::Email,
        read: |config| config.mail.from.clone(),
        write: |config, text| {
            text.clone_into(&mut config.mail.from);
            Some(())
        },
    },
];

pub(super) fn find(key: &str) -> Option<&'static Changeable> {
    ALL.iter().find(|of| of.key == key)
}

impl Changeable {
    pub(super) fn kind(&self) -> SettingKind {
        match self.shape {
            Shape::Switch => SettingKind::Switch,
            Shape::Number => {
                let (least, most) = self.range();
                SettingKind::Number { least, most }
            }
            Shape::Plan => SettingKind::Plan,
            Shape::Email => SettingKind::Email,
            Shape::Languages => SettingKind::Languages,
            Shape::Language => SettingKind::Language,
            Shape::TimeZone => SettingKind::TimeZone,
            Shape::Currency => SettingKind::Currency,
        }
    }

    fn range(&self) -> (u64, u64) {
        settings().find(|setting| setting.key == self.key).and_then(|setting| setting.range).unwrap_or((0, u64::MAX))
    }

    pub(super) fn read(&self, config: &Config) -> String {
        (self.read)(config)
    }

    /// The value as it is kept. Whether there is such a plan is for the caller to ask.
    pub(super) fn checked(&self, typed: &str) -> Result<String, Problem> {
        let typed = typed.trim();
        match self.shape {
            // A box that isn't ticked sends nothing.
            Shape::Switch if typed.is_empty() => Ok("false".to_owned()),
            Shape::Switch => typed.parse::<bool>().map(|open| open.to_string()).map_err(|_| Problem::NotAChoice),
            Shape::Number => {
                let (least, most) = self.range();
                let number: u64 = typed.parse().map_err(|_| Problem::NotANumber)?;
                if (least..=most).contains(&number) {
                    Ok(number.to_string())
                } else {
                    let bound = |bound: u64| i64::try_from(bound).unwrap_or(i64::MAX);
                    Err(Problem::OutOfRange { least: bound(least), most: bound(most) })
                }
            }
            Shape::Plan => label(typed),
            Shape::Email if typed.is_empty() => Ok(String::new()),
            Shape::Email => Email::try_from(typed.to_owned()).map(String::from),
            Shape::Languages => typed.parse::<OfferedLanguages>().map(|offered| offered.to_string()),
            Shape::Language => {
                typed.parse::<Locale>().map(|locale| locale.tag().to_owned()).map_err(|()| Problem::NotAChoice)
            }
            Shape::TimeZone => typed.parse().map(|zone: ZoneName| zone.into()),
            Shape::Currency => typed
                .parse()
                .map(|currency: Currency| currency.code().to_owned())
                .map_err(|()| Problem::CurrencyUnknown),
        }
    }

    /// What another version of the program has kept may not fit; then the setting stays as it was.
    pub(super) fn apply(&self, config: &mut Config, kept: &str) {
        let fits = self.checked(kept).is_ok_and(|checked| (self.write)(config, &checked).is_some());
        if !fits {
            tracing::warn!(key = self.key, "a setting that the console keeps doesn't fit and is passed over");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_a_setting_that_reads_back_what_was_written() {
        for of in &ALL {
            assert!(settings().any(|setting| setting.key == of.key), "{}", of.key);
            let mut config = Config::default();
            let other = match of.kind() {
                SettingKind::Switch => "false".to_owned(),
                SettingKind::Number { least, .. } => (least + 3).to_string(),
                SettingKind::Plan => "large".to_owned(),
                SettingKind::Email => "post@tenantry.example".to_owned(),
                SettingKind::Languages | SettingKind::Language => "fr".to_owned(),
                SettingKind::TimeZone => "Asia/Jerusalem".to_owned(),
                SettingKind::Currency => "ILS".to_owned(),
            };
            assert_ne!(of.read(&config), other, "{}", of.key);
            of.apply(&mut config, &other);
            assert_eq!(of.read(&config), other, "{}", of.key);
        }
    }

    #[test]
    fn what_does_not_fit_is_refused_and_passed_over() {
        let per_network = find("sign_up.per_network").unwrap();
        assert_eq!(per_network.checked("0"), Err(Problem::OutOfRange { least: 1, most: 1_000_000 }));
        assert_eq!(per_network.checked("many"), Err(Problem::NotANumber));
        assert_eq!(find("mail.from").unwrap().checked("nobody"), Err(Problem::NotAnEmail));
        let offered = find("languages.offered").unwrap();
        assert_eq!((offered.checked(""), offered.checked("fr,de")), (Err(Problem::Required), Err(Problem::NotAChoice)));
        assert_eq!(find("new_organisations.time_zone").unwrap().checked("Mars/Base"), Err(Problem::TimeZoneUnknown));
        assert_eq!(find("new_organisations.currency").unwrap().checked("XXX"), Err(Problem::CurrencyUnknown));
        let mut config = Config::default();
        per_network.apply(&mut config, "0");
        assert_eq!(config.sign_up.per_network, Config::default().sign_up.per_network);
    }
}
