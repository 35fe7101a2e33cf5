use crate::{
    db::on_either,
    harness::{Deployment, both_engines},
};
use jiff::{SignedDuration, Timestamp};
use tenantry::tenants;

async fn last_active(t: &Deployment, slug: &str) -> Option<Timestamp> {
    let detail = tenants::detail(&t.platform, slug).await.unwrap().unwrap();
    detail.summary.last_active_at.map(|at| at.parse().unwrap())
}

async fn execute(t: &Deployment, text: &'static str) {
    let mut tx = t.platform.central.begin().await.unwrap();
    on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
    tx.commit().await.unwrap();
}

async fn work_in(t: &Deployment, slug: &str) -> Timestamp {
    let tenant = t.tenant(slug).await;
    t.platform.activity.note(tenant.id, &t.platform.clock);
    t.platform.clock.now()
}

both_engines! {
    async fn what_was_noted_is_written_later(t: Deployment) {
        let at = work_in(&t, "paris").await;
        assert_eq!(last_active(&t, "paris").await, None);
        t.clock.advance(SignedDuration::from_secs(2));
        tenants::write_activity(&t.platform).await.unwrap();
        assert_eq!(last_active(&t, "paris").await, Some(at));
    }

    async fn activity_is_noted_once_in_five_minutes(t: Deployment) {
        let first = work_in(&t, "paris").await;
        tenants::write_activity(&t.platform).await.unwrap();
        t.clock.advance(SignedDuration::from_mins(4));
        work_in(&t, "paris").await;
        let lyon = work_in(&t, "lyon").await;
        tenants::write_activity(&t.platform).await.unwrap();
        assert_eq!((last_active(&t, "paris").await, last_active(&t, "lyon").await), (Some(first), Some(lyon)));
        t.clock.advance(SignedDuration::from_mins(1));
        let second = work_in(&t, "paris").await;
        tenants::write_activity(&t.platform).await.unwrap();
        assert_eq!(last_active(&t, "paris").await, Some(second));
    }

    async fn what_another_node_wrote_later_stays(t: Deployment) {
        work_in(&t, "paris").await;
        execute(&t, "update tenant set last_active_at = '2031-02-03T04:05:06Z' where slug = 'paris'").await;
        tenants::write_activity(&t.platform).await.unwrap();
        assert_eq!(last_active(&t, "paris").await, Some("2031-02-03T04:05:06Z".parse().unwrap()));
    }

    async fn what_cannot_be_written_is_kept(t: Deployment) {
        let at = work_in(&t, "paris").await;
        execute(&t, "alter table tenant rename column last_active_at to lost").await;
        tenants::write_activity(&t.platform).await.unwrap_err();
        execute(&t, "alter table tenant rename column lost to last_active_at").await;
        tenants::write_activity(&t.platform).await.unwrap();
        assert_eq!(last_active(&t, "paris").await, Some(at));
    }

    async fn an_orderly_end_writes_it(t: Deployment) {
        let at = work_in(&t, "paris").await;
        t.platform.shut_down().await;
        let config = t.platform.config.clone();
        let again = tenantry::platform::Platform::open(config).await.unwrap();
        let detail = tenants::detail(&again, "paris").await.unwrap().unwrap();
        assert_eq!(detail.summary.last_active_at.map(|at| at.parse::<Timestamp>().unwrap()), Some(at));
    }
}
