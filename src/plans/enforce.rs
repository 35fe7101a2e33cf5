//! Where a plan refuses: people, modules, and growth when a grace is over.

use super::{Feature, Gauge, Limit, nearing, standing, store};
use crate::{
    db::Tx,
    error::{Error, Result},
    fault::{Kind, Problem},
    modules::Module,
    platform::Platform,
    tenants::{self, Tenant},
};
use std::io;

/// What a person takes a place of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Somebody who is asked: whoever was asked before keeps their place.
    Asked,
    /// Somebody who comes.
    Joined,
}

/// Whether those who are there now, in this transaction, have room. Two who come at once can't both take the last place.
///
/// # Errors
/// `PlanLimit` at the field; `OverLimit` when the organisation can't grow at all.
pub(crate) async fn check_place(
    tx: &mut Tx,
    platform: &Platform,
    tenant: &Tenant,
    place: Place,
    field: &str,
) -> Result<()> {
    tenants::hold(tx, tenant.id).await?;
    let Some(of) = standing::one(tx, platform, &tenant.slug).await? else { return Ok(()) };
    let Some(plan) = store::find_in(tx, &of.plan).await? else { return Ok(()) };
    if place == Place::Asked && of.over.iter().any(|noted| noted.grace_ends_at <= platform.clock.now()) {
        return Err(Error::new(Kind::OverLimit));
    }
    let used = if place == Place::Asked { of.used.members } else { of.joined };
    let allowance = of.allowance(&plan.allowance);
    let gauge = Gauge { limit: Limit::Members, used, most: allowance.members };
    match gauge.most {
        // The one who comes is counted already.
        Some(most) if gauge.is_over() => {
            Err(Error::field(field, Problem::PlanLimit { limit: Limit::Members, used: used - 1, most }))
        }
        _ => nearing::note(tx, platform, &of, &allowance).await,
    }
}

/// Whether anything can be added: new rows, files.
///
/// # Errors
/// `OverLimit`.
pub(crate) fn check_growth(platform: &Platform, tenant: &Tenant) -> Result<()> {
    if tenant.entitled.is_restricted(platform.clock.now()) { Err(Error::new(Kind::OverLimit)) } else { Ok(()) }
}

/// # Errors
/// `NotInPlan` at the field.
pub(crate) fn check_module(tenant: &Tenant, module: Module, field: &str) -> Result<()> {
    if tenant.entitled.allows(module) { Ok(()) } else { Err(Error::field(field, Problem::NotInPlan)) }
}

/// The plan of an organisation that is about to be made, which has these modules. One that nobody named is the settings'.
///
/// # Errors
/// `NotAChoice` at `plan`; `NotInPlan` at `modules`.
pub(crate) async fn check_plan(tx: &mut Tx, key: &str, is_named: bool, modules: &[Module]) -> Result<()> {
    let plan = store::find_in(tx, key).await?.filter(|plan| !plan.is_archived);
    let unknown = || {
        if is_named {
            return Error::field("plan", Problem::NotAChoice);
        }
        Error::internal(io::Error::other(format!("the default plan “{key}” isn't there, or is archived")))
    };
    let plan = plan.ok_or_else(unknown)?;
    if modules.iter().all(|module| plan.allowance.allows(*module)) {
        Ok(())
    } else {
        Err(Error::field("modules", Problem::NotInPlan))
    }
}

impl Tenant {
    /// The modules that its people can use now: one that isn't in the plan any more is closed when its grace is over.
    pub fn open_modules(&self, now: jiff::Timestamp) -> Vec<Module> {
        self.modules.iter().copied().filter(|module| !self.entitled.closes(*module, now)).collect()
    }

    /// Whether the organisation may use a feature, from what is remembered of it.
    pub fn has_feature(&self, feature: Feature, now: jiff::Timestamp) -> bool {
        self.entitled.has(feature, now)
    }

    /// # Errors
    /// `NotInPlan`.
    pub fn need_feature(&self, feature: Feature, now: jiff::Timestamp) -> Result<()> {
        if self.has_feature(feature, now) { Ok(()) } else { Err(Error::new(Kind::NotInPlan)) }
    }
}
