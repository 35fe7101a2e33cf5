use super::{entered, found, plan_form, weigh};
use crate::{
    db::on_either,
    harness::{Deployment, PASSWORD, both_engines},
    lending::three_instalments,
    operators::operator,
};
use futures::future::join;
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    brand::{self, Edits, Slot},
    context::Author,
    fault::{Kind, Problem},
    loans,
    memberships::{
        self,
        invitations::{self, Acceptance},
    },
    metrics,
    modules::Module,
    plans::{self, Limit, PlanForm, PlanNotice},
    provisioning::{self, Terms},
    tenants,
};

pub(super) async fn on_plan(t: &Deployment, slug: &str, form: PlanForm) {
    let ctx = operator(t).await;
    plans::create(&ctx, "small", &form).await.unwrap();
    plans::change_plan(&t.platform, slug, "small", None, &Author::CommandLine).await.unwrap();
}

fn places(used: i64, most: i64) -> Problem {
    Problem::PlanLimit { limit: Limit::Members, used, most }
}

/// What administrators are told at the top of their pages.
pub(super) async fn notice(t: &Deployment, slug: &str) -> Option<PlanNotice> {
    plans::notice(&t.platform, &*found(t, slug).await).await.unwrap()
}

/// As they would have been counted today.
pub(super) async fn requested(t: &Deployment, slug: &str, requests: i64) {
    let tenant = found(t, slug).await.id;
    let today = t.clock.now().as_second() / 86_400 * 86_400;
    let mut tx = t.platform.central.begin().await.unwrap();
    on_either!(&mut tx, c => sqlx::query("delete from tenant_usage where tenant_id = $1").bind(tenant).execute(c).await.map(drop)).unwrap();
    let text = "insert into tenant_usage (tenant_id, span, began, requests) values ($1, 86400, $2, $3)";
    on_either!(&mut tx, c => sqlx::query(text).bind(tenant).bind(today).bind(requests).execute(c).await.map(drop))
        .unwrap();
    tx.commit().await.unwrap();
}

