use super::{asked, form, state};
use crate::{
    harness::{Deployment, Engine, both_engines},
    operators::{named_operator, operator, operator_as},
};
use jiff::SignedDuration;
use tenantry::{
    access::{OperatorRole, Role},
    audit,
    config::{SupportPolicy, SupportWrite},
    context::Author,
    error::Error,
    fault::{Kind, Problem},
    support::{self, SupportForm, SupportState},
    tenants,
};

fn kind(error: &Error) -> Kind {
    error.kind()
}

both_engines! {
    async fn a_request_goes_its_way_once(t: Deployment) {
        let owner = t.ctx("paris", Role::Owner).await;
        let (ops, id) = asked(&t, "paris", true).await;
        assert_eq!(state(&t, id).await, SupportState::Asked);
        let again = support::ask(&ops, "paris", &form(false)).await.unwrap_err();
        assert_eq!(again.fault.problem_of("reason"), Some(&Problem::IsOpen));
        assert_eq!(kind(&support::hand_off(&ops, id).await.unwrap_err()), Kind::Conflict);

        support::allow(&owner, id, "15", "write").await.unwrap();
        let history = support::history(&owner).await.unwrap();
        let open = &history.open[0];
        assert_eq!((open.state, open.may_write, open.decided_by.as_deref()), (SupportState::Allowed, true, Some("owner of paris")));
        assert_eq!(open.ends_at.as_deref(), Some("2026-03-15T13:15:00"), "where the organisation is, an hour ahead");
        for late in [support::allow(&owner, id, "15", "read").await, support::refuse(&owner, id).await] {
            assert_eq!(kind(&late.unwrap_err()), Kind::Conflict);
        }
        support::hand_off(&ops, id).await.unwrap();
        support::end(&owner, id).await.unwrap();
        assert_eq!(state(&t, id).await, SupportState::Ended);
        assert_eq!(kind(&support::end(&owner, id).await.unwrap_err()), Kind::Conflict);
        assert_eq!(kind(&support::withdraw(&ops, id).await.unwrap_err()), Kind::Conflict);
        let history = support::history(&owner).await.unwrap();
        assert_eq!((history.open.len(), history.past[0].ended_by.as_deref()), (0, Some("owner of paris")));
        let events = audit::recent(&t.platform, 20).await.unwrap();
        let kinds: Vec<&str> = events.iter().rev().map(|event| event.kind.as_str()).filter(|kind| kind.starts_with("support")).collect();
        assert_eq!(kinds.len(), 3, "{kinds:?}");
        for kind in ["support-requested", "support-allowed", "support-ended"] {
            assert!(kinds.contains(&kind), "{kind}");
        }
    }

    async fn what_is_asked_can_be_taken_back_by_its_operator_alone(t: Deployment) {
        t.tenant("paris").await;
        let (ops, id) = asked(&t, "paris", false).await;
        let other = named_operator(&t, "other@tenantry.example").await;
        assert_eq!(kind(&support::withdraw(&other, id).await.unwrap_err()), Kind::NotFound);
        let second = support::ask(&other, "paris", &form(false)).await.unwrap();
        support::withdraw(&ops, id).await.unwrap();
        assert_eq!((state(&t, id).await, state(&t, second).await), (SupportState::Withdrawn, SupportState::Asked));
        support::ask(&ops, "paris", &form(false)).await.unwrap();
        let owner = t.ctx("paris", Role::Owner).await;
        assert_eq!(support::history(&owner).await.unwrap().open.len(), 2);
    }

    async fn who_is_closed_is_not_asked(t: Deployment) {
        let ops = operator(&t).await;
        t.tenant("paris").await;
        tenants::suspend(&t.platform, "paris", "Unpaid", &Author::CommandLine).await.unwrap();
        let refused = support::ask(&ops, "paris", &form(false)).await.unwrap_err();
        assert_eq!(refused.fault.problem_of("reason"), Some(&Problem::IsClosed));
        tenants::resume(&t.platform, "paris", &Author::CommandLine).await.unwrap();
        support::ask(&ops, "paris", &form(false)).await.unwrap();
    }

    async fn another_organisation_has_nothing_to_decide(t: Deployment) {
        t.tenant("paris").await;
        let (_, id) = asked(&t, "paris", false).await;
        let stranger = t.ctx("lyon", Role::Owner).await;
        for refused in [
            support::allow(&stranger, id, "15", "read").await,
            support::refuse(&stranger, id).await,
            support::end(&stranger, id).await,
        ] {
            assert_eq!(kind(&refused.unwrap_err()), Kind::NotFound);
        }
        assert_eq!(kind(&support::trail(&stranger, Some(id), None).await.unwrap_err()), Kind::NotFound);
        assert_eq!(state(&t, id).await, SupportState::Asked);
    }

    async fn it_is_over_by_itself(t: Deployment) {
        let owner = t.ctx("paris", Role::Owner).await;
        let (ops, unanswered) = asked(&t, "paris", false).await;
        t.clock.advance(SignedDuration::from_hours(7 * 24));
        assert_eq!(state(&t, unanswered).await, SupportState::Expired, "before anybody has noted it");
        assert_eq!(kind(&support::allow(&owner, unanswered, "15", "read").await.unwrap_err()), Kind::Conflict);
        let next = support::ask(&ops, "paris", &form(false)).await.unwrap();
        support::allow(&owner, next, "15", "read").await.unwrap();
        assert!(t.platform.support.notices(&t.platform, &owner.tenant).await.unwrap()[0].until.is_some());
        t.clock.advance(SignedDuration::from_mins(15));
        assert_eq!(kind(&support::hand_off(&ops, next).await.unwrap_err()), Kind::Conflict);
        assert!(t.platform.support.notices(&t.platform, &owner.tenant).await.unwrap().is_empty());
        assert_eq!(support::expire(&t.platform).await.unwrap(), 1, "the first was noted when the second was asked");
        assert_eq!(support::expire(&t.platform).await.unwrap(), 0);
        assert_eq!(state(&t, next).await, SupportState::Expired);
        let ended = support::history(&owner).await.unwrap().past;
        assert!(ended.iter().all(|request| request.ended_at.is_some()), "{ended:?}");
    }

    async fn writing_is_the_owners_to_ask_for_and_the_organisations_to_allow(t: Deployment) {
        let owner = t.ctx("paris", Role::Owner).await;
        let helper = operator_as(&t, "helper@tenantry.example", OperatorRole::Support).await;
        assert_eq!(kind(&support::ask(&helper, "paris", &form(true)).await.unwrap_err()), Kind::Forbidden);
        let id = support::ask(&helper, "paris", &form(false)).await.unwrap();
        support::allow(&owner, id, "60", "write").await.unwrap();
        assert!(!support::history(&owner).await.unwrap().open[0].may_write, "more than was asked for isn't given");
        let wrong = SupportForm { reason: "short".into(), minutes: "soon".into(), ..SupportForm::default() };
        let fault = support::ask(&helper, "paris", &wrong).await.unwrap_err().fault;
        assert_eq!(fault.problem_of("reason"), Some(&Problem::TooShort { least: 10 }));
        assert_eq!(fault.problem_of("minutes"), Some(&Problem::NotANumber));
    }

    async fn the_command_line_ends_what_is_open(t: Deployment) {
        let owner = t.ctx("paris", Role::Owner).await;
        let (_, id) = asked(&t, "paris", false).await;
        support::allow(&owner, id, "15", "read").await.unwrap();
        assert_eq!(support::list(&t.platform, Some("paris"), true, 10).await.unwrap().len(), 1);
        assert_eq!(kind(&support::list(&t.platform, Some("nowhere"), true, 10).await.unwrap_err()), Kind::NotFound);
        support::end_by_id(&t.platform, id, &Author::CommandLine).await.unwrap();
        assert_eq!(kind(&support::end_by_id(&t.platform, id, &Author::CommandLine).await.unwrap_err()), Kind::Conflict);
        assert_eq!(support::list(&t.platform, Some("paris"), true, 10).await.unwrap().len(), 0);
        assert_eq!(support::history(&owner).await.unwrap().past[0].ended_by.as_deref(), Some("command line"));
    }
}

