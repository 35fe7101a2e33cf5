use crate::{
    db::on_either,
    harness::{Deployment, Engine, PASSWORD, both_engines},
    metrics::many,
    operators::operator,
};
use jiff::SignedDuration;
use std::{collections::BTreeSet, sync::Arc};
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

async fn run(t: &Deployment, text: &'static str) {
    let mut tx = t.platform.central.begin().await.unwrap();
    on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
    tx.commit().await.unwrap();
}

/// A person for each of the other organisations, with its id for all that they need one for. Many have the same name.
const CROWD: [&str; 2] = [
    r#"insert into "user" (id, name, email, created_at)
       select id, case when slug < 'org-5' then 'ANN' else 'ann' end, slug, created_at from tenant where slug like 'org-%'"#,
    "insert into membership (id, tenant_id, user_id, role, created_at)
     select t.id, n.id, t.id, 'member', t.created_at from tenant t join tenant n on n.slug = 'nord' where t.slug like 'org-%'",
];

/// They came at the moment at which the owner did.
const SESSIONS_SQLITE: &str =
    "insert into session (id_hash, user_id, tenant_id, host, created_at, last_seen_at, expires_at)
    select t.id, t.id, s.tenant_id, s.host, s.created_at, s.last_seen_at, s.expires_at
    from tenant t cross join session s where t.slug like 'org-%'";
const SESSIONS_POSTGRES: &str =
    "insert into session (id_hash, user_id, tenant_id, host, created_at, last_seen_at, expires_at)
    select uuid_send(t.id), t.id, s.tenant_id, s.host, s.created_at, s.last_seen_at, s.expires_at
    from tenant t cross join session s where t.slug like 'org-%'";

fn distinct(of: &[String]) -> usize {
    of.iter().collect::<BTreeSet<_>>().len()
}

both_engines! {
    async fn members_are_listed_with_when_they_were_last_there(t: Deployment) {
        let nord = t.tenant("nord").await;
        t.member(&nord, Role::Member).await;
        let owner = signed_in(&t, &nord, Role::Owner).await;
        t.clock.advance(SignedDuration::from_mins(5));
        assert!(is_in(&t, &nord, owner).await);
        let read = people(&t.platform, "nord", "", "").await.unwrap();
        let names: Vec<_> = read.members.rows.iter().map(|member| (member.role, member.last_seen_at.as_deref())).collect();
        assert_eq!(names, [(Role::Member, None), (Role::Owner, Some("2026-03-15T12:05:00Z"))]);
        assert_eq!((read.sessions.rows.len(), read.sessions.rows[0].email.as_str()), (1, "owner@nord.example"));
        assert_eq!((read.sessions.rows[0].began_at.as_str(), read.sessions.rows[0].last_seen_at.as_str()), ("2026-03-15T12:00:00Z", "2026-03-15T12:05:00Z"));

        t.clock.advance(SignedDuration::from_hours(30));
        sessions::purge(&t.platform).await.unwrap();
        let later = people(&t.platform, "nord", "", "").await.unwrap();
        assert!(later.sessions.rows.is_empty());
        assert_eq!(later.members.rows[1].last_seen_at.as_deref(), Some("2026-03-15T12:05:00Z"), "it outlives the session");
    }

    async fn one_session_ends_or_all_of_one_organisation(t: Deployment) {
        let ctx = operator(&t).await;
        let (nord, sud) = (t.tenant("nord").await, t.tenant("sud").await);
        let owner = signed_in(&t, &nord, Role::Owner).await;
        let member = signed_in(&t, &nord, Role::Member).await;
        let elsewhere = signed_in(&t, &sud, Role::Owner).await;
        let sessions = people(&t.platform, "nord", "", "").await.unwrap().sessions.rows;
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
        assert_eq!(people(&t.platform, "ouest", "", "").await.unwrap_err().kind(), Kind::NotFound);
    }

    async fn people_and_sessions_go_page_by_page_each_for_itself(t: Deployment) {
        let nord = t.tenant("nord").await;
        signed_in(&t, &nord, Role::Owner).await;
        many(&t, 119).await;
        for text in CROWD {
            run(&t, text).await;
        }
        run(&t, if t.engine == Engine::Sqlite { SESSIONS_SQLITE } else { SESSIONS_POSTGRES }).await;
        let (mut members, mut sessions) = (Vec::new(), Vec::new());
        let (mut after, mut sessions_after) = (String::new(), String::new());
        for page in 0..3 {
            let read = people(&t.platform, "nord", &after, &sessions_after).await.unwrap();
            assert_eq!((read.members.next.is_some(), read.sessions.next.is_some()), (page < 2, page < 2), "{page}");
            members.extend(read.members.rows.into_iter().map(|member| member.email));
            sessions.extend(read.sessions.rows.into_iter().map(|session| session.key));
            (after, sessions_after) = (read.members.next.unwrap_or_default(), read.sessions.next.unwrap_or_default());
        }
        assert_eq!((members.len(), sessions.len()), (120, 120));
        assert_eq!((distinct(&members), distinct(&sessions)), (120, 120), "each stands on one page");
        assert_eq!(members.last().map(String::as_str), Some("owner@nord.example"), "names are sorted whatever their letters' case");
        let anew = people(&t.platform, "nord", "nonsense", "nonsense").await.unwrap();
        assert_eq!(anew, people(&t.platform, "nord", "", "").await.unwrap(), "what is no cursor begins anew");
    }
}
