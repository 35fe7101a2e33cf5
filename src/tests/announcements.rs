//! Announcements: who writes them, who sees which, and when.

use crate::{
    harness::{Deployment, both_engines},
    operators::operator,
    plans::plan_form,
};
use jiff::SignedDuration;
use std::sync::Arc;
use tenantry::{
    announcements::{self, AnnouncementForm, AnnouncementState, Shown},
    audit,
    context::OperatorCtx,
    fault::{Kind, Problem},
    ids::AnnouncementId,
    locale::Locale,
    plans,
    tenants::Tenant,
};

fn form() -> AnnouncementForm {
    AnnouncementForm {
        tone: "info".into(),
        text_en: "We close at noon.".into(),
        text_fr: "Nous fermons à midi.".into(),
        scope: "all".into(),
        is_dismissible: "true".into(),
        ..AnnouncementForm::default()
    }
}

async fn published(ctx: &OperatorCtx, form: AnnouncementForm) -> AnnouncementId {
    let id = announcements::new_id(&ctx.platform);
    announcements::save(ctx, id, &form).await.unwrap();
    announcements::publish(ctx, id).await.unwrap();
    id
}

async fn shown(t: &Deployment, tenant: &Arc<Tenant>) -> Vec<Shown> {
    t.platform.announcements.shown(&t.platform, tenant, Locale::Fr, true, &[]).await.unwrap()
}

async fn count(t: &Deployment, tenant: &Arc<Tenant>) -> usize {
    shown(t, tenant).await.len()
}

async fn state(ctx: &OperatorCtx, id: AnnouncementId) -> AnnouncementState {
    announcements::find(&ctx.platform, id).await.unwrap().unwrap().state
}

