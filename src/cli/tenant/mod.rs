//! `tenantry tenant …`

mod clone;
mod delete;
mod erased;
mod list;
mod lock;
mod many;
mod moves;
mod password;
mod rename;
mod status;
mod upkeep;

use super::{Failure, Output, table::printable, words};
use crate::{
    deletions::Deletion,
    error::Error,
    locale::Locale,
    modules::Module,
    money::Currency,
    platform::Platform,
    provisioning::{self, Provisioned, StepReport, StepState, Terms},
    servers::Placement,
    tenants::{self, NewTenant, TenantDetail},
    zones::ZoneName,
};
use clap::{
    Args, Subcommand,
    builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser},
};
use serde_json::json;
use std::sync::Arc;

#[derive(Debug, Subcommand)]
pub enum TenantCommand {
    /// Create an organisation and print its administrator's invitation link
    Create(CreateArguments),
    /// List the organisations
    List(list::ListArguments),
    /// Show one organisation
    Show { slug: String },
    /// Close an organisation to its people, who are shown the reason
    Suspend(status::SuspendArguments),
    /// Open a suspended organisation again
    Resume(status::ResumeArguments),
    /// Close an organisation for a while, in which everybody reads the message, or open it again
    Maintenance(upkeep::MaintenanceArguments),
    /// Turn modules of an organisation on and off
    Modules(upkeep::ModulesArguments),
    /// Give an organisation another name and address; the old address leads to the new one for 90 days
    Rename(rename::RenameArguments),
    /// Make an organisation as a copy of another
    Clone(clone::CloneArguments),
    /// Move an organisation's data to another place while its people work
    Move(moves::MoveArguments),
    /// List the moves, all or one organisation's
    Moves(moves::MovesArguments),
    /// Close an organisation for good, export its data, and remove it after a grace
    Delete(delete::DeleteArguments),
    /// Bring a deleted organisation back, as long as its data is there
    Restore(delete::RestoreArguments),
    /// Remove the data of deleted organisations whose grace is over; the server does so by itself
    Purge(delete::PurgeArguments),
    /// Show the proofs of what was removed
    Erased(erased::ErasedArguments),
    /// Print a link by which a member who forgot their password chooses a new one
    PasswordLink(password::PasswordLinkArguments),
    /// Lock an organisation against deletion
    Lock(lock::LockArguments),
    /// Allow to delete an organisation again
    Unlock(lock::LockArguments),
}

#[derive(Debug, Args)]
pub struct CreateArguments {
    /// The organisation's name
    #[arg(long)]
    name: String,
    /// Its subdomain: 3 to 40 of a-z, 0-9 and hyphens
    #[arg(long)]
    slug: String,
    /// The e-mail address of its first administrator
    #[arg(long)]
    admin_email: String,
    /// The administrator's name
    #[arg(long)]
    admin_name: String,
    /// Its language, of those that are offered; the settings' default without a value
    #[arg(long, value_parser = locale())]
    locale: Option<Locale>,
    /// Its time zone, as the IANA database names it, such as Europe/Paris; the settings' default without a value
    #[arg(long, value_parser = zone())]
    time_zone: Option<ZoneName>,
    /// Its currency; the settings' default without a value
    #[arg(long, value_parser = currency())]
    currency: Option<Currency>,
    /// Its modules, separated by commas; none without a value
    #[arg(long, default_value = "loans", value_delimiter = ',', num_args = 0.., value_parser = module())]
    modules: Vec<Module>,
    /// Its plan, for which the settings may have a placement
    #[arg(long)]
    plan: Option<String>,
    /// Where its data goes; without it the settings decide
    #[arg(long, value_parser = placement())]
    placement: Option<Placement>,
    /// The registered server that it lives on
    #[arg(long)]
    server: Option<String>,
    /// The region that its data stays in: a registered server there
    #[arg(long)]
    region: Option<String>,
}

impl TenantCommand {
    pub(super) async fn run(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        match self {
            Self::Create(arguments) => arguments.create(platform, out).await,
            Self::List(arguments) => arguments.run(platform, out).await,
            Self::Show { slug } => show(platform, &slug, out).await,
            Self::Suspend(arguments) => arguments.run(platform, out).await,
            Self::Resume(arguments) => arguments.run(platform, out).await,
            Self::Maintenance(arguments) => arguments.run(platform, out).await,
            Self::Modules(arguments) => arguments.run(platform, out).await,
            Self::Rename(arguments) => arguments.run(platform, out).await,
            Self::Clone(arguments) => arguments.run(platform, out).await,
            Self::Delete(arguments) => arguments.run(platform, out).await,
            Self::Restore(arguments) => arguments.run(platform, out).await,
            Self::Purge(arguments) => arguments.run(platform, out).await,
            Self::Erased(arguments) => arguments.run(platform, out).await,
            Self::Move(arguments) => arguments.run(platform, out).await,
            Self::Moves(arguments) => arguments.run(platform, out).await,
            Self::PasswordLink(arguments) => arguments.run(platform, out).await,
            Self::Lock(arguments) => arguments.lock(platform, out).await,
            Self::Unlock(arguments) => arguments.unlock(platform, out).await,
        }
    }
}

