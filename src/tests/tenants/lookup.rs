use super::make;
use crate::harness::{Deployment, both_engines};
use tenantry::tenants;

async fn found(t: &Deployment, asked: &str) -> Vec<String> {
    tenants::front_doors(&t.platform, asked).await.unwrap().into_iter().map(|door| door.host).collect()
}

both_engines! {
    async fn an_exact_address_or_name_leads_to_the_front_door(t: Deployment) {
        make(&t, "École du Nord", "nord").await;
        for asked in [
            "nord", " NORD ", "nord.tenantry.test", "Nord.Tenantry.Test.", "http://nord.tenantry.test:3000/loans?status=late",
            "nord/", "École du Nord", "école du nord", "ÉCOLE DU NORD",
        ] {
            assert_eq!(found(&t, asked).await, ["nord.tenantry.test"], "{asked}");
        }
        let door = &tenants::front_doors(&t.platform, "nord").await.unwrap()[0];
        assert_eq!((door.name.as_str(), door.url.as_str()), ("École du Nord", "http://nord.tenantry.test:3000"));
    }

    async fn nothing_less_than_exact_finds_anything(t: Deployment) {
        make(&t, "École du Nord", "nord").await;
        let long = "x".repeat(100_000);
        for asked in ["", "  ", "nor", "n", "%", "_", "____", "ecole du nord", "École", "nord.example", "*.tenantry.test", "\\", "' or 1=1 --", &long] {
            assert_eq!(found(&t, asked).await, [""; 0], "{asked:.40}");
        }
    }

    async fn a_name_that_two_bear_leads_to_both_and_one_that_is_being_made_to_none(t: Deployment) {
        make(&t, "Nord", "lille").await;
        make(&t, "nord", "dunkerque").await;
        let mut both = found(&t, "NORD").await;
        both.sort_unstable();
        assert_eq!(both, ["dunkerque.tenantry.test", "lille.tenantry.test"]);
    }
}
