//! Mails: written down with what they tell of, sent once, tried again, and never with a secret at rest.

mod deliveries;
mod post_office;

use crate::harness::{Deployment, Engine};
use std::sync::Arc;
use tenantry::{
    config::Config,
    mail::{Composed, Composer, Content, Letter},
};

/// Mails of the tests say little: what the product says is tested there.
struct Plain;

impl Composer for Plain {
    fn compose(&self, letter: &Letter) -> Composed {
        let Content::Invitation { role, url, .. } = &letter.content;
        let text = format!("{} {} {} {url}", letter.house.name, letter.locale.tag(), role.name());
        Composed { subject: format!("Join {}", letter.house.name), html: format!("<p>{text}</p>"), text }
    }
}

async fn sending(engine: Engine, smtp: &str) -> Deployment {
    start(engine, |config| config.mail.smtp = smtp.parse().unwrap()).await
}

async fn start(engine: Engine, change: impl FnOnce(&mut Config)) -> Deployment {
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
