//! Another plan for one organisation.

use super::{
    Limit, Plan, PlanChange, WhatIf, judge,
    standing::{self, Whose},
    store,
    what_if::{differing, what_if},
};
use crate::{
    audit,
    context::Author,
    db::Tx,
    error::{Error, Result},
    fault::{Kind, Problem},
    ids::TenantId,
    platform::Platform,
    tenants,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    slice,
};

/// So many of a plan are asked for one by one; with more of them all that have it are read.
const FEW: usize = 50;
/// Those who get their plan in one transaction.
const AT_ONCE: usize = 100;

/// What would come of it.
///
/// # Errors
/// Not found; at `plan` when that is no choice.
pub async fn preview_change(platform: &Platform, slug: &str, key: &str) -> Result<PlanChange> {
    let mut reader = platform.central.read().await?;
    let of = standing::one(&mut reader, platform, slug).await?.ok_or_else(Error::not_found)?;
    let before = store::find_in(&mut reader, &of.plan).await?.ok_or_else(Error::not_found)?;
    let after = store::find_in(&mut reader, key).await?.filter(|plan| !plan.is_archived);
    let after = after.ok_or_else(|| Error::field("plan", Problem::NotAChoice))?;
    let mut what_if = what_if(slice::from_ref(&of), &after.allowance, judge::grace_end(platform));
    (what_if.gained, what_if.lost) = differing(&before, &after);
    let allowance = of.allowance(&after.allowance);
    let gauges = [Limit::Members, Limit::Storage].map(|limit| of.used.gauge(limit, &allowance)).into();
    Ok(PlanChange { slug: of.slug, name: of.name, before, after, gauges, what_if })
}

/// Gives an organisation another plan. A grace begins at once when it has more than that.
///
/// # Errors
/// Those of [`preview_change`]; `Conflict` when the plan isn't at the version that was shown.
pub async fn change_plan(
    platform: &Platform,
    slug: &str,
    key: &str,
    version: Option<i64>,
    author: &Author,
) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let plan = store::find_in(&mut tx, key).await?.filter(|plan| !plan.is_archived);
    let plan = plan.ok_or_else(|| Error::field("plan", Problem::NotAChoice))?;
    if version.is_some_and(|version| version != plan.version) {
        return Err(Error::new(Kind::Conflict));
    }
    give(&mut tx, platform, slug, &plan, author).await?;
    platform.directory.changed(&mut tx).await?;
    tx.commit().await?;
    platform.directory.forget();
    Ok(())
}

/// What would come of one plan for many, whose slugs stand with the plans that they have.
pub(crate) async fn what_if_given(
    platform: &Platform,
    by_plan: &BTreeMap<&str, BTreeSet<&str>>,
    plan: &Plan,
) -> Result<WhatIf> {
    let mut reader = platform.central.read().await?;
    let mut standings = Vec::new();
    for (key, slugs) in by_plan {
        if slugs.len() <= FEW {
            for slug in slugs {
                standings.extend(standing::one(&mut reader, platform, slug).await?);
            }
        } else {
            let all = standing::all(&mut reader, platform, Whose::Plan(key)).await?;
            standings.extend(all.into_iter().filter(|of| slugs.contains(of.slug.as_str())));
        }
    }
    let mut what_if = what_if(&standings, &plan.allowance, judge::grace_end(platform));
    // Several plans have no one difference to this one.
    if by_plan.len() == 1
        && let Some(key) = by_plan.keys().next()
        && let Some(before) = store::find_in(&mut reader, key).await?
    {
        (what_if.gained, what_if.lost) = differing(&before, plan);
    }
    Ok(what_if)
}

/// Gives many organisations one plan, some in each transaction. Who is gone meanwhile is passed over.
///
/// # Errors
/// `Conflict` when the plan isn't at the version that was shown.
pub(crate) async fn give_many(platform: &Platform, slugs: &[&str], shown: &Plan, author: &Author) -> Result<()> {
    for some in slugs.chunks(AT_ONCE) {
        let mut tx = platform.central.begin().await?;
        let plan = store::find_in(&mut tx, &shown.key).await?.filter(|plan| !plan.is_archived);
        let plan = plan.filter(|plan| plan.version == shown.version).ok_or_else(|| Error::new(Kind::Conflict))?;
        for slug in some {
            match give(&mut tx, platform, slug, &plan, author).await {
                Err(error) if error.kind() == Kind::NotFound => {}
                given => given?,
            }
        }
        platform.directory.changed(&mut tx).await?;
        tx.commit().await?;
        platform.directory.forget();
    }
    Ok(())
}

pub(super) async fn give(tx: &mut Tx, platform: &Platform, slug: &str, plan: &Plan, author: &Author) -> Result<()> {
    let tenant = sql!(tx, scalar_optional TenantId, "select id from tenant where slug = $1", slug)?;
    let tenant = tenant.ok_or_else(Error::not_found)?;
    tenants::hold(tx, tenant).await?;
    let before = sql!(tx, scalar String, "select plan from tenant where id = $1", tenant)?;
    if before == plan.key {
        return Ok(());
    }
    sql!(tx, execute "update tenant set plan = $1 where id = $2", &plan.key, tenant)?;
    let detail = [before.as_str(), plan.key.as_str()].join(store::BECAME);
    audit::record_by(tx, platform, store::CHANGED, Some(tenant), author, &detail).await?;
    judge::judge_in(tx, platform, slug).await
}
