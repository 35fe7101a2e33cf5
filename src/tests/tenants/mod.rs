//! What the deployment knows of its organisations: the console's list, their addresses, their state, their settings.

mod activity;
mod bulk;
mod listing;
mod lookup;
mod many;
mod notes;
mod people;
mod rename;
mod saved_filters;
mod settings;
mod slugs;
mod status;
mod timeline;
mod troubles;
mod upkeep;
mod usage;

use crate::harness::{Deployment, society};
use std::sync::Arc;
use tenantry::{
    domains::{HostName, Resolution},
    fault::Fault,
    provisioning,
    tenants::{NewTenant, Tenant},
};

fn request(name: &str, slug: &str) -> NewTenant {
    NewTenant { name: name.into(), modules: Vec::new(), ..society(slug) }
}

async fn make(t: &Deployment, name: &str, slug: &str) {
    provisioning::provision(t.platform.clone(), request(name, slug), |_| Ok(())).await.unwrap();
}

async fn refusal(t: &Deployment, name: &str, slug: &str) -> Fault {
    provisioning::provision(t.platform.clone(), request(name, slug), |_| Ok(())).await.unwrap_err().into_fault()
}

/// The organisation that visitors of a subdomain come to, as the directory has it.
async fn resolved(t: &Deployment, slug: &str) -> Option<Arc<Tenant>> {
    let host = HostName::parse(&format!("{slug}.tenantry.test")).unwrap();
    match t.platform.directory.resolve(&t.platform, &host).await.unwrap() {
        Resolution::Tenant(tenant) => Some(tenant),
        _ => None,
    }
}
