//! Copies that an operator orders in the console: what they would have, and that they go on in the background.

use super::{finished, provision, rows_left};
use crate::harness::both_engines;
use tenantry::{
    audit,
    context::Author,
    deletions::{self, NewDeletion},
    fault::{Kind, Problem},
    provisioning::{self, NewClone, Outcome, StepState},
    tenants,
};

fn named(slug: &str, with_members: bool) -> NewClone {
    NewClone { slug: slug.into(), name: Some("Sud".into()), with_members }
}

both_engines! {
    async fn a_copy_goes_on_in_the_background(t: Deployment) {
        t.ctx("nord", tenantry::access::Role::Owner).await;
        let offer = provisioning::clone_offer(&t.platform, "nord").await.unwrap();
        assert_eq!((offer.slug.as_str(), offer.members, offer.refusal), ("nord", 1, None));
        assert!(offer.database_bytes > 10_000, "{}", offer.database_bytes);
        let id = provisioning::start_clone(t.platform.clone(), "nord", named("sud", true), Author::CommandLine).await.unwrap();
        let done = finished(&t, id).await;
        assert_eq!((done.slug.as_str(), done.outcome, done.invitation_url), ("sud", Outcome::Done, None));
        assert!(done.steps.iter().all(|step| step.state == StepState::Done), "{:?}", done.steps);
        let copy = tenants::find(&t.platform, "sud").await.unwrap().unwrap();
        assert_eq!((copy.name.as_str(), provisioning::clone_offer(&t.platform, "sud").await.unwrap().members), ("Sud", 1));
        let events = audit::recent(&t.platform, 20).await.unwrap();
        assert!(events.iter().any(|event| event.kind == "tenant-cloned" && event.detail == "nord -> sud"));
    }

    async fn what_is_wrong_is_told_at_once_and_nothing_is_taken(t: Deployment) {
        for slug in ["nord", "sud"] {
            provision(&t, slug).await.unwrap();
        }
        let before = rows_left(&t).await;
        let start = async |slug: &str, new: NewClone| provisioning::start_clone(t.platform.clone(), slug, new, Author::CommandLine).await;
        let taken = start("nord", named("sud", false)).await.unwrap_err();
        assert!(matches!(taken.fault.problem_of("slug"), Some(Problem::SlugTaken { .. })));
        let nameless = start("nord", NewClone { name: Some(" ".into()), ..named("est", false) }).await.unwrap_err();
        assert_eq!(nameless.fault.problem_of("name"), Some(&Problem::Required));
        assert_eq!(start("nowhere", named("est", false)).await.unwrap_err().kind(), Kind::NotFound);
        assert_eq!(provisioning::clone_offer(&t.platform, "nowhere").await.unwrap_err().kind(), Kind::NotFound);
        deletions::delete(&t.platform, "nord", &NewDeletion::default(), &Author::CommandLine).await.unwrap();
        let offer = provisioning::clone_offer(&t.platform, "nord").await.unwrap();
        assert_eq!(offer.refusal, Some(Problem::IsDeleted));
        assert_eq!(rows_left(&t).await, before);
    }
}
