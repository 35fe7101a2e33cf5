//! The first step: all fields of the form, judged at once.

use crate::{
    config::Config,
    error::{Error, Result},
    fault::{Problem, Problems},
    locale::Locale,
    modules::Module,
    money::Currency,
    tenants::{NewTenant, Slug},
    users::{self, Email},
    zones::ZoneName,
};

/// A request for an organisation whose every field was found good.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) name: String,
    pub(super) slug: Slug,
    /// Who is invited as its first owner.
    pub(super) administrator: Option<(String, Email)>,
    pub(super) locale: Locale,
    pub(super) time_zone: String,
    pub(super) currency: Currency,
    pub(super) modules: Vec<Module>,
}

impl Plan {
    pub(super) fn checked(new: NewTenant, settings: &Config) -> Result<Self> {
        let mut problems = Problems::default();
        let name = problems.take("name", users::name(&new.name));
        let slug = problems.take("slug", Slug::try_from(new.slug.as_str()));
        let admin_name = problems.take("admin_name", users::name(&new.admin_name));
        let admin_email = problems.take("admin_email", Email::try_from(new.admin_email));
        let locale = Some(new.locale).filter(|locale| settings.languages.offered.contains(*locale));
        let locale = problems.take("locale", locale.ok_or(Problem::NotAChoice));
        let defaults = &settings.new_organisations;
        let time_zone = problems.take("time_zone", time_zone(&new.time_zone, &defaults.time_zone));
        let currency = problems.take("currency", currency(&new.currency, defaults.currency));
        match (name.zip(slug), admin_name.zip(admin_email), locale, time_zone.zip(currency)) {
            (Some((name, slug)), Some(administrator), Some(locale), Some((time_zone, currency))) => {
                let (administrator, time_zone) = (Some(administrator), time_zone.into());
                Ok(Self { name, slug, administrator, locale, time_zone, currency, modules: new.modules })
            }
            _ => Err(problems.finish().err().map_or_else(Error::not_found, Error::from)),
        }
    }
}

fn time_zone(chosen: &str, default: &ZoneName) -> Result<ZoneName, Problem> {
    if chosen.trim().is_empty() { Ok(default.clone()) } else { chosen.parse() }
}

fn currency(chosen: &str, default: Currency) -> Result<Currency, Problem> {
    let chosen = chosen.trim();
    if chosen.is_empty() { Ok(default) } else { chosen.parse().map_err(|()| Problem::CurrencyUnknown) }
}
