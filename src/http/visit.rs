//! What is known of a request before the product sees it.

use crate::{
    access::{Access, Endpoint, Permission, Plane, Verb},
    announcements::Shown,
    brand::{Brand, NamedBrand},
    context::{OperatorCtx, TenantCtx},
    domains::HostName,
    error::{Error, Result},
    fault::Kind,
    ids::AnnouncementId,
    locale::Locale,
    memberships::OwnOrganisation,
    plans::{self, PlanNotice},
    platform::Platform,
    sessions::{Caller, Device},
    support::SupportNotice,
    tenants::Tenant,
};
use axum::http::{HeaderMap, Uri, header};
use std::{net::IpAddr, sync::Arc};
use tower_sessions::Session;

/// A page's colours: the reader's choice, or what their system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

/// One request's facts: handed along by value, in the request's extensions.
#[derive(Clone, Debug)]
pub struct Visit {
    pub platform: Arc<Platform>,
    pub plane: Plane,
    pub tenant: Option<Arc<Tenant>>,
    pub brand: Option<Arc<Brand>>,
    pub host: HostName,
    pub address: IpAddr,
    /// What the request comes from, as far as it says.
    pub device: Device,
    pub locale: Locale,
    pub theme: Theme,
    /// Whether single letters go through lists. Whoever speaks to their machine, or whose hands slip, turns them off.
    pub list_keys: bool,
    /// The nonce of this answer's content security policy.
    pub nonce: Arc<str>,
    pub request_id: Arc<str>,
    pub caller: Caller,
    /// Present once the session's cookie was read.
    pub(super) session: Option<Session>,
}

impl Visit {
    /// Whether the caller may use an endpoint, here. The one judgement, for requests and for pages that call the same
    /// function while they render.
    ///
    /// # Errors
    /// `NotFound` on another plane or without the module, `Unauthenticated`, `Forbidden`, `NotInPlan`.
    pub fn judge(&self, endpoint: &Endpoint) -> Result<()> {
        if !endpoint.planes.contains(&self.plane) {
            return Err(Error::not_found());
        }
        match endpoint.access {
            Access::Anyone => self.as_support(endpoint),
            Access::Needs(permission) => {
                self.needs(permission)?;
                self.needs_open_module(endpoint, permission)?;
                self.as_support(endpoint)
            }
        }
    }

    /// What support may is a matter of what the endpoint does.
    fn as_support(&self, endpoint: &Endpoint) -> Result<()> {
        if let Caller::Support(support) = &self.caller { support.judge(endpoint) } else { Ok(()) }
    }

    fn needs(&self, permission: Permission) -> Result<()> {
        if permission.module().is_some_and(|module| !self.tenant.as_ref().is_some_and(|tenant| tenant.has(module))) {
            return Err(Error::not_found());
        }
        match &self.caller {
            Caller::Nobody | Caller::Foreign => Err(Error::new(Kind::Unauthenticated)),
            Caller::Member(actor) if actor.may(permission) => Ok(()),
            Caller::Operator(actor) if actor.may(permission) => Ok(()),
            Caller::Support(_) => Ok(()),
            Caller::Member(_) | Caller::Operator(_) => Err(Error::new(Kind::Forbidden)),
        }
    }

    /// Of a module that the plan doesn't have any more files alone are left when its grace is over: nobody loses what is in it.
    fn needs_open_module(&self, endpoint: &Endpoint, permission: Permission) -> Result<()> {
        let (Some(module), Some(tenant), Verb::Post) = (permission.module(), &self.tenant, endpoint.verb) else {
            return Ok(());
        };
        if tenant.entitled.closes(module, self.platform.clock.now()) {
            Err(Error::new(Kind::NotInPlan))
        } else {
            Ok(())
        }
    }

    /// Opens the organisation for an endpoint that the caller may use.
    pub async fn enter(&self, endpoint: &Endpoint) -> Result<TenantCtx> {
        self.judge(endpoint)?;
        match (&self.tenant, &self.caller) {
            (Some(tenant), Caller::Member(actor)) => self.platform.enter(tenant, actor.clone()).await,
            (Some(tenant), Caller::Support(support)) => {
                let ctx = self.platform.enter(tenant, support.actor.clone()).await?;
                Ok(ctx.because_of(support.request))
            }
            _ => Err(Error::new(Kind::Unauthenticated)),
        }
    }

