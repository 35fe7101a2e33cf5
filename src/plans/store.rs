//! Plans in the central database.

use super::{Allowance, Feature, ListedPlan, Plan, PlanName};
use crate::{
    db::{Connection, Timestamp, sqlx},
    error::{Error, Result},
    modules::Module,
    platform::Platform,
};
use sqlx::types::Json;
use std::{collections::HashMap, io, str::FromStr};

/// The event of another plan, and what stands between the keys of the two in its detail.
pub(super) const CHANGED: &str = "plan-changed";
pub(super) const BECAME: &str = " → ";
pub(super) const EDITED: &str = "plan-edited";
/// Between the key of a plan and what was changed of it.
pub(super) const OF: &str = ": ";

macro_rules! columns {
    () => {
        "select key, name_en, name_fr, description_en, description_fr, price, currency, period, members, storage_bytes,
                requests, modules, features, position, version, archived_at from plan"
    };
}

/// All of them in their order, those that are archived last.
pub async fn list(platform: &Platform) -> Result<Vec<ListedPlan>> {
    #[derive(sqlx::FromRow)]
    struct Count {
        plan: String,
        organisations: i64,
    }
    let mut reader = platform.central.read().await?;
    let plans = all_in(&mut reader).await?;
    let text = "select plan, count(*) as organisations from tenant group by plan";
    let counts = sql!(&mut reader, fetch_all Count, text)?;
    let counts: HashMap<String, i64> = counts.into_iter().map(|row| (row.plan, row.organisations)).collect();
    let default = &platform.settings.current().plans.default;
    let listed = |plan: Plan| ListedPlan {
        organisations: counts.get(&plan.key).copied().unwrap_or_default(),
        is_default: plan.key == *default,
        plan,
    };
    Ok(plans.into_iter().map(listed).collect())
}

pub async fn find(platform: &Platform, key: &str) -> Result<Option<Plan>> {
    find_in(&mut platform.central.read().await?, key).await
}

/// The same without counting who has them.
pub async fn all(platform: &Platform) -> Result<Vec<Plan>> {
    all_in(&mut platform.central.read().await?).await
}

/// Those that organisations can be given.
pub async fn choices(platform: &Platform) -> Result<Vec<Plan>> {
    Ok(all(platform).await?.into_iter().filter(|plan| !plan.is_archived).collect())
}

/// The modules that whoever signs up may have: those of the default plan.
pub async fn default_modules(platform: &Platform) -> Result<Vec<Module>> {
    let default = platform.settings.current().plans.default.clone();
    let plan = find_in(&mut platform.central.read().await?, &default).await?.filter(|plan| !plan.is_archived);
    let allowed = |plan: &Plan| Module::ALL.iter().copied().filter(|module| plan.allowance.allows(*module)).collect();
    Ok(plan.as_ref().map(allowed).unwrap_or_default())
}

/// What they are called, by their keys.
pub(crate) async fn names(on: &mut impl Connection) -> Result<HashMap<String, PlanName>> {
    #[derive(sqlx::FromRow)]
    struct Named {
        key: String,
        name_en: String,
        name_fr: String,
    }
    let rows = sql!(on, fetch_all Named, "select key, name_en, name_fr from plan")?;
    Ok(rows.into_iter().map(|row| (row.key, PlanName { en: row.name_en, fr: row.name_fr })).collect())
}

/// What the events of plans are told with: those that their details name by keys, in the same order.
pub(crate) fn named_in(kind: &str, detail: &str, names: &HashMap<String, PlanName>) -> Vec<PlanName> {
    let name = |key: &str| names.get(key).cloned().unwrap_or_else(|| PlanName::unknown(key));
    match kind {
        CHANGED | "plan-made" | "plan-archived" => detail.split(BECAME).map(name).collect(),
        EDITED => detail.split_once(OF).map(|(key, _)| name(key)).into_iter().collect(),
        "deployment-setting-changed" => {
            detail.strip_prefix("plans.default: ").map_or_else(Vec::new, |keys| keys.split(BECAME).map(name).collect())
        }
        _ => Vec::new(),
    }
}

pub(super) async fn find_in(on: &mut impl Connection, key: &str) -> Result<Option<Plan>> {
    let row = sql!(on, fetch_optional Row, concat!(columns!(), " where key = $1"), key)?;
    row.map(Row::into_plan).transpose()
}

pub(super) async fn all_in(on: &mut impl Connection) -> Result<Vec<Plan>> {
    let text = concat!(columns!(), " order by archived_at is not null, position, key");
    sql!(on, fetch_all Row, text)?.into_iter().map(Row::into_plan).collect()
}

#[derive(sqlx::FromRow)]
struct Row {
    key: String,
    name_en: String,
    name_fr: String,
    description_en: String,
    description_fr: String,
    price: Option<i64>,
    currency: String,
    period: String,
    members: Option<i64>,
    storage_bytes: Option<i64>,
    requests: Option<i64>,
    modules: Option<Json<Vec<String>>>,
    features: Json<Vec<String>>,
    position: i64,
    version: i64,
    archived_at: Option<Timestamp>,
}

impl Row {
    fn into_plan(self) -> Result<Plan> {
        let wrong = |column: &str| Error::internal(io::Error::other(format!("plan {}: unknown {column}", self.key)));
        Ok(Plan {
            currency: self.currency.parse().map_err(|()| wrong("currency"))?,
            period: self.period.parse().map_err(|()| wrong("period"))?,
            allowance: Allowance {
                members: self.members,
                storage_bytes: self.storage_bytes,
                requests: self.requests,
                modules: self.modules.map(|Json(keys)| known::<Module>(&keys)),
            },
            features: known::<Feature>(&self.features.0),
            key: self.key,
            name_en: self.name_en,
            name_fr: self.name_fr,
            description_en: self.description_en,
            description_fr: self.description_fr,
            price: self.price,
            position: self.position,
            version: self.version,
            is_archived: self.archived_at.is_some(),
        })
    }
}

/// What another version of the program has written may have keys that this one doesn't know.
fn known<T: FromStr>(keys: &[String]) -> Vec<T> {
    keys.iter().filter_map(|key| key.parse().ok()).collect()
}
