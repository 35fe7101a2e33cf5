//! Reading the form of a plan: every mistake becomes a message at its field.

use super::{Allowance, Feature, Plan, PlanForm, PricePeriod};
use crate::{
    error::Result,
    fault::{Problem, Problems},
    modules::Module,
    money::{self, Currency},
};

const LONGEST_DESCRIPTION: usize = 300;
const MOST: i64 = 1_000_000_000;
const MEGABYTE: i64 = 1_000_000;

/// What a form says, when it says it well.
pub(super) struct Draft {
    name_en: String,
    name_fr: String,
    description_en: String,
    description_fr: String,
    price: Option<i64>,
    currency: Currency,
    period: PricePeriod,
    allowance: Allowance,
    features: Vec<Feature>,
    position: i64,
}

impl Draft {
    pub(super) fn read(form: &PlanForm) -> Result<Self> {
        let mut problems = Problems::default();
        let name_en = problems.take("name_en", crate::users::name(&form.name_en));
        let name_fr = problems.take("name_fr", crate::users::name(&form.name_fr));
        let description_en = problems.take("description_en", description(&form.description_en));
        let description_fr = problems.take("description_fr", description(&form.description_fr));
        let currency = problems.take("currency", form.currency.parse().map_err(|()| Problem::NotAChoice));
        let price = problems.take("price", price(&form.price, currency.unwrap_or_default()));
        let period = problems.take("period", form.period.parse().map_err(|()| Problem::NotAChoice));
        let members = problems.take("members", limit(&form.members));
        let storage = problems.take("storage", limit(&form.storage));
        let requests = problems.take("requests", limit(&form.requests));
        let modules = problems.take("modules", modules(form));
        let features = problems.take("features", chosen::<Feature>(&form.features));
        let position = problems.take("position", position(&form.position));
        problems.finish()?;
        let allowance = Allowance {
            members: members.flatten(),
            storage_bytes: storage.flatten().map(|megabytes| megabytes.saturating_mul(MEGABYTE)),
            requests: requests.flatten(),
            modules: modules.flatten(),
        };
        Ok(Self {
            name_en: name_en.unwrap_or_default(),
            name_fr: name_fr.unwrap_or_default(),
            description_en: description_en.unwrap_or_default(),
            description_fr: description_fr.unwrap_or_default(),
            price: price.flatten(),
            currency: currency.unwrap_or_default(),
            period: period.unwrap_or_default(),
            allowance,
            features: features.unwrap_or_default(),
            position: position.unwrap_or_default(),
        })
    }

    pub(super) fn onto(self, plan: Plan) -> Plan {
        let Self { name_en, name_fr, description_en, description_fr, price, currency, period, .. } = self;
        let Self { allowance, features, position, .. } = self;
        Plan {
            name_en,
            name_fr,
            description_en,
            description_fr,
            price,
            currency,
            period,
            allowance,
            features,
            position,
            ..plan
        }
    }
}

fn description(typed: &str) -> Result<String, Problem> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let text: String = words.join(" ").chars().filter(|c| !c.is_control()).collect();
    if text.chars().count() > LONGEST_DESCRIPTION { Err(Problem::TooLong { most: 300 }) } else { Ok(text) }
}

/// Nothing typed is no price.
fn price(typed: &str, currency: Currency) -> Result<Option<i64>, Problem> {
    if typed.trim().is_empty() { Ok(None) } else { money::parse_amount(typed, currency).map(Some) }
}

/// Nothing typed is no limit; spaces between thousands are for the eye.
pub(super) fn limit(typed: &str) -> Result<Option<i64>, Problem> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '\u{202f}').collect();
    if digits.is_empty() {
        return Ok(None);
    }
    match digits.parse::<i64>() {
        Ok(number) if (1..=MOST).contains(&number) => Ok(Some(number)),
        Ok(_) => Err(Problem::OutOfRange { least: 1, most: MOST }),
        Err(_) => Err(Problem::NotANumber),
    }
}

fn position(typed: &str) -> Result<i64, Problem> {
    if typed.trim().is_empty() {
        return Ok(0);
    }
    match typed.trim().parse::<i64>() {
        Ok(number) if (0..=1_000).contains(&number) => Ok(number),
        Ok(_) => Err(Problem::OutOfRange { least: 0, most: 1_000 }),
        Err(_) => Err(Problem::NotANumber),
    }
}

fn modules(form: &PlanForm) -> Result<Option<Vec<Module>>, Problem> {
    match form.module_choice.as_str() {
        "all" => Ok(None),
        "chosen" => chosen(&form.modules).map(Some),
        _ => Err(Problem::NotAChoice),
    }
}

fn chosen<T: std::str::FromStr<Err = ()> + PartialEq>(keys: &[String]) -> Result<Vec<T>, Problem> {
    let mut all = Vec::with_capacity(keys.len());
    for key in keys.iter().filter(|key| !key.is_empty()) {
        let one = key.parse().map_err(|()| Problem::NotAChoice)?;
        if !all.contains(&one) {
            all.push(one);
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_number_or_none() {
        assert_eq!(
            (limit(""), limit("  "), limit("1 000"), limit("25")),
            (Ok(None), Ok(None), Ok(Some(1_000)), Ok(Some(25)))
        );
        for wrong in ["0", "-1", "2000000000"] {
            assert_eq!(limit(wrong), Err(Problem::OutOfRange { least: 1, most: MOST }), "{wrong}");
        }
        assert_eq!(limit("many"), Err(Problem::NotANumber));
    }

    #[test]
    fn modules_are_all_or_those_that_are_ticked() {
        let form = |choice: &str, modules: &[&str]| PlanForm {
            module_choice: choice.into(),
            modules: modules.iter().map(|key| (*key).to_owned()).collect(),
            ..PlanForm::default()
        };
        assert_eq!(modules(&form("all", &["loans"])), Ok(None));
        assert_eq!(modules(&form("chosen", &[])), Ok(Some(vec![])));
        assert_eq!(modules(&form("chosen", &["loans", "loans"])), Ok(Some(vec![Module::Loans])));
        assert_eq!(modules(&form("chosen", &["gold"])), Err(Problem::NotAChoice));
        assert_eq!(modules(&form("", &[])), Err(Problem::NotAChoice));
    }
}
