use super::make;
use crate::{harness::both_engines, lending::three_instalments};
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    loans::{self, NewLoan},
    tenants::{self, TenantQuery},
};

both_engines! {
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
