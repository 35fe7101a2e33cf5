use super::{accept, address, bytes, joined, problem, token, try_in};
use crate::harness::{Deployment, PASSWORD, both_engines};
use jiff::SignedDuration;
use std::sync::Arc;
use tenantry::{
    access::Role,
    audit,
    context::TenantCtx,
    error::Result,
    fault::{Fault, Kind, Problem},
    memberships::{
        self, InvitationLink,
        invitations::{self, Acceptance},
    },
    operators,
    tenants::Tenant,
    users::Principal,
};

const EMAIL: &str = "noam@example.org";

async fn invited(ctx: &TenantCtx, role: Role) -> InvitationLink {
    invitations::invite(ctx, EMAIL, "Noam Levy", role).await.unwrap()
}

async fn accepted(t: &Deployment, tenant: &Tenant, token: &str, password: &str) -> Result<Principal> {
    accept(&t.platform, tenant, token, ("Noam Levy", password)).await
}

both_engines! {
    async fn somebody_new_joins_by_a_link(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let link = invited(&ctx, Role::Admin).await;
        assert!(link.url.starts_with("http://paris.tenantry.test:3000/invitation?token="), "{}", link.url);
        for _ in 0..3 {
            let preview = invitations::preview(&t.platform, &ctx.tenant, &token(&link)).await.unwrap();
            assert_eq!((preview.name.as_str(), preview.email.as_str(), preview.role), ("Noam Levy", EMAIL, Role::Admin));
        }
        let principal = accepted(&t, &ctx.tenant, &token(&link), PASSWORD).await.unwrap();
        assert_eq!(principal.tenant, Some(ctx.tenant.id));
        assert_eq!(try_in(&t, Some(&ctx.tenant), EMAIL, PASSWORD).await.unwrap(), principal);

        let list = memberships::members_of(&ctx).await.unwrap();
        let noam = list.members.iter().find(|member| member.email == EMAIL).unwrap();
        assert_eq!((noam.name.as_str(), noam.role), ("Noam Levy", Role::Admin));
        assert_eq!(noam.since, "2026-03-15".parse().unwrap());
        assert!(list.invitations.iter().all(|pending| pending.email != EMAIL));
    }

    async fn what_opens_nothing_has_one_answer(t: Deployment) {
        let paris = t.ctx("paris", Role::Owner).await;
        let lyon = t.ctx("lyon", Role::Owner).await;
        let used = token(&invited(&paris, Role::Member).await);
        accepted(&t, &paris.tenant, &used, PASSWORD).await.unwrap();
        let foreign = token(&invitations::invite(&lyon, "dan@example.org", "Dan", Role::Member).await.unwrap());
        let late = token(&invitations::invite(&paris, "late@example.org", "Late", Role::Member).await.unwrap());
        t.clock.advance(SignedDuration::from_hours(72));
        let fresh = token(&invitations::invite(&lyon, "new@example.org", "New", Role::Member).await.unwrap());

        let expected = bytes(&Fault::field("token", Problem::LinkExpired));
        let before = t.platform.passwords.runs();
        for token in [&used, &foreign, &late, &fresh, "", "unknown"] {
            let seen = invitations::preview(&t.platform, &paris.tenant, token).await.unwrap_err().into_fault();
            let taken = accepted(&t, &paris.tenant, token, PASSWORD).await.unwrap_err().into_fault();
            assert_eq!([bytes(&seen), bytes(&taken)], [expected.clone(), expected.clone()], "{token}");
        }
        assert_eq!(t.platform.passwords.runs(), before);
        accepted(&t, &lyon.tenant, &fresh, PASSWORD).await.unwrap();
    }

    async fn a_link_is_shown_again_only_by_its_secret_and_only_here(t: Deployment) {
        let paris = t.ctx("paris", Role::Owner).await;
        let lyon = t.ctx("lyon", Role::Owner).await;
        let link = invited(&paris, Role::Member).await;
        let again = async |tenant: &Tenant, secret: &str| invitations::link(&t.platform, tenant, secret).await.unwrap();
        assert_eq!(again(&paris.tenant, link.secret()).await, Some(link.clone()));
        for (tenant, secret) in [(&lyon.tenant, link.secret()), (&paris.tenant, ""), (&paris.tenant, "unknown")] {
            assert_eq!(again(tenant, secret).await, None, "{secret}");
        }
        accepted(&t, &paris.tenant, link.secret(), PASSWORD).await.unwrap();
        assert_eq!(again(&paris.tenant, link.secret()).await, None);
    }

    async fn a_link_works_until_its_last_second(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let link = invited(&ctx, Role::Member).await;
        t.clock.advance(SignedDuration::from_hours(72) - SignedDuration::from_secs(1));
        accepted(&t, &ctx.tenant, &token(&link), PASSWORD).await.unwrap();
    }

    async fn of_twenty_at_once_one_gets_in(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let token = token(&invited(&ctx, Role::Member).await);
        let t = Arc::new(t);
        let tries: Vec<_> = (0..20).map(|_| {
            let (t, tenant, token) = (t.clone(), ctx.tenant.clone(), token.clone());
            tokio::spawn(async move { accepted(&t, &tenant, &token, PASSWORD).await.map_err(|error| error.fault) })
        }).collect();
        let mut inside = 0;
        for one in tries {
            match one.await.unwrap() {
                Ok(_) => inside += 1,
                Err(fault) if matches!(fault.kind, Kind::RateLimited { .. }) => {}
                Err(fault) => assert_eq!(fault, Fault::field("token", Problem::LinkExpired)),
            }
        }
        assert_eq!(inside, 1);
        let list = memberships::members_of(&ctx).await.unwrap();
        assert_eq!(list.members.iter().filter(|member| member.email == EMAIL).count(), 1);
    }

    async fn somebody_known_proves_it_by_their_password(t: Deployment) {
        let paris = t.ctx("paris", Role::Owner).await;
        let lyon = t.ctx("lyon", Role::Owner).await;
        let principal = joined(&lyon, EMAIL, Role::Member).await;
        let link = token(&invited(&paris, Role::Member).await);
        let wrong = accepted(&t, &paris.tenant, &link, "another quiet river").await;
        assert_eq!(problem(wrong, "password"), Some(Problem::WrongPassword));
        assert_eq!(problem(accepted(&t, &paris.tenant, &link, "").await, "password"), Some(Problem::Required));
        let here = accepted(&t, &paris.tenant, &link, PASSWORD).await.unwrap();
        assert_eq!((here.user, here.tenant), (principal.user, Some(paris.tenant.id)));
        try_in(&t, Some(&lyon.tenant), EMAIL, PASSWORD).await.unwrap();
    }

    async fn a_link_is_no_way_to_guess_a_password(t: Deployment) {
        let paris = t.ctx("paris", Role::Owner).await;
        let lyon = t.ctx("lyon", Role::Owner).await;
        joined(&lyon, EMAIL, Role::Member).await;
        let link = token(&invited(&paris, Role::Member).await);
        for _ in 0..5 {
            let wrong = accepted(&t, &paris.tenant, &link, "another quiet river").await;
            assert_eq!(problem(wrong, "password"), Some(Problem::WrongPassword));
        }
        let sixth = accepted(&t, &paris.tenant, &link, PASSWORD).await.unwrap_err();
        assert_eq!(sixth.kind(), Kind::RateLimited { seconds: 1 });
        let door = try_in(&t, Some(&lyon.tenant), EMAIL, PASSWORD).await.unwrap_err();
        assert_eq!(door.kind(), Kind::RateLimited { seconds: 1 }, "one count for all that asks for the password");
    }

    async fn an_account_without_a_password_cant_be_claimed(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        operators::create(&t.platform, EMAIL, "Noam").await.unwrap();
        let link = token(&invited(&ctx, Role::Member).await);
        let claimed = accepted(&t, &ctx.tenant, &link, PASSWORD).await;
        assert_eq!(problem(claimed, "password"), Some(Problem::WrongPassword));
        assert!(try_in(&t, None, EMAIL, PASSWORD).await.is_err());
    }

    async fn name_and_password_are_checked_together(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let link = token(&invited(&ctx, Role::Member).await);
        let bad = accept(&t.platform, &ctx.tenant, &link, ("  ", "short")).await;
        let fault = bad.unwrap_err().into_fault();
        assert_eq!(fault.problem_of("name"), Some(&Problem::Required));
        assert_eq!(fault.problem_of("password"), Some(&Problem::TooShort { least: 15 }));
        let own_name = accepted(&t, &ctx.tenant, &link, "society-of-paris-2026").await;
        assert_eq!(problem(own_name, "password"), Some(Problem::PasswordCommon));
        accepted(&t, &ctx.tenant, &link, PASSWORD).await.unwrap();
    }

    async fn asking_again_ends_the_earlier_link(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let first = token(&invited(&ctx, Role::Member).await);
        let second = token(&invited(&ctx, Role::Admin).await);
        assert_eq!(problem(accepted(&t, &ctx.tenant, &first, PASSWORD).await, "token"), Some(Problem::LinkExpired));
        let pending = memberships::members_of(&ctx).await.unwrap().invitations;
        assert_eq!(pending.iter().filter(|pending| pending.email == EMAIL).count(), 1);
        accepted(&t, &ctx.tenant, &second, PASSWORD).await.unwrap();
    }

    async fn an_invitation_can_be_taken_back(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let lyon = t.ctx("lyon", Role::Owner).await;
        let link = token(&invited(&ctx, Role::Member).await);
        let pending = memberships::members_of(&ctx).await.unwrap().invitations;
        let id = pending.iter().find(|pending| pending.email == EMAIL).unwrap().id;
        assert_eq!(invitations::revoke(&lyon, id).await.unwrap_err().kind(), Kind::NotFound);
        invitations::revoke(&ctx, id).await.unwrap();
        assert_eq!(problem(accepted(&t, &ctx.tenant, &link, PASSWORD).await, "token"), Some(Problem::LinkExpired));
        assert_eq!(invitations::revoke(&ctx, id).await.unwrap_err().kind(), Kind::NotFound);
    }

    async fn only_an_owner_asks_an_owner(t: Deployment) {
        let admin = t.ctx("paris", Role::Admin).await;
        let refused = invitations::invite(&admin, EMAIL, "Noam", Role::Owner).await.unwrap_err();
        assert_eq!(refused.kind(), Kind::Forbidden);
        invitations::invite(&admin, EMAIL, "Noam", Role::Admin).await.unwrap();
        let pending = memberships::members_of(&admin).await.unwrap().invitations;
        let owners = pending.iter().find(|pending| pending.role == Role::Owner).unwrap().id;
        assert_eq!(invitations::revoke(&admin, owners).await.unwrap_err().kind(), Kind::Forbidden);
        let owner = t.ctx("paris", Role::Owner).await;
        invitations::invite(&owner, "second@example.org", "Second", Role::Owner).await.unwrap();
        let pending = memberships::members_of(&admin).await.unwrap().invitations;
        let demoted = invitations::invite(&admin, "second@example.org", "Second", Role::Member).await.unwrap_err();
        assert_eq!(demoted.kind(), Kind::Forbidden, "asking again takes it away");
        assert_eq!(memberships::members_of(&admin).await.unwrap().invitations, pending, "it is still there");
    }

    async fn a_member_and_bad_input_are_refused_at_their_fields(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let member = t.member(&ctx.tenant, Role::Member).await;
        let taken = invitations::invite(&ctx, &member.email, "Again", Role::Member).await;
        assert_eq!(problem(taken, "email"), Some(Problem::IsMember));
        let fault = invitations::invite(&ctx, "nowhere", " ", Role::Member).await.unwrap_err().into_fault();
        assert_eq!(fault.problem_of("email"), Some(&Problem::NotAnEmail));
        assert_eq!(fault.problem_of("name"), Some(&Problem::Required));
    }

    async fn a_link_says_nothing_of_an_account_until_its_password_is_right(t: Deployment) {
        let paris = t.ctx("paris", Role::Owner).await;
        let lyon = t.ctx("lyon", Role::Owner).await;
        joined(&lyon, EMAIL, Role::Member).await;
        let of_known = token(&invited(&paris, Role::Member).await);
        let of_nobody = token(&invitations::invite(&paris, "nobody@example.org", "Noam Levy", Role::Member).await.unwrap());
        let long = "seven herons over the marsh ".repeat(20);
        // What is wrong by itself is no try; the rest are, until there is a wait.
        for (name, password) in [
            ("Noam Levy", ""),
            ("Noam Levy", "short"),
            ("  ", "short"),
            ("  ", PASSWORD),
            ("Noam Levy", long.as_str()),
            ("Noam Levy", "passwordpassword1"),
            ("Noam Levy", "society-of-paris-2026"),
            ("Noam Levy", "passwordpassword1"),
            ("Noam Levy", "society-of-paris-2026"),
            ("Noam Levy", "passwordpassword1"),
            ("Noam Levy", "passwordpassword1"),
        ] {
            let mut told = Vec::new();
            for link in [&of_known, &of_nobody] {
                let (runs, events) = (t.platform.passwords.runs(), audit::recent(&t.platform, 100).await.unwrap().len());
                let fault = accept(&t.platform, &paris.tenant, link, (name, password)).await.unwrap_err().into_fault();
                let written = audit::recent(&t.platform, 100).await.unwrap().len() - events;
                told.push((bytes(&fault), t.platform.passwords.runs() - runs, written));
            }
            assert_eq!(told[0], told[1], "{name:?}, {password:?}");
        }
    }

    async fn a_network_that_tries_many_links_has_to_wait(t: Deployment) {
        let paris = t.ctx("paris", Role::Owner).await;
        let lyon = t.ctx("lyon", Role::Owner).await;
        let from = async |token: String| {
            let password = "another quiet river".to_owned();
            let form = Acceptance { token: &token, name: "Noam", password, address: Some(address("203.0.113.9")) };
            invitations::accept(&t.platform, &paris.tenant, form).await.unwrap_err().kind()
        };
        for number in 0..20 {
            let email = format!("noam{number}@example.org");
            joined(&lyon, &email, Role::Member).await;
            let link = token(&invitations::invite(&paris, &email, "Noam", Role::Member).await.unwrap());
            assert_eq!(from(link).await, Kind::Invalid);
        }
        let link = token(&invitations::invite(&paris, "new@example.org", "Noam", Role::Member).await.unwrap());
        assert_eq!(from(link).await, Kind::RateLimited { seconds: 1 });
    }
}