impl CreateArguments {
    async fn create(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        let new = NewTenant {
            name: self.name,
            slug: self.slug,
            admin_name: self.admin_name,
            admin_email: self.admin_email,
            locale: self.locale.unwrap_or(platform.settings.languages().default),
            time_zone: self.time_zone.map(String::from).unwrap_or_default(),
            currency: self.currency.map(Currency::code).unwrap_or_default().to_owned(),
            modules: self.modules,
        };
        let observe = |step: StepReport| {
            if step.state == StepState::Done {
                out.line(format!("ok  {:<14}{:>10}", step.step.name(), words::milliseconds(step.micros)));
            }
            Ok(())
        };
        let terms = Terms { plan: self.plan, placement: self.placement, server: self.server, region: self.region };
        let made = provisioning::provision_on(platform.clone(), new, terms, observe).await?;
        print_made(&made, out)
    }
}

fn print_made(made: &Provisioned, out: &mut Output) -> Result<(), Failure> {
    out.line(format!("\n{} is open: {}", made.slug, made.url));
    out.line(format!("The administrator's invitation, good for one use: {}", made.invitation_url));
    out.document(&json!({
        "slug": made.slug, "url": made.url, "invitation_url": made.invitation_url, "steps": made.steps,
    }))
}

async fn show(platform: &Platform, slug: &str, out: &mut Output) -> Result<(), Failure> {
    let tenant = tenants::detail(platform, slug).await?.ok_or_else(|| unknown(Error::not_found(), slug))?;
    for (name, value) in facts(&tenant) {
        out.line(format!("{name:<14}{}", printable(&value)));
    }
    out.document(&tenant)
}

fn facts(tenant: &TenantDetail) -> Vec<(&'static str, String)> {
    let summary = &tenant.summary;
    let modules: Vec<&str> = tenant.modules.iter().map(|module| module.key()).collect();
    let mut facts = vec![
        ("slug", summary.slug.clone()),
        ("name", summary.name.clone()),
        ("status", if summary.gone_at.is_some() { "deleted" } else { summary.status.name() }.to_owned()),
        ("address", tenant.url.clone()),
        ("hosts", tenant.hosts.join(", ")),
        ("plan", summary.plan.clone()),
        ("language", tenant.locale.tag().to_owned()),
        ("time zone", tenant.time_zone.clone()),
        ("currency", tenant.currency.code().to_owned()),
        ("modules", modules.join(", ")),
        ("members", tenant.summary.members.to_string()),
        ("placement", summary.placement.clone()),
        ("server", tenant.server.clone().unwrap_or_else(|| "the deployment's own place".into())),
        ("size", words::size(summary.database_bytes)),
        ("created", summary.created_at.clone()),
        ("last active", summary.last_active_at.clone().unwrap_or_else(|| "never".into())),
    ];
    if let Some(reason) = &tenant.summary.status_reason {
        facts.insert(3, ("reason", reason.clone()));
    }
    facts.push(("deletion", tenant.deletion.as_ref().map_or_else(|| deletable(tenant), deletion_of)));
    facts
}

fn deletable(tenant: &TenantDetail) -> String {
    tenant.locked_at.as_ref().map_or_else(|| "not locked".into(), |at| format!("locked since {at}"))
}

fn deletion_of(deletion: &Deletion) -> String {
    let Deletion { requested_at, gone_at, requested_by, reason, export, is_being_erased, has_failed } = deletion;
    let mut said = format!("deleted {requested_at} by {requested_by}, gone {gone_at}");
    let export = export.as_ref().map(|export| match export.written {
        Some(_) => format!("exported to {}", export.path),
        None => format!("not yet exported to {}", export.path),
    });
    let rest = [
        reason.as_ref().map(|reason| format!("reason: {reason}")),
        export,
        is_being_erased.then(|| "being removed".to_owned()),
        has_failed.then(|| "the last try failed, see the log".to_owned()),
    ];
    for part in rest.into_iter().flatten() {
        said.push_str("; ");
        said.push_str(&part);
    }
    said
}

pub(super) use moves::told as copies_told;

pub(super) fn unknown(error: Error, slug: &str) -> Failure {
    Failure::naming_missing(error, || format!("there is no organisation “{}”", printable(slug)))
}

fn locale() -> impl TypedValueParser<Value = Locale> {
    PossibleValuesParser::new(Locale::ALL.map(Locale::tag)).try_map(|tag| tag.parse().map_err(|()| "unknown language"))
}

fn zone() -> impl TypedValueParser<Value = ZoneName> {
    NonEmptyStringValueParser::new()
        .try_map(|name| name.parse().map_err(|_| "no time zone of the IANA database, such as Europe/Paris"))
}

fn currency() -> impl TypedValueParser<Value = Currency> {
    PossibleValuesParser::new(Currency::ALL.map(Currency::code))
        .try_map(|code| code.parse().map_err(|()| "unknown currency"))
}

fn module() -> impl TypedValueParser<Value = Module> {
    PossibleValuesParser::new(Module::ALL.map(Module::key)).try_map(|key| key.parse().map_err(|()| "unknown module"))
}

fn placement() -> impl TypedValueParser<Value = Placement> {
    PossibleValuesParser::new(Placement::ALL.map(Placement::key))
        .try_map(|key| key.parse().map_err(|()| "unknown placement"))
}
