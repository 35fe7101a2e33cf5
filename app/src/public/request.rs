//! A form for a new organisation, as the platform takes it.

use crate::error::AppError;
use tenantry::{
    fault::{Fault, Problem},
    locale::Languages,
    modules::Module,
    tenants::NewTenant,
};

/// What was chosen from a list must be of that list; what was typed is the platform's to judge.
pub(crate) fn new_tenant(
    name: String,
    slug: String,
    admin_name: String,
    admin_email: String,
    locale: &str,
    modules: &[String],
    languages: &Languages,
) -> Result<NewTenant, AppError> {
    let not_of_the_list = |field: &'static str| move |()| AppError(Fault::field(field, Problem::NotAChoice));
    let mut modules: Vec<Module> =
        modules.iter().map(|key| key.parse().map_err(not_of_the_list("modules"))).collect::<Result<_, _>>()?;
    modules.dedup();
    let locale = if locale.is_empty() { Ok(languages.default) } else { locale.parse() };
    let locale = locale.map_err(not_of_the_list("locale"))?;
    Ok(NewTenant { name, slug, admin_name, admin_email, locale, modules })
}
