//! The console's list over fifty thousand organisations: whatever it is asked for, the engine goes along an index and reads
//! about as many rows as a page has. Times are not measured here: they are the machine's.

use crate::{
    db::on_either,
    harness::{Deployment, Engine, both_engines},
};
use tenantry::{
    ids::TenantId,
    servers::Placement,
    tenants::{self, TenantCondition, TenantOrder, TenantQuery, TenantStatus, TenantSummary},
};

const MANY: i64 = 50_000;
/// One in so many is suspended, one in so many in quarantine or behind.
const SUSPENDED: i64 = 500;
const TROUBLED: i64 = 1_000;
/// A page, a row more, and what the engine looks at before it is sure.
const A_PAGE_OR_SO: u64 = 300;

const TENANTS_SQLITE: &str = "
    with recursive n(i) as (select 1 union all select i + 1 from n where i < $1)
    insert into tenant (id, slug, name, status, locale, time_zone, currency, plan, placement, database_name, database_bytes,
                        created_at, last_active_at, schema_fingerprint, quarantined_at, quarantine_error)
    select randomblob(16), printf('org-%05d', i), 'Society ' || (i * 7919 % 50000),
           case when i % $2 = 0 then 'suspended' else 'active' end, 'en', 'UTC', 'EUR', 'standard', 'sqlite', 't_' || i,
           i * 13 % 90000, printf('2026-01-%02dT00:00:00.000000Z', 1 + i % 28),
           case when i % 3 > 0 then printf('2026-02-%02dT00:00:00.000000Z', 1 + i % 28) end, 'x',
           case when i % $3 = 7 then '2026-02-01T00:00:00.000000Z' end, case when i % $3 = 7 then 'no such column' end
    from n";

const TENANTS_POSTGRES: &str = "
    insert into tenant (id, slug, name, status, locale, time_zone, currency, plan, placement, database_name, database_bytes,
                        created_at, last_active_at, schema_fingerprint, quarantined_at, quarantine_error)
    select gen_random_uuid(), 'org-' || lpad(i::text, 5, '0'), 'Society ' || (i * 7919 % 50000),
           case when i % $2 = 0 then 'suspended' else 'active' end, 'en', 'UTC', 'EUR', 'standard', 'postgres-database', 't_' || i,
           i * 13 % 90000, '2026-01-01T00:00:00Z'::timestamptz + (i % 28) * interval '1 day',
           case when i % 3 > 0 then '2026-02-01T00:00:00Z'::timestamptz + (i % 28) * interval '1 day' end, 'x',
           case when i % $3 = 7 then '2026-02-01T00:00:00Z'::timestamptz end, case when i % $3 = 7 then 'no such column' end
    from generate_series(1, $1) i";

/// One in so many has another plan.
const PLANS: &str = "update tenant set plan = 'rare' where substr(slug, 7) = '007'";

const VERSIONS: &str = "
    insert into tenant_schema (tenant_id, set_name, version)
    select id, 'core', (select version from schema_head where set_name = 'core') - case when substr(slug, 7) = '009' then 1 else 0 end
    from tenant";

/// The words of names and addresses as `search_words` would write them, which the test of the list itself sees to.
const WORDS: &str = "
    insert into tenant_word (word, tenant_id)
    select 'society', id from tenant union select 'org', id from tenant
    union select substr(slug, 5), id from tenant union select substr(name, 9), id from tenant";

const DELETIONS: &str = "
    insert into deletion (tenant_id, requested_at, gone_at, requested_by)
    select id, created_at, created_at, 'ops@tenantry.example' from tenant where substr(slug, 7) = '003'";

const NEAR: &str = "
    insert into tenant_near (tenant_id, what, since, used, most, share)
    select id, 'members', created_at, 19, 20, 950 from tenant where substr(slug, 7) = '005'";

/// A server, on which those with a rare plan have schemas.
const SERVER: &str = "
    insert into server (id, name, region, capacity, sealed_address, state, created_at)
    select id, 'north', 'here', 100, $1, 'active', created_at from tenant where slug = 'org-00001'";
const RESIDENTS: &str =
    "update tenant set placement = 'postgres-schema', server_id = (select id from server) where plan = 'rare'";

async fn fill(t: &Deployment) {
    let mut tx = t.platform.central.begin().await.unwrap();
    let text = if t.engine == Engine::Sqlite { TENANTS_SQLITE } else { TENANTS_POSTGRES };
    on_either!(&mut tx, c => sqlx::query(text).bind(MANY).bind(SUSPENDED).bind(TROUBLED).execute(c).await.map(drop))
        .unwrap();
    on_either!(&mut tx, c => sqlx::query(SERVER).bind(vec![0_u8]).execute(c).await.map(drop)).unwrap();
    for text in [PLANS, RESIDENTS, VERSIONS, WORDS, DELETIONS, NEAR] {
        on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
    }
    if t.engine == Engine::Postgres {
        on_either!(&mut tx, c => sqlx::query("analyze tenant, tenant_schema, tenant_word, deletion, membership, tenant_near").execute(c).await.map(drop))
            .unwrap();
    }
    tx.commit().await.unwrap();
}