/// By notice one may look at once; to change something still needs an owner's yes, and is over with the rest.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn by_notice_one_looks_at_once_and_changes_nothing_unasked() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let t = Deployment::start_with(engine, |config| config.support.policy = SupportPolicy::Notice).await;
        let owner = t.ctx("paris", Role::Owner).await;
        let (ops, id) = asked(&t, "paris", true).await;
        let open = support::history(&owner).await.unwrap().open;
        assert_eq!(
            (open[0].state, open[0].may_write, open[0].decided_by.as_deref()),
            (SupportState::Allowed, false, None)
        );
        support::hand_off(&ops, id).await.unwrap();
        let ends = open[0].ends_at.clone();
        t.clock.advance(SignedDuration::from_mins(10));
        assert_eq!(
            kind(&support::allow(&owner, id, "60", "read").await.unwrap_err()),
            Kind::Conflict,
            "that they may already"
        );
        support::allow(&owner, id, "60", "write").await.unwrap();
        let open = support::history(&owner).await.unwrap().open;
        assert_eq!((open[0].may_write, &open[0].ends_at), (true, &ends), "its end stays");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deployment_may_forbid_changes_and_long_stays() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let change = |config: &mut tenantry::config::Config| {
            config.support.write = SupportWrite::Never;
            config.support.longest_minutes = 30;
        };
        let t = Deployment::start_with(engine, change).await;
        t.tenant("paris").await;
        let ops = crate::operators::operator(&t).await;
        let fault = support::ask(&ops, "paris", &form(true)).await.unwrap_err().fault;
        assert_eq!(fault.problem_of("write"), Some(&Problem::NotAChoice));
        assert_eq!(fault.problem_of("minutes"), Some(&Problem::NotAChoice));
        assert_eq!(support::desk(&ops, "paris").await.unwrap().lengths, [15, 30]);
    }
}
