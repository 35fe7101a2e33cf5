use super::{CONSOLE, place_of, session, token_of};
use crate::harness::{Deployment, PASSWORD, both_engines};
use jiff::SignedDuration;
use std::sync::Arc;
use tenantry::{
    access::{Plane, Role},
    audit,
    context::{Actor, TenantCtx},
    memberships,
    operators::{self, Entry},
    sessions::{self, Caller, Store},
    tenants::Tenant,
    users::Principal,
};
use tower_sessions::{SessionStore, session::Id};

async fn signed_in(t: &Deployment, ctx: &TenantCtx) -> Id {
    let session = session(t, None);
    let principal = Principal { user: ctx.actor.user, tenant: Some(ctx.tenant.id) };
    sessions::start(&session, &principal, &ctx.tenant.main_host).await.unwrap();
    session.id().unwrap()
}

/// Who a request with this cookie comes from, on an organisation's own host.
async fn caller(t: &Deployment, cookie: Id, tenant: &Arc<Tenant>) -> Caller {
    let session = session(t, Some(cookie));
    sessions::authenticate(&t.platform, &session, Plane::Tenant, Some(tenant), &tenant.main_host).await.unwrap()
}

async fn is_stored(t: &Deployment, cookie: Id) -> bool {
    Store::new(&t.platform).load(&cookie).await.unwrap().is_some()
}

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

