//! Whoever acts in the console.

use crate::{db::on_either, harness::Deployment};
use tenantry::{
    access::OperatorRole,
    context::{Author, OperatorActor, OperatorCtx},
    operators,
    users::{self, Email},
};

/// The deployment's operator, made when there is none yet.
pub(crate) async fn operator(t: &Deployment) -> OperatorCtx {
    named_operator(t, "ops@tenantry.example").await
}

pub(crate) async fn named_operator(t: &Deployment, email: &str) -> OperatorCtx {
    operator_as(t, email, OperatorRole::Owner).await
}

pub(crate) async fn operator_as(t: &Deployment, email: &str, role: OperatorRole) -> OperatorCtx {
    let operator = operators::create_as(&t.platform, email, "Ops", Some(role), &Author::CommandLine).await.unwrap();
    have_come_in(t).await;
    let user =
        users::find_by_email(&t.platform, &Email::try_from(email.to_owned()).unwrap()).await.unwrap().unwrap().id;
    let actor = OperatorActor { operator, user, name: "Ops".into(), email: email.into(), role };
    OperatorCtx { platform: t.platform.clone(), actor }
}

/// As if every operator had used a link of theirs.
pub(crate) async fn have_come_in(t: &Deployment) {
    let mut tx = t.platform.central.begin().await.unwrap();
    let text = "update operator set entered_at = created_at where entered_at is null";
    on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
    tx.commit().await.unwrap();
}
