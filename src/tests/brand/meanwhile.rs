//! Two administrators at one brand: nobody writes over what another has saved since without being told.

use super::{pictures, studio::other_node};
use crate::harness::{Deployment, both_engines};
use jiff::{SignedDuration, Timestamp};
use tenantry::{
    access::Role,
    brand::{self, BrandForm, Edits, Filling, Picture, Slot},
    context::TenantCtx,
    db::{Migrations, Schema},
    error::{Error, Result},
    fault::{Kind, Problem},
};

fn form(primary: &str) -> BrandForm {
    BrandForm { name: "GMAH Paris".into(), primary: primary.into(), ..BrandForm::default() }
}

/// What a form is made from that is opened now.
async fn opened(ctx: &TenantCtx) -> Timestamp {
    brand::studio(ctx).await.unwrap().seen.parse().unwrap()
}

fn typed(primary: &str, seen: Timestamp) -> Edits {
    Edits { seen: Some(seen), ..form(primary).into() }
}

async fn current(ctx: &TenantCtx) -> String {
    brand::studio(ctx).await.unwrap().current().tokens.primary.to_string()
}

/// Each is called a second after the other.
fn later(t: &Deployment) {
    t.clock.advance(SignedDuration::from_secs(1));
}

/// Who was first, whether it was published, and what the next attempt says that it was made from.
fn overtaken<T: std::fmt::Debug>(result: Result<T>) -> (String, bool, Timestamp) {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), Kind::Conflict);
    match error.fault.problem_of("seen") {
        Some(Problem::BrandChanged { by, was_published, seen, .. }) => {
            (by.clone(), *was_published, seen.parse().unwrap())
        }
        other => panic!("{other:?}"),
    }
}

/// What the next attempt names.
fn kept(refused: &Error) -> Vec<Filling> {
    match refused.fault.problem_of("seen") {
        Some(Problem::BrandChanged { kept, .. }) => kept.clone(),
        other => panic!("{other:?}"),
    }
}

async fn two(t: &Deployment) -> (TenantCtx, TenantCtx) {
    (t.ctx("paris", Role::Owner).await, t.ctx("paris", Role::Admin).await)
}

