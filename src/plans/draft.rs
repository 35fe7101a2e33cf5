//! Writing a plan: what a form says, what would come of it, and keeping it.

use super::{
    Allowance, Plan, PlanForm, PlanReview, PricePeriod,
    form::Draft,
    judge,
    standing::{self, Whose},
    store,
    what_if::{differing, what_if},
};
use crate::{
    audit,
    context::OperatorCtx,
    db::{Tx, sqlx},
    error::{Error, Result},
    fault::{Kind, Problem, Problems},
    money::Currency,
    platform::Platform,
    servers::label,
};
use sqlx::types::Json;

/// What would come of a form, over everybody who has the plan. Nothing is changed.
///
/// # Errors
/// Not found; `Invalid` with the fields that are wrong.
pub async fn review(platform: &Platform, key: &str, form: &PlanForm) -> Result<PlanReview> {
    let mut reader = platform.central.read().await?;
    let before = store::find_in(&mut reader, key).await?.ok_or_else(Error::not_found)?;
    let after = Draft::read(form)?.onto(before.clone());
    let standings = standing::all(&mut reader, platform, Whose::Plan(key)).await?;
    let mut what_if = what_if(&standings, &after.allowance, judge::grace_end(platform));
    (what_if.gained, what_if.lost) = differing(&before, &after);
    Ok(PlanReview { before, after, what_if })
}

/// Keeps what was reviewed. Graces begin at once for who has more than that.
///
/// # Errors
/// Those of [`review`]; `Conflict` when the plan isn't at the version that was reviewed.
pub async fn save(ctx: &OperatorCtx, key: &str, form: &PlanForm, version: i64) -> Result<()> {
    let platform = &ctx.platform;
    let draft = Draft::read(form)?;
    let mut tx = platform.central.begin().await?;
    let before = store::find_in(&mut tx, key).await?.ok_or_else(Error::not_found)?;
    let after = draft.onto(before.clone());
    let text = "update plan set version = version + 1 where key = $1 and version = $2 and archived_at is null";
    if sql!(&mut tx, execute text, key, version)? == 0 {
        return Err(Error::new(Kind::Conflict));
    }
    write(&mut tx, &after).await?;
    let detail = [key, &changes(&before, &after)].join(store::OF);
    audit::record_by(&mut tx, platform, store::EDITED, None, &(&ctx.actor).into(), &detail).await?;
    platform.directory.changed(&mut tx).await?;
    tx.commit().await?;
    platform.directory.forget();
    judge::judge_plan(platform, key).await
}

/// Makes a plan that nobody has yet.
///
/// # Errors
/// `Invalid` with the fields that are wrong, `Taken` at `key` among them.
pub async fn create(ctx: &OperatorCtx, key: &str, form: &PlanForm) -> Result<()> {
    let platform = &ctx.platform;
    let mut problems = Problems::default();
    // The address of the page for a new one.
    let key = if key.trim() == "new" { Err(Problem::Taken) } else { label(key) };
    let key = problems.take("key", key).unwrap_or_default();
    let draft = match Draft::read(form) {
        Ok(draft) => draft,
        Err(error) => {
            error.fault.fields.into_iter().for_each(|of| problems.add(&of.field, of.problem));
            return Err(problems.finish().err().map_or_else(|| Error::new(Kind::Invalid), Error::from));
        }
    };
    problems.finish()?;
    let plan = draft.onto(Plan {
        key,
        name_en: String::new(),
        name_fr: String::new(),
        description_en: String::new(),
        description_fr: String::new(),
        price: None,
        currency: Currency::default(),
        period: PricePeriod::default(),
        allowance: Allowance::default(),
        features: Vec::new(),
        position: 0,
        version: 1,
        is_archived: false,
    });
    let mut tx = platform.central.begin().await?;
    let text = "insert into plan (key, name_en, name_fr, description_en, description_fr, currency, period, features,
                                  position, version, judged_version)
                values ($1, '', '', '', '', 'EUR', 'month', '[]', 0, 1, 1) on conflict (key) do nothing";
    if sql!(&mut tx, execute text, &plan.key)? == 0 {
        return Err(Error::field("key", Problem::Taken));
    }
    write(&mut tx, &plan).await?;
    audit::record_by(&mut tx, platform, "plan-made", None, &(&ctx.actor).into(), &plan.key).await?;
    Ok(tx.commit().await?)
}

async fn write(tx: &mut Tx, plan: &Plan) -> Result<()> {
    let Allowance { members, storage_bytes, requests, modules } = &plan.allowance;
    let modules = modules.as_ref().map(|modules| Json(modules.iter().map(|of| of.key()).collect::<Vec<_>>()));
    sql!(
        tx,
        execute "update plan set name_en = $1, name_fr = $2, description_en = $3, description_fr = $4, price = $5,
                   currency = $6, period = $7, members = $8, storage_bytes = $9, requests = $10, modules = $11,
                   features = $12, position = $13 where key = $14",
        &plan.name_en,
        &plan.name_fr,
        &plan.description_en,
        &plan.description_fr,
        plan.price,
        plan.currency.code(),
        plan.period.key(),
        *members,
        *storage_bytes,
        *requests,
        modules.clone(),
        Json(plan.features.iter().map(|of| of.key()).collect::<Vec<_>>()),
        plan.position,
        &plan.key
    )?;
    Ok(())
}

/// What the audit says of a change: each value that is another, before and after.
fn changes(before: &Plan, after: &Plan) -> String {
    let number = |of: Option<i64>| of.map_or_else(|| "none".to_owned(), |number| number.to_string());
    let modules = |plan: &Plan| match &plan.allowance.modules {
        Some(modules) => modules.iter().map(|of| of.key()).collect::<Vec<_>>().join(" "),
        None => "all".to_owned(),
    };
    let features = |plan: &Plan| plan.features.iter().map(|of| of.key()).collect::<Vec<_>>().join(" ");
    let values = |plan: &Plan| {
        [
            ("name", format!("{} / {}", plan.name_en, plan.name_fr)),
            ("price", format!("{} {} a {}", number(plan.price), plan.currency.code(), plan.period.key())),
            ("members", number(plan.allowance.members)),
            ("storage", number(plan.allowance.storage_bytes)),
            ("requests", number(plan.allowance.requests)),
            ("modules", modules(plan)),
            ("features", features(plan)),
        ]
    };
    let pairs = values(before).into_iter().zip(values(after)).filter(|(before, after)| before != after);
    let changed: Vec<String> = pairs.map(|((name, before), (_, after))| format!("{name} {before} → {after}")).collect();
    if changed.is_empty() { "words".to_owned() } else { changed.join(", ") }
}
