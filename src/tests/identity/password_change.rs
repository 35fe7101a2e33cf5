use super::{CONSOLE, problem, session, token_of, try_in};
use crate::{
    harness::{Deployment, PASSWORD, both_engines},
    operators::have_come_in,
};
use tenantry::{
    access::{Plane, Role},
    context::TenantCtx,
    error::Result,
    fault::{Kind, Problem},
    locale::Locale,
    operators::{self, Entry},
    sessions::{self, Caller},
    users::{self, PasswordChange, Principal},
};
use tower_sessions::Session;

const NEW: &str = "a loud harbour in june";

fn form(current: &str, new: &str) -> PasswordChange {
    let [current, new, repeat] = [current, new, new].map(str::to_owned);
    PasswordChange { current, new, repeat, context: vec!["Society of paris".to_owned()] }
}

async fn signed_in(t: &Deployment, ctx: &TenantCtx) -> Session {
    let session = session(t, None);
    let principal = Principal { user: ctx.actor.user, tenant: Some(ctx.tenant.id) };
    sessions::start(&session, &principal, &ctx.tenant.main_host).await.unwrap();
    session
}

async fn change(ctx: &TenantCtx, session: &Session, form: PasswordChange) -> Result<()> {
    let (user, tenant, host) = (ctx.actor.user, Some(ctx.tenant.id), ctx.tenant.main_host.as_str());
    users::change_password(&ctx.platform, session, user, tenant, host, form).await
}

async fn is_live(t: &Deployment, ctx: &TenantCtx, mine: &Session) -> bool {
    let again = session(t, mine.id());
    let host = &ctx.tenant.main_host;
    let caller = sessions::authenticate(&t.platform, &again, Plane::Tenant, Some(&ctx.tenant), host).await.unwrap();
    matches!(caller, Caller::Member(_))
}

both_engines! {
    async fn a_new_password_ends_the_other_sessions(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let (here, elsewhere) = (signed_in(&t, &ctx).await, signed_in(&t, &ctx).await);
        change(&ctx, &here, form(PASSWORD, NEW)).await.unwrap();
        assert!(is_live(&t, &ctx, &here).await);
        assert!(!is_live(&t, &ctx, &elsewhere).await);
        assert!(try_in(&t, Some(&ctx.tenant), &ctx.actor.email, PASSWORD).await.is_err());
        try_in(&t, Some(&ctx.tenant), &ctx.actor.email, NEW).await.unwrap();
    }

    async fn bad_input_is_named_and_changes_nothing(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let here = signed_in(&t, &ctx).await;
        let cases = [
            (form("another quiet river", NEW), "current", Problem::WrongPassword),
            (form("", NEW), "current", Problem::Required),
            (form(PASSWORD, "short"), "new", Problem::TooShort { least: 15 }),
            (form(PASSWORD, "passwordpassword1"), "new", Problem::PasswordCommon),
            (form(PASSWORD, "society of paris 1"), "new", Problem::PasswordCommon),
            (form(PASSWORD, "member@paris.example"), "new", Problem::PasswordCommon),
            (PasswordChange { repeat: "something else".to_owned(), ..form(PASSWORD, NEW) }, "repeat", Problem::Mismatch),
        ];
        for (form, field, expected) in cases {
            assert_eq!(problem(change(&ctx, &here, form).await, field), Some(expected));
        }
        try_in(&t, Some(&ctx.tenant), &ctx.actor.email, PASSWORD).await.unwrap();
    }

    async fn a_borrowed_session_is_no_way_to_guess_the_password(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let here = signed_in(&t, &ctx).await;
        for _ in 0..5 {
            change(&ctx, &here, form("another quiet river", NEW)).await.unwrap_err();
        }
        let sixth = change(&ctx, &here, form(PASSWORD, NEW)).await.unwrap_err();
        assert_eq!(sixth.kind(), Kind::RateLimited { seconds: 1 });
    }

    async fn an_operator_without_a_password_sets_a_first_one(t: Deployment) {
        let operator = operators::create(&t.platform, "ops@example.org", "Ops").await.unwrap();
        let link = operators::new_link(&t.platform, operator).await.unwrap();
        // As long as a link alone let people in, some never had one.
        have_come_in(&t).await;
        let principal = operators::enter(&t.platform, Entry::by(&token_of(&link))).await.unwrap();
        let here = session(&t, None);
        sessions::start(&here, &principal, CONSOLE).await.unwrap();
        users::change_password(&t.platform, &here, principal.user, None, CONSOLE, form("", NEW)).await.unwrap();
        assert_eq!(try_in(&t, None, "ops@example.org", NEW).await.unwrap(), principal);
        let again = users::change_password(&t.platform, &here, principal.user, None, CONSOLE, form("", PASSWORD)).await;
        assert_eq!(problem(again, "current"), Some(Problem::Required));
    }

    async fn a_profile_keeps_name_and_language(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        assert_eq!(users::profile(&t.platform, ctx.actor.user).await.unwrap().locale, None);
        users::update_profile(&t.platform, ctx.actor.user, " Noam Levy ", Some(Locale::Fr)).await.unwrap();
        let profile = users::profile(&t.platform, ctx.actor.user).await.unwrap();
        assert_eq!((profile.name.as_str(), profile.locale), ("Noam Levy", Some(Locale::Fr)));
        assert_eq!(profile.email, ctx.actor.email);
        let unnamed = users::update_profile(&t.platform, ctx.actor.user, " ", None).await;
        assert_eq!(problem(unnamed, "name"), Some(Problem::Required));
    }
}
