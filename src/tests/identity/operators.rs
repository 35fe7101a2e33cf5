use super::{CONSOLE, bytes, problem, session, token_of, try_in};
use crate::{
    harness::{PASSWORD, both_engines},
    operators::{named_operator, operator, operator_as},
};
use jiff::SignedDuration;
use std::sync::Arc;
use tenantry::{
    access::{OperatorRole, Plane, Role},
    context::{Author, OperatorCtx},
    fault::{Fault, Kind, Problem},
    operators::{self, Asks, Entry, Operator, TrailQuery},
    sessions::{self, Caller},
    tenants,
    users::{self, Email, Principal},
};
use tower_sessions::Session;

const NEW: &str = "seven herons over the marsh";

async fn of(ctx: &OperatorCtx, email: &str) -> Option<Operator> {
    operators::list(&ctx.platform).await.unwrap().into_iter().find(|operator| operator.email == email)
}

both_engines! {
    async fn making_an_operator_twice_changes_nothing(t: Deployment) {
        assert!(!operators::exists(&t.platform).await.unwrap());
        let first = operators::create(&t.platform, "Ops@Example.org", "Ops").await.unwrap();
        let again = operators::create(&t.platform, "ops@example.org", "Somebody else").await.unwrap();
        assert_eq!(first, again);
        assert!(operators::exists(&t.platform).await.unwrap());
        let fault = operators::create(&t.platform, "ops", "").await.unwrap_err().into_fault();
        assert_eq!(fault.problem_of("email"), Some(&Problem::NotAnEmail));
        assert_eq!(fault.problem_of("name"), Some(&Problem::Required));
    }

    async fn a_link_opens_the_console_once(t: Deployment) {
        let operator = operators::create(&t.platform, "ops@example.org", "Ops").await.unwrap();
        let url = operators::new_link(&t.platform, operator).await.unwrap();
        assert!(url.starts_with("http://console.tenantry.test:3000/enter?token="), "{url}");
        let principal = operators::enter(&t.platform, Entry::choosing(&token_of(&url), PASSWORD)).await.unwrap();
        assert_eq!(principal.tenant, None);

        let late = operators::new_link(&t.platform, operator).await.unwrap();
        t.clock.advance(SignedDuration::from_mins(15));
        sessions::purge(&t.platform).await.unwrap();
        let expected = bytes(&Fault::field("token", Problem::LinkExpired));
        for token in [token_of(&url), token_of(&late), "unknown".to_owned(), String::new()] {
            let fault = operators::enter(&t.platform, Entry::choosing(&token, PASSWORD)).await.unwrap_err().into_fault();
            assert_eq!(bytes(&fault), expected);
        }
    }

    async fn of_twenty_at_once_one_gets_in(t: Deployment) {
        let operator = operators::create(&t.platform, "ops@example.org", "Ops").await.unwrap();
        let token = token_of(&operators::new_link(&t.platform, operator).await.unwrap());
        let t = Arc::new(t);
        let tries: Vec<_> = (0..20).map(|_| {
            let (t, token) = (t.clone(), token.clone());
            tokio::spawn(async move { operators::enter(&t.platform, Entry::choosing(&token, PASSWORD)).await.is_ok() })
        }).collect();
        let mut inside = 0;
        for one in tries {
            inside += usize::from(one.await.unwrap());
        }
        assert_eq!(inside, 1);
    }

    async fn an_operator_is_invited_with_a_role_by_a_link_that_is_shown_once(t: Deployment) {
        let ctx = operator(&t).await;
        let link = operators::invite(&ctx, "Sam@Example.org", "Sam", OperatorRole::Support).await.unwrap();
        let sam = of(&ctx, "sam@example.org").await.unwrap();
        assert_eq!((sam.role, sam.is_invited, sam.can_sign_in), (OperatorRole::Support, true, false));
        let shown = operators::fresh_link(&t.platform, link.secret()).await.unwrap().unwrap();
        assert_eq!(shown, link);
        assert_eq!(operators::fresh_link(&t.platform, "unknown").await.unwrap(), None);

        let again = operators::new_link_for(&ctx, sam.id).await.unwrap();
        operators::enter(&t.platform, Entry::choosing(link.secret(), PASSWORD)).await.unwrap_err();
        t.clock.advance(SignedDuration::from_hours(71));
        operators::enter(&t.platform, Entry::choosing(again.secret(), PASSWORD)).await.unwrap();
        assert_eq!(operators::fresh_link(&t.platform, again.secret()).await.unwrap(), None);
        assert!(!of(&ctx, "sam@example.org").await.unwrap().is_invited);

        let taken = operators::invite(&ctx, "sam@example.org", "Sam", OperatorRole::Owner).await.unwrap_err();
        assert_eq!(taken.fault.problem_of("email"), Some(&Problem::Taken));
        assert_eq!(of(&ctx, "sam@example.org").await.unwrap().role, OperatorRole::Support);
        let wrong = operators::invite(&ctx, "sam", " ", OperatorRole::Owner).await.unwrap_err();
        assert_eq!(wrong.fault.problem_of("email"), Some(&Problem::NotAnEmail));
        assert_eq!(wrong.fault.problem_of("name"), Some(&Problem::Required));
    }

    async fn one_owner_always_stays(t: Deployment) {
        let ctx = operator(&t).await;
        let sam = operator_as(&t, "sam@example.org", OperatorRole::Support).await;
        let own = ctx.actor.operator;
        let kept = operators::change_role(&ctx, own, OperatorRole::ReadOnly).await.unwrap_err();
        assert_eq!(kept.fault.problem_of("role"), Some(&Problem::LastOperator));
        let kept = operators::remove(&ctx, own).await.unwrap_err();
        assert_eq!(kept.fault.problem_of("operator"), Some(&Problem::LastOperator));
        let by_command = operators::create_as(&t.platform, "ops@tenantry.example", "Ops", Some(OperatorRole::Support), &Author::CommandLine).await;
        assert_eq!(by_command.unwrap_err().fault.problem_of("role"), Some(&Problem::LastOperator));

        operators::change_role(&ctx, sam.actor.operator, OperatorRole::Owner).await.unwrap();
        operators::change_role(&sam, own, OperatorRole::ReadOnly).await.unwrap();
        assert_eq!(of(&ctx, "ops@tenantry.example").await.unwrap().role, OperatorRole::ReadOnly);
        operators::remove(&sam, own).await.unwrap();
        assert_eq!(operators::remove(&sam, own).await.unwrap_err().kind(), Kind::NotFound);
        assert_eq!(of(&sam, "ops@tenantry.example").await, None);
    }

    async fn of_two_owners_who_remove_each_other_at_once_one_stays(t: Deployment) {
        let ann = named_operator(&t, "ann@example.org").await;
        let ben = named_operator(&t, "ben@example.org").await;
        let (of_ben, of_ann) = tokio::join!(
            operators::remove(&ann, ben.actor.operator),
            operators::remove(&ben, ann.actor.operator)
        );
        assert!(of_ben.is_ok() != of_ann.is_ok());
        assert_eq!(operators::list(&t.platform).await.unwrap().len(), 1);
    }

    async fn the_trail_says_who_did_what_page_by_page(t: Deployment) {
        let ctx = operator(&t).await;
        let sam = operator_as(&t, "sam@example.org", OperatorRole::Support).await;
        t.tenant("nord").await;
        for round in 0..40 {
            t.clock.advance(SignedDuration::from_secs(1));
            let by = if round % 2 == 0 { &ctx } else { &sam };
            tenants::suspend(&t.platform, "nord", "Unpaid", &(&by.actor).into()).await.unwrap();
            t.clock.advance(SignedDuration::from_secs(1));
            tenants::resume(&t.platform, "nord", &(&by.actor).into()).await.unwrap();
        }
        let all = TrailQuery::default();
        let first = operators::trail(&t.platform, &all).await.unwrap();
        assert_eq!(first.events.len(), 50);
        let event = &first.events[0];
        assert_eq!((event.kind.as_str(), event.organisation.as_deref()), ("tenant-resumed", Some("nord")));
        assert_eq!(event.by.as_ref().unwrap().email, "sam@example.org");
        let second = operators::trail(&t.platform, &TrailQuery { after: first.next.unwrap(), ..all }).await.unwrap();
        assert_eq!((second.events.len(), second.next), (32, None));
        let at_command_line = second.events[30..].iter().map(|event| (event.kind.as_str(), event.by.as_ref().unwrap()));
        for (kind, by) in at_command_line {
            assert_eq!((kind, by.name.as_str(), by.email.as_str()), ("operator-created", "command line", ""));
        }

        let by = TrailQuery { by: sam.actor.user.to_string(), after: String::new() };
        let of_sam = operators::trail(&t.platform, &by).await.unwrap();
        assert_eq!(of_sam.events.len(), 40);
        assert!(of_sam.events.iter().all(|event| event.by.as_ref().unwrap().email == "sam@example.org"));
        assert_eq!(of_sam.people.len(), 2);

        operators::remove(&ctx, sam.actor.operator).await.unwrap();
        let gone = operators::trail(&t.platform, &by).await.unwrap();
        assert_eq!((gone.events.len(), gone.people.len()), (40, 2), "it outlives their place");
        let astray = TrailQuery { by: "nobody".into(), after: "nothing".into() };
        assert_eq!(operators::trail(&t.platform, &astray).await.unwrap().events.len(), 50);
    }

    async fn an_account_that_was_there_opens_nothing_until_the_link_was_used(t: Deployment) {
        let paris = t.ctx("paris", Role::Owner).await;
        let email = paris.actor.email.as_str();
        let theirs = session(&t, None);
        let principal = Principal { user: paris.actor.user, tenant: None };
        sessions::start(&theirs, &principal, CONSOLE).await.unwrap();
        let ctx = operator_as(&t, "ann@example.org", OperatorRole::Owner).await;
        operators::create(&t.platform, email, "Ops").await.unwrap();
        assert_eq!(problem(try_in(&t, None, email, PASSWORD).await, "password"), Some(Problem::WrongCredentials));
        let at_console = async |session: &Session| {
            let again = self::session(&t, session.id());
            sessions::authenticate(&t.platform, &again, Plane::Console, None, CONSOLE).await.unwrap()
        };
        assert_eq!(at_console(&theirs).await, Caller::Nobody);
        assert!(!of(&ctx, email).await.unwrap().can_sign_in, "whoever can't come in can be made a link");
    }

    async fn whoever_made_an_account_that_nobody_proved_is_out_when_the_operator_comes_in(t: Deployment) {
        let paris = t.ctx("paris", Role::Owner).await;
        let email = paris.actor.email.as_str();
        let theirs = session(&t, None);
        let principal = Principal { user: paris.actor.user, tenant: Some(paris.tenant.id) };
        sessions::start(&theirs, &principal, &paris.tenant.main_host).await.unwrap();
        let known = Email::try_from(email.to_owned()).unwrap();
        let reset = users::new_reset_link(&t.platform, Some(&paris.tenant), &known).await.unwrap();
        let id = operators::create(&t.platform, email, "Ops").await.unwrap();
        let earlier = token_of(&operators::new_link(&t.platform, id).await.unwrap());
        let link = token_of(&operators::new_link(&t.platform, id).await.unwrap());
        assert_eq!(operators::entrance(&t.platform, &link).await.unwrap().asks, Asks::NewPassword);
        for (entry, field, expected) in [
            (Entry::by(&link), "new", Problem::TooShort { least: 15 }),
            (Entry::choosing(&link, "short"), "new", Problem::TooShort { least: 15 }),
            (Entry { repeat: "else".into(), ..Entry::choosing(&link, NEW) }, "repeat", Problem::Mismatch),
        ] {
            assert_eq!(problem(operators::enter(&t.platform, entry).await, field), Some(expected));
        }
        operators::enter(&t.platform, Entry::choosing(&link, NEW)).await.unwrap();
        try_in(&t, None, email, PASSWORD).await.unwrap_err();
        try_in(&t, None, email, NEW).await.unwrap();
        try_in(&t, Some(&paris.tenant), email, PASSWORD).await.unwrap_err();
        let again = session(&t, theirs.id());
        let caller = sessions::authenticate(&t.platform, &again, Plane::Tenant, Some(&paris.tenant), &paris.tenant.main_host).await;
        assert_eq!(caller.unwrap(), Caller::Nobody);
        let by_reset = users::reset_password(&t.platform, Some(&paris.tenant), &token_of(&reset), PASSWORD.into(), PASSWORD.into()).await;
        assert_eq!(problem(by_reset, "token"), Some(Problem::LinkExpired), "another way to the same account");
        let by_earlier = operators::enter(&t.platform, Entry::choosing(&earlier, PASSWORD)).await;
        assert_eq!(problem(by_earlier, "token"), Some(Problem::LinkExpired));
        let later = token_of(&operators::new_link(&t.platform, id).await.unwrap());
        assert_eq!(operators::entrance(&t.platform, &later).await.unwrap().asks, Asks::Nothing);
        operators::enter(&t.platform, Entry::by(&later)).await.unwrap();
    }

    async fn who_comes_back_as_an_operator_begins_anew(t: Deployment) {
        let ctx = operator(&t).await;
        let link = operators::invite(&ctx, "sam@example.org", "Sam", OperatorRole::Support).await.unwrap();
        operators::enter(&t.platform, Entry::choosing(link.secret(), PASSWORD)).await.unwrap();
        operators::remove(&ctx, of(&ctx, "sam@example.org").await.unwrap().id).await.unwrap();
        operators::invite(&ctx, "sam@example.org", "Sam", OperatorRole::Support).await.unwrap();
        try_in(&t, None, "sam@example.org", PASSWORD).await.unwrap_err();
    }
}