fn searched(text: &str) -> TenantQuery {
    TenantQuery { search: text.into(), ..TenantQuery::default() }
}

/// Every order, with each status and condition that narrows the list.
fn queries(own: Placement) -> Vec<TenantQuery> {
    let narrowed = [
        TenantQuery::default(),
        TenantQuery { status: Some(TenantStatus::Active), ..TenantQuery::default() },
        TenantQuery { status: Some(TenantStatus::Suspended), ..TenantQuery::default() },
        TenantQuery { status: Some(TenantStatus::Maintenance), ..TenantQuery::default() },
        TenantQuery { condition: Some(TenantCondition::Quarantined), ..TenantQuery::default() },
        TenantQuery { condition: Some(TenantCondition::Behind), ..TenantQuery::default() },
        TenantQuery { condition: Some(TenantCondition::Deleted), ..TenantQuery::default() },
        TenantQuery { condition: Some(TenantCondition::NearLimit), ..TenantQuery::default() },
        TenantQuery { plan: "standard".into(), ..TenantQuery::default() },
        TenantQuery { plan: "rare".into(), ..TenantQuery::default() },
        TenantQuery { plan: "rare".into(), status: Some(TenantStatus::Active), ..TenantQuery::default() },
        TenantQuery { plan: "standard".into(), ..searched("499") },
        TenantQuery::on_server("north"),
        TenantQuery { status: Some(TenantStatus::Active), ..TenantQuery::on_server("north") },
        TenantQuery { plan: "rare".into(), ..TenantQuery::on_server("north") },
        TenantQuery { search: "society".into(), ..TenantQuery::on_server("north") },
        TenantQuery { place: "postgres-schema@north".into(), ..TenantQuery::default() },
        TenantQuery { place: "postgres-schema".into(), ..TenantQuery::default() },
        TenantQuery { place: own.key().into(), ..TenantQuery::default() },
        TenantQuery { place: own.key().into(), plan: "standard".into(), ..TenantQuery::default() },
        TenantQuery { place: own.key().into(), ..searched("499") },
        searched("society"),
        searched("soc org"),
        searched("society 001"),
        searched("1 2 3"),
        searched("society nowhere"),
        searched("499"),
        TenantQuery { status: Some(TenantStatus::Suspended), ..searched("org") },
    ];
    let ordered = |query: &TenantQuery| TenantOrder::ALL.map(|order| TenantQuery { order, ..query.clone() });
    narrowed.iter().flat_map(ordered).collect()
}

/// SQLite says `scan` where it reads all of something. An index that has the order is read along, up to the page's end, and a
/// partial index has few rows; the heads are a handful, and those whose rare word was found are few.
fn reads_all_of_sqlite(plan: &[String]) -> Vec<&String> {
    let is_harmless = |line: &str| {
        line.contains("SCAN h")
            || line.contains("SCAN found")
            || line.contains("SCAN page")
            || line.contains("tenant_quarantined_idx")
            || line.contains("tenant_unread_idx")
            || line.contains("CONSTANT ROW")
    };
    plan.iter().filter(|line| line.contains("SCAN") && !is_harmless(line)).collect()
}

/// The rows that PostgreSQL's steps read from tables and indexes, and those that they threw away.
fn read_by_postgres(plan: &[String]) -> u64 {
    let after = |line: &str, mark: &str| -> u64 {
        let digits =
            line.split(mark).nth(1).map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
        digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
    };
    let read = plan
        .iter()
        .filter(|line| line.contains("Scan"))
        .map(|line| after(line, "actual rows=") * after(line, "loops=").max(1));
    let removed = plan.iter().map(|line| after(line, "Rows Removed by Filter: "));
    read.chain(removed).max().unwrap_or(0)
}

