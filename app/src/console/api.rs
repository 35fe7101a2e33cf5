//! Server functions of the console.

use crate::{error::AppError, public::OrganisationForm, regional::Regional};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use tenantry::{
    ids::ProvisioningId,
    memberships::InvitationLink,
    moves::Place,
    plans::ListedPlan,
    provisioning::Progress,
    tenants::{Page, TenantDetail, TenantQuery, TenantSummary},
};

/// What a new organisation can be made on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub plans: Vec<ListedPlan>,
    pub places: Vec<Place>,
    /// Those in which a server has room.
    pub regions: Vec<String>,
    pub regional: Regional,
}

/// Before the name of a region, where a form offers that beside places.
pub(super) const REGION: &str = "region:";

/// What only an operator decides for it, as the form sends it. What is empty is left to the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TermsForm {
    pub plan: String,
    /// A [`Place`], or a region after [`REGION`]: there the server that is filled least.
    pub place: String,
}

#[server(endpoint = "console/organisations")]
pub async fn list_organisations(query: TenantQuery) -> Result<Page<TenantSummary>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_ORGANISATIONS)?;
    Ok(tenantry::tenants::list(&ctx.platform, &query).await?)
}

#[server(endpoint = "console/organisation")]
pub async fn find_organisation(#[server(default)] slug: String) -> Result<TenantDetail, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_FIND)?;
    tenantry::tenants::inspect(&ctx.platform, &slug).await?.ok_or_else(AppError::not_found)
}

#[server(endpoint = "console/offer")]
pub async fn read_offer() -> Result<Offer, AppError> {
    let locale = crate::server::visit()?.locale;
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_OFFER)?;
    let plans = tenantry::plans::list(&ctx.platform).await?;
    let (places, regions) =
        (tenantry::moves::places(&ctx.platform).await?, tenantry::moves::regions(&ctx.platform).await?);
    Ok(Offer { plans, places, regions, regional: Regional::defaults(&ctx.platform, locale) })
}

/// Begins to make an organisation and leads to the page that shows how far it is.
#[server(endpoint = "console/create")]
pub async fn create_organisation(
    #[server(flatten)] organisation: OrganisationForm,
    #[server(default)] modules: Vec<String>,
    #[server(flatten)] terms: TermsForm,
) -> Result<(), AppError> {
    use super::moves::api::at_the_choice;
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_CREATE)?;
    let new = organisation.checked(&modules, &ctx.platform.settings.languages())?;
    let start = tenantry::provisioning::start_on(ctx.platform, new, terms.checked()?);
    let id = tenantry::context::uncancelled(start).await.map_err(|error| at_the_choice(error, "place"))?;
    leptos_axum::redirect(&crate::paths::console_provisioning(id));
    Ok(())
}

#[server(endpoint = "console/progress")]
pub async fn read_progress(id: ProvisioningId) -> Result<Progress, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_PROGRESS)?;
    tenantry::provisioning::progress(&ctx.platform, id).await?.ok_or_else(AppError::not_found)
}

#[server(endpoint = "console/suspend")]
pub async fn suspend_organisation(
    #[server(default)] slug: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_SUSPEND)?;
    let page = crate::paths::console_organisation(&slug);
    tenantry::context::uncancelled(async move {
        tenantry::tenants::suspend(&ctx.platform, &slug, &reason, &(&ctx.actor).into()).await
    })
    .await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::suspend::SUSPENDED));
    Ok(())
}

#[server(endpoint = "console/resume")]
pub async fn resume_organisation(#[server(default)] slug: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_RESUME)?;
    let page = crate::paths::console_organisation(&slug);
    tenantry::context::uncancelled(async move {
        tenantry::tenants::resume(&ctx.platform, &slug, &(&ctx.actor).into()).await
    })
    .await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::suspend::RESUMED));
    Ok(())
}

/// Gives an organisation another name, and leads to its page, which has another address as well.
#[server(endpoint = "console/rename")]
pub async fn rename_organisation(
    #[server(default)] slug: String,
    #[server(default)] new_slug: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_RENAME)?;
    let rename =
        async move { tenantry::tenants::change_slug(&ctx.platform, &slug, &new_slug, &(&ctx.actor).into()).await };
    let renamed = tenantry::context::uncancelled(rename).await?;
    let page = crate::paths::console_organisation(&renamed.to);
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::rename::RENAMED));
    Ok(())
}

