//! A new organisation as its form sends it, whoever makes it.

use serde::{Deserialize, Serialize};

/// What is empty of the last three is left to the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganisationForm {
    pub name: String,
    pub slug: String,
    pub admin_name: String,
    pub admin_email: String,
    pub locale: String,
    pub time_zone: String,
    pub currency: String,
}

#[cfg(feature = "ssr")]
impl OrganisationForm {
    /// As the platform takes it. Languages and modules must be of their lists; all else is the platform's to judge.
    pub(crate) fn checked(
        self,
        modules: &[String],
        languages: &tenantry::locale::Languages,
    ) -> Result<tenantry::tenants::NewTenant, crate::error::AppError> {
        use crate::error::AppError;
        use tenantry::{
            fault::{Fault, Problem},
            modules::Module,
            tenants::NewTenant,
        };
        let not_of_the_list = |field: &'static str| move |()| AppError(Fault::field(field, Problem::NotAChoice));
        let mut modules: Vec<Module> =
            modules.iter().map(|key| key.parse().map_err(not_of_the_list("modules"))).collect::<Result<_, _>>()?;
        modules.dedup();
        let Self { name, slug, admin_name, admin_email, locale, time_zone, currency } = self;
        let locale = if locale.is_empty() { Ok(languages.default) } else { locale.parse() };
        let locale = locale.map_err(not_of_the_list("locale"))?;
        Ok(NewTenant { name, slug, admin_name, admin_email, locale, time_zone, currency, modules })
    }
}
