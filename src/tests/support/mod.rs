//! Support access: who may ask, who may allow, what each state leads to, and what is written down.

mod mails;
mod road;
mod states;

use crate::{harness::Deployment, operators::operator};
use tenantry::{
    context::OperatorCtx,
    ids::SupportRequestId,
    support::{self, SupportForm, SupportState},
};

fn form(write: bool) -> SupportForm {
    SupportForm {
        reason: "The loans of May don’t add up".into(),
        minutes: "60".into(),
        write: if write { "true".into() } else { String::new() },
    }
}

/// The deployment's operator asks.
async fn asked(t: &Deployment, slug: &str, write: bool) -> (OperatorCtx, SupportRequestId) {
    let ctx = operator(t).await;
    let id = support::ask(&ctx, slug, &form(write)).await.unwrap();
    (ctx, id)
}

async fn state(t: &Deployment, id: SupportRequestId) -> SupportState {
    let all = support::list(&t.platform, None, false, 100).await.unwrap();
    all.into_iter().find(|request| request.id == id).unwrap().state
}
