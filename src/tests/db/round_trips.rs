//! Values come back as they were given, the same on both engines.

use super::on_either;
use crate::harness::{Deployment, both_engines};
use jiff::{Timestamp, civil::Date};
use serde_json::{Value, json};
use sqlx::types::Json;
use tenantry::{
    access::Role,
    db::{Date as Day, Db, Timestamp as Moment, ToSqlx},
    random::Random,
};
use uuid::Uuid;

#[derive(Debug, PartialEq, sqlx::FromRow)]
struct LoanRow {
    id: Uuid,
    number: i64,
    starts_on: Day,
    cancelled_on: Option<Day>,
    note: String,
    created_at: Moment,
}

async fn tenant_db(t: &Deployment) -> Db {
    let ctx = t.ctx("paris", Role::Owner).await;
    let mut tx = ctx.begin().await.unwrap();
    let text = "insert into borrower (id, name, search_name, created_at) values ($1, 'Ruth', 'ruth', $2)";
    let at = ctx.clock().now().to_sqlx();
    on_either!(&mut tx, c => sqlx::query(text).bind(Uuid::from_u128(1)).bind(at).execute(c).await.map(drop)).unwrap();
    tx.commit().await.unwrap();
    ctx.db().clone()
}

async fn store(db: &Db, row: &LoanRow) {
    let mut tx = db.begin().await.unwrap();
    let text = "insert into loan (id, borrower_id, number, amount, starts_on, instalments, next_due_on, ends_on, cancelled_on, note, created_at)
                values ($1, $2, $3, 100, $4, 1, $5, $4, $6, $7, $8)";
    let due = row.cancelled_on.is_none().then_some(row.starts_on);
    on_either!(&mut tx, c => sqlx::query(text)
        .bind(row.id).bind(Uuid::from_u128(1)).bind(row.number).bind(row.starts_on).bind(due).bind(row.cancelled_on).bind(&row.note)
        .bind(row.created_at).execute(c).await.map(drop))
    .unwrap();
    tx.commit().await.unwrap();
}

async fn stored(db: &Db, id: Uuid) -> LoanRow {
    let mut reader = db.read().await.unwrap();
    let text = "select id, number, starts_on, cancelled_on, note, created_at from loan where id = $1";
    on_either!(&mut reader, c => sqlx::query_as(text).bind(id).fetch_one(c).await).unwrap()
}

const MOMENTS: [&str; 8] = [
    "1970-01-01T00:00:00Z",
    "1969-12-31T23:59:59.999999Z",
    "2026-03-29T00:59:59.5Z",
    "2026-03-29T01:00:00Z",
    "2026-03-29T01:00:00.000001Z",
    "2026-10-25T00:30:00.123456Z",
    "0001-01-01T00:00:00Z",
    "9999-12-30T22:00:00.999999Z",
];

const DAYS: [&str; 4] = ["2024-02-29", "2026-12-31", "0001-01-01", "9999-12-31"];

const TEXTS: [&str; 6] =
    ["", " ", "L’été à Évry — 100 %_\\", "'; drop table loan; --", "שלום \u{202e}abc", "👩‍👩‍👧\n\r\t\"$1\""];

