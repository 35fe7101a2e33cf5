//! Who writes a mail: an organisation in its brand or, to operators, the deployment in its own.

use super::{Content, House, Letter, sender::Sender};
use crate::{
    audit::front_host,
    brand::{self, BrandTokens, Picture},
    domains,
    error::Result,
    ids::TenantId,
    platform::Platform,
    tenants::{self, Tenant},
};
use std::sync::Arc;

/// What the deployment is called in its mails.
const DEPLOYMENT: &str = "Tenantry";

pub(super) enum Writer {
    Organisation(Arc<Tenant>),
    Deployment,
}

impl Writer {
    /// `None` when the organisation is gone or going.
    pub(super) async fn of(platform: &Platform, id: Option<TenantId>) -> Result<Option<Self>> {
        let Some(id) = id else { return Ok(Some(Self::Deployment)) };
        let mut reader = platform.central.read().await?;
        let slug = sql!(&mut reader, scalar_optional String, "select slug from tenant where id = $1", id)?;
        drop(reader);
        let Some(slug) = slug else { return Ok(None) };
        let tenant = tenants::find(platform, &slug).await?.filter(|tenant| tenant.going.is_none());
        Ok(tenant.map(Self::Organisation))
    }

    pub(super) fn tenant(&self) -> Option<&Tenant> {
        match self {
            Self::Organisation(tenant) => Some(tenant),
            Self::Deployment => None,
        }
    }

    pub(super) async fn sender(&self, platform: &Platform) -> Result<Sender> {
        match self.tenant() {
            Some(tenant) => Sender::of_now(platform, tenant).await,
            None => Ok(Sender::default()),
        }
    }

    pub(super) async fn letter(
        &self,
        platform: &Platform,
        (email, name): (&str, &str),
        content: Content,
    ) -> Result<Letter> {
        let mut reader = platform.central.read().await?;
        let text = r#"select locale from "user" where email = $1"#;
        let chosen = sql!(&mut reader, scalar_optional Option<String>, text, email)?;
        drop(reader);
        let languages = platform.settings.languages();
        let own = chosen.flatten().and_then(|tag| languages.parse(&tag));
        let (house, usual) = match self.tenant() {
            Some(tenant) => {
                let shown = platform.brands.get_or_copy(platform, tenant).await;
                let house = house(platform, tenant, tenant.name.clone(), shown.tokens.clone()).await?;
                (house, languages.or_default(tenant.locale))
            }
            None => (own_house(platform), languages.default),
        };
        Ok(Letter { house, locale: own.unwrap_or(usual), recipient_name: name.to_owned(), content })
    }
}

/// The deployment as its mails show it.
fn own_house(platform: &Platform) -> House {
    let url = platform.config.server.public_url.origin_of(&front_host(platform, None));
    House { name: DEPLOYMENT.to_owned(), url, tokens: BrandTokens::default(), logo_url: None, dark_logo_url: None }
}

/// The organisation as its mails show it in a brand.
///
/// # Errors
/// When the organisation's database can't be read.
pub async fn house(platform: &Platform, tenant: &Tenant, name: String, tokens: BrandTokens) -> Result<House> {
    let url = platform.config.server.public_url.origin_of(&domains::open_host(platform, tenant));
    let logo_url = raster_of(platform, tenant, tokens.logo.as_ref()).await?.map(|path| format!("{url}{path}"));
    let dark = raster_of(platform, tenant, tokens.logo_dark.as_ref()).await?.map(|path| format!("{url}{path}"));
    let dark_logo_url = dark.filter(|_| logo_url.is_some());
    Ok(House { name, url, tokens, logo_url, dark_logo_url })
}

/// Mail programs show no SVG.
async fn raster_of(platform: &Platform, tenant: &Tenant, logo: Option<&Picture>) -> Result<Option<String>> {
    let Some(logo) = logo else { return Ok(None) };
    if let Some(raster) = logo.raster_url() {
        return Ok(Some(raster));
    }
    let picture = brand::asset(platform, tenant, &logo.hash).await?;
    let is_shown = picture.is_some_and(|picture| picture.media_type != "image/svg+xml");
    Ok(logo.url().filter(|_| is_shown))
}