both_engines! {
    async fn a_draft_is_seen_by_nobody_until_it_is_published_and_after_its_end(t: Deployment) {
        let (ctx, paris) = (operator(&t).await, t.tenant("paris").await);
        let id = announcements::new_id(&t.platform);
        announcements::save(&ctx, id, &form()).await.unwrap();
        announcements::save(&ctx, id, &form()).await.unwrap();
        assert_eq!(announcements::list(&t.platform, "").await.unwrap().rows.len(), 1, "the same form sent twice makes one");
        assert_eq!((state(&ctx, id).await, count(&t, &paris).await), (AnnouncementState::Draft, 0));
        announcements::publish(&ctx, id).await.unwrap();
        assert_eq!(shown(&t, &paris).await[0].text, "Nous fermons à midi.");
        assert_eq!(announcements::publish(&ctx, id).await.unwrap_err().kind(), Kind::NotFound);
        announcements::save(&ctx, id, &AnnouncementForm { text_fr: "À demain.".into(), ..form() }).await.unwrap();
        assert_eq!(shown(&t, &paris).await[0].text, "À demain.");
        announcements::end(&ctx, id).await.unwrap();
        assert_eq!((state(&ctx, id).await, count(&t, &paris).await), (AnnouncementState::Ended, 0));
    }

    async fn its_events_name_it_by_its_text_of_that_moment(t: Deployment) {
        let ctx = operator(&t).await;
        let id = published(&ctx, form()).await;
        let long = "Nous fermons demain toute la journée, et personne ne pourra rien enregistrer avant le soir";
        announcements::save(&ctx, id, &AnnouncementForm { text_fr: long.into(), ..form() }).await.unwrap();
        announcements::end(&ctx, id).await.unwrap();
        let mut events = audit::recent(&t.platform, 20).await.unwrap();
        events.retain(|event| event.kind.starts_with("announcement-"));
        let named: Vec<(&str, &str)> = events.iter().rev().map(|event| (event.kind.as_str(), event.detail.as_str())).collect();
        let short = format!("{id}: [\"We close at noon.\",\"Nous fermons à midi.\"]");
        let begins = format!("{id}: [\"We close at noon.\",\"Nous fermons demain toute la journée, et personne ne pourra…\"]");
        assert_eq!(named, [
            ("announcement-made", short.as_str()),
            ("announcement-published", short.as_str()),
            ("announcement-changed", begins.as_str()),
            ("announcement-ended", begins.as_str()),
        ]);
    }

    async fn it_begins_and_ends_at_its_moments(t: Deployment) {
        let (ctx, paris) = (operator(&t).await, t.tenant("paris").await);
        let id = published(&ctx, AnnouncementForm { starts_at: "2026-03-15T13:00".into(), ends_at: "2026-03-15T14:00".into(), ..form() }).await;
        assert_eq!((state(&ctx, id).await, count(&t, &paris).await), (AnnouncementState::Scheduled, 0));
        t.clock.advance(SignedDuration::from_mins(60));
        assert_eq!((state(&ctx, id).await, count(&t, &paris).await), (AnnouncementState::Live, 1));
        t.clock.advance(SignedDuration::from_mins(59));
        assert_eq!(count(&t, &paris).await, 1);
        t.clock.advance(SignedDuration::from_mins(1));
        assert_eq!((state(&ctx, id).await, count(&t, &paris).await), (AnnouncementState::Ended, 0));
    }

    async fn it_is_for_all_for_a_plan_or_for_those_that_are_named(t: Deployment) {
        let ctx = operator(&t).await;
        let (paris, lyon) = (t.tenant("paris").await, t.tenant("lyon").await);
        let of_plan = |plan: &str| AnnouncementForm { scope: "plan".into(), plan: plan.into(), ..form() };
        let unknown = announcements::save(&ctx, announcements::new_id(&t.platform), &of_plan("nobody-has-it")).await;
        assert_eq!(unknown.unwrap_err().fault.problem_of("plan"), Some(&Problem::NotAChoice));
        plans::create(&ctx, "nobody-has-it", &plan_form("Nobody")).await.unwrap();
        published(&ctx, of_plan("nobody-has-it")).await;
        assert_eq!(count(&t, &paris).await, 0);
        published(&ctx, of_plan(&paris.plan)).await;
        assert_eq!((count(&t, &paris).await, count(&t, &lyon).await), (1, 1));
        let chosen = published(&ctx, AnnouncementForm { scope: "chosen".into(), organisations: " LYON, lyon ".into(), ..form() }).await;
        assert_eq!((count(&t, &paris).await, count(&t, &lyon).await), (1, 2));
        let kept = announcements::find(&t.platform, chosen).await.unwrap().unwrap();
        assert_eq!(kept.organisations, ["lyon"]);
        assert!(announcements::plans(&t.platform).await.unwrap().iter().map(|plan| &plan.key).eq([&paris.plan]));
    }

    async fn a_guest_sees_what_is_for_the_door_and_nobody_what_they_put_away(t: Deployment) {
        let (ctx, paris) = (operator(&t).await, t.tenant("paris").await);
        let inside = published(&ctx, form()).await;
        let door = published(&ctx, AnnouncementForm { on_sign_in: "true".into(), is_dismissible: String::new(), ..form() }).await;
        let all = &t.platform.announcements;
        let at_door = all.shown(&t.platform, &paris, Locale::En, false, &[]).await.unwrap();
        assert_eq!(at_door.iter().map(|shown| shown.id).collect::<Vec<_>>(), [door]);
        let left = all.shown(&t.platform, &paris, Locale::En, true, &[inside, door]).await.unwrap();
        assert_eq!(left.iter().map(|shown| shown.id).collect::<Vec<_>>(), [door], "what can't be put away stays");
    }

    async fn a_form_is_told_all_that_is_wrong_with_it(t: Deployment) {
        let ctx = operator(&t).await;
        let wrong = AnnouncementForm {
            tone: "loud".into(),
            text_en: " ".into(),
            text_fr: "x".repeat(401),
            link: "javascript:alert(1)".into(),
            scope: "chosen".into(),
            starts_at: "soon".into(),
            ends_at: "2026-03-15T11:00".into(),
            ..AnnouncementForm::default()
        };
        let id = announcements::new_id(&t.platform);
        let fault = announcements::save(&ctx, id, &wrong).await.unwrap_err().into_fault();
        for (field, problem) in [
            ("tone", Problem::NotAChoice),
            ("text_en", Problem::Required),
            ("text_fr", Problem::TooLong { most: 400 }),
            ("link", Problem::NotAnAddress),
            ("organisations", Problem::Required),
            ("starts_at", Problem::NotADate),
            ("ends_at", Problem::EndsTooEarly),
        ] {
            assert_eq!(fault.problem_of(field), Some(&problem), "{field}");
        }
        let stranger = AnnouncementForm { scope: "chosen".into(), organisations: "atlantis".into(), ..form() };
        let fault = announcements::save(&ctx, id, &stranger).await.unwrap_err().into_fault();
        assert_eq!(fault.problem_of("organisations"), Some(&Problem::NoSuchOrganisation { slug: "atlantis".into() }));
        let planless = announcements::save(&ctx, id, &AnnouncementForm { scope: "plan".into(), ..form() }).await.unwrap_err();
        assert_eq!(planless.fault.problem_of("plan"), Some(&Problem::Required));
        assert_eq!(announcements::find(&t.platform, id).await.unwrap(), None);
        assert_eq!(announcements::end(&ctx, id).await.unwrap_err().kind(), Kind::NotFound);
    }

    async fn it_is_remembered_until_something_changes(t: Deployment) {
        let (ctx, paris) = (operator(&t).await, t.tenant("paris").await);
        published(&ctx, form()).await;
        assert_eq!(count(&t, &paris).await, 1);
        // Behind everybody's back, which nobody notices: the database isn't asked.
        let mut tx = t.platform.central.begin().await.unwrap();
        crate::db::on_either!(&mut tx, c => sqlx::query("delete from announcement").execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count(&t, &paris).await, 1);
        t.platform.announcements.forget();
        assert_eq!(count(&t, &paris).await, 0);
    }

    async fn the_list_goes_page_by_page(t: Deployment) {
        let ctx = operator(&t).await;
        for _ in 0..30 {
            t.clock.advance(SignedDuration::from_secs(1));
            announcements::save(&ctx, announcements::new_id(&t.platform), &form()).await.unwrap();
        }
        let first = announcements::list(&t.platform, "").await.unwrap();
        let second = announcements::list(&t.platform, first.next.as_deref().unwrap()).await.unwrap();
        assert_eq!((first.rows.len(), second.rows.len(), second.next), (25, 5, None));
        assert!(first.rows.last().unwrap().id > second.rows[0].id);
    }
}
