//! Mails: written down with what they tell of, sent once, tried again, and never with a secret at rest.

/// Writes the test once, for both engines, with a mail server.
macro_rules! with_a_post_office {
    ($(async fn $name:ident($t:ident: Deployment, $office:ident: PostOffice) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn test(engine: Engine) {
                let $office = PostOffice::open().await;
                let $t = sending(engine, &$office.url()).await;
                let directory = $t.directory.clone();
                $body
                let _ = std::fs::remove_dir_all(directory);
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                test(Engine::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                test(Engine::Postgres).await;
            }
        }
    )+};
}

mod deliveries;
mod domains;
mod invitations;
mod post_office;
mod resets;
mod trial;
mod unsent;

use crate::harness::{Deployment, Engine};
use jiff::SignedDuration;
use std::sync::Arc;
use tenantry::{
    access::Role,
    config::Config,
    context::TenantCtx,
    mail::{self, Composed, Composer, Content, Letter},
};

/// Mails of the tests say little: what the product says is tested there.
struct Plain;

impl Composer for Plain {
    fn compose(&self, letter: &Letter) -> Composed {
        let (what, url) = match &letter.content {
            Content::Invitation { role, url, .. } => (role.name(), url),
            Content::Trial => ("trial", &letter.house.url),
            Content::PasswordReset { url } => ("reset", url),
            Content::PasswordChanged { url } => ("changed", url),
            Content::SupportAsked { reason, url, .. } | Content::SupportBegan { reason, url, .. } => {
                (reason.as_str(), url)
            }
            Content::DomainFailing { setup, url, .. } => (setup.domain.host.as_str(), url),
            Content::DomainLost { setup, url, .. } => (setup.domain.shown.as_str(), url),
        };
        let text = format!("{} {} {what} {url}", letter.house.name, letter.locale.tag());
        Composed { subject: format!("Join {}", letter.house.name), html: format!("<p>{text}</p>"), text }
    }
}

/// An organisation whose own first invitation was sent already, and somebody who may invite.
async fn house(t: &Deployment, slug: &str) -> TenantCtx {
    let ctx = t.ctx(slug, Role::Owner).await;
    mail::deliver_due(&t.platform).await.unwrap();
    // What is written down from now on is newer.
    t.clock.advance(SignedDuration::from_secs(1));
    ctx
}

async fn sending(engine: Engine, smtp: &str) -> Deployment {
    start(engine, |config| config.mail.smtp = smtp.parse().unwrap()).await
}

pub(crate) async fn start(engine: Engine, change: impl FnOnce(&mut Config)) -> Deployment {
    let t = Deployment::start_with(engine, change).await;
    t.platform.mails.compose_with(Arc::new(Plain));
    t
}

fn link_in(text: &str) -> String {
    let at = text.find("http").expect("there is a link");
    text[at..].split_whitespace().next().unwrap().to_owned()
}

fn secret_of(link: &str) -> &str {
    link.split_once("token=").expect("the link has a secret").1
}
