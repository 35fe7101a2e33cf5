//! Links of invitations that went out by mail. Whoever has the address is not shut out by who made an account for it.

use super::{house, link_in, post_office::PostOffice, secret_of, sending};
use crate::{
    db::on_either,
    harness::{Deployment, Engine, PASSWORD, society},
};
use std::net::IpAddr;
use tenantry::{
    access::Role,
    context::TenantCtx,
    error::Result,
    fault::{Kind, Problem},
    mail,
    memberships::{
        self,
        invitations::{self, Acceptance},
    },
    operators,
    provisioning::{self, SignedUp},
    tenants::{self, Tenant},
    users::{self, Email, Principal, SignIn},
};

const EMAIL: &str = "ruth@example.org";
const OWN: &str = "seven herons over the marsh";

fn address() -> IpAddr {
    "203.0.113.9".parse().unwrap()
}

/// The link of the mail that came last.
fn mailed(office: &PostOffice) -> String {
    link_in(&office.delivered().last().unwrap().replace("=\r\n", "").replace("=3D", "="))
}

/// An invitation of the person: the link that is shown, and the one of the mail.
async fn invited(t: &Deployment, office: &PostOffice, ctx: &TenantCtx) -> [String; 2] {
    let shown = invitations::invite(ctx, EMAIL, "Ruth Azoulay", Role::Member).await.unwrap();
    mail::deliver_due(&t.platform).await.unwrap();
    [shown.url, mailed(office)].map(|link| secret_of(&link).to_owned())
}

async fn accept(t: &Deployment, tenant: &Tenant, token: &str, password: &str) -> Result<Principal> {
    let form = Acceptance { token, name: "Ruth", password: password.to_owned(), address: Some(address()) };
    invitations::accept(&t.platform, tenant, form).await
}

async fn sign_in(t: &Deployment, tenant: Option<&Tenant>, password: &str) -> Result<Principal> {
    let host = tenant.map_or("console.tenantry.test", |tenant| tenant.main_host.as_str());
    let (email, password) = (EMAIL.to_owned(), password.to_owned());
    users::sign_in(&t.platform, SignIn { email, password, host, tenant, address: address() }).await
}

/// A stranger makes an account for the address, by a link that they were shown.
async fn squatted(t: &Deployment, office: &PostOffice) -> TenantCtx {
    let lyon = house(t, "lyon").await;
    let [shown, _] = invited(t, office, &lyon).await;
    accept(t, &lyon.tenant, &shown, PASSWORD).await.unwrap();
    lyon
}

async fn proven(t: &Deployment) -> i64 {
    let mut reader = t.platform.central.read().await.unwrap();
    let text = r#"select count(*) from "user" where email_proven_at is not null"#;
    on_either!(&mut reader, c => sqlx::query_scalar(text).fetch_one(c).await).unwrap()
}

with_a_post_office! {
    async fn the_owner_of_an_address_gets_hold_of_an_account_that_a_stranger_made(t: Deployment, office: PostOffice) {
        let lyon = squatted(&t, &office).await;
        assert_eq!(proven(&t).await, 0);
        let paris = house(&t, "paris").await;
        let [shown, mailed] = invited(&t, &office, &paris).await;
        let refused = accept(&t, &paris.tenant, &shown, OWN).await.unwrap_err();
        assert_eq!(refused.fault.problem_of("password"), Some(&Problem::WrongPassword), "anybody may have seen that link");
        accept(&t, &paris.tenant, &mailed, OWN).await.unwrap();
        assert_eq!(proven(&t).await, 1);
        sign_in(&t, Some(&paris.tenant), OWN).await.unwrap();
        sign_in(&t, Some(&paris.tenant), PASSWORD).await.unwrap_err();
        sign_in(&t, Some(&lyon.tenant), PASSWORD).await.unwrap_err();
        mail::deliver_due(&t.platform).await.unwrap();
        assert!(office.delivered().last().unwrap().contains(" changed http"), "whoever the account was is told");
    }

    async fn a_mailed_link_changes_no_password_of_an_address_that_was_proven(t: Deployment, office: PostOffice) {
        let lyon = house(&t, "lyon").await;
        let [_, first] = invited(&t, &office, &lyon).await;
        accept(&t, &lyon.tenant, &first, PASSWORD).await.unwrap();
        assert_eq!(proven(&t).await, 1);
        let paris = house(&t, "paris").await;
        let [_, second] = invited(&t, &office, &paris).await;
        let refused = accept(&t, &paris.tenant, &second, OWN).await.unwrap_err();
        assert_eq!(refused.fault.problem_of("password"), Some(&Problem::WrongPassword));
        accept(&t, &paris.tenant, &second, PASSWORD).await.unwrap();
    }

    async fn whoever_is_invited_can_have_a_new_password_before_they_belong(t: Deployment, office: PostOffice) {
        squatted(&t, &office).await;
        let paris = house(&t, "paris").await;
        let [shown, _] = invited(&t, &office, &paris).await;
        users::ask_reset(&t.platform, Some(&paris.tenant), address(), EMAIL).await.unwrap();
        mail::deliver_due(&t.platform).await.unwrap();
        let link = mailed(&office);
        assert!(link.starts_with("http://paris.tenantry.test:3000/new-password?token="), "{link}");
        users::reset_password(&t.platform, Some(&paris.tenant), secret_of(&link), OWN.into(), OWN.into()).await.unwrap();
        sign_in(&t, Some(&paris.tenant), OWN).await.unwrap_err();
        accept(&t, &paris.tenant, &shown, OWN).await.unwrap();

        // Who runs commands on the server can do the same where no mails are sent.
        let nord = house(&t, "nord").await;
        let known = Email::try_from(EMAIL.to_owned()).unwrap();
        let stranger = users::new_reset_link(&t.platform, Some(&nord.tenant), &known).await.unwrap_err();
        assert_eq!(stranger.kind(), Kind::NotFound);
        invitations::invite(&nord, EMAIL, "Ruth", Role::Member).await.unwrap();
        users::new_reset_link(&t.platform, Some(&nord.tenant), &known).await.unwrap();
    }

    async fn an_operator_who_has_not_come_in_gains_nothing_by_a_mailed_invitation(t: Deployment, office: PostOffice) {
        let paris = house(&t, "paris").await;
        operators::create(&t.platform, EMAIL, "Ruth").await.unwrap();
        let [shown, mailed] = invited(&t, &office, &paris).await;
        accept(&t, &paris.tenant, &shown, OWN).await.unwrap_err();
        accept(&t, &paris.tenant, &mailed, OWN).await.unwrap();
        sign_in(&t, Some(&paris.tenant), OWN).await.unwrap();
        sign_in(&t, None, OWN).await.unwrap_err();
    }

    async fn the_link_of_a_sign_up_goes_to_its_address_alone(t: Deployment, office: PostOffice) {
        let made = provisioning::sign_up(t.platform.clone(), society("nord"), address()).await.unwrap();
        assert_eq!(made, SignedUp::ByMail);
        mail::deliver_due(&t.platform).await.unwrap();
        let link = mailed(&office);
        let nord = tenants::find(&t.platform, "nord").await.unwrap().unwrap();
        accept(&t, &nord, secret_of(&link), OWN).await.unwrap();
        assert_eq!(proven(&t).await, 1);
        let ctx = t.ctx("nord", Role::Owner).await;
        let members = memberships::members_of(&ctx).await.unwrap().members;
        assert!(members.iter().any(|member| member.email == "rachel@nord.example"), "{members:?}");
    }
}
