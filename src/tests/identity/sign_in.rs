use super::{bytes, place_of, problem, try_in};
use crate::harness::{Deployment, Engine, PASSWORD, both_engines};
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    audit,
    fault::{Fault, Kind, Problem},
    memberships, operators,
    platform::Platform,
    random::Random,
    users::Passwords,
};

both_engines! {
    async fn every_refusal_is_one_answer_after_one_hash(t: Deployment) {
        let owner = t.ctx("paris", Role::Owner).await;
        let lyon = t.ctx("lyon", Role::Member).await;
        let member = t.member(&owner.tenant, Role::Member).await;
        let expired = t.member(&owner.tenant, Role::Admin).await;
        let place = place_of(&owner, &expired.email).await;
        memberships::limit(&owner, place, Some("2026-03-15".parse().unwrap())).await.unwrap();
        operators::create(&t.platform, "ops@example.org", "Ops").await.unwrap();
        t.clock.advance(SignedDuration::from_hours(24));

        let paris = Some(&*owner.tenant);
        let cases = [
            ("unknown account", paris, "nobody@example.org", PASSWORD),
            ("no address at all", paris, "not an address", PASSWORD),
            ("wrong password", paris, member.email.as_str(), "another quiet river"),
            ("member elsewhere", paris, lyon.actor.email.as_str(), PASSWORD),
            ("expired here", paris, expired.email.as_str(), PASSWORD),
            ("an operator without a place", paris, "ops@example.org", PASSWORD),
            ("no operator", None, owner.actor.email.as_str(), PASSWORD),
            ("an operator without a password", None, "ops@example.org", PASSWORD),
        ];
        let expected = bytes(&Fault::field("password", Problem::WrongCredentials));
        for (case, tenant, email, password) in cases {
            let before = t.platform.passwords.runs();
            let fault = try_in(&t, tenant, email, password).await.expect_err(case).into_fault();
            assert_eq!(bytes(&fault), expected, "{case}");
            assert_eq!(t.platform.passwords.runs() - before, 1, "{case}");
        }
    }

    async fn the_right_password_opens_the_own_door(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let typed = format!("  {} ", ctx.actor.email.to_uppercase());
        let principal = try_in(&t, Some(&ctx.tenant), &typed, PASSWORD).await.unwrap();
        assert_eq!((principal.user, principal.tenant), (ctx.actor.user, Some(ctx.tenant.id)));
    }

    async fn empty_fields_are_named_and_cost_nothing(t: Deployment) {
        let paris = t.tenant("paris").await;
        let before = t.platform.passwords.runs();
        let fault = try_in(&t, Some(&paris), "  ", "").await.unwrap_err().into_fault();
        assert_eq!(fault.kind, Kind::Invalid);
        assert_eq!(fault.problem_of("email"), Some(&Problem::Required));
        assert_eq!(fault.problem_of("password"), Some(&Problem::Required));
        assert_eq!(t.platform.passwords.runs(), before);
    }

    async fn entries_and_refusals_are_in_the_audit_without_what_was_typed(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        t.clock.advance(SignedDuration::from_secs(1));
        try_in(&t, Some(&ctx.tenant), "oops my password", "another quiet river").await.unwrap_err();
        t.clock.advance(SignedDuration::from_secs(1));
        try_in(&t, Some(&ctx.tenant), &ctx.actor.email, PASSWORD).await.unwrap();
        let events = audit::recent(&t.platform, 2).await.unwrap();
        assert_eq!([events[0].kind.as_str(), events[1].kind.as_str()], ["sign-in", "sign-in-refused"]);
        assert_eq!(events[0].user, Some(ctx.actor.user));
        assert_eq!((events[1].tenant, events[1].user), (Some(ctx.tenant.id), None));
        assert!(events.iter().all(|event| event.host == ctx.tenant.main_host));
        assert!(!format!("{events:?}").contains("oops"));
    }

    async fn a_hash_of_another_cost_is_renewed_at_the_next_entry(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let config = t.platform.config.clone();
        let passwords = Passwords::new();
        let random = Random::seeded(u64::from(t.engine == Engine::Postgres) << 40 | u64::from(std::process::id()));
        let dearer = Platform::open_with(config, t.clock.clone(), random, passwords.clone()).await.unwrap();
        let t = Deployment { platform: dearer, ..t };
        try_in(&t, Some(&ctx.tenant), &ctx.actor.email, PASSWORD).await.unwrap();
        assert_eq!(passwords.runs(), 2, "verified, then hashed anew");
        try_in(&t, Some(&ctx.tenant), &ctx.actor.email, PASSWORD).await.unwrap();
        assert_eq!(passwords.runs(), 3, "nothing is left to renew");
        let wrong = try_in(&t, Some(&ctx.tenant), &ctx.actor.email, "another quiet river").await;
        assert_eq!(problem(wrong, "password"), Some(Problem::WrongCredentials));
    }
}
