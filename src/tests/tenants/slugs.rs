use super::{make, refusal};
use crate::harness::{Deployment, both_engines};
use jiff::SignedDuration;
use tenantry::db::ToSqlx;
use tenantry::{
    db::Db,
    fault::{Kind, Problem},
    tenants::{self, Slug, suggestion_for},
};

/// Gives an address up, as the end of an organisation will: it rests for 90 days.
async fn give_up(t: &Deployment, slug: &str) {
    let free_at = (t.clock.now() + SignedDuration::from_hours(90 * 24)).to_sqlx();
    let text = "insert into resting_slug (slug, free_at) values ($1, $2)";
    match &t.platform.central {
        Db::Sqlite { writer, .. } => {
            sqlx::query(text).bind(slug).bind(free_at).execute(&mut *writer.acquire().await.unwrap()).await.unwrap();
        }
        Db::Postgres(pool) => {
            sqlx::query(text).bind(slug).bind(free_at).execute(&mut *pool.acquire().await.unwrap()).await.unwrap();
        }
    }
}

both_engines! {
    async fn a_taken_address_is_refused_with_a_suggestion_that_is_free(t: Deployment) {
        make(&t, "Nord", "nord").await;
        let fault = refusal(&t, "Another Nord", "nord").await;
        assert_eq!((fault.kind, fault.fields.len()), (Kind::Invalid, 1));
        let Some(Problem::SlugTaken { suggestion }) = fault.problem_of("slug") else { panic!("{fault:?}") };
        make(&t, "Another Nord", suggestion).await;
        assert_eq!(tenants::find(&t.platform, "nord").await.unwrap().unwrap().name, "Nord", "whose it was it stays");
    }

    async fn the_longest_address_has_a_suggestion_too(t: Deployment) {
        let longest = "n".repeat(40);
        make(&t, "Nord", &longest).await;
        let fault = refusal(&t, "Another Nord", &longest).await;
        let Some(Problem::SlugTaken { suggestion }) = fault.problem_of("slug") else { panic!("{fault:?}") };
        assert!(Slug::try_from(suggestion.as_str()).is_ok(), "{suggestion}");
    }

    async fn an_address_that_was_given_up_rests_for_its_time(t: Deployment) {
        give_up(&t, "nord").await;
        assert_eq!(refusal(&t, "Nord", "nord").await.problem_of("slug"), Some(&Problem::SlugResting));
        t.clock.advance(SignedDuration::from_hours(90 * 24 - 1));
        assert_eq!(refusal(&t, "Nord", "nord").await.problem_of("slug"), Some(&Problem::SlugResting));
        t.clock.advance(SignedDuration::from_hours(1));
        make(&t, "Nord", "nord").await;
    }

    async fn every_field_that_is_wrong_is_named_at_once(t: Deployment) {
        let new = tenants::NewTenant { slug: "admin".into(), admin_email: "x".into(), ..tenants::NewTenant::default() };
        let fault = tenantry::provisioning::provision(t.platform.clone(), new, |_| Ok(())).await.unwrap_err().into_fault();
        let fields: Vec<&str> = fault.fields.iter().map(|of| of.field.as_str()).collect();
        assert_eq!(fields, ["name", "slug", "admin_name", "admin_email"]);
        assert!(matches!(fault.problem_of("slug"), Some(Problem::SlugReserved { .. })));
    }

    async fn a_name_full_of_sql_is_a_name(t: Deployment) {
        let name = r#""; drop database x; --"#;
        make(&t, name, "quoted").await;
        assert_eq!(tenants::find(&t.platform, "quoted").await.unwrap().unwrap().name, name);
    }
}

#[test]
fn a_suggestion_is_a_slug_or_nearly_one() {
    for (name, slug) in
        [("GMAH Évry-Sud", "gmah-evry-sud"), ("L’Œuvre & fils", "loeuvre-fils"), ("  ", ""), ("日本", "")]
    {
        assert_eq!(suggestion_for(name), slug);
    }
    assert!(suggestion_for(&"Société ".repeat(20)).len() <= 40);
}
