//! Registered servers, and where new organisations go.

mod encryption;
mod placing;
mod registry;
mod secrets;
mod widening;

use crate::{
    cluster,
    harness::{Deployment, society},
    lending::three_instalments,
    postgres,
};
use tenantry::{
    access::Role,
    error::Result,
    loans::{self, LoanQuery},
    provisioning::{self, Terms},
    servers::{NewServer, Placement},
    tenants::{self, Tenant},
};

fn server(name: &str, address: &str) -> NewServer {
    NewServer { name: name.into(), region: "eu".into(), capacity: 10, address: address.into() }
}

/// The address of the tests' server with another login.
pub(crate) fn address_of(login: &str, password: &str) -> String {
    let address = cluster::address();
    let (_, host) = address.rsplit_once('@').unwrap();
    format!("postgres://{login}:{password}@{host}")
}

/// A login of the tests' server with these rights.
pub(crate) async fn login(t: &Deployment, password: &str, rights: &str) -> String {
    let name = t.directory.file_name().unwrap().to_string_lossy().replace("test", "operator");
    let owner = postgres::as_owner(t, "postgres").await;
    let text = "select set_config('tests.password', $1, false), set_config('tests.rights', $2, false)";
    sqlx::query(text).bind(password).bind(rights).execute(&owner).await.unwrap();
    let block = "do $$ begin
                   execute format('create role %I login password %L ', current_setting('tests.name'), current_setting('tests.password'))
                     || current_setting('tests.rights');
                 end $$";
    postgres::execute_for(&owner, &name, block).await;
    name
}

/// Makes an organisation on terms of an operator.
async fn made(t: &Deployment, slug: &str, terms: Terms) -> Result<std::sync::Arc<Tenant>> {
    provisioning::provision_on(t.platform.clone(), society(slug), terms, |_| Ok(())).await?;
    Ok(tenants::find(&t.platform, slug).await?.unwrap())
}

fn on(placement: Placement) -> Terms {
    Terms { placement: Some(placement), ..Terms::default() }
}

fn at(server: &str) -> Terms {
    Terms { server: Some(server.into()), ..Terms::default() }
}

/// Lends something to somebody whose name says where, and gives the names of all borrowers there.
async fn lend(t: &Deployment, slug: &str) -> Vec<String> {
    let ctx = t.ctx(slug, Role::Owner).await;
    let form = three_instalments(format!("Ruth of {slug}"));
    loans::create(&ctx, form).await.unwrap();
    let rows = loans::list(&ctx, &LoanQuery::default()).await.unwrap().rows;
    rows.into_iter().map(|loan| loan.borrower).collect()
}
