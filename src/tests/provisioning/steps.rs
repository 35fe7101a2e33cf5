use super::{database_of, exists, finished, last_id, progress, provision, request, rows_left};
use crate::harness::both_engines;
use tenantry::{
    access::Role,
    fault::{Kind, Problem},
    locale::Locale,
    memberships::invitations,
    modules::Module,
    provisioning::{self, Outcome, Step, StepState},
    tenants::{self, NewTenant, TenantStatus},
};

both_engines! {
    async fn every_step_is_told_recorded_and_done(t: Deployment) {
        let mut told = Vec::new();
        let made = provisioning::provision(t.platform.clone(), request("nord"), |report| {
            told.push((report.step, report.state));
            Ok(())
        });
        let made = made.await.unwrap();
        let begun_and_done = |step| [(step, StepState::Running), (step, StepState::Done)];
        let expected: Vec<_> = [(Step::Validate, StepState::Done), (Step::Reserve, StepState::Done)]
            .into_iter()
            .chain(Step::ALL[2..].iter().copied().flat_map(begun_and_done))
            .collect();
        assert_eq!(told, expected);
        assert_eq!(made.steps.iter().map(|report| report.step).collect::<Vec<_>>(), Step::ALL);

        let progress = progress(&t, last_id(&t, "nord").await).await;
        assert_eq!((progress.outcome, progress.slug.as_str()), (Outcome::Done, "nord"));
        assert_eq!(progress.steps.iter().map(|report| report.step).collect::<Vec<_>>(), Step::ALL);
        assert!(progress.steps.iter().all(|report| report.state == StepState::Done && report.micros >= 0), "{progress:?}");
        assert_eq!(progress.url, "http://nord.tenantry.test:3000");
        assert_eq!(progress.invitation_url.as_deref(), Some(made.invitation_url.as_str()));
    }

    async fn what_is_made_is_an_organisation_with_an_owner_to_come(t: Deployment) {
        let made = provision(&t, "nord").await.unwrap();
        let tenant = tenants::find(&t.platform, "nord").await.unwrap().unwrap();
        assert_eq!((tenant.status, tenant.locale, tenant.name.as_str()), (TenantStatus::Active, Locale::Fr, "Society of nord"));
        assert_eq!((tenant.modules.as_slice(), tenant.main_host.as_str()), (&[Module::Loans][..], "nord.tenantry.test"));
        assert!(exists(&t, &database_of(&t, "nord").await).await);
        let token = made.invitation_url.strip_prefix("http://nord.tenantry.test:3000/invitation?token=").unwrap();
        let preview = invitations::preview(&t.platform, &tenant, token).await.unwrap();
        assert_eq!((preview.email.as_str(), preview.role), ("rachel@nord.example", Role::Owner));
        let detail = tenants::detail(&t.platform, "nord").await.unwrap().unwrap();
        assert!(detail.summary.database_bytes > 0 && detail.summary.members == 0);
    }

    async fn in_the_background_the_same_comes_out(t: Deployment) {
        let id = provisioning::start(t.platform.clone(), request("nord")).await.unwrap();
        let progress = finished(&t, id).await;
        assert_eq!(progress.outcome, Outcome::Done);
        assert!(progress.invitation_url.is_some_and(|url| url.contains("/invitation?token=")));
        assert_eq!(tenants::find(&t.platform, "nord").await.unwrap().unwrap().status, TenantStatus::Active);
    }

    async fn in_the_background_a_wrong_field_is_told_at_once(t: Deployment) {
        let fault = provisioning::start(t.platform.clone(), NewTenant::default()).await.unwrap_err().into_fault();
        assert_eq!((fault.kind, fault.problem_of("name")), (Kind::Invalid, Some(&Problem::Required)));
        assert_eq!(rows_left(&t).await, 0);
    }

    async fn of_two_at_once_for_one_address_exactly_one_gets_it(t: Deployment) {
        for round in 0..5 {
            let slug = format!("nord-{round}");
            let before = rows_left(&t).await;
            let (one, other) = tokio::join!(
                tokio::spawn(provisioning::provision(t.platform.clone(), request(&slug), |_| Ok(()))),
                tokio::spawn(provisioning::provision(t.platform.clone(), request(&slug), |_| Ok(()))),
            );
            let (one, other) = (one.unwrap(), other.unwrap());
            assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
            let refused = one.err().or(other.err()).unwrap().into_fault();
            assert!(matches!(refused.problem_of("slug"), Some(Problem::SlugTaken { .. })), "{refused:?}");
            assert_eq!(rows_left(&t).await, before + 4, "one organisation, host, module and invitation");
        }
    }

    async fn an_unknown_one_has_no_progress(t: Deployment) {
        let unknown = "0198c0de-0000-7000-8000-000000000000".parse().unwrap();
        assert_eq!(provisioning::progress(&t.platform, unknown).await.unwrap(), None);
    }
}
