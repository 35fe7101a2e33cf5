//! `tenantry plan …`

use super::{
    Failure, Output,
    confirm::DryRun,
    table::{aligned, printable},
    words,
};
use crate::{
    context::Author,
    error::Error,
    locale::Locale,
    plans::{self, Feature, Limit, ListedPlan, Plan},
    platform::Platform,
};
use clap::{Args, Subcommand};
use serde_json::json;

#[derive(Debug, Subcommand)]
pub enum PlanCommand {
    /// List the plans with their limits
    List,
    /// Show one plan
    Show { plan: String },
    /// Give an organisation another plan
    Set(SetArguments),
}

#[derive(Debug, Args)]
pub struct SetArguments {
    /// The organisation's slug
    slug: String,
    /// The plan's key
    plan: String,
    #[command(flatten)]
    trial: DryRun,
}

impl PlanCommand {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        match self {
            Self::List => list(platform, out).await,
            Self::Show { plan } => show(platform, &plan, out).await,
            Self::Set(arguments) => arguments.run(platform, out).await,
        }
    }
}

async fn list(platform: &Platform, out: &mut Output) -> Result<(), Failure> {
    let plans = plans::list(platform).await?;
    let cells: Vec<[String; 6]> = plans.iter().map(cells).collect();
    for line in aligned(["plan", "name", "people", "storage", "organisations", "state"], &cells) {
        out.line(line);
    }
    out.line(words::counted(plans.len(), "plan"));
    out.document(&plans)
}

fn cells(of: &ListedPlan) -> [String; 6] {
    let state = match () {
        () if of.plan.is_archived => "archived",
        () if of.is_default => "of new organisations",
        () => "",
    };
    [
        of.plan.key.clone(),
        of.plan.name(Locale::En).to_owned(),
        most(&of.plan, Limit::Members),
        most(&of.plan, Limit::Storage),
        of.organisations.to_string(),
        state.to_owned(),
    ]
}

fn most(plan: &Plan, limit: Limit) -> String {
    match plan.allowance.of(limit) {
        None => "no limit".to_owned(),
        Some(bytes) if limit == Limit::Storage => words::size(bytes),
        Some(number) => number.to_string(),
    }
}

async fn show(platform: &Platform, key: &str, out: &mut Output) -> Result<(), Failure> {
    let plan = plans::find(platform, key).await?.ok_or_else(|| no_plan(key))?;
    let features: Vec<&str> = plan.features.iter().map(|feature: &Feature| feature.key()).collect();
    let modules = plan.allowance.modules.as_ref().map_or_else(
        || "all".to_owned(),
        |modules| modules.iter().map(|module| module.key()).collect::<Vec<_>>().join(", "),
    );
    for (name, value) in [
        ("plan", plan.key.clone()),
        ("name", plan.name(Locale::En).to_owned()),
        ("description", plan.description(Locale::En).to_owned()),
        ("people", most(&plan, Limit::Members)),
        ("storage", most(&plan, Limit::Storage)),
        ("requests", most(&plan, Limit::Requests)),
        ("modules", modules),
        ("features", features.join(", ")),
    ] {
        out.line(format!("{name:<14}{}", printable(&value)));
    }
    out.document(&plan)
}

impl SetArguments {
    async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let Self { slug, plan, trial } = &self;
        let unknown =
            |error: Error| Failure::naming_missing(error, || format!("there is no organisation “{}”", printable(slug)));
        let change = plans::preview_change(platform, slug, plan).await.map_err(unknown)?;
        let mut what = format!("{slug} gets the plan {plan} instead of {}.", change.before.key);
        if change.what_if.over > 0 {
            let until = words::day(&change.what_if.grace_ends_at);
            what = format!("{what} It has more than that allows; from {until} on nothing can be added to it.");
        }
        let dry_run = trial.is_all(&what, out);
        if !dry_run {
            plans::change_plan(platform, slug, plan, Some(change.after.version), &Author::CommandLine)
                .await
                .map_err(unknown)?;
            out.line(what);
        }
        out.document(&json!({ "slug": slug, "plan": plan, "what_if": change.what_if, "dry_run": dry_run }))
    }
}

fn no_plan(key: &str) -> Failure {
    Failure::naming_missing(Error::not_found(), || format!("there is no plan “{}”", printable(key)))
}
