use super::{make, resolved};
use crate::harness::both_engines;
use tenantry::{
    fault::{Kind, Problem},
    tenants::{self, TenantStatus},
};

both_engines! {
    async fn the_directory_reflects_a_suspension_and_its_end_at_once(t: Deployment) {
        make(&t, "Nord", "nord").await;
        assert_eq!(resolved(&t, "nord").await.unwrap().status, TenantStatus::Active);
        tenants::suspend(&t.platform, "nord", " Unpaid ", &tenantry::context::Author::CommandLine).await.unwrap();
        let suspended = resolved(&t, "nord").await.unwrap();
        assert_eq!((suspended.status, suspended.status_reason.as_deref()), (TenantStatus::Suspended, Some("Unpaid")));
        tenants::resume(&t.platform, "nord", &tenantry::context::Author::CommandLine).await.unwrap();
        let resumed = resolved(&t, "nord").await.unwrap();
        assert_eq!((resumed.status, resumed.status_reason.as_deref()), (TenantStatus::Active, None));
    }

    async fn a_suspension_needs_a_reason(t: Deployment) {
        make(&t, "Nord", "nord").await;
        let fault = tenants::suspend(&t.platform, "nord", "  ", &tenantry::context::Author::CommandLine).await.unwrap_err().into_fault();
        assert_eq!(fault.problem_of("reason"), Some(&Problem::Required));
        let fault = tenants::suspend(&t.platform, "nord", &"x".repeat(10_000), &tenantry::context::Author::CommandLine).await.unwrap_err().into_fault();
        assert!(matches!(fault.problem_of("reason"), Some(Problem::TooLong { .. })), "{fault:?}");
        assert_eq!(resolved(&t, "nord").await.unwrap().status, TenantStatus::Active);
    }

    async fn what_isnt_there_is_neither_suspended_nor_resumed(t: Deployment) {
        assert_eq!(tenants::suspend(&t.platform, "nobody", "Unpaid", &tenantry::context::Author::CommandLine).await.unwrap_err().kind(), Kind::NotFound);
        assert_eq!(tenants::resume(&t.platform, "nobody", &tenantry::context::Author::CommandLine).await.unwrap_err().kind(), Kind::NotFound);
    }

    async fn a_host_that_leads_nowhere_leads_somewhere_once_it_is_made(t: Deployment) {
        assert!(resolved(&t, "nord").await.is_none());
        make(&t, "Nord", "nord").await;
        assert!(resolved(&t, "nord").await.is_some());
    }
}
