//! The main address: what is made of it, and what it is again.

use super::{HOST, is_not_found, leads_to, with_name_server, with_verified};
use crate::harness::{Deployment, both_engines};
use tenantry::{
    access::Role,
    context::Author,
    domains::{self, DomainState},
    memberships::invitations,
    tenants,
};

async fn main_host(t: &Deployment, slug: &str) -> String {
    tenants::find(&t.platform, slug).await.unwrap().unwrap().main_host.clone()
}

both_engines! {
    async fn a_verified_host_becomes_the_main_address_and_the_subdomain_again(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        domains::claim(&ctx, HOST).await.unwrap();
        assert!(is_not_found(domains::make_main(&ctx, HOST).await), "a claim leads nowhere");
        let ctx = with_verified(&t, &zone, "paris").await;
        assert_eq!(domains::make_main(&ctx, HOST).await.unwrap(), format!("http://{HOST}:3000"));
        assert_eq!(main_host(&t, "paris").await, HOST);
        let all = domains::own_domains(&t.ctx("paris", Role::Owner).await).await.unwrap();
        assert_eq!((all.main.as_str(), all.subdomain.as_str(), all.domains[0].is_main), (HOST, "paris.tenantry.test", true));
        for host in [HOST, "paris.tenantry.test"] {
            assert_eq!(leads_to(&t, host).await.as_deref(), Some("paris"), "{host}");
        }
        let ctx = t.ctx("paris", Role::Owner).await;
        let link = invitations::invite(&ctx, "ruth@example.org", "Ruth", Role::Member).await.unwrap();
        assert!(link.url.starts_with(&format!("http://{HOST}:3000/invitation?")), "{}", link.url);
        assert_eq!(domains::make_main(&ctx, "paris.tenantry.test").await.unwrap(), "http://paris.tenantry.test:3000");
        assert_eq!(main_host(&t, "paris").await, "paris.tenantry.test");
        assert_eq!(leads_to(&t, HOST).await.as_deref(), Some("paris"));
    }

    async fn whoever_gives_the_main_address_up_has_the_subdomain(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = with_verified(&t, &zone, "paris").await;
        domains::make_main(&ctx, HOST).await.unwrap();
        assert_eq!(domains::remove(&ctx, HOST).await.unwrap(), "http://paris.tenantry.test:3000");
        assert_eq!((leads_to(&t, HOST).await, main_host(&t, "paris").await.as_str()), (None, "paris.tenantry.test"));
        assert!(is_not_found(domains::remove(&ctx, HOST).await));
        assert!(is_not_found(domains::remove(&ctx, "paris.tenantry.test").await), "the subdomain can't be given up");
        let lyon = with_verified(&t, &zone, "lyon").await;
        assert_eq!(leads_to(&t, HOST).await.as_deref(), Some("lyon"), "it is free for who proves it");
        assert_eq!(domains::own_domain(&lyon, HOST).await.unwrap().domain.state, DomainState::Verified);
    }

    async fn another_name_leaves_the_own_domain_the_main_address(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = with_verified(&t, &zone, "paris").await;
        domains::make_main(&ctx, HOST).await.unwrap();
        tenants::change_slug(&t.platform, "paris", "lutece", &Author::CommandLine).await.unwrap();
        assert_eq!(main_host(&t, "lutece").await, HOST);
        domains::remove_of(&t.platform, "lutece", HOST, &Author::CommandLine).await.unwrap();
        assert_eq!(main_host(&t, "lutece").await, "lutece.tenantry.test");
    }
}
