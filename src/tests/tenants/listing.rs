use super::make;
use crate::{
    db::on_either,
    harness::{Deployment, both_engines},
    upgrades::next_version,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::SignedDuration;
use std::cmp::Reverse;
use tenantry::{
    context::Author,
    deletions::{self, NewDeletion},
    tenants::{self, Health, TenantCondition, TenantOrder, TenantQuery, TenantStatus, TenantSummary},
};

/// More than two pages, with equal names, equal sizes and equal times among them.
const ORGANISATIONS: usize = 57;

async fn fill(t: &Deployment) {
    for number in 0..ORGANISATIONS {
        if number % 3 == 0 {
            t.clock.advance(SignedDuration::from_secs(1));
        }
        make(t, &format!("Society {}", number % 20), &format!("org-{number:02}")).await;
    }
    for number in (0..ORGANISATIONS).step_by(5) {
        let tenant = tenants::find(&t.platform, &format!("org-{number:02}")).await.unwrap().unwrap();
        if number % 2 == 0 {
            t.clock.advance(SignedDuration::from_mins(6));
        }
        t.platform.activity.note(tenant.id, &t.platform.clock);
    }
    tenants::write_activity(&t.platform).await.unwrap();
}

async fn all_pages(t: &Deployment, mut query: TenantQuery) -> Vec<TenantSummary> {
    let mut rows = Vec::new();
    for _ in 0..ORGANISATIONS {
        let page = tenants::list(&t.platform, &query).await.unwrap();
        assert!(page.rows.len() <= 25);
        rows.extend(page.rows);
        let Some(next) = page.next else { return rows };
        query.after = Some(next);
    }
    panic!("the cursors go in a circle");
}

async fn slugs(t: &Deployment, search: &str, status: Option<TenantStatus>) -> Vec<String> {
    let query = TenantQuery { search: search.into(), status, ..TenantQuery::default() };
    all_pages(t, query).await.into_iter().map(|row| row.slug).collect()
}

fn sorted_by<K: PartialOrd>(rows: &[TenantSummary], key: impl Fn(&TenantSummary) -> K) -> bool {
    rows.windows(2).all(|pair| key(&pair[0]) <= key(&pair[1]))
}

fn active(row: &TenantSummary) -> jiff::Timestamp {
    row.last_active_at.as_ref().unwrap_or(&row.created_at).parse().unwrap()
}

/// Names are left out: each engine sorts letters and spaces in its own way, and both keep to it from page to page.
fn in_order(order: TenantOrder, rows: &[TenantSummary]) -> bool {
    match order {
        TenantOrder::Name => rows.windows(2).all(|pair| pair[0].name != pair[1].name || pair[0].slug < pair[1].slug),
        TenantOrder::Newest => sorted_by(rows, |row| Reverse(row.created_at.clone())),
        TenantOrder::LastActive => sorted_by(rows, |row| Reverse(active(row))),
        TenantOrder::Largest => sorted_by(rows, |row| Reverse(row.database_bytes)),
    }
}

both_engines! {
    async fn every_order_pages_through_all_rows_exactly_once(t: Deployment) {
        fill(&t).await;
        for order in TenantOrder::ALL {
            let rows = all_pages(&t, TenantQuery { order, ..TenantQuery::default() }).await;
            assert!(in_order(order, &rows), "{order:?}: {rows:#?}");
            let mut found: Vec<String> = rows.into_iter().map(|row| row.slug).collect();
            found.sort_unstable();
            let expected: Vec<String> = (0..ORGANISATIONS).map(|number| format!("org-{number:02}")).collect();
            assert_eq!(found, expected, "{order:?}");
        }
        a_hostile_cursor_starts_at_the_first_page_or_after_the_last(&t).await;
    }

    async fn a_search_finds_names_and_addresses_and_nothing_by_its_own_signs(t: Deployment) {
        make(&t, "École du Nord", "nord").await;
        make(&t, "100 % Sud", "sud").await;
        make(&t, "Under_score", "under").await;
        for (search, found) in [
            ("ÉCOLE", &["nord"][..]),
            ("école", &["nord"]),
            ("NO éc", &["nord"]),
            ("ord", &[]),
            ("nord sud", &[]),
            ("du", &["nord"]),
            ("sud", &["sud"]),
            ("100 %", &["sud"]),
            ("score", &["under"]),
            ("%", &[]),
            ("_", &[]),
            ("\\", &[]),
            ("' or 1=1 --", &[]),
            ("  ", &["sud", "nord", "under"]),
        ] {
            let mut slugs = slugs(&t, search, None).await;
            let mut found = found.to_vec();
            slugs.sort_unstable();
            found.sort_unstable();
            assert_eq!(slugs, found, "{search:?}");
        }
    }

    async fn the_search_follows_names_and_addresses(t: Deployment) {
        make(&t, "École du Nord", "nord").await;
        tenants::change_slug(&t.platform, "nord", "polaris", &Author::CommandLine).await.unwrap();
        assert_eq!(slugs(&t, "polar", None).await, ["polaris"]);
        let tenant = tenants::find(&t.platform, "polaris").await.unwrap().unwrap();
        let mut tx = t.platform.central.begin().await.unwrap();
        tenants::rename(&mut tx, tenant.id, "Lycée du Sud").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((slugs(&t, "lycee", None).await, slugs(&t, "ecole", None).await), (vec!["polaris".to_owned()], vec![]));
    }

    async fn those_from_before_the_words_are_found_after_the_next_start(t: Deployment) {
        make(&t, "École du Nord", "nord").await;
        let mut tx = t.platform.central.begin().await.unwrap();
        on_either!(&mut tx, c => sqlx::query("delete from tenant_word").execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        assert_eq!(slugs(&t, "nord", None).await, [""; 0]);
        let again = next_version(&t).await;
        assert_eq!(slugs(&again, "nord", None).await, ["nord"]);
    }

    async fn those_who_are_deleted_have_a_list_of_their_own(t: Deployment) {
        make(&t, "Nord", "nord").await;
        make(&t, "Sud", "sud").await;
        deletions::delete(&t.platform, "sud", &NewDeletion::default(), &Author::CommandLine).await.unwrap();
        assert_eq!(slugs(&t, "", Some(TenantStatus::Active)).await, ["nord"]);
        let query = TenantQuery { condition: Some(TenantCondition::Deleted), ..TenantQuery::default() };
        let rows = all_pages(&t, query).await;
        let found: Vec<(&str, Health)> = rows.iter().map(|row| (row.slug.as_str(), row.health())).collect();
        assert_eq!(found, [("sud", Health::Deleted)]);
    }

    async fn a_status_filters(t: Deployment) {
        make(&t, "Nord", "nord").await;
        make(&t, "Sud", "sud").await;
        tenants::suspend(&t.platform, "sud", "Unpaid", &tenantry::context::Author::CommandLine).await.unwrap();
        assert_eq!(slugs(&t, "", Some(TenantStatus::Active)).await, ["nord"]);
        assert_eq!(slugs(&t, "", Some(TenantStatus::Suspended)).await, ["sud"]);
        assert_eq!(slugs(&t, "nord", Some(TenantStatus::Suspended)).await, [""; 0]);
    }

    async fn one_organisation_is_shown_with_its_size_and_people(t: Deployment) {
        let tenant = t.tenant("paris").await;
        t.member(&tenant, tenantry::access::Role::Member).await;
        let detail = tenants::inspect(&t.platform, "paris").await.unwrap().unwrap();
        assert!(detail.summary.database_bytes > 0);
        assert_eq!((detail.summary.members, detail.url.as_str()), (1, "http://paris.tenantry.test:3000"));
        assert_eq!(detail.hosts, ["paris.tenantry.test"]);
        assert_eq!(tenants::inspect(&t.platform, "nobody").await.unwrap(), None);
    }
}

/// It is called by a test that has filled the list, because filling takes longest.
async fn a_hostile_cursor_starts_at_the_first_page_or_after_the_last(t: &Deployment) {
    let first = tenants::list(&t.platform, &TenantQuery::default()).await.unwrap();
    let of = |json: &str| BASE64_URL_SAFE_NO_PAD.encode(json);
    for cursor in [
        String::new(),
        "x".into(),
        "////".into(),
        "A".repeat(100_000),
        of("null"),
        of(r#"{"order":"name"}"#),
        of(r#"{"order":"nothing","key":"","slug":""}"#),
        of(r#"{"order":"largest","key":"","slug":"org-00"}"#),
    ] {
        let query = TenantQuery { after: Some(cursor.clone()), ..TenantQuery::default() };
        assert_eq!(tenants::list(&t.platform, &query).await.unwrap(), first, "{cursor:.40}");
    }
    for order in TenantOrder::ALL {
        for slug in ["nobody", "' or 1=1 --", "%", "\u{10ffff}"] {
            let key = "\u{10ffff}";
            let cursor = of(&format!(r#"{{"order":"{}","key":"{key}","slug":"{slug}"}}"#, order.key()));
            let query = TenantQuery { after: Some(cursor), order, ..TenantQuery::default() };
            assert_eq!(tenants::list(&t.platform, &query).await.unwrap().rows, [], "{order:?} {slug}");
        }
    }
}
