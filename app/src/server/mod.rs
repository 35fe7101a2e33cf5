//! The product on the server: routes, pages as they are sent, forms without WebAssembly, and the guards of server functions.

mod addresses;
pub(crate) mod export;
mod fonts;
mod forms;
mod marks;
mod notices;
mod page;
mod preferences;
mod preview;
mod reload;
mod routes;
mod site_files;

pub use preferences::{keep_language, keep_preferences};
pub(crate) use reload::ReloadWithoutScripts;
pub use routes::product;
pub(crate) use site_files::preload;

use crate::{
    error::AppError,
    site::{Inside, Organisation, Site, Viewer},
};
use axum::http::{HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use std::sync::Arc;
use tenantry::{
    access::{Endpoint, Permission},
    announcements::Shown,
    brand::Look,
    context::{OperatorCtx, TenantCtx},
    domains::{FailingDomain, failing_domains},
    fault::Kind,
    http::{Theme, Visit},
    memberships::OwnOrganisation,
    plans::{Feature, PlanNotice},
    sessions::Caller,
    support::{SupportActor, SupportNotice},
    tenants::Tenant,
};

/// The request that is being answered. Call it before the first `.await`.
pub fn visit() -> Result<Visit, AppError> {
    let parts = use_context::<Parts>();
    parts
        .and_then(|parts| parts.extensions.get::<Visit>().cloned())
        .ok_or_else(|| AppError(tenantry::fault::Fault::new(Kind::Internal)))
}

/// Guards an endpoint that needs nobody signed in.
pub fn anyone(endpoint: &Endpoint) -> Result<Visit, AppError> {
    let visit = visit()?;
    visit.judge(endpoint)?;
    Ok(visit)
}

/// Guards an endpoint of an organisation, and opens it.
pub async fn tenant(endpoint: &Endpoint) -> Result<TenantCtx, AppError> {
    let visit = visit()?;
    Ok(visit.enter(endpoint).await?)
}

/// Guards an endpoint of the console.
pub fn operator(endpoint: &Endpoint) -> Result<OperatorCtx, AppError> {
    Ok(visit()?.operate(endpoint)?)
}

/// The page that a form was sent from, if the browser names one of this host. Call it before the first `.await`.
pub fn referring_page(visit: &Visit) -> Option<String> {
    visit.page_before(&use_context::<Parts>()?.headers)
}

/// Gives the page that is being rendered the status of a failure, and says when another try is worth it.
pub fn answer_with_status_of(error: &AppError) {
    let (Some(options), Ok(status)) = (use_context::<ResponseOptions>(), StatusCode::from_u16(error.0.status())) else {
        return;
    };
    options.set_status(status);
    if let Some(seconds) = error.0.kind.retry_after() {
        options.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// The facts of this visit that every page carries.
pub fn site() -> Site {
    let visit = visit().expect("pages are rendered for requests that were resolved");
    let public_url = &visit.platform.config.server.public_url;
    Site {
        plane: visit.plane,
        locale: visit.locale,
        theme: match visit.theme {
            Theme::System => None,
            Theme::Light => Some("light".into()),
            Theme::Dark => Some("dark".into()),
        },
        list_keys: visit.list_keys,
        base_host: public_url.host().to_owned(),
        public_origin: public_url.origin(),
        sends_mails: visit.platform.mails.is_on(),
        sign_up_open: visit.platform.settings.current().sign_up.open,
        languages: visit.platform.settings.languages(),
        failing: failing(&visit),
        organisation: organisation(&visit),
        viewer: viewer(&visit),
        announcements: use_context::<Arc<[Shown]>>().map(|shown| shown.to_vec()).unwrap_or_default(),
        support: use_context::<Arc<[SupportNotice]>>().map(|notices| notices.to_vec()).unwrap_or_default(),
        plan_notice: use_context::<Option<PlanNotice>>().flatten(),
        others: use_context::<Arc<[OwnOrganisation]>>().map(|others| others.to_vec()).unwrap_or_default(),
    }
}

fn organisation(visit: &Visit) -> Option<Organisation> {
    let (tenant, brand) = (visit.tenant.as_ref()?, visit.brand.as_ref()?);
    let now = visit.platform.clock.now();
    Some(Organisation {
        name: tenant.name.clone(),
        currency: tenant.currency,
        modules: tenant.open_modules(now),
        names_product: !tenant.has_feature(Feature::WhiteLabel, now),
        look: Look::of(&brand.tokens, visit.locale),
    })
}

fn failing(visit: &Visit) -> Vec<FailingDomain> {
    let may = matches!(&visit.caller, Caller::Member(actor) if actor.may(Permission::DomainsManage));
    let tenant = visit.tenant.as_ref().filter(|_| may);
    let of = |tenant: &Arc<Tenant>| {
        let all = failing_domains(&visit.platform, tenant).into_iter();
        all.map(|domain| domain.seen_from(&tenant.zone)).collect()
    };
    tenant.map(of).unwrap_or_default()
}

fn viewer(visit: &Visit) -> Option<Viewer> {
    match &visit.caller {
        Caller::Member(actor) => Some(Viewer {
            name: actor.name.clone(),
            email: actor.email.clone(),
            role: Some(actor.role),
            operator: None,
            inside: None,
        }),
        Caller::Support(support) => Some(Viewer {
            name: support.own_name().to_owned(),
            email: support.actor.email.clone(),
            role: Some(support.actor.role),
            operator: None,
            inside: inside(visit, support),
        }),
        Caller::Operator(actor) => Some(Viewer {
            name: actor.name.clone(),
            email: actor.email.clone(),
            role: None,
            operator: Some(actor.role),
            inside: None,
        }),
        Caller::Nobody | Caller::Foreign => None,
    }
}

fn inside(visit: &Visit, support: &SupportActor) -> Option<Inside> {
    let ends = visit.tenant.as_ref()?.zone.to_datetime(support.ends_at);
    Some(Inside {
        reason: support.reason.clone(),
        until: ends.strftime("%H:%M").to_string(),
        may_write: support.may_write,
    })
}
