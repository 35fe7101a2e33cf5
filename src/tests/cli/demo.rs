use super::{document, error, text};
use crate::harness::both_engines;

both_engines! {
    async fn how_far_it_is_is_no_part_of_the_result(t: Deployment) {
        let printed = text(&t, &["demo"]).await;
        assert!(printed.starts_with("organisation") && !printed.contains("Making"), "{printed}");
    }

    async fn the_demo_prints_who_can_sign_in_and_is_made_once(t: Deployment) {
        let demo = document(&t, &["demo", "--if-empty"]).await;
        let accounts = demo["accounts"].as_array().unwrap();
        let owner = accounts.iter().find(|account| account["organisation"] == "paris" && account["role"] == "owner").unwrap();
        assert!(owner["email"].is_string() && owner["password"].is_string());
        assert!(demo["operator"]["email"].is_string() && demo["operator"]["password"].is_string());

        assert_eq!(text(&t, &["demo", "--if-empty"]).await, "There is data already: nothing was changed.\n");
        assert_eq!(document(&t, &["demo", "--if-empty"]).await, demo);
        assert!(error(&t, &["demo"]).await.starts_with("there are organisations already"));
    }
}
