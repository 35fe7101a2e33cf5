use super::{bytes, try_from, try_in};
use crate::harness::{Deployment, PASSWORD, both_engines};
use jiff::SignedDuration;
use std::sync::Arc;
use tenantry::{
    access::Role,
    fault::{Fault, Kind, Problem},
    tenants::Tenant,
};

const WRONG: &str = "another quiet river";

async fn fault(t: &Deployment, tenant: &Tenant, email: &str, password: &str, from: &str) -> Fault {
    try_from(t, Some(tenant), email, password, from).await.unwrap_err().into_fault()
}

fn wait(fault: &Fault) -> Option<u32> {
    match fault.kind {
        Kind::RateLimited { seconds } => Some(seconds),
        _ => None,
    }
}

/// Fails until the delay comes, and gives its seconds; a network of its own for each try.
async fn next_delay(t: &Deployment, tenant: &Tenant, email: &str, try_number: &mut u32) -> u32 {
    loop {
        *try_number += 1;
        let from = format!("10.{}.{}.1", *try_number / 256, *try_number % 256);
        if let Some(seconds) = wait(&fault(t, tenant, email, WRONG, &from).await) {
            return seconds;
        }
    }
}

both_engines! {
    async fn the_delay_doubles_from_the_fifth_failure_and_ends_at_a_hundred(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let mut tries = 0;
        let mut delays = Vec::new();
        while delays.len() < 96 {
            let seconds = next_delay(&t, &ctx.tenant, &ctx.actor.email, &mut tries).await;
            delays.push(seconds);
            t.clock.advance(SignedDuration::from_secs(seconds.into()));
        }
        assert_eq!(delays[..12], [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
        assert!(delays[12..95].iter().all(|seconds| *seconds == 900));
        assert_eq!(delays[95], 86_400, "after a hundred, a day of quiet");
    }

    async fn a_delayed_try_is_refused_unread(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        next_delay(&t, &ctx.tenant, &ctx.actor.email, &mut 0).await;
        let before = t.platform.passwords.runs();
        for _ in 0..3 {
            let refused = fault(&t, &ctx.tenant, &ctx.actor.email, PASSWORD, "203.0.113.9").await;
            assert_eq!(wait(&refused), Some(1), "the right password waits as well, and refused tries don't count");
        }
        assert_eq!(t.platform.passwords.runs(), before);
        t.clock.advance(SignedDuration::from_secs(1));
        try_in(&t, Some(&ctx.tenant), &ctx.actor.email, PASSWORD).await.unwrap();
    }

    async fn an_unknown_account_is_delayed_alike(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let mut answers = Vec::new();
        for (email, network) in [(ctx.actor.email.as_str(), 1), ("nobody@example.org", 2)] {
            let mut faults = Vec::new();
            for _ in 0..8 {
                let from = format!("198.51.{network}.1");
                faults.push(bytes(&fault(&t, &ctx.tenant, email, WRONG, &from).await));
            }
            answers.push(faults);
        }
        assert_eq!(answers[0], answers[1]);
    }

    async fn an_entry_clears_the_account(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        for _ in 0..3 {
            for _ in 0..4 {
                let refused = fault(&t, &ctx.tenant, &ctx.actor.email, WRONG, "203.0.113.9").await;
                assert_eq!(refused.problem_of("password"), Some(&Problem::WrongCredentials));
            }
            try_in(&t, Some(&ctx.tenant), &ctx.actor.email, PASSWORD).await.unwrap();
        }
    }

    async fn the_account_is_one_on_every_host(t: Deployment) {
        let paris = t.tenant("paris").await;
        let lyon = t.tenant("lyon").await;
        for tenant in [&paris, &lyon, &paris, &lyon, &paris] {
            assert_eq!(wait(&fault(&t, tenant, "rachel@paris.example", WRONG, "203.0.113.9").await), None);
        }
        assert_eq!(wait(&fault(&t, &lyon, "rachel@paris.example", WRONG, "203.0.113.9").await), Some(1));
    }

    async fn a_network_has_a_higher_allowance_over_all_accounts(t: Deployment) {
        let paris = t.tenant("paris").await;
        for number in 0..20 {
            let (email, from) = (format!("n{number}@example.org"), format!("203.0.113.{number}"));
            assert_eq!(wait(&fault(&t, &paris, &email, WRONG, &from).await), None, "{number}");
        }
        assert_eq!(wait(&fault(&t, &paris, "other@example.org", WRONG, "203.0.113.200").await), Some(1));
        assert_eq!(wait(&fault(&t, &paris, "other@example.org", WRONG, "203.0.114.200").await), None);
    }

    async fn tries_at_the_same_time_are_counted_one_by_one(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let before = t.platform.passwords.runs();
        let t = Arc::new(t);
        let tries: Vec<_> = (0..20).map(|_| {
            let (t, tenant, email) = (t.clone(), ctx.tenant.clone(), ctx.actor.email.clone());
            tokio::spawn(async move { wait(&fault(&t, &tenant, &email, WRONG, "203.0.113.9").await) })
        }).collect();
        let mut delayed = 0;
        for one in tries {
            delayed += usize::from(one.await.unwrap().is_some());
        }
        assert_eq!((t.platform.passwords.runs() - before, delayed), (5, 15));
    }

    async fn a_day_without_failures_forgets_them(t: Deployment) {
        let paris = t.tenant("paris").await;
        next_delay(&t, &paris, "nobody@example.org", &mut 0).await;
        t.clock.advance(SignedDuration::from_hours(24));
        for _ in 0..5 {
            assert_eq!(wait(&fault(&t, &paris, "nobody@example.org", WRONG, "203.0.113.9").await), None);
        }
    }
}
