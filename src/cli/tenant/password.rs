//! `tenantry tenant password-link`

use super::{
    super::{Failure, Output, table::printable},
    unknown,
};
use crate::{
    error::Error,
    fault::Kind,
    platform::Platform,
    tenants,
    users::{self, RESET_MINUTES},
};
use clap::Args;
use serde_json::json;

#[derive(Debug, Args)]
pub struct PasswordLinkArguments {
    slug: String,
    /// The e-mail address of the member who forgot their password
    #[arg(long)]
    email: String,
}

impl PasswordLinkArguments {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let Self { slug, email } = self;
        let tenant = tenants::find(platform, &slug).await?.ok_or_else(|| unknown(Error::not_found(), &slug))?;
        let address = email.clone().try_into().map_err(|problem| Error::field("email", problem))?;
        let url = match users::new_reset_link(platform, Some(&tenant), &address).await {
            Err(error) if error.kind() == Kind::NotFound => {
                return Err(Failure::said(format!("{} is no member of {slug}", printable(&email))));
            }
            url => url?,
        };
        out.line(format!(
            "Whoever opens this link chooses a new password for {email}, once, within {RESET_MINUTES} minutes: {url}"
        ));
        out.document(&json!({ "slug": slug, "email": email, "url": url }))
    }
}
