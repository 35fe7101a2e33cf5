//! Who is near a limit: as its administrators are told, and as operators are.

use super::{
    entered,
    limits::{notice, on_plan, requested},
    plan_form, weigh,
};
use crate::harness::{Deployment, both_engines};
use jiff::SignedDuration;
use std::ops::Range;
use tenantry::{
    access::Role,
    context::{Author, TenantCtx},
    memberships::{self, invitations},
    overview::{self, Check, Concern, Detail, Verdict},
    plans::{self, Limit, PlanForm, PlanNotice},
    tenants::{self, TenantCondition, TenantQuery},
};

/// With the owner and the first one's invitation there are two more.
async fn ask(ctx: &TenantCtx, numbers: Range<usize>) {
    for number in numbers {
        invitations::invite(ctx, &format!("person-{number}@paris.example"), "Ruth", Role::Member).await.unwrap();
    }
}

/// How near the only organisation is to which limit, as operators are told in the overview and in the list.
async fn told_of_near(t: &Deployment) -> Option<(Limit, i64, i64)> {
    let page = overview::concerned(&t.platform, Concern::NearLimit, 0).await.unwrap();
    let query = TenantQuery { condition: Some(TenantCondition::NearLimit), ..TenantQuery::default() };
    let listed = tenants::list(&t.platform, &query).await.unwrap().rows;
    let noted = listed.first().and_then(|row| row.troubles.noted.clone());
    let detail = page.attention.named.first().map(|named| named.detail.clone());
    assert_eq!(noted.filter(|of| of.concern == Concern::NearLimit).map(|of| of.detail), detail);
    match detail? {
        Detail::Near { limit, used, most } => Some((limit, used, most)),
        detail => panic!("{detail:?}"),
    }
}

both_engines! {
    async fn whoever_comes_near_to_any_limit_is_told_by_the_meter_that_operators_see(t: Deployment) {
        let ctx = entered(&t, "paris").await;
        on_plan(&t, "paris", PlanForm { members: "10".into(), storage: "10".into(), requests: "1000".into(), ..plan_form("Small") }).await;
        weigh(&t, "paris", 1_000_000).await;
        assert_eq!(notice(&t, "paris").await, None);
        let later = || t.clock.advance(SignedDuration::from_mins(1));
        let near = async |limit: Limit| {
            let meter = plans::of_organisation(&t.platform, "paris").await.unwrap().meter;
            let gauge = meter.gauges.into_iter().find(|gauge| gauge.limit == limit).unwrap();
            assert!(gauge.is_near(), "{gauge:?}");
            Some(PlanNotice::Near(gauge))
        };
        ask(&ctx, 0..7).await;
        later();
        assert_eq!(notice(&t, "paris").await, near(Limit::Members).await);
        requested(&t, "paris", 990).await;
        assert_eq!(notice(&t, "paris").await, near(Limit::Members).await, "it is remembered for a minute");
        later();
        assert_eq!(notice(&t, "paris").await, near(Limit::Requests).await, "of which less is left");
        weigh(&t, "paris", 10_000_000).await;
        later();
        assert_eq!(notice(&t, "paris").await, near(Limit::Storage).await);
        plans::change_plan(&t.platform, "paris", "standard", None, &Author::CommandLine).await.unwrap();
        assert_eq!(notice(&t, "paris").await, None, "another plan counts at once");
    }

    async fn operators_are_told_who_is_near_a_limit_until_there_is_room_again(t: Deployment) {
        let ctx = entered(&t, "paris").await;
        weigh(&t, "paris", 1_000_000).await;
        on_plan(&t, "paris", PlanForm { members: "10".into(), storage: "10".into(), ..plan_form("Small") }).await;
        ask(&ctx, 0..6).await;
        assert_eq!(told_of_near(&t).await, None);
        ask(&ctx, 6..7).await;
        assert_eq!(told_of_near(&t).await, Some((Limit::Members, 9, 10)), "at once");
        ask(&ctx, 7..8).await;
        assert_eq!(told_of_near(&t).await, Some((Limit::Members, 10, 10)));
        weigh(&t, "paris", 9_500_000).await;
        plans::attend(&t.platform).await.unwrap();
        assert_eq!(told_of_near(&t).await, Some((Limit::Members, 10, 10)), "of which less is left");
        let health = overview::health_of(&t.platform, "paris").await.unwrap();
        assert_eq!(health.verdict(Check::Quota), Verdict::Watch);

        for asked in memberships::members_of(&ctx).await.unwrap().invitations.iter().take(2) {
            invitations::revoke(&ctx, asked.id).await.unwrap();
        }
        plans::attend(&t.platform).await.unwrap();
        assert_eq!(told_of_near(&t).await, Some((Limit::Storage, 9_500_000, 10_000_000)));
        weigh(&t, "paris", 12_000_000).await;
        plans::attend(&t.platform).await.unwrap();
        assert_eq!(told_of_near(&t).await, None, "it is over, which is graver");
        let over = overview::concerned(&t.platform, Concern::OverPlan, 0).await.unwrap();
        assert_eq!(over.attention.count, 1);
        weigh(&t, "paris", 9_000_000).await;
        plans::attend(&t.platform).await.unwrap();
        assert_eq!(told_of_near(&t).await, Some((Limit::Storage, 9_000_000, 10_000_000)));
        plans::change_plan(&t.platform, "paris", "standard", None, &Author::CommandLine).await.unwrap();
        assert_eq!(told_of_near(&t).await, None);
    }
}