both_engines! {
    async fn whoever_saves_over_another_is_told_and_may_go_on(t: Deployment) {
        let (owner, admin) = two(&t).await;
        let (before, later_seen) = (opened(&owner).await, opened(&admin).await);
        assert_eq!(before, later_seen);
        later(&t);
        brand::save_draft(&admin, typed("#b3261e", later_seen)).await.unwrap();
        later(&t);
        let (by, was_published, seen) = overtaken(brand::save_draft(&owner, typed("#12295c", before)).await);
        assert_eq!((by.as_str(), was_published), ("admin of paris", false));
        assert_eq!(current(&owner).await, "#b3261e", "nothing was written over");

        brand::save_draft(&owner, typed("#12295c", seen)).await.unwrap();
        assert_eq!(current(&owner).await, "#12295c", "the second attempt counts");
        later(&t);
        let (by, _, _) = overtaken(brand::save_draft(&admin, typed("#00695c", later_seen)).await);
        assert_eq!(by, "owner of paris");
    }

    async fn what_was_saved_while_somebody_read_of_another_is_told_as_well(t: Deployment) {
        let (owner, admin) = two(&t).await;
        let before = opened(&owner).await;
        later(&t);
        brand::save_draft(&admin, form("#b3261e")).await.unwrap();
        let (_, _, seen) = overtaken(brand::save_draft(&owner, typed("#12295c", before)).await);
        later(&t);
        brand::save_draft(&admin, form("#00695c")).await.unwrap();
        overtaken(brand::save_draft(&owner, typed("#12295c", seen)).await);
        assert_eq!(current(&owner).await, "#00695c");
    }

    async fn every_way_into_the_draft_asks(t: Deployment) {
        let (owner, admin) = two(&t).await;
        let seen = opened(&owner).await;
        later(&t);
        brand::save_draft(&admin, form("#b3261e")).await.unwrap();
        let edits = || typed("#12295c", seen);
        let file = brand::export(&owner).await.unwrap();
        overtaken(brand::save(&owner, edits()).await);
        overtaken(brand::schedule(&owner, edits(), "2026-03-16T09:00").await);
        overtaken(brand::start_from(&owner, edits(), "harbour").await);
        overtaken(brand::take_color(&owner, edits(), "primary", "#00ff00").await);
        overtaken(brand::remove_picture(&owner, edits(), Slot::Logo).await);
        overtaken(brand::import(&owner, edits(), file.as_bytes()).await);
        overtaken(brand::save_draft(&owner, Edits { pictures: vec![(Slot::Logo, pictures::png())], seen: Some(seen), ..Edits::default() }).await);
        overtaken(brand::discard_draft(&owner, Some(seen)).await);
        let studio = brand::studio(&owner).await.unwrap();
        assert_eq!((current(&owner).await.as_str(), studio.versions.len()), ("#b3261e", 0));
        assert!(studio.planned.is_none() && studio.current().tokens.logo.is_none());
    }

    async fn the_files_of_whoever_comes_second_are_kept_for_the_next_attempt(t: Deployment) {
        let (owner, admin) = two(&t).await;
        let seen = opened(&owner).await;
        later(&t);
        brand::save_draft(&admin, form("#b3261e")).await.unwrap();
        let files = vec![(Slot::Logo, pictures::png()), (Slot::Icon, pictures::png())];
        let refused = brand::save_draft(&owner, Edits { pictures: files, ..typed("#12295c", seen) }).await;
        let chosen = kept(&refused.unwrap_err());
        assert_eq!(chosen.iter().map(Filling::slot).collect::<Vec<_>>(), [Slot::Logo, Slot::Icon]);
        assert!(brand::studio(&owner).await.unwrap().current().tokens.logo.is_none(), "theirs is as it was");

        // Somebody was first once more: they are kept on.
        let refused = brand::save_draft(&owner, Edits { kept: chosen.clone(), ..typed("#12295c", seen) }).await.unwrap_err();
        assert_eq!(kept(&refused), chosen);
        brand::save_draft(&owner, Edits { kept: chosen, seen: None, ..typed("#12295c", seen) }).await.unwrap();
        let tokens = brand::studio(&owner).await.unwrap().current().tokens.clone();
        assert!(tokens.logo.is_some() && tokens.icon.is_some() && tokens.primary.to_string() == "#12295c");
        let hash = tokens.logo.unwrap().hash;
        assert!(brand::asset(&t.platform, &owner.tenant, &hash).await.unwrap().is_some());
    }

    async fn a_file_that_went_meanwhile_is_named(t: Deployment) {
        let (owner, admin) = two(&t).await;
        let seen = opened(&owner).await;
        later(&t);
        brand::save_draft(&admin, form("#b3261e")).await.unwrap();
        let with_logo = Edits { pictures: vec![(Slot::Logo, pictures::png())], ..typed("#12295c", seen) };
        let refused = brand::save_draft(&owner, with_logo).await.unwrap_err();
        let chosen = kept(&refused);
        later(&t);
        brand::save_draft(&admin, form("#00695c")).await.unwrap();
        for seen in [Some(seen), None] {
            let again = Edits { kept: chosen.clone(), seen, ..form("#12295c").into() };
            let refused = brand::save_draft(&owner, again).await.unwrap_err();
            assert_eq!(refused.fault.problem_of("logo"), Some(&Problem::ChooseAgain));
        }
        let forged = vec![Filling::Picture(Slot::Logo, Picture { hash: "a".repeat(64), ..Picture::default() })];
        let refused = brand::save_draft(&owner, Edits { kept: forged, ..form("#12295c").into() }).await.unwrap_err();
        assert_eq!(refused.fault.problem_of("logo"), Some(&Problem::ChooseAgain));
        let file = brand::export(&owner).await.unwrap();
        let refused = brand::import(&owner, typed("#12295c", seen), file.as_bytes()).await.unwrap_err();
        assert_eq!((refused.kind(), refused.fault.problem_of("file")), (Kind::Conflict, Some(&Problem::ChooseAgain)));
    }

    async fn what_somebody_else_published_meanwhile_is_told(t: Deployment) {
        let (owner, admin) = two(&t).await;
        let seen = opened(&owner).await;
        later(&t);
        brand::save(&admin, form("#b3261e")).await.unwrap();
        let (by, was_published, seen) = overtaken(brand::save_draft(&owner, typed("#12295c", seen)).await);
        assert_eq!((by.as_str(), was_published), ("admin of paris", true));
        brand::save_draft(&owner, typed("#12295c", seen)).await.unwrap();
        later(&t);
        let (seen, other) = (opened(&owner).await, opened(&admin).await);
        brand::roll_back(&admin, 1).await.unwrap();
        brand::save_draft(&owner, typed("#00ff00", seen)).await.unwrap();
        overtaken(brand::discard_draft(&admin, Some(other)).await);
    }

    async fn ones_own_saves_uploads_and_publications_are_in_nobodys_way(t: Deployment) {
        let owner = t.ctx("paris", Role::Owner).await;
        let seen = opened(&owner).await;
        for _ in 0..2 {
            later(&t);
            brand::save_draft(&owner, typed("#12295c", seen)).await.unwrap();
            later(&t);
            brand::save_draft(&owner, Edits { pictures: vec![(Slot::Logo, pictures::png())], ..typed("#12295c", seen) }).await.unwrap();
            later(&t);
            brand::start_from(&owner, typed("#12295c", seen), "harbour").await.unwrap();
            later(&t);
            let file = brand::export(&owner).await.unwrap();
            brand::import(&owner, typed("#12295c", seen), file.as_bytes()).await.unwrap();
            later(&t);
            brand::save(&owner, typed("#b3261e", seen)).await.unwrap();
            later(&t);
            brand::save_draft(&owner, typed("#00695c", seen)).await.unwrap();
            later(&t);
            brand::schedule(&owner, typed("#00695c", seen), "2026-03-15T13:30").await.unwrap();
            brand::discard_draft(&owner, Some(seen)).await.unwrap();
        }
        t.clock.advance(SignedDuration::from_hours(1));
        assert_eq!(brand::publish_due(&t.platform).await.unwrap(), 1);
        brand::save_draft(&owner, typed("#12295c", seen)).await.unwrap();
    }

    async fn a_draft_that_somebody_gave_up_is_in_nobodys_way(t: Deployment) {
        let (owner, admin) = two(&t).await;
        brand::save_draft(&admin, form("#b3261e")).await.unwrap();
        later(&t);
        let seen = opened(&owner).await;
        brand::discard_draft(&admin, None).await.unwrap();
        brand::save_draft(&owner, typed("#12295c", seen)).await.unwrap();
    }

    async fn two_people_of_one_name_are_told_apart(t: Deployment) {
        let owner = t.ctx("paris", Role::Owner).await;
        let mut actor = t.member(&owner.tenant, Role::Admin).await;
        actor.name.clone_from(&owner.actor.name);
        let namesake = t.platform.enter(&owner.tenant, actor).await.unwrap();
        let seen = opened(&owner).await;
        later(&t);
        brand::save_draft(&namesake, form("#b3261e")).await.unwrap();
        overtaken(brand::save_draft(&owner, typed("#12295c", seen)).await);
        brand::save(&namesake, form("#b3261e")).await.unwrap();
        overtaken(brand::save_draft(&owner, typed("#12295c", seen)).await);
    }

    async fn tables_of_before_tell_people_apart_by_their_names(t: Deployment) {
        let old = other_node(&t, Migrations::default().until(Schema::Core, 2), t.clock.clone()).await;
        old.tenant("paris").await;
        old.platform.shut_down().await;
        let (owner, admin) = two(&t).await;
        let seen = opened(&owner).await;
        later(&t);
        brand::save_draft(&owner, typed("#00695c", seen)).await.unwrap();
        brand::save_draft(&owner, typed("#12295c", seen)).await.unwrap();
        let (by, was_published, _) = overtaken(brand::save_draft(&admin, typed("#b3261e", seen)).await);
        assert_eq!((by.as_str(), was_published), ("owner of paris", false));
        brand::save(&owner, typed("#12295c", seen)).await.unwrap();
        let (by, was_published, _) = overtaken(brand::save_draft(&admin, typed("#b3261e", seen)).await);
        assert_eq!((by.as_str(), was_published), ("owner of paris", true));
    }
}
