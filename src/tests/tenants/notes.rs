use super::make;
use crate::{
    harness::both_engines,
    operators::{named_operator, operator},
};
use jiff::SignedDuration;
use tenantry::{
    fault::{Kind, Problem},
    tenants::{add_note, delete_note, new_note_id, notes},
};

both_engines! {
    async fn a_note_is_added_once_read_by_all_operators_and_deleted_by_its_author(t: Deployment) {
        make(&t, "Nord", "nord").await;
        make(&t, "Sud", "sud").await;
        let (ann, ben) = (named_operator(&t, "ann@example.org").await, operator(&t).await);
        let id = new_note_id(&t.platform);
        for _ in 0..2 {
            add_note(&ann, "nord", id, "  Called them.\nThey pay <soon>. ").await.unwrap();
        }
        t.clock.advance(SignedDuration::from_secs(1));
        add_note(&ben, "nord", new_note_id(&t.platform), "They paid.").await.unwrap();
        let read = notes(&ann, "nord", "").await.unwrap().rows;
        assert_eq!(read.len(), 2);
        assert_eq!((read[1].content.as_str(), read[1].is_own), ("Called them.\nThey pay <soon>.", true));
        assert_eq!((read[0].content.as_str(), read[0].is_own), ("They paid.", false));
        assert!(notes(&ann, "sud", "").await.unwrap().rows.is_empty());

        assert_eq!(delete_note(&ben, id).await.unwrap_err().kind(), Kind::NotFound, "it isn't theirs");
        delete_note(&ann, id).await.unwrap();
        delete_note(&ann, id).await.unwrap();
        assert_eq!(notes(&ann, "nord", "").await.unwrap().rows.len(), 1);
    }

    async fn a_note_says_something_about_an_organisation_that_is_there(t: Deployment) {
        make(&t, "Nord", "nord").await;
        let ctx = operator(&t).await;
        let id = new_note_id(&t.platform);
        let empty = add_note(&ctx, "nord", id, " \n ").await.unwrap_err();
        assert_eq!(empty.fault.problem_of("words"), Some(&Problem::Required));
        let long = add_note(&ctx, "nord", id, &"x".repeat(4_001)).await.unwrap_err();
        assert_eq!(long.fault.problem_of("words"), Some(&Problem::TooLong { most: 4_000 }));
        assert_eq!(add_note(&ctx, "ouest", id, "Hello").await.unwrap_err().kind(), Kind::NotFound);
        assert_eq!(notes(&ctx, "ouest", "").await.unwrap_err().kind(), Kind::NotFound);
    }

    async fn notes_go_page_by_page(t: Deployment) {
        make(&t, "Nord", "nord").await;
        let ctx = operator(&t).await;
        for number in 0..51 {
            add_note(&ctx, "nord", new_note_id(&t.platform), &format!("Call {number}")).await.unwrap();
            t.clock.advance(SignedDuration::from_secs(1));
        }
        let first = notes(&ctx, "nord", "").await.unwrap();
        assert_eq!((first.rows.len(), first.rows[0].content.as_str()), (50, "Call 50"));
        let second = notes(&ctx, "nord", first.next.as_deref().unwrap()).await.unwrap();
        assert_eq!((second.rows.len(), second.rows[0].content.as_str(), second.next), (1, "Call 0", None));
    }
}