    /// The same for the console.
    pub fn operate(&self, endpoint: &Endpoint) -> Result<OperatorCtx> {
        self.judge(endpoint)?;
        match &self.caller {
            Caller::Operator(actor) => Ok(OperatorCtx { platform: self.platform.clone(), actor: actor.clone() }),
            _ => Err(Error::new(Kind::Unauthenticated)),
        }
    }

    /// The organisation of this host, for endpoints that need nobody signed in.
    pub fn tenant(&self) -> Result<&Arc<Tenant>> {
        self.tenant.as_ref().ok_or_else(Error::not_found)
    }

    /// The member's other organisations. Without them a page is still worth showing, so a failure is only logged.
    pub async fn own_organisations(&self) -> Arc<[OwnOrganisation]> {
        let (Some(tenant), Caller::Member(actor)) = (&self.tenant, &self.caller) else { return Arc::default() };
        match self.platform.own_organisations.beside(&self.platform, tenant.id, actor.user).await {
            Ok(organisations) => organisations,
            Err(error) => {
                tracing::warn!(error = %error.with_causes(), "a member's other organisations could not be read");
                Arc::default()
            }
        }
    }

    /// What operators announce here. Without it a page is still worth showing, so a failure is only logged.
    pub async fn announcements(&self, dismissed: &[AnnouncementId]) -> Vec<Shown> {
        let Some(tenant) = &self.tenant else { return Vec::new() };
        let (platform, is_signed_in) = (&self.platform, self.is_signed_in());
        match platform.announcements.shown(platform, tenant, self.locale, is_signed_in, dismissed).await {
            Ok(shown) => shown,
            Err(error) => {
                tracing::warn!(error = %error.with_causes(), "the announcements could not be read");
                Vec::new()
            }
        }
    }

    /// What administrators are told of their plan. Without it a page is still worth showing, so a failure is only logged.
    pub async fn plan_notice(&self) -> Option<PlanNotice> {
        let (Some(tenant), Caller::Member(actor)) = (&self.tenant, &self.caller) else { return None };
        if !actor.may(Permission::SettingsManage) {
            return None;
        }
        plans::notice(&self.platform, tenant).await.unwrap_or_else(|error| {
            tracing::warn!(error = %error.with_causes(), "how an organisation stands could not be read");
            None
        })
    }

    /// What owners are told of support at the top of their pages. Without it a page is still worth showing, so a failure is
    /// only logged.
    pub async fn support_notices(&self) -> Vec<SupportNotice> {
        let (Some(tenant), Caller::Member(actor)) = (&self.tenant, &self.caller) else { return Vec::new() };
        if !actor.may(Permission::OwnersManage) {
            return Vec::new();
        }
        match self.platform.support.notices(&self.platform, tenant).await {
            Ok(notices) => notices,
            Err(error) => {
                tracing::warn!(error = %error.with_causes(), "the requests of support could not be read");
                Vec::new()
            }
        }
    }

    /// The same visit in another brand, for a page that shows one before it counts.
    #[must_use]
    pub fn wearing(mut self, brand: NamedBrand) -> Self {
        self.brand = Some(Arc::new(Brand::of(brand.tokens)));
        if let Some(tenant) = &mut self.tenant {
            Arc::make_mut(tenant).name = brand.name;
        }
        self
    }

    /// The path and query of the page that a request comes from, if the browser names one of this host.
    pub fn page_before(&self, headers: &HeaderMap) -> Option<String> {
        let referer: Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
        let path = referer.path_and_query().filter(|_| referer.host() == Some(self.host.as_str()))?.as_str();
        (path.starts_with('/') && !path.starts_with("//")).then(|| path.to_owned())
    }

    /// Scheme, host and port as the deployment writes them, never as the request did.
    pub fn origin(&self) -> String {
        self.platform.config.server.public_url.origin_of(self.host.as_str())
    }

    pub fn is_signed_in(&self) -> bool {
        matches!(self.caller, Caller::Member(_) | Caller::Operator(_) | Caller::Support(_))
    }
}
