use super::text;
use crate::harness::both_engines;
use tenantry::{cli, config::PublicUrl, platform::Platform};

both_engines! {
    async fn the_links_are_printed_and_no_secret_on_a_real_host(t: Deployment) {
        text(&t, &["operator", "create", "--email", "ann@example.org", "--name", "Ann"]).await;
        let greeting = cli::greeting(&t.platform).await.unwrap().join("\n");
        assert!(greeting.contains("http://tenantry.test:3000\n") && greeting.contains("http://console.tenantry.test:3000"), "{greeting}");
        assert!(!greeting.contains("token="), "{greeting}");
    }

    async fn on_localhost_the_operator_gets_a_link_and_the_demo_its_accounts(t: Deployment) {
        text(&t, &["demo"]).await;
        let mut config = t.platform.config.clone();
        config.server.public_url = PublicUrl::localhost();
        let platform = Platform::open(config).await.unwrap();
        let greeting = cli::greeting(&platform).await.unwrap().join("\n");
        platform.shut_down().await;
        for part in ["http://console.localhost:3000", "http://paris.localhost:3000", "token=", tenantry::demo::PASSWORD] {
            assert!(greeting.contains(part), "{part} in {greeting}");
        }
    }

    async fn a_forgotten_public_address_is_pointed_at(t: Deployment) {
        let mut config = t.platform.config.clone();
        config.server.public_url = PublicUrl::localhost();
        config.server.listen.set_port(4000);
        let platform = Platform::open(config).await.unwrap();
        let greeting = cli::greeting(&platform).await.unwrap().join("\n");
        platform.shut_down().await;
        assert!(greeting.contains("set TENANTRY_PUBLIC_URL"), "{greeting}");
    }
}
