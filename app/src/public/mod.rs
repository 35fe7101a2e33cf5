//! The site at the apex: what the product is, creating an organisation, finding one's own.

pub mod api;
mod find;
mod home;
mod houses;
mod organisation_fields;
mod organisation_form;
mod sign_up;
pub mod words;

pub use find::FindPage;
pub use home::HomePage;
pub use organisation_form::OrganisationForm;
pub use sign_up::SignUpPage;

pub(crate) use organisation_fields::OrganisationFields;