both_engines! {
    async fn whoever_asks_one_too_many_is_shown_how_many_there_are(t: Deployment) {
        let ctx = entered(&t, "paris").await;
        on_plan(&t, "paris", PlanForm { members: "3".into(), ..plan_form("Small") }).await;
        // The owner, and the invitation of the first one.
        invitations::invite(&ctx, "ruth@paris.example", "Ruth", Role::Member).await.unwrap();
        let refused = invitations::invite(&ctx, "anna@paris.example", "Anna", Role::Member).await.unwrap_err();
        assert_eq!(refused.fault.problem_of("email"), Some(&places(3, 3)));
        invitations::invite(&ctx, "ruth@paris.example", "Ruth B.", Role::Member).await.unwrap();
        let pending = memberships::members_of(&ctx).await.unwrap().invitations;
        assert_eq!(pending.iter().filter(|of| of.email == "ruth@paris.example").count(), 1, "asked again, she takes no second place");
        let first = pending.iter().find(|of| of.email == "rachel@paris.example").unwrap();
        invitations::revoke(&ctx, first.id).await.unwrap();
        invitations::invite(&ctx, "anna@paris.example", "Anna", Role::Member).await.unwrap();
    }

    async fn two_who_are_asked_at_once_do_not_both_get_the_last_place(t: Deployment) {
        let ctx = entered(&t, "paris").await;
        on_plan(&t, "paris", PlanForm { members: "3".into(), ..plan_form("Small") }).await;
        let (one, other) = join(
            invitations::invite(&ctx, "ruth@paris.example", "Ruth", Role::Member),
            invitations::invite(&ctx, "anna@paris.example", "Anna", Role::Member),
        ).await;
        assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1);
    }

    async fn whoever_was_asked_before_a_plan_shrank_is_told_that_there_is_no_place(t: Deployment) {
        let ctx = entered(&t, "paris").await;
        t.member(&ctx.tenant, Role::Admin).await;
        let link = invitations::invite(&ctx, "ruth@paris.example", "Ruth", Role::Member).await.unwrap();
        let token = link.url.split("token=").nth(1).unwrap().to_owned();
        on_plan(&t, "paris", PlanForm { members: "2".into(), ..plan_form("Small") }).await;
        let form = || Acceptance { token: &token, name: "Ruth", password: PASSWORD.to_owned(), address: None };
        let accept = || invitations::accept(&t.platform, &ctx.tenant, form());
        assert_eq!(accept().await.unwrap_err().fault.problem_of("name"), Some(&places(2, 2)));
        plans::change_plan(&t.platform, "paris", "standard", None, &Author::CommandLine).await.unwrap();
        accept().await.unwrap();
    }

    async fn whoever_comes_back_after_an_end_takes_a_place_again(t: Deployment) {
        let ctx = entered(&t, "paris").await;
        let gone = t.member(&ctx.tenant, Role::Member).await;
        let members = memberships::members_of(&ctx).await.unwrap().members;
        let id = members.iter().find(|of| of.email == gone.email).unwrap().id;
        let today = t.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
        memberships::limit(&ctx, id, Some(today)).await.unwrap();
        t.clock.advance(SignedDuration::from_hours(48));
        // All places are taken by those who are still here.
        let here = memberships::members_of(&ctx).await.unwrap().members.len() - 1;
        on_plan(&t, "paris", PlanForm { members: here.to_string(), ..plan_form("Small") }).await;
        let here = i64::try_from(here).unwrap();
        for end in [None, Some(today.saturating_add(jiff::Span::new().days(30)))] {
            let refused = memberships::limit(&ctx, id, end).await.unwrap_err();
            assert_eq!(refused.fault.problem_of("expires"), Some(&places(here, here)), "{end:?}");
        }
        plans::change_plan(&t.platform, "paris", "standard", None, &Author::CommandLine).await.unwrap();
        memberships::limit(&ctx, id, None).await.unwrap();
    }

    async fn a_grace_begins_and_ends_at_its_moment_and_nothing_is_lost(t: Deployment) {
        let ctx = entered(&t, "paris").await;
        weigh(&t, "paris", 8_000_000).await;
        on_plan(&t, "paris", PlanForm { storage: "10".into(), ..plan_form("Small") }).await;
        assert_eq!(notice(&t, "paris").await, None);
        weigh(&t, "paris", 12_000_000).await;
        plans::attend(&t.platform).await.unwrap();
        assert!(plans::of_organisation(&t.platform, "paris").await.unwrap().meter.over.is_empty(), "nobody looked since");
        plans::change_plan(&t.platform, "paris", "standard", None, &Author::CommandLine).await.unwrap();
        plans::change_plan(&t.platform, "paris", "small", None, &Author::CommandLine).await.unwrap();
        let ends = t.clock.now() + SignedDuration::from_hours(14 * 24);
        assert_eq!(notice(&t, "paris").await, Some(PlanNotice::Over { until: ends.to_string() }));
        let id = loans::create(&entered(&t, "paris").await, three_instalments("Ruth")).await.unwrap();

        t.clock.advance(SignedDuration::from_hours(14 * 24) - SignedDuration::from_secs(1));
        plans::attend(&t.platform).await.unwrap();
        loans::create(&entered(&t, "paris").await, three_instalments("Ruth")).await.unwrap();
        t.clock.advance(SignedDuration::from_secs(1));
        // Nobody has to look for it to count.
        let over = entered(&t, "paris").await;
        assert_eq!(over.tenant.entitled.notice(t.clock.now()), Some(PlanNotice::Restricted));
        assert_eq!(loans::create(&over, three_instalments("Ruth")).await.unwrap_err().kind(), Kind::OverLimit);
        assert_eq!(brand::set_logo(&over, b"<svg/>".to_vec()).await.unwrap_err().kind(), Kind::OverLimit);
        assert_eq!(invitations::invite(&over, "anna@paris.example", "Anna", Role::Member).await.unwrap_err().kind(), Kind::OverLimit);
        assert!(loans::find(&over, id).await.unwrap().is_some(), "reading works as always");
        plans::attend(&t.platform).await.unwrap();
        plans::attend(&t.platform).await.unwrap();
        let kinds: Vec<String> = tenants::timeline(&t.platform, "paris", "").await.unwrap().rows.into_iter().map(|event| event.kind).collect();
        assert_eq!(kinds.iter().filter(|kind| *kind == "plan-grace-ended").count(), 1, "{kinds:?}");
        assert!(plans::own(&over).await.unwrap().meter.is_restricted());

        weigh(&t, "paris", 9_000_000).await;
        plans::attend(&t.platform).await.unwrap();
        loans::create(&entered(&t, "paris").await, three_instalments("Ruth")).await.unwrap();
        drop(ctx);
    }

    async fn requests_beyond_the_plan_are_told_of_and_nothing_comes_of_them(t: Deployment) {
        t.tenant("paris").await;
        on_plan(&t, "paris", PlanForm { requests: "1000".into(), ..plan_form("Small") }).await;
        requested(&t, "paris", 1_200).await;
        assert!(matches!(notice(&t, "paris").await, Some(PlanNotice::Passed(gauge)) if gauge.used == 1_200));
        loans::create(&entered(&t, "paris").await, three_instalments("Ruth")).await.unwrap();
    }

    async fn what_an_organisation_has_grown_to_is_judged_by_the_hourly_look(t: Deployment) {
        let ctx = entered(&t, "paris").await;
        on_plan(&t, "paris", PlanForm { storage: "20".into(), ..plan_form("Small") }).await;
        metrics::sample(&t.platform).await.unwrap();
        assert_eq!(found(&t, "paris").await.entitled.notice(t.clock.now()), None);

        // Of random bytes, since PostgreSQL packs others.
        let bytes: Vec<u8> = (0..24 * 16).flat_map(|_| t.platform.random.bytes::<{ 64 * 1024 }>()).collect();
        let mut tx = ctx.begin().await.unwrap();
        let text = "insert into brand_asset (hash, media_type, bytes, created_at) select 'large', 'image/png', $1, updated_at from brand";
        on_either!(&mut tx, c => sqlx::query(text).bind(&bytes).execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        t.clock.advance(SignedDuration::from_hours(2));
        assert_eq!(found(&t, "paris").await.entitled.notice(t.clock.now()), None, "nobody has looked yet");
        let mut tx = t.platform.central.begin().await.unwrap();
        let text = "update tenant set last_active_at = sampled_at";
        on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        metrics::sample(&t.platform).await.unwrap();
        let until = (t.clock.now() + SignedDuration::from_hours(14 * 24)).to_string();
        assert_eq!(found(&t, "paris").await.entitled.notice(t.clock.now()), Some(PlanNotice::Over { until }));
        let meter = plans::of_organisation(&t.platform, "paris").await.unwrap().meter;
        assert!(!meter.over.is_empty() && !meter.is_restricted(), "{meter:?}");
    }

    async fn what_was_uploaded_is_judged_at_once(t: Deployment) {
        let ctx = entered(&t, "paris").await;
        weigh(&t, "paris", 0).await;
        on_plan(&t, "paris", PlanForm { storage: "1".into(), ..plan_form("Small") }).await;
        let picture = (Slot::SignInImage, crate::brand::pictures::noise(1600, 2000));
        let edits = Edits { pictures: vec![picture], ..Edits::default() };
        brand::save_draft(&ctx, edits).await.unwrap();
        let until = (t.clock.now() + SignedDuration::from_hours(14 * 24)).to_string();
        assert_eq!(found(&t, "paris").await.entitled.notice(t.clock.now()), Some(PlanNotice::Over { until }));
        let meter = plans::of_organisation(&t.platform, "paris").await.unwrap().meter;
        let storage = meter.gauges.iter().find(|gauge| gauge.limit == Limit::Storage).unwrap();
        assert!(storage.used > 2_000_000 && meter.over[0].limit == Limit::Storage, "{meter:?}");
    }

    async fn a_module_that_the_plan_does_not_have_is_not_turned_on(t: Deployment) {
        t.tenant_with("paris", &[]).await;
        let ctx = operator(&t).await;
        on_plan(&t, "paris", PlanForm { module_choice: "chosen".into(), ..plan_form("Small") }).await;
        let refused = tenants::enable_module(&t.platform, "paris", Module::Loans, &(&ctx.actor).into()).await.unwrap_err();
        assert_eq!(refused.fault.problem_of("slug"), Some(&Problem::NotInPlan));
        let terms = Terms { plan: Some("small".into()), ..Terms::default() };
        let new = crate::provisioning::request("lyon");
        assert!(new.modules.contains(&Module::Loans));
        let refused = provisioning::provision_on(t.platform.clone(), new.clone(), terms, |_| Ok(())).await.unwrap_err();
        assert_eq!(refused.fault.problem_of("modules"), Some(&Problem::NotInPlan));
        let unknown = Terms { plan: Some("gold".into()), ..Terms::default() };
        let refused = provisioning::provision_on(t.platform.clone(), new, unknown, |_| Ok(())).await.unwrap_err();
        assert_eq!(refused.fault.problem_of("plan"), Some(&Problem::NotAChoice));
        plans::change_plan(&t.platform, "paris", "standard", None, &Author::CommandLine).await.unwrap();
        tenants::enable_module(&t.platform, "paris", Module::Loans, &(&ctx.actor).into()).await.unwrap();
        plans::change_plan(&t.platform, "paris", "small", None, &Author::CommandLine).await.unwrap();
        let over = plans::of_organisation(&t.platform, "paris").await.unwrap().meter;
        assert_eq!((over.beyond.as_slice(), over.over[0].limit), (&[Module::Loans][..], Limit::Modules));
        tenants::disable_module(&t.platform, "paris", Module::Loans, &(&ctx.actor).into()).await.unwrap();
        assert!(plans::of_organisation(&t.platform, "paris").await.unwrap().meter.over.is_empty());
    }

    async fn one_organisations_plan_is_no_matter_of_another(t: Deployment) {
        t.tenant("paris").await;
        let lyon = entered(&t, "lyon").await;
        weigh(&t, "paris", 12_000_000).await;
        weigh(&t, "lyon", 12_000_000).await;
        on_plan(&t, "paris", PlanForm { storage: "10".into(), members: "1".into(), ..plan_form("Small") }).await;
        t.clock.advance(SignedDuration::from_hours(15 * 24));
        plans::attend(&t.platform).await.unwrap();
        assert!(found(&t, "paris").await.entitled.is_restricted(t.clock.now()));
        let own = plans::own(&lyon).await.unwrap();
        assert_eq!((own.slug.as_str(), own.plan.key.as_str(), own.meter.over.len()), ("lyon", "standard", 0));
        loans::create(&entered(&t, "lyon").await, three_instalments("Ruth")).await.unwrap();
        invitations::invite(&lyon, "anna@lyon.example", "Anna", Role::Member).await.unwrap();
    }

    async fn the_command_line_lists_shows_and_sets(t: Deployment) {
        t.tenant("paris").await;
        let ctx = operator(&t).await;
        plans::create(&ctx, "small", &PlanForm { members: "1".into(), ..plan_form("Small") }).await.unwrap();
        let listed = crate::cli::text(&t, &["plan", "list"]).await;
        assert!(listed.contains("small") && listed.contains("of new organisations") && listed.contains("2 plans"), "{listed}");
        let shown = crate::cli::document(&t, &["plan", "show", "small"]).await;
        assert_eq!(shown["allowance"]["members"], 1);
        let tried = crate::cli::document(&t, &["plan", "set", "paris", "small", "--dry-run"]).await;
        assert_eq!((tried["what_if"]["over"].as_i64(), found(&t, "paris").await.plan.as_str()), (Some(0), "standard"));
        crate::cli::text(&t, &["plan", "set", "paris", "small"]).await;
        assert_eq!(found(&t, "paris").await.plan, "small");
        assert!(crate::cli::error(&t, &["plan", "set", "nobody", "small"]).await.contains("nobody"));
        assert!(crate::cli::error(&t, &["plan", "show", "gold"]).await.contains("gold"));
    }
}