#[server(endpoint = "console/delete")]
pub async fn delete_organisation(
    #[server(default)] slug: String,
    #[server(default)] confirm: String,
    #[server(default)] deletion_reason: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_DELETE)?;
    let page = crate::paths::console_organisation(&slug);
    let delete = async move {
        let author = (&ctx.actor).into();
        tenantry::deletions::delete_confirmed(&ctx.platform, &slug, &confirm, deletion_reason, &author).await
    };
    tenantry::context::uncancelled(delete).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::delete::DELETED));
    Ok(())
}

#[server(endpoint = "console/restore")]
pub async fn restore_organisation(#[server(default)] slug: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_RESTORE)?;
    let page = crate::paths::console_organisation(&slug);
    let restore = async move { tenantry::deletions::cancel(&ctx.platform, &slug, &(&ctx.actor).into()).await };
    tenantry::context::uncancelled(restore).await.map_err(AppError::of_another_state)?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::delete::RESTORED));
    Ok(())
}

/// Sets how long the data of a deleted organisation stays.
#[server(endpoint = "console/grace")]
pub async fn change_grace(
    #[server(default)] slug: String,
    #[server(default)] days: String,
    #[server(default)] confirm: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_GRACE)?;
    let page = crate::paths::console_organisation(&slug);
    let change = async move {
        tenantry::deletions::change_grace(&ctx.platform, &slug, &confirm, &days, &(&ctx.actor).into()).await
    };
    tenantry::context::uncancelled(change).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::delete::GRACE_CHANGED));
    Ok(())
}

#[server(endpoint = "console/lock")]
pub async fn lock_organisation(#[server(default)] slug: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_LOCK)?;
    let page = crate::paths::console_organisation(&slug);
    let lock = async move { tenantry::deletions::lock(&ctx.platform, &slug, &(&ctx.actor).into()).await };
    tenantry::context::uncancelled(lock).await.map_err(AppError::of_another_state)?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::delete::LOCKED));
    Ok(())
}

#[server(endpoint = "console/unlock")]
pub async fn unlock_organisation(#[server(default)] slug: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_UNLOCK)?;
    let page = crate::paths::console_organisation(&slug);
    let unlock = async move { tenantry::deletions::unlock(&ctx.platform, &slug, &(&ctx.actor).into()).await };
    tenantry::context::uncancelled(unlock).await.map_err(AppError::of_another_state)?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::delete::UNLOCKED));
    Ok(())
}

/// Makes an invitation for an owner and hands its link to the organisation's page, which shows it once.
#[server(endpoint = "console/invite")]
pub async fn invite_owner(
    #[server(default)] slug: String,
    #[server(default)] name: String,
    #[server(default)] email: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_INVITE)?;
    let visit = crate::server::visit()?;
    let page = crate::paths::console_organisation(&slug);
    let tenant = tenantry::tenants::find(&ctx.platform, &slug).await?.ok_or_else(AppError::not_found)?;
    let invite = async move { tenantry::memberships::invitations::invite_owner(&ctx, &tenant, &email, &name).await };
    let link = tenantry::context::uncancelled(invite).await?;
    crate::members::handover::give(&visit, &link);
    leptos_axum::redirect(&crate::paths::with_query(&page, &[("invited", "yes")]));
    Ok(())
}

/// The link that was handed over a moment ago; asked again, there is none.
#[server(endpoint = "console/link")]
pub async fn fresh_owner_link(#[server(default)] slug: String) -> Result<Option<InvitationLink>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_LINK)?;
    let Some(secret) = crate::members::handover::take(&crate::server::visit()?) else { return Ok(None) };
    let tenant = tenantry::tenants::find(&ctx.platform, &slug).await?.ok_or_else(AppError::not_found)?;
    Ok(tenantry::memberships::invitations::link(&ctx.platform, &tenant, &secret).await?)
}

#[cfg(feature = "ssr")]
impl TermsForm {
    fn checked(self) -> Result<tenantry::provisioning::Terms, AppError> {
        use tenantry::{error::Error, fault::Problem, provisioning::Terms};
        let terms = Terms { plan: (!self.plan.is_empty()).then_some(self.plan), ..Terms::default() };
        if self.place.is_empty() {
            return Ok(terms);
        }
        if let Some(region) = self.place.strip_prefix(REGION) {
            return Ok(Terms { region: Some(region.to_owned()), ..terms });
        }
        let place: Place = self.place.parse().map_err(|()| Error::field("place", Problem::NotAChoice))?;
        Ok(Terms { placement: Some(place.placement), server: place.server, ..terms })
    }
}
