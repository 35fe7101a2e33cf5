//! A clock that begins at another moment, so that pictures of the demo are the same on every day.

use super::Failure;
use crate::{clock::Clock, config::Config, demo, platform::Platform, random::Random, users::Passwords};
use jiff::Timestamp;
use std::sync::Arc;

/// Opens the platform with the system's clock, unless another beginning is named: that is for the demo on a machine of
/// one's own. People's data never sees such a clock, since what is due would be done on the wrong day.
pub(super) async fn open(config: Config, from: Option<Timestamp>) -> Result<Arc<Platform>, Failure> {
    let Some(from) = from else { return Ok(Platform::open(config).await?) };
    if !config.server.public_url.is_localhost() {
        return Err(Failure::said("the clock may begin elsewhere on localhost alone"));
    }
    let platform = Platform::open_with(config, Clock::starting_at(from), Random::system(), Passwords::new()).await?;
    if demo::find(&platform).await?.is_none() && !demo::is_empty(&platform).await? {
        platform.shut_down().await;
        return Err(Failure::said("the clock may begin elsewhere over the demo's data alone"));
    }
    Ok(platform)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::Location, locale::Locale, provisioning, tenants::NewTenant};

    const FROM: &str = "2026-03-16T09:00:00Z";

    async fn opened(data: &std::path::Path, public_url: &str) -> Result<Arc<Platform>, String> {
        let config = Config::for_tests(Location::Sqlite(data.to_owned()), public_url);
        open(config, Some(FROM.parse().unwrap())).await.map_err(|failure| failure.to_string())
    }

    #[tokio::test]
    async fn the_demo_on_localhost_may_have_another_clock_and_nobody_else() {
        let data = std::env::temp_dir().join(format!("tenantry-clock-{}", std::process::id()));
        let refused = opened(&data, "http://tenantry.test:3000").await.unwrap_err();
        assert_eq!(refused, "the clock may begin elsewhere on localhost alone");

        let platform = opened(&data, "http://localhost:3000").await.unwrap();
        assert!(platform.clock.now().to_string().starts_with("2026-03-16T09:0"), "{}", platform.clock.now());
        let new = NewTenant {
            name: "Somebody’s own".into(),
            slug: "somebody".into(),
            admin_name: "Ada Weaver".into(),
            admin_email: "ada@example.org".into(),
            locale: Locale::En,
            ..NewTenant::default()
        };
        provisioning::provision(platform.clone(), new, |_| Ok(())).await.unwrap();
        platform.shut_down().await;
        let refused = opened(&data, "http://localhost:3000").await.unwrap_err();
        assert_eq!(refused, "the clock may begin elsewhere over the demo's data alone");
        std::fs::remove_dir_all(&data).unwrap();
    }
}
