//! The first step: all fields of the form, judged at once.

use crate::{
    error::{Error, Result},
    fault::{Problem, Problems},
    locale::{Languages, Locale},
    modules::Module,
    tenants::{NewTenant, Slug},
    users::{self, Email},
};

/// A request for an organisation whose every field was found good.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) name: String,
    pub(super) slug: Slug,
    /// Who is invited as its first owner.
    pub(super) administrator: Option<(String, Email)>,
    pub(super) locale: Locale,
    pub(super) modules: Vec<Module>,
}

impl Plan {
    pub(super) fn checked(new: NewTenant, languages: &Languages) -> Result<Self> {
        let mut problems = Problems::default();
        let name = problems.take("name", users::name(&new.name));
        let slug = problems.take("slug", Slug::try_from(new.slug.as_str()));
        let admin_name = problems.take("admin_name", users::name(&new.admin_name));
        let admin_email = problems.take("admin_email", Email::try_from(new.admin_email));
        let locale = Some(new.locale).filter(|locale| languages.offers(*locale));
        let locale = problems.take("locale", locale.ok_or(Problem::NotAChoice));
        match (name, slug, admin_name.zip(admin_email), locale) {
            (Some(name), Some(slug), Some((admin_name, admin_email)), Some(locale)) => {
                let administrator = Some((admin_name, admin_email));
                Ok(Self { name, slug, administrator, locale, modules: new.modules })
            }
            _ => Err(problems.finish().err().map_or_else(Error::not_found, Error::from)),
        }
    }
}
