//! In which brand a sample is made, and for whom.
//!
//! An editor's begins with the draft, or with the version that the address names. What stands in the form comes along, as far as it
//! differs, and so do logos that were chosen and aren't saved, by the hash under which they are held. Whoever has a link to the draft
//! sees that alone: nothing that an address says gets into it.

use crate::{error::AppError, i18n::Locale, server::export::asked};
use axum::http::Uri;
use leptos_router::params::ParamsMap;
use serde_json::Value;
use std::sync::Arc;
use tenantry::{
    access::Endpoint,
    brand::{self, BrandForm, Held, NamedBrand, Slot, Theme},
    error::Error,
    fault::Problem,
    http::Visit,
    platform::Platform,
    tenants::Tenant,
    users,
};

/// Who recorded what a stranger is shown: no member's name.
const CLERK: &str = "Inès Haddad";

/// The organisation in a brand, and what else is asked.
pub(super) struct Worn {
    pub platform: Arc<Platform>,
    pub tenant: Arc<Tenant>,
    pub brand: NamedBrand,
    /// The reader's, or the one that is asked for.
    pub locale: Locale,
    pub theme: Theme,
    /// Whose name stands below a receipt.
    pub recorder: String,
}

impl Worn {
    fn of(visit: &Visit, tenant: &Arc<Tenant>, brand: NamedBrand, asked: &ParamsMap, recorder: &str) -> Self {
        Self {
            platform: visit.platform.clone(),
            tenant: tenant.clone(),
            brand,
            locale: asked.get_str("lang").and_then(|tag| tag.parse().ok()).unwrap_or(visit.locale),
            theme: asked.get_str("theme").and_then(Theme::from_key).unwrap_or_default(),
            recorder: recorder.to_owned(),
        }
    }
}

/// What is typed, for who works on the brand.
pub(super) async fn for_editor(visit: &Visit, uri: &Uri, endpoint: &Endpoint) -> Result<Worn, AppError> {
    let ctx = visit.enter(endpoint).await?;
    let asked = asked(uri);
    let draft = match asked.get_str("version").and_then(|number| number.parse().ok()) {
        Some(version) => brand::published(&ctx, version).await?,
        None => brand::current(&ctx).await?,
    };
    let form = typed_over(&BrandForm::of(&draft.name, &draft.tokens), &asked);
    let name = users::name(&form.name).unwrap_or(draft.name);
    let mut tokens = form.preview(&draft.tokens);
    for slot in [Slot::Logo, Slot::LogoDark] {
        if let Some(held) = asked.get_str(slot.key()).and_then(|held| held.parse::<Held>().ok()) {
            held.put_on(&mut tokens, slot);
        }
    }
    Ok(Worn::of(visit, &ctx.tenant, NamedBrand { name, tokens }, &asked, &ctx.actor.name))
}

/// The draft, for whoever has a link to it that works.
pub(super) async fn for_link(visit: &Visit, uri: &Uri, endpoint: &Endpoint) -> Result<Worn, AppError> {
    visit.judge(endpoint)?;
    let (tenant, asked) = (visit.tenant()?, asked(uri));
    let token = asked.get_str("token").unwrap_or_default();
    let previewed = brand::previewed(&visit.platform, tenant, token).await?;
    let (brand, _) = previewed.ok_or_else(|| Error::field("token", Problem::LinkExpired))?;
    Ok(Worn::of(visit, tenant, brand, &asked, CLERK))
}

/// The fields that the address names stand in for those of the form.
fn typed_over(form: &BrandForm, asked: &ParamsMap) -> BrandForm {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(form) else { return form.clone() };
    for (name, field) in &mut fields {
        if let Some(typed) = asked.get_str(name) {
            *field = Value::String(typed.to_owned());
        }
    }
    serde_json::from_value(Value::Object(fields)).unwrap_or_else(|_| form.clone())
}
