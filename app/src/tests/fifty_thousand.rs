//! The console's list over fifty thousand organisations, as a browser without scripts reads it: page after page, in their
//! order, and no organisation twice.
//! Times are not measured here: they are the machine's.

use crate::{
    app::TestApp,
    client::Browser,
    harness::{Deployment, Engine, both_engines},
};
use tenantry::db::{Bind, execute_many};

const MANY: i64 = 50_000;
/// A page of the list.
const ROWS: usize = 25;
/// One in so many is suspended.
const SUSPENDED: i64 = 500;

/// All in one statement, from how many there are to be and which of them are suspended.
const TENANTS: &str = "with recursive told (many, nth) as (values";

/// Names run backwards, so that no order is that in which they were made. Ids grow, as those of real ones do.
const ON_SQLITE: &str = "), n (i) as (select 1 union all select i + 1 from n, told where i < many)
    insert into tenant (id, slug, name, status, locale, time_zone, currency, plan, placement, database_name, created_at)
    select unhex(printf('%032x', i)), 'org-' || substr(cast(100000 + i as text), 2), 'Society ' || substr(cast(100001 + many - i as text), 2),
           case when i % nth = 0 then 'suspended' else 'active' end, 'en', 'UTC', 'EUR', 'standard', 'sqlite', 't_' || i,
           printf('2026-01-01T%02d:%02d:%02d.000000Z', i / 3600, i / 60 % 60, i % 60)
    from n, told";

const ON_POSTGRES: &str = "), n (i) as (select 1 union all select i + 1 from n, told where i < many)
    insert into tenant (id, slug, name, status, locale, time_zone, currency, plan, placement, database_name, created_at)
    select lpad(to_hex(i), 32, '0')::uuid, 'org-' || substr(cast(100000 + i as text), 2), 'Society ' || substr(cast(100001 + many - i as text), 2),
           case when i % nth = 0 then 'suspended' else 'active' end, 'en', 'UTC', 'EUR', 'standard', 'postgres-database', 't_' || i,
           '2026-01-01T00:00:00Z'::timestamptz + i * interval '1 second'
    from n, told";

/// The words by which they are searched.
const WORDS: [&str; 2] = [
    "with found (word) as (values",
    ") insert into tenant_word (word, tenant_id) select word, id from tenant, found
       union all select substr(slug, 5), id from tenant",
];

async fn fill(t: &Deployment) {
    let mut tx = t.platform.central.begin().await.unwrap();
    let tenants = if t.engine == Engine::Sqlite { ON_SQLITE } else { ON_POSTGRES };
    let made = execute_many(&mut tx, TENANTS, tenants, &[[Bind::Number(MANY), Bind::Number(SUSPENDED)]]).await.unwrap();
    assert_eq!(made, MANY.unsigned_abs());
    execute_many(&mut tx, WORDS[0], WORDS[1], &[[Bind::Text("society")], [Bind::Text("org")]]).await.unwrap();
    tx.commit().await.unwrap();
}

/// One page as it came: the names in its rows, and where the next one is.
struct Read {
    names: Vec<String>,
    next: Option<String>,
    has_first: bool,
}

async fn read(operator: &mut Browser, address: &str) -> Read {
    let page = operator.get(address).await;
    assert_eq!(page.status, 200, "{address}");
    let body = page.body.replace("&amp;", "&");
    let table = body.split("<tbody").nth(1).and_then(|rest| rest.split("</tbody>").next()).unwrap_or_default();
    let names = table.match_indices("Society ").map(|(at, _)| table[at..at + "Society 00000".len()].to_owned());
    let mut names: Vec<String> = names.collect();
    names.dedup();
    let pager = body.split("class=\"pager\"").nth(1).and_then(|rest| rest.split("</nav>").next()).unwrap_or_default();
    let links: Vec<_> = pager.split("<a ").skip(1).filter_map(|link| link.split("</a>").next()).collect();
    let address_of =
        |link: &&str| link.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let next = links.iter().find(|link| link.contains("Next page")).and_then(address_of);
    Read { names, next, has_first: links.iter().any(|link| link.contains("First page")) }
}

/// The names on so many pages, one after the other.
async fn walked(operator: &mut Browser, address: &str, pages: usize) -> (Vec<String>, Option<String>) {
    let (mut names, mut at) = (Vec::new(), Some(address.to_owned()));
    for number in 0..pages {
        let page = read(operator, &at.take().expect("there is one more page")).await;
        assert_eq!((page.names.len(), page.has_first), (ROWS, number > 0), "page {number} of {address}");
        names.extend(page.names);
        at = page.next;
    }
    (names, at)
}

fn society(number: i64) -> String {
    format!("Society {number:05}")
}

both_engines! {
    async fn the_pages_of_fifty_thousand_follow_each_other(t: Deployment) {
        fill(&t).await;
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await.speaking("en");

        let (names, next) = walked(&mut operator, "/organisations", 4).await;
        assert_eq!(names, (1..=100).map(society).collect::<Vec<_>>(), "by name");
        assert!(next.is_some());
        let (names, _) = walked(&mut operator, "/organisations?sort=newest", 4).await;
        assert_eq!(names, (1..=100).map(society).collect::<Vec<_>>(), "the last that was made has the first name");

        // All of what is narrowed, to the end.
        let (names, next) = walked(&mut operator, "/organisations?status=suspended", 4).await;
        let suspended = (1..=MANY).filter(|number| (MANY + 1 - number) % SUSPENDED == 0).map(society);
        assert_eq!((names, next), (suspended.collect(), None));

        // A search, with what it leaves out.
        let found = read(&mut operator, "/organisations?q=49999").await;
        assert_eq!((found.names, found.next), (vec![society(2)], None));
        let (found, _) = walked(&mut operator, "/organisations?q=org+499", 4).await;
        assert_eq!(found, (2..=101).map(society).collect::<Vec<_>>(), "those of org-49900 and up");
        let nobody = operator.get("/organisations?q=nowhere").await;
        assert!(nobody.status == 200 && !nobody.says("class=\"pager\""), "{}", nobody.body);
    }
}
