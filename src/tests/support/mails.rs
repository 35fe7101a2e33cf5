use super::asked;
use crate::harness::{Deployment, Engine};
use std::sync::Arc;
use tenantry::{
    access::Role,
    config::{Config, SupportPolicy},
    mail::{self, Composed, Composer, Content, Letter, MailState},
    support,
};

struct Plain;

impl Composer for Plain {
    fn compose(&self, letter: &Letter) -> Composed {
        let text = match &letter.content {
            Content::Trial => "trial".to_owned(),
            Content::Invitation { .. } => "invitation".to_owned(),
            Content::PasswordReset { url }
            | Content::PasswordChanged { url }
            | Content::DomainFailing { url, .. }
            | Content::DomainLost { url, .. } => url.clone(),
            Content::SupportAsked { operator, reason, minutes, url, .. } => {
                format!("{operator} {minutes} {reason} {url}")
            }
            Content::SupportBegan { operator, reason, until, url, .. } => {
                format!("{operator} until {until} {reason} {url}")
            }
        };
        Composed { subject: "support".into(), html: text.clone(), text }
    }
}

async fn started(engine: Engine, policy: SupportPolicy) -> Deployment {
    let change = move |config: &mut Config| {
        config.server.public_url = "http://localhost:3000".parse().unwrap();
        config.support.policy = policy;
    };
    let t = Deployment::start_with(engine, change).await;
    t.platform.mails.compose_with(Arc::new(Plain));
    t
}

/// The mails about support that were written, by whom they are for.
async fn told(t: &Deployment) -> Vec<(String, String)> {
    mail::deliver_due(&t.platform).await.unwrap();
    let kept = mail::kept(&t.platform).await.unwrap();
    let mut told: Vec<_> = kept
        .into_iter()
        .filter(|(.., mail)| mail.subject == "support" && mail.text != "invitation")
        .map(|(.., mail)| (mail.to, mail.text))
        .collect();
    told.sort();
    told
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn owners_get_a_mail_when_it_is_asked_and_nobody_else() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let t = started(engine, SupportPolicy::Consent).await;
        let owner = t.ctx("paris", Role::Owner).await;
        t.ctx("paris", Role::Admin).await;
        t.ctx("lyon", Role::Owner).await;
        let (ops, id) = asked(&t, "paris", false).await;
        let told_now = told(&t).await;
        assert_eq!(told_now.len(), 1, "{told_now:?}");
        assert_eq!(told_now[0].0, "owner@paris.example");
        assert!(
            told_now[0].1.starts_with("Ops 60 The loans of May") && told_now[0].1.ends_with("/settings/support"),
            "{told_now:?}"
        );
        support::refuse(&owner, id).await.unwrap();
        let answered = support::ask(&ops, "paris", &super::form(false)).await.unwrap();
        support::refuse(&owner, answered).await.unwrap();
        assert_eq!(told(&t).await.len(), 1, "what was answered before the mail went isn't told");
        let dropped = mail::list(&t.platform, Some(MailState::Dropped), 10).await.unwrap();
        assert!(dropped.iter().any(|mail| mail.kind == "support-asked"), "{dropped:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn owners_get_a_mail_when_it_begins_by_notice() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let t = started(engine, SupportPolicy::Notice).await;
        t.ctx("paris", Role::Owner).await;
        asked(&t, "paris", false).await;
        let told = told(&t).await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].1.contains("until 2026-03-15T14:00:00"), "{told:?}");
    }
}
