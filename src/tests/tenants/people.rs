use crate::{
    harness::{Deployment, PASSWORD, both_engines},
    operators::operator,
};
use jiff::SignedDuration;
use std::sync::Arc;
use tenantry::{
    access::{Plane, Role},
    fault::Kind,
    sessions::{self, Caller, Store},
    tenants::{Tenant, end_all_sessions, end_session, people},
    users::{self, SignIn},
};
use tower_sessions::{Session, session::Id};

/// Signs somebody with the role in and gives their cookie.
async fn signed_in(t: &Deployment, tenant: &Arc<Tenant>, role: Role) -> Id {
    let actor = t.member(tenant, role).await;
    let form = SignIn {
        email: actor.email,
        password: PASSWORD.to_owned(),
        host: &tenant.main_host,
        tenant: Some(tenant.as_ref()),
        address: "203.0.113.9".parse().unwrap(),
    };
    let principal = users::sign_in(&t.platform, form).await.unwrap();
    let session = Session::new(None, Arc::new(Store::new(&t.platform)), None);
    sessions::start(&session, &principal, &tenant.main_host).await.unwrap();
    session.id().unwrap()
}

async fn is_in(t: &Deployment, tenant: &Arc<Tenant>, id: Id) -> bool {
    let session = Session::new(Some(id), Arc::new(Store::new(&t.platform)), None);
    let host = tenant.main_host.as_str();
    let caller = sessions::authenticate(&t.platform, &session, Plane::Tenant, Some(tenant), host).await.unwrap();
    matches!(caller, Caller::Member(_))
}

both_engines! {
    async fn members_are_listed_with_when_they_were_last_there(t: Deployment) {
        let nord = t.tenant("nord").await;
        t.member(&nord, Role::Member).await;
        let owner = signed_in(&t, &nord, Role::Owner).await;
        t.clock.advance(SignedDuration::from_mins(5));
        assert!(is_in(&t, &nord, owner).await);
        let read = people(&t.platform, "nord").await.unwrap();
        let names: Vec<_> = read.members.iter().map(|member| (member.role, member.last_seen_at.as_deref())).collect();
        assert_eq!(names, [(Role::Member, None), (Role::Owner, Some("2026-03-15T12:05:00Z"))]);
        assert_eq!((read.sessions.len(), read.sessions[0].email.as_str()), (1, "owner@nord.example"));
        assert_eq!((read.sessions[0].began_at.as_str(), read.sessions[0].last_seen_at.as_str()), ("2026-03-15T12:00:00Z", "2026-03-15T12:05:00Z"));

        t.clock.advance(SignedDuration::from_hours(30));
        sessions::purge(&t.platform).await.unwrap();
        let later = people(&t.platform, "nord").await.unwrap();
        assert!(later.sessions.is_empty());
        assert_eq!(later.members[1].last_seen_at.as_deref(), Some("2026-03-15T12:05:00Z"), "it outlives the session");
    }

    async fn one_session_ends_or_all_of_one_organisation(t: Deployment) {
        let ctx = operator(&t).await;
        let (nord, sud) = (t.tenant("nord").await, t.tenant("sud").await);
        let owner = signed_in(&t, &nord, Role::Owner).await;
        let member = signed_in(&t, &nord, Role::Member).await;
        let elsewhere = signed_in(&t, &sud, Role::Owner).await;
        let sessions = people(&t.platform, "nord").await.unwrap().sessions;
        let key = &sessions.iter().find(|session| session.email == "owner@nord.example").unwrap().key;
        end_session(&ctx, "sud", key).await.unwrap();
        assert!(is_in(&t, &nord, owner).await, "it is of another organisation");
        end_session(&ctx, "nord", key).await.unwrap();
        end_session(&ctx, "nord", key).await.unwrap();
        end_session(&ctx, "nord", "").await.unwrap();
        assert!(!is_in(&t, &nord, owner).await && is_in(&t, &nord, member).await);

        assert_eq!(end_all_sessions(&ctx, "nord").await.unwrap(), 1);
        assert!(!is_in(&t, &nord, member).await && is_in(&t, &sud, elsewhere).await);
        assert_eq!(end_all_sessions(&ctx, "nord").await.unwrap(), 0);
        assert_eq!(end_all_sessions(&ctx, "ouest").await.unwrap_err().kind(), Kind::NotFound);
        assert_eq!(people(&t.platform, "ouest").await.unwrap_err().kind(), Kind::NotFound);
    }
}
