//! A new password by mail: who gets a link, what it opens, and what nobody learns.

use super::{house, link_in, post_office::PostOffice, secret_of, sending};
use crate::{
    db::on_either,
    harness::{Deployment, Engine, PASSWORD},
    operators::have_come_in,
};
use jiff::SignedDuration;
use std::net::IpAddr;
use tenantry::{
    access::Role,
    audit,
    context::TenantCtx,
    error::Result,
    fault::{Kind, Problem},
    mail::{self, MailState},
    memberships,
    operators::{self, Asks, Entry},
    tenants::Tenant,
    users::{self, Principal, SignIn},
};

const NEW: &str = "seven herons over the marsh";

fn address() -> IpAddr {
    "203.0.113.9".parse().unwrap()
}

async fn ask(t: &Deployment, tenant: Option<&Tenant>, email: &str) -> Result<()> {
    users::ask_reset(&t.platform, tenant, address(), email).await
}

async fn set(t: &Deployment, tenant: Option<&Tenant>, secret: &str, new: &str) -> Result<()> {
    users::reset_password(&t.platform, tenant, secret, new.into(), new.into()).await
}

async fn sign_in(t: &Deployment, tenant: Option<&Tenant>, email: &str, password: &str) -> Result<Principal> {
    let host = tenant.map_or("console.tenantry.test", |tenant| tenant.main_host.as_str());
    let (email, password) = (email.to_owned(), password.to_owned());
    users::sign_in(&t.platform, SignIn { email, password, host, tenant, address: address() }).await
}

/// The link of the mail that came last.
fn mailed(office: &PostOffice) -> String {
    link_in(&office.delivered().last().unwrap().replace("=\r\n", "").replace("=3D", "="))
}

/// A link to a new password for one of paris.
async fn link_of(t: &Deployment, office: &PostOffice, ctx: &TenantCtx, email: &str) -> String {
    ask(t, Some(&ctx.tenant), email).await.unwrap();
    assert_eq!(mail::deliver_due(&t.platform).await.unwrap(), 1);
    mailed(office)
}

async fn count(t: &Deployment, text: &'static str) -> i64 {
    let mut reader = t.platform.central.read().await.unwrap();
    on_either!(&mut reader, c => sqlx::query_scalar(text).fetch_one(c).await).unwrap()
}

fn is_over(result: Result<impl Sized>) -> bool {
    result.err().is_some_and(|error| error.fault.problem_of("token") == Some(&Problem::LinkExpired))
}

