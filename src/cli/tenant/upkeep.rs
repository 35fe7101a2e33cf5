//! `tenantry tenant maintenance` and `modules`

use super::{
    super::{Failure, Output, confirm::DryRun},
    module, unknown,
};
use crate::{
    context::Author,
    error::{Error, Result},
    modules::Module,
    platform::Platform,
    tenants::{self, TenantStatus},
};
use clap::{Args, ValueEnum};
use serde_json::json;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Switch {
    On,
    Off,
}

#[derive(Debug, Args)]
pub struct MaintenanceArguments {
    slug: String,
    switch: Switch,
    /// What people read meanwhile, in their language
    #[arg(long)]
    message: Option<String>,
    #[command(flatten)]
    trial: DryRun,
}

#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("switched").required(true).multiple(true)))]
pub struct ModulesArguments {
    slug: String,
    /// Modules to turn on, separated by commas: their tables are made, or come back as they were
    #[arg(long, group = "switched", value_delimiter = ',', value_parser = module())]
    on: Vec<Module>,
    /// Modules to turn off, separated by commas: their pages go at once, their data stays
    #[arg(long, group = "switched", value_delimiter = ',', value_parser = module())]
    off: Vec<Module>,
    #[command(flatten)]
    trial: DryRun,
}

impl MaintenanceArguments {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        match self.switch {
            Switch::On => self.begin(platform, out).await,
            Switch::Off if self.message.is_some() => {
                Err(Failure::said("--message is for those who wait: it goes with on"))
            }
            Switch::Off => self.end(platform, out).await,
        }
    }

    async fn begin(&self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let (slug, message) = (&self.slug, self.message.as_deref().unwrap_or_default());
        tenants::plan_maintenance(platform, slug, message).await.map_err(|error| unknown(error, slug))?;
        let what = format!("{slug} will answer nobody until the maintenance ends; people read the message.");
        let dry_run = self.trial.is_all(&what, out);
        if !dry_run {
            let begun = tenants::begin_maintenance(platform, slug, message, &Author::CommandLine).await;
            begun.map_err(|error| unknown(error, slug))?;
        }
        self.told(TenantStatus::Maintenance, dry_run, out)
    }

    /// Who is suspended stays so.
    async fn end(&self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let slug = &self.slug;
        let tenant = tenants::find(platform, slug).await?.ok_or_else(|| unknown(Error::not_found(), slug))?;
        if tenant.status != TenantStatus::Maintenance {
            return Err(Failure::said(format!("{slug} is not in maintenance")));
        }
        let dry_run = self.trial.is_all(&format!("{slug} will be open to its people."), out);
        if !dry_run {
            tenants::resume(platform, slug, &Author::CommandLine).await.map_err(|error| unknown(error, slug))?;
        }
        self.told(TenantStatus::Active, dry_run, out)
    }

    fn told(&self, status: TenantStatus, dry_run: bool, out: &mut Output) -> Result<(), Failure> {
        if !dry_run {
            out.line(format!("{} is {}", self.slug, status.name()));
        }
        out.document(&json!({ "slug": self.slug, "status": status, "dry_run": dry_run }))
    }
}

impl ModulesArguments {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let Self { slug, on, off, trial } = &self;
        if let Some(both) = on.iter().find(|module| off.contains(module)) {
            return Err(Failure::said(format!("{} is to be turned on and off", both.key())));
        }
        tenants::plan_modules(platform, slug, on).await.map_err(|error| unknown(error, slug))?;
        let dry_run = trial.is_all(&self.what("will be"), out);
        if !dry_run {
            self.switch(platform).await.map_err(|error| unknown(error, slug))?;
            out.line(self.what("was"));
        }
        let keys = |modules: &[Module]| modules.iter().map(|module| module.key()).collect::<Vec<_>>();
        out.document(&json!({ "slug": slug, "on": keys(on), "off": keys(off), "dry_run": dry_run }))
    }

    async fn switch(&self, platform: &Platform) -> Result<()> {
        for module in &self.on {
            tenants::enable_module(platform, &self.slug, *module, &Author::CommandLine).await?;
        }
        for module in &self.off {
            tenants::disable_module(platform, &self.slug, *module, &Author::CommandLine).await?;
        }
        Ok(())
    }

    fn what(&self, verb: &str) -> String {
        let said = |modules: &[Module], how: &str| {
            modules.iter().map(|module| format!("{} {verb} turned {how}", module.key())).collect::<Vec<_>>()
        };
        let all = [said(&self.on, "on"), said(&self.off, "off; its data stays")].concat();
        format!("{}: {}", self.slug, all.join(", "))
    }
}