async fn assert_reads_a_page(t: &Deployment, query: &TenantQuery) {
    let plan = tenants::explain_list(&t.platform, query).await.unwrap();
    assert!(!plan.is_empty());
    match t.engine {
        Engine::Sqlite => {
            // The page itself is sorted once more.
            let sorts = plan.iter().filter(|line| line.contains("TEMP B-TREE FOR ORDER BY")).count();
            let along_an_order = plan.iter().any(|line| line.starts_with("SCAN t USING")) && sorts <= 1;
            let scans = reads_all_of_sqlite(&plan);
            let is_narrowed = query.status.is_some()
                || query.condition.is_some()
                || query.after.is_some()
                || !query.plan.is_empty()
                || !query.place.is_empty();
            let harmless = scans.is_empty() || (along_an_order && !is_narrowed && scans.len() == 1);
            assert!(harmless, "{query:?}: {plan:#?}");
        }
        Engine::Postgres => {
            // Who is behind is told by all versions, and who has several words by the words' index alone: both are
            // narrow, and no organisation is looked at for it.
            assert!(!plan.iter().any(|line| line.contains("Seq Scan on tenant t")), "{query:?}: {plan:#?}");
            if query.condition == Some(TenantCondition::Behind) || query.search.contains(' ') {
                return;
            }
            let read = read_by_postgres(&plan);
            assert!(read <= A_PAGE_OR_SO, "{query:?} reads {read} rows: {plan:#?}");
        }
    }
}

fn is_meant(condition: TenantCondition, row: &TenantSummary) -> bool {
    match condition {
        TenantCondition::Deleted => row.gone_at.is_some(),
        TenantCondition::Quarantined => row.quarantine.is_some(),
        TenantCondition::Behind => row.is_behind,
        // A long page looks up nobody's troubles.
        TenantCondition::NearLimit => row.slug.ends_with("005"),
    }
}

both_engines! {
    async fn every_order_and_filter_reads_about_a_page_of_fifty_thousand(t: Deployment) {
        fill(&t).await;
        let own = if t.engine == Engine::Sqlite { Placement::Sqlite } else { Placement::PostgresDatabase };
        for query in queries(own) {
            assert_reads_a_page(&t, &query).await;
            let page = tenants::list(&t.platform, &query).await.unwrap();
            // An organisation has the number of its name and that of its address: never three.
            let is_of_nobody = matches!(query.search.as_str(), "1 2 3" | "society nowhere");
            let is_empty = query.status == Some(TenantStatus::Maintenance) || is_of_nobody;
            let expected = if is_empty { 0 } else { 25 };
            assert_eq!(page.rows.len(), expected, "{query:?}");
            let Some(next) = page.next else { continue };
            let further = TenantQuery { after: Some(next), ..query };
            assert_reads_a_page(&t, &further).await;
            let following = tenants::list(&t.platform, &further).await.unwrap().rows;
            assert!(!following.is_empty() && following.iter().all(|row| !page.rows.contains(row)), "{further:?}");
        }
    }

    async fn what_is_the_matter_with_a_page_is_looked_up_by_its_organisations_alone(t: Deployment) {
        fill(&t).await;
        let mut reader = t.platform.central.read().await.unwrap();
        let text = "select id from tenant order by name, slug limit 25";
        let ids: Vec<TenantId> = on_either!(&mut reader, c => sqlx::query_scalar(text).fetch_all(c).await).unwrap();
        drop(reader);
        let plan = tenants::explain_troubles(&t.platform, &ids).await.unwrap();
        assert_eq!((ids.len(), reads_all_of_sqlite(&plan)), (25, Vec::new()), "{plan:#?}");
        let of_all = |line: &&String| line.contains("Seq Scan on tenant") && !["tenant_over", "tenant_near"].iter().any(|few| line.contains(few));
        assert_eq!(plan.iter().filter(of_all).count(), 0, "{plan:#?}");
        assert!(read_by_postgres(&plan) <= A_PAGE_OR_SO, "{plan:#?}");
    }

    async fn those_in_a_place_are_found_and_nobody_else(t: Deployment) {
        fill(&t).await;
        for place in ["@north", "postgres-schema", "postgres-schema@north"] {
            let query = TenantQuery { place: place.into(), ..TenantQuery::default() };
            let page = tenants::list_long(&t.platform, &query).await.unwrap();
            assert_eq!((page.rows.len(), page.next), (50, None), "{place}");
            assert!(page.rows.iter().all(|row| row.plan == "rare" && row.placement == "postgres-schema"), "{place}");
        }
        for place in ["@south", "sqlite@north", "nowhere"] {
            let query = TenantQuery { place: place.into(), ..TenantQuery::default() };
            assert!(tenants::list(&t.platform, &query).await.unwrap().rows.is_empty(), "{place}");
        }
    }

    async fn the_conditions_find_exactly_those_that_they_name(t: Deployment) {
        fill(&t).await;
        for condition in TenantCondition::ALL {
            let query = TenantQuery { condition: Some(condition), ..TenantQuery::default() };
            let page = tenants::list_long(&t.platform, &query).await.unwrap();
            assert_eq!((page.rows.len(), page.next), (50, None), "{condition:?}");
            assert!(page.rows.iter().all(|row| is_meant(condition, row)), "{condition:?}");
        }
    }
}
