use crate::{
    harness::both_engines,
    operators::{named_operator, operator},
};
use tenantry::{
    context::OperatorCtx,
    fault::{Kind, Problem},
    tenants::{delete_filter, rename_filter, save_filter, saved_filters},
};

async fn names(ctx: &OperatorCtx) -> Vec<String> {
    saved_filters(ctx).await.unwrap().into_iter().map(|filter| filter.name).collect()
}

both_engines! {
    async fn filters_are_kept_renamed_and_deleted_by_their_operator_alone(t: Deployment) {
        let ctx = operator(&t).await;
        let other = named_operator(&t, "other@tenantry.example").await;
        save_filter(&ctx, "  Unpaid ", "status=suspended").await.unwrap();
        save_filter(&ctx, "Behind", "health=behind&sort=largest").await.unwrap();
        save_filter(&other, "Unpaid", "q=unpaid").await.unwrap();
        let own = saved_filters(&ctx).await.unwrap();
        assert_eq!(names(&ctx).await, ["Behind", "Unpaid"]);
        assert_eq!((own[1].query.as_str(), names(&other).await.len()), ("status=suspended", 1));

        for (name, problem) in [("Unpaid", Problem::Taken), (" ", Problem::Required)] {
            let refused = save_filter(&ctx, name, "q=x").await.unwrap_err();
            assert_eq!(refused.fault.problem_of("name"), Some(&problem), "{name:?}");
            let refused = rename_filter(&ctx, own[0].id, name).await.unwrap_err();
            assert_eq!(refused.fault.problem_of("name"), Some(&problem), "{name:?}");
        }
        for query in ["q".repeat(2_001), "q=a\nb".into(), "q=a\r\nb".into(), "q=\u{7f}".into(), "q=é".into()] {
            let refused = save_filter(&ctx, "No address", &query).await.unwrap_err();
            assert_eq!(refused.fault.problem_of("name"), Some(&Problem::NotAChoice), "{query:?}");
        }
        assert_eq!(rename_filter(&other, own[0].id, "Mine").await.unwrap_err().kind(), Kind::NotFound);
        delete_filter(&other, own[0].id).await.unwrap();
        assert_eq!(names(&ctx).await, ["Behind", "Unpaid"], "another's are not theirs to delete");

        rename_filter(&ctx, own[0].id, "Late").await.unwrap();
        delete_filter(&ctx, own[1].id).await.unwrap();
        delete_filter(&ctx, own[1].id).await.unwrap();
        assert_eq!(names(&ctx).await, ["Late"]);
    }
}
