//! The site at the apex: what the product is, creating an organisation, finding one's own.

pub mod api;
mod find;
mod home;
mod houses;
mod organisation_fields;
#[cfg(feature = "ssr")]
mod request;
mod sign_up;
pub mod words;

pub use find::FindPage;
pub use home::HomePage;
pub use sign_up::SignUpPage;

pub(crate) use organisation_fields::OrganisationFields;
#[cfg(feature = "ssr")]
pub(crate) use request::new_tenant;