with_a_post_office! {
    async fn a_link_sets_one_password_and_ends_every_session(t: Deployment, office: PostOffice) {
        let ctx = house(&t, "paris").await;
        let member = t.member(&ctx.tenant, Role::Member).await;
        let text = "insert into session (id_hash, user_id, tenant_id, host, created_at, last_seen_at, expires_at)
                    select $1, $2, id, slug, created_at, created_at, created_at from tenant where slug = 'paris'";
        let mut tx = t.platform.central.begin().await.unwrap();
        on_either!(&mut tx, c => sqlx::query(text).bind(vec![1_u8]).bind(member.user).execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        let link = link_of(&t, &office, &ctx, &format!(" {} ", member.email.to_uppercase())).await;
        assert!(link.starts_with("http://paris.tenantry.test:3000/new-password?token="), "{link}");
        let mail = office.delivered().last().unwrap().clone();
        for said in ["From: \"Society of paris\"", member.email.as_str(), "Society of paris en reset"] {
            assert!(mail.contains(said), "{said} is not in {mail}");
        }
        let secret = secret_of(&link);
        for _ in 0..2 {
            let preview = users::reset_preview(&t.platform, Some(&ctx.tenant), secret).await.unwrap();
            assert_eq!(preview.email, member.email, "looking uses nothing up");
        }
        let weak = set(&t, Some(&ctx.tenant), secret, "short").await.unwrap_err();
        assert!(weak.fault.problem_of("new").is_some(), "{weak:?}");
        let own = set(&t, Some(&ctx.tenant), secret, &format!("{} {}", member.email, member.email)).await.unwrap_err();
        assert!(own.fault.problem_of("new").is_some(), "what a guesser knows is refused here as well");
        let slug = set(&t, Some(&ctx.tenant), secret, "paris-paris-paris").await.unwrap_err();
        assert!(slug.fault.problem_of("new").is_some(), "{slug:?}");
        let twice = users::reset_password(&t.platform, Some(&ctx.tenant), secret, NEW.into(), "else".into()).await.unwrap_err();
        assert_eq!(twice.fault.problem_of("repeat"), Some(&Problem::Mismatch));

        set(&t, Some(&ctx.tenant), secret, NEW).await.unwrap();
        assert_eq!(count(&t, "select count(*) from session").await, 0);
        sign_in(&t, Some(&ctx.tenant), &member.email, NEW).await.unwrap();
        sign_in(&t, Some(&ctx.tenant), &member.email, PASSWORD).await.unwrap_err();
        assert!(is_over(set(&t, Some(&ctx.tenant), secret, "another heron in spring").await), "it works once");
        assert_eq!(mail::deliver_due(&t.platform).await.unwrap(), 1);
        assert!(office.delivered().last().unwrap().contains("changed http://paris.tenantry.test:3000/forgot-password"));
        let kinds: Vec<String> = audit::recent(&t.platform, 10).await.unwrap().into_iter().map(|event| event.kind).collect();
        for kind in ["password-reset", "password-reset-mailed"] {
            assert!(kinds.iter().any(|of| of == kind), "{kinds:?}");
        }
    }

    async fn who_is_not_known_here_gets_nothing_and_nobody_can_tell(t: Deployment, office: PostOffice) {
        let ctx = house(&t, "paris").await;
        let lyon = house(&t, "lyon").await;
        let gone = t.member(&ctx.tenant, Role::Member).await;
        let place = memberships::members_of(&ctx).await.unwrap().members.into_iter().find(|of| of.email == gone.email).unwrap().id;
        memberships::limit(&ctx, place, Some("2026-03-15".parse().unwrap())).await.unwrap();
        operators::create(&t.platform, "ops@example.org", "Ops").await.unwrap();
        t.clock.advance(SignedDuration::from_hours(24));
        let sent = office.delivered().len();
        let paris = Some(&*ctx.tenant);
        for (tenant, email) in [
            (paris, "nobody@example.org"),
            (paris, lyon.actor.email.as_str()),
            (paris, gone.email.as_str()),
            (paris, "ops@example.org"),
            (None, ctx.actor.email.as_str()),
        ] {
            t.clock.advance(SignedDuration::from_secs(1));
            ask(&t, tenant, email).await.unwrap();
            assert_eq!(mail::deliver_due(&t.platform).await.unwrap(), 1);
            let last = mail::list(&t.platform, None, 1).await.unwrap().remove(0);
            assert_eq!((last.recipient.as_str(), last.state), (email, MailState::Dropped));
        }
        assert_eq!(office.delivered().len(), sent);
        assert_eq!(count(&t, "select count(*) from password_reset").await, 0);
        for wrong in ["", "nobody", "a@b"] {
            assert!(ask(&t, paris, wrong).await.unwrap_err().fault.problem_of("email").is_some(), "{wrong:?}");
        }
    }

    async fn a_link_is_one_for_the_house_that_sent_it(t: Deployment, office: PostOffice) {
        let ctx = house(&t, "paris").await;
        let lyon = house(&t, "lyon").await;
        operators::create(&t.platform, &ctx.actor.email, "Ops").await.unwrap();
        have_come_in(&t).await;
        let link = link_of(&t, &office, &ctx, &ctx.actor.email).await;
        for tenant in [Some(&*lyon.tenant), None] {
            assert!(is_over(users::reset_preview(&t.platform, tenant, secret_of(&link)).await));
            assert!(is_over(set(&t, tenant, secret_of(&link), NEW).await));
        }
        ask(&t, None, &ctx.actor.email).await.unwrap();
        mail::deliver_due(&t.platform).await.unwrap();
        let console = mailed(&office);
        assert!(console.starts_with("http://console.tenantry.test:3000/new-password?token="), "{console}");
        assert!(office.delivered().last().unwrap().contains("From: Tenantry"), "the deployment writes");
        assert!(is_over(set(&t, Some(&ctx.tenant), secret_of(&console), NEW).await));
        set(&t, None, secret_of(&console), NEW).await.unwrap();
        sign_in(&t, None, &ctx.actor.email, NEW).await.unwrap();
        assert!(is_over(set(&t, Some(&ctx.tenant), secret_of(&link), NEW).await), "other links to the same account are gone");
    }

    async fn a_link_lasts_half_an_hour_and_a_newer_one_takes_its_place(t: Deployment, office: PostOffice) {
        let ctx = house(&t, "paris").await;
        let email = ctx.actor.email.clone();
        let first = link_of(&t, &office, &ctx, &email).await;
        let second = link_of(&t, &office, &ctx, &email).await;
        assert!(is_over(users::reset_preview(&t.platform, Some(&ctx.tenant), secret_of(&first)).await));
        t.clock.advance(SignedDuration::from_mins(29));
        users::reset_preview(&t.platform, Some(&ctx.tenant), secret_of(&second)).await.unwrap();
        t.clock.advance(SignedDuration::from_mins(1));
        assert!(is_over(users::reset_preview(&t.platform, Some(&ctx.tenant), secret_of(&second)).await));
        assert!(is_over(set(&t, Some(&ctx.tenant), secret_of(&second), NEW).await));
        tenantry::sessions::purge(&t.platform).await.unwrap();
        assert_eq!(count(&t, "select count(*) from password_reset").await, 0);
        assert_eq!(count(&t, "select count(*) from mail where kind = 'password-reset' and content is not null").await, 0);
    }

    async fn who_asks_on_and_on_waits(t: Deployment, _office: PostOffice) {
        let ctx = house(&t, "paris").await;
        let paris = Some(&*ctx.tenant);
        for email in [ctx.actor.email.as_str(), "nobody@example.org"] {
            for _ in 0..3 {
                ask(&t, paris, email).await.unwrap();
            }
            let refused = ask(&t, paris, email).await.unwrap_err();
            assert_eq!(refused.kind(), Kind::RateLimited { seconds: 1 }, "{email}");
        }
        t.clock.advance(SignedDuration::from_secs(1));
        ask(&t, paris, &ctx.actor.email).await.unwrap();
        assert_eq!(ask(&t, paris, &ctx.actor.email).await.unwrap_err().kind(), Kind::RateLimited { seconds: 2 });
        sign_in(&t, paris, &ctx.actor.email, PASSWORD).await.unwrap();
    }

    async fn a_reset_opens_an_account_that_guessers_had_closed(t: Deployment, office: PostOffice) {
        let ctx = house(&t, "paris").await;
        let paris = Some(&*ctx.tenant);
        for _ in 0..5 {
            sign_in(&t, paris, &ctx.actor.email, "another quiet river").await.unwrap_err();
        }
        let closed = sign_in(&t, paris, &ctx.actor.email, PASSWORD).await.unwrap_err();
        assert!(matches!(closed.kind(), Kind::RateLimited { .. }), "{closed:?}");
        let link = link_of(&t, &office, &ctx, &ctx.actor.email).await;
        set(&t, paris, secret_of(&link), NEW).await.unwrap();
        sign_in(&t, paris, &ctx.actor.email, NEW).await.unwrap();
    }

    async fn an_address_that_a_mailed_link_proved_keeps_its_password_when_its_owner_becomes_an_operator(t: Deployment, office: PostOffice) {
        let ctx = house(&t, "paris").await;
        let email = ctx.actor.email.clone();
        let link = link_of(&t, &office, &ctx, &email).await;
        set(&t, Some(&ctx.tenant), secret_of(&link), NEW).await.unwrap();
        let id = operators::create(&t.platform, &email, "Ops").await.unwrap();
        ask(&t, None, &email).await.unwrap();
        mail::deliver_due(&t.platform).await.unwrap();
        assert_eq!(count(&t, "select count(*) from password_reset where used_at is null").await, 0, "no operator yet");
        let link = operators::new_link(&t.platform, id).await.unwrap();
        let entry = |current: &str| Entry { current: current.into(), ..Entry::by(secret_of(&link)) };
        assert_eq!(operators::entrance(&t.platform, secret_of(&link)).await.unwrap().asks, Asks::Password);
        for (current, expected) in [("", Problem::Required), (PASSWORD, Problem::WrongPassword)] {
            let refused = operators::enter(&t.platform, entry(current)).await.unwrap_err();
            assert_eq!(refused.fault.problem_of("current"), Some(&expected));
        }
        sign_in(&t, None, &email, NEW).await.unwrap_err();
        operators::enter(&t.platform, entry(NEW)).await.unwrap();
        sign_in(&t, None, &email, NEW).await.unwrap();
    }

    async fn a_link_that_was_handed_over_proves_no_address(t: Deployment, _office: PostOffice) {
        let ctx = house(&t, "paris").await;
        let email = users::Email::try_from(ctx.actor.email.clone()).unwrap();
        let link = users::new_reset_link(&t.platform, Some(&ctx.tenant), &email).await.unwrap();
        set(&t, Some(&ctx.tenant), secret_of(&link), NEW).await.unwrap();
        assert_eq!(count(&t, r#"select count(*) from "user" where email_proven_at is not null"#).await, 0);
    }
}