both_engines! {
    async fn times_days_ids_numbers_and_texts_come_back(t: Deployment) {
        let db = tenant_db(&t).await;
        let random = Random::seeded(3);
        for number in 0..24 {
            let row = LoanRow {
                id: if number == 0 { Uuid::nil() } else if number == 1 { Uuid::max() } else { Uuid::from_bytes(random.bytes()) },
                number: match number { 0 => i64::MIN, 1 => i64::MAX, 2 => 0, other => i64::try_from(other).unwrap() },
                starts_on: DAYS[number % DAYS.len()].parse::<Date>().unwrap().to_sqlx(),
                cancelled_on: (number % 3 == 0).then(|| DAYS[0].parse::<Date>().unwrap().to_sqlx()),
                note: TEXTS[number % TEXTS.len()].to_owned(),
                created_at: MOMENTS[number % MOMENTS.len()].parse::<Timestamp>().unwrap().to_sqlx(),
            };
            store(&db, &row).await;
            assert_eq!(stored(&db, row.id).await, row);
        }
    }

    async fn moments_are_compared_as_time(t: Deployment) {
        let db = tenant_db(&t).await;
        let moments = ["12:00:00", "12:00:00.000001", "12:00:00.1", "12:00:00.12", "12:00:00.5", "12:00:00.999999", "12:00:01", "12:00:01.5"];
        let moments = moments.map(|time| format!("2026-03-15T{time}Z").parse::<Timestamp>().unwrap());
        for (number, at) in (1..).zip(moments) {
            let day = "2026-03-15".parse::<Date>().unwrap().to_sqlx();
            let row = LoanRow { id: Uuid::from_u128(number), number: i64::try_from(number).unwrap(), starts_on: day, cancelled_on: None, note: String::new(), created_at: at.to_sqlx() };
            store(&db, &row).await;
        }
        let mut reader = db.read().await.unwrap();
        let text = "select number from loan order by created_at";
        let order: Vec<i64> = on_either!(&mut reader, c => sqlx::query_scalar(text).fetch_all(c).await).unwrap();
        assert_eq!(order, [1, 2, 3, 4, 5, 6, 7, 8]);
        for (earlier, at) in (0..).zip(moments) {
            let text = "select count(*) from loan where created_at < $1";
            let count: i64 = on_either!(&mut reader, c => sqlx::query_scalar(text).bind(at.to_sqlx()).fetch_one(c).await).unwrap();
            assert_eq!(count, earlier, "before {at}");
        }
    }

    async fn the_clock_gives_what_both_engines_keep(t: Deployment) {
        let now = tenantry::clock::Clock::system().now();
        assert_eq!(now.subsec_nanosecond() % 1_000, 0);
        let db = tenant_db(&t).await;
        let day = "2026-03-15".parse::<Date>().unwrap().to_sqlx();
        let row = LoanRow { id: Uuid::from_u128(5), number: 5, starts_on: day, cancelled_on: None, note: String::new(), created_at: now.to_sqlx() };
        store(&db, &row).await;
        assert_eq!(stored(&db, row.id).await.created_at.to_jiff(), now);
    }

    async fn json_comes_back_and_so_do_truth_and_bytes(t: Deployment) {
        t.ctx("paris", Role::Owner).await;
        let central = &t.platform.central;
        for value in [json!(null), json!({}), json!([1, -2, 1.5, "é\n\"\\", true, null]), json!({"a": {"b": [{"c": "👍"}]}, "z": 9_007_199_254_740_993_i64})] {
            let mut tx = central.begin().await.unwrap();
            on_either!(&mut tx, c => sqlx::query("update tenant set brand_copy = $1").bind(Json(&value)).execute(c).await.map(drop)).unwrap();
            let text = "select brand_copy from tenant limit 1";
            let Json(back): Json<Value> = on_either!(&mut tx, c => sqlx::query_scalar(text).fetch_one(c).await).unwrap();
            assert_eq!(back, value);
        }
        for truth in [true, false] {
            let mut tx = central.begin().await.unwrap();
            on_either!(&mut tx, c => sqlx::query("update domain set is_main = $1").bind(truth).execute(c).await.map(drop)).unwrap();
            let count: i64 = on_either!(&mut tx, c => sqlx::query_scalar("select count(*) from domain where is_main").fetch_one(c).await).unwrap();
            assert_eq!(count, i64::from(truth));
            let back: bool = on_either!(&mut tx, c => sqlx::query_scalar("select is_main from domain limit 1").fetch_one(c).await).unwrap();
            assert_eq!(back, truth);
        }
        for bytes in [Vec::new(), vec![0], (0..=255).collect::<Vec<u8>>()] {
            let mut tx = central.begin().await.unwrap();
            let text = "update invitation set token_hash = $1 where id = (select id from invitation limit 1)";
            on_either!(&mut tx, c => sqlx::query(text).bind(&bytes).execute(c).await.map(drop)).unwrap();
            let text = "select token_hash from invitation where token_hash = $1";
            let back: Vec<u8> = on_either!(&mut tx, c => sqlx::query_scalar(text).bind(&bytes).fetch_one(c).await).unwrap();
            assert_eq!(back, bytes);
        }
    }

    async fn a_transaction_that_is_forgotten_is_rolled_back(t: Deployment) {
        let db = tenant_db(&t).await;
        let count = async || {
            let mut reader = db.read().await.unwrap();
            let count: i64 = on_either!(&mut reader, c => sqlx::query_scalar("select count(*) from borrower").fetch_one(c).await).unwrap();
            count
        };
        assert_eq!(count().await, 1);
        let mut tx = db.begin().await.unwrap();
        on_either!(&mut tx, c => sqlx::query("delete from borrower").execute(c).await.map(drop)).unwrap();
        drop(tx);
        assert_eq!(count().await, 1);
        let mut tx = db.begin().await.unwrap();
        on_either!(&mut tx, c => sqlx::query("delete from borrower").execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count().await, 0);
    }
}
