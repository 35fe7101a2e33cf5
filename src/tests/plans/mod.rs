//! Plans: what organisations may have, and what comes of having more.

mod exceptions;
mod limits;
mod near;
mod what_if;

use crate::{db::on_either, harness::Deployment};
use std::sync::Arc;
use tenantry::{
    access::Role,
    context::TenantCtx,
    plans::PlanForm,
    tenants::{self, Tenant},
};

/// A plan without limits that has everything.
pub(crate) fn plan_form(name: &str) -> PlanForm {
    PlanForm {
        name_en: name.into(),
        name_fr: format!("{name} en français"),
        description_en: "For tests.".into(),
        currency: "EUR".into(),
        period: "month".into(),
        module_choice: "all".into(),
        features: tenantry::plans::Feature::ALL.map(|feature| feature.key().to_owned()).into(),
        ..PlanForm::default()
    }
}

/// As its database would have been measured.
async fn weigh(t: &Deployment, slug: &str, bytes: i64) {
    let mut tx = t.platform.central.begin().await.unwrap();
    let text = "update tenant set database_bytes = $1 where slug = $2";
    on_either!(&mut tx, c => sqlx::query(text).bind(bytes).bind(slug).execute(c).await.map(drop)).unwrap();
    t.platform.directory.changed(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    t.platform.directory.forget();
}

async fn found(t: &Deployment, slug: &str) -> Arc<Tenant> {
    tenants::find(&t.platform, slug).await.unwrap().unwrap()
}

/// What the edge would hand out now: the organisation as it is, for its owner.
async fn entered(t: &Deployment, slug: &str) -> TenantCtx {
    t.ctx(slug, Role::Owner).await
}
