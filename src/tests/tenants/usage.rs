use super::make;
use crate::{
    db::on_either,
    harness::{Deployment, both_engines},
    lending::three_instalments,
};
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    cli::bench::crowd,
    loans::{self, NewLoan},
    tenants::{self, TenantQuery},
};

/// More than are looked for at once, of each kind.
const MANY: i64 = 210;

async fn change(t: &Deployment, text: &'static str) {
    let mut tx = t.platform.central.begin().await.unwrap();
    on_either!(&mut tx, c => sqlx::query(text).bind(MANY).execute(c).await.map(drop)).unwrap();
    tx.commit().await.unwrap();
}

both_engines! {
    async fn nobody_is_left_out_however_many_work_and_however_many_can_not_be_counted(t: Deployment) {
        crowd(&t.platform, 2 * 210).await.unwrap();
        change(&t, "update tenant set last_active_at = created_at where $1 > 0").await;
        // They have no database, which those with loans are counted in.
        change(&t, "insert into tenant_module (tenant_id, module, enabled_at)
                    select id, 'loans', created_at from tenant order by id limit $1").await;
        t.platform.directory.forget();
        tenants::count_active(&t.platform).await.unwrap();
        let mut reader = t.platform.central.read().await.unwrap();
        let text = "select count(*) from tenant where counted_until is not null";
        let counted: i64 = on_either!(&mut reader, c => sqlx::query_scalar(text).fetch_one(c).await).unwrap();
        assert_eq!(counted, MANY);
    }

    async fn what_an_organisation_does_is_counted_for_the_list(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        make(&t, "Without loans", "martin").await;
        let counted = async || {
            let page = tenants::list(&t.platform, &TenantQuery { search: "paris".into(), ..TenantQuery::default() }).await.unwrap();
            let row = &page.rows[0];
            (row.active_loans, row.transactions)
        };
        assert_eq!(counted().await, (None, None), "nobody has counted yet");
        for starts_on in ["2026-02-01", "2026-03-02"] {
            let form = NewLoan { starts_on: starts_on.into(), ..three_instalments("Ruth") };
            loans::create(&ctx, form).await.unwrap();
        }
        for slug in ["paris", "martin", "nobody"] {
            tenants::count_usage(&t.platform, slug).await.unwrap();
        }
        assert_eq!(counted().await, (Some(2), Some(1)), "one of them began this month");
        let martin = tenants::detail(&t.platform, "martin").await.unwrap().unwrap().summary;
        assert_eq!((martin.active_loans, martin.transactions), (Some(0), Some(0)));
        let connected = tenants::detail(&t.platform, "paris").await.unwrap().unwrap().summary.connections;
        assert!(connected > 0, "its database is open");
        t.clock.advance(SignedDuration::from_hours(24 * 31));
        assert_eq!(counted().await, (Some(2), Some(0)), "another month has begun");
    }
}