both_engines! {
    async fn a_session_knows_its_owner_and_the_role_of_now(t: Deployment) {
        let owner = t.ctx("paris", Role::Owner).await;
        let ctx = t.ctx("paris", Role::Member).await;
        let cookie = signed_in(&t, &ctx).await;
        assert_eq!(caller(&t, cookie, &ctx.tenant).await, Caller::Member(ctx.actor.clone()));

        let place = place_of(&owner, &ctx.actor.email).await;
        memberships::change_role(&owner, place, Role::Admin).await.unwrap();
        let promoted = Actor { role: Role::Admin, ..ctx.actor.clone() };
        assert_eq!(caller(&t, cookie, &ctx.tenant).await, Caller::Member(promoted));

        memberships::remove(&owner, place).await.unwrap();
        assert_eq!(caller(&t, cookie, &ctx.tenant).await, Caller::Nobody);
        assert!(!is_stored(&t, cookie).await);
    }

    async fn a_place_that_ended_opens_nothing(t: Deployment) {
        let owner = t.ctx("paris", Role::Owner).await;
        let ctx = t.ctx("paris", Role::Member).await;
        let place = place_of(&owner, &ctx.actor.email).await;
        memberships::limit(&owner, place, Some("2026-03-15".parse().unwrap())).await.unwrap();
        let cookie = signed_in(&t, &ctx).await;
        while ctx.today() == "2026-03-15".parse().unwrap() {
            assert!(matches!(caller(&t, cookie, &ctx.tenant).await, Caller::Member(_)));
            t.clock.advance(minutes(30));
        }
        assert_eq!(caller(&t, cookie, &ctx.tenant).await, Caller::Nobody, "midnight has passed");
    }

    async fn an_hour_without_a_visit_ends_it(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let cookie = signed_in(&t, &ctx).await;
        for _ in 0..3 {
            t.clock.advance(minutes(59));
            assert!(matches!(caller(&t, cookie, &ctx.tenant).await, Caller::Member(_)));
        }
        t.clock.advance(minutes(60));
        assert_eq!(caller(&t, cookie, &ctx.tenant).await, Caller::Nobody);
    }

    async fn a_day_ends_it_however_busy(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let cookie = signed_in(&t, &ctx).await;
        for _ in 0..47 {
            t.clock.advance(minutes(30));
            assert!(matches!(caller(&t, cookie, &ctx.tenant).await, Caller::Member(_)));
        }
        t.clock.advance(minutes(30));
        assert_eq!(caller(&t, cookie, &ctx.tenant).await, Caller::Nobody);
    }

    async fn a_visit_is_noted_once_a_minute(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let cookie = signed_in(&t, &ctx).await;
        t.clock.advance(SignedDuration::from_secs(59));
        caller(&t, cookie, &ctx.tenant).await;
        t.clock.advance(minutes(60) - SignedDuration::from_secs(59));
        assert_eq!(caller(&t, cookie, &ctx.tenant).await, Caller::Nobody, "the early visit was not written");
    }

    async fn the_session_of_one_organisation_dies_on_the_host_of_another(t: Deployment) {
        let paris = t.ctx("paris", Role::Owner).await;
        let lyon = t.tenant("lyon").await;
        let cookie = signed_in(&t, &paris).await;
        t.clock.advance(SignedDuration::from_secs(1));

        assert_eq!(caller(&t, cookie, &lyon).await, Caller::Foreign);
        assert!(!is_stored(&t, cookie).await);
        assert_eq!(caller(&t, cookie, &paris.tenant).await, Caller::Nobody, "it has ended at home too");

        let events = audit::recent(&t.platform, 50).await.unwrap();
        let event = events.iter().find(|event| event.kind == "session-foreign").unwrap();
        assert_eq!(event.host, lyon.main_host);
        assert_eq!((event.tenant, event.user), (Some(paris.tenant.id), Some(paris.actor.user)));
        assert!(event.detail.contains(&paris.tenant.main_host));
    }

    async fn a_session_holds_on_its_own_host_alone(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let tenant = Some(&ctx.tenant);
        for (plane, tenant, host) in [
            (Plane::Tenant, tenant, "loans.paris.example"),
            (Plane::Console, None, CONSOLE),
            (Plane::Public, None, "tenantry.test"),
            (Plane::Tenant, None, ctx.tenant.main_host.as_str()),
        ] {
            let cookie = signed_in(&t, &ctx).await;
            let session = session(&t, Some(cookie));
            let caller = sessions::authenticate(&t.platform, &session, plane, tenant, host).await.unwrap();
            assert_eq!(caller, Caller::Foreign, "{host}");
            assert!(!is_stored(&t, cookie).await, "{host}");
        }
    }

    async fn an_operator_is_one_in_the_console_alone(t: Deployment) {
        let operator = operators::create(&t.platform, "ops@example.org", "Ops").await.unwrap();
        let link = operators::new_link(&t.platform, operator).await.unwrap();
        let principal = operators::enter(&t.platform, Entry::choosing(&token_of(&link), PASSWORD)).await.unwrap();
        let mine = session(&t, None);
        sessions::start(&mine, &principal, CONSOLE).await.unwrap();
        let mine = session(&t, mine.id());
        let caller_at = sessions::authenticate(&t.platform, &mine, Plane::Console, None, CONSOLE).await.unwrap();
        assert!(matches!(caller_at, Caller::Operator(actor) if actor.operator == operator && actor.name == "Ops"));

        let paris = t.tenant("paris").await;
        assert_eq!(caller(&t, mine.id().unwrap(), &paris).await, Caller::Foreign);
    }

    async fn signing_in_again_changes_the_secret(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let first = signed_in(&t, &ctx).await;
        let again = session(&t, Some(first));
        let principal = Principal { user: ctx.actor.user, tenant: Some(ctx.tenant.id) };
        sessions::start(&again, &principal, &ctx.tenant.main_host).await.unwrap();
        assert_ne!(again.id(), Some(first));
        assert!(!is_stored(&t, first).await);
        assert!(matches!(caller(&t, again.id().unwrap(), &ctx.tenant).await, Caller::Member(_)));
    }

    async fn a_secret_that_the_browser_brings_is_never_taken(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let planted = Id(42);
        let victim = session(&t, Some(planted));
        let principal = Principal { user: ctx.actor.user, tenant: Some(ctx.tenant.id) };
        sessions::start(&victim, &principal, &ctx.tenant.main_host).await.unwrap();
        assert_ne!(victim.id(), Some(planted));
        assert_eq!(caller(&t, planted, &ctx.tenant).await, Caller::Nobody);
    }

    async fn signing_out_ends_it(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let cookie = signed_in(&t, &ctx).await;
        sessions::end(&session(&t, Some(cookie))).await.unwrap();
        assert_eq!(caller(&t, cookie, &ctx.tenant).await, Caller::Nobody);
        sessions::end(&session(&t, None)).await.unwrap();
    }

    async fn a_session_without_an_owner_is_never_stored(t: Deployment) {
        let anonymous = session(&t, None);
        anonymous.insert("theme", "dark").await.unwrap();
        assert!(anonymous.save().await.is_err());
    }

    async fn expired_rows_are_purged_and_live_ones_kept(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let old = signed_in(&t, &ctx).await;
        t.clock.advance(minutes(40));
        let live = signed_in(&t, &ctx).await;
        t.clock.advance(minutes(30));
        sessions::purge(&t.platform).await.unwrap();
        assert!(is_stored(&t, live).await);
        t.clock.advance(-minutes(30));
        assert!(!is_stored(&t, old).await, "not only hidden: gone");
    }
}
