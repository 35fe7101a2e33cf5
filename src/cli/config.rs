//! `tenantry config`

use super::{Failure, Output, table::printable};
use crate::{
    config::{self, Config},
    db::{Lifecycle, PoolSize},
    deployment::{self, SettingSource, ShownSetting},
    error::Result,
};
use clap::Args;
use serde::Serialize;
use std::time::Duration;

const POOL: PoolSize = PoolSize { most: 1, wait: Duration::from_secs(5) };

#[derive(Debug, Args)]
pub struct ConfigArguments {
    /// Print a settings file with every setting at its default, to start from
    #[arg(long)]
    template: bool,
}

impl ConfigArguments {
    pub(super) async fn run(&self, config: &Config, out: &mut Output) -> Result<(), Failure> {
        if self.template {
            out.line(config::template().trim_end());
            return out.document(&config::template());
        }
        let (settings, unasked) = match asked(config).await {
            Ok(Some(settings)) => (settings, None),
            Ok(None) => (deployment::report_unasked(config), Some("it isn’t there yet".to_owned())),
            Err(error) => {
                let why = error.with_causes().trim_start_matches("internal error: ").to_owned();
                (deployment::report_unasked(config), Some(why))
            }
        };
        for setting in &settings {
            print_setting(setting, out);
        }
        if let Some(why) = unasked {
            out.note(&format!("The central database was not asked for what operators changed in the console: {why}"));
        }
        out.document(&settings.iter().map(Printed::from).collect::<Vec<_>>())
    }
}

/// The settings as they count, operators' changes included; `None` when there is no central database yet. It is looked at as it
/// is, and nothing is made or migrated.
async fn asked(config: &Config) -> Result<Option<Vec<ShownSetting>>> {
    if config.database.location.is_yet_to_be_made() {
        return Ok(None);
    }
    let central = Lifecycle::new(config.database.location.clone()).inspect_central(POOL).await?;
    let report = deployment::report_in(config, &central).await;
    central.close().await;
    report.map(Some)
}

/// A setting as `--json` prints it.
#[derive(Serialize)]
struct Printed<'s> {
    key: &'s str,
    value: &'s str,
    default: &'s str,
    source: &'s SettingSource,
    env: &'s str,
    doc: &'s str,
}

impl<'s> From<&'s ShownSetting> for Printed<'s> {
    fn from(of: &'s ShownSetting) -> Self {
        let ShownSetting { key, value, default, source, variable, doc, .. } = of;
        Self { key, value, default, source, env: variable, doc }
    }
}

fn print_setting(setting: &ShownSetting, out: &mut Output) {
    out.line(format!("{} = {}", setting.key, setting.value));
    let instead =
        if setting.value == setting.default { String::new() } else { format!(" (default: {})", setting.default) };
    out.line(format!("    from {}{instead}; variable {}", named(&setting.source), setting.variable));
    for line in config::wrapped(&setting.doc) {
        out.line(format!("    {line}"));
    }
    out.line("");
}

fn named(source: &SettingSource) -> String {
    match source {
        SettingSource::Default => "default".to_owned(),
        SettingSource::File(name) | SettingSource::Environment(name) => name.clone(),
        SettingSource::Console { by, at } => format!("console, by {} at {at}", printable(by)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Location;

    async fn printed(location: Location, json: bool) -> String {
        let mut config = Config::default();
        config.database.location = location;
        let mut out = Output::captured(json);
        ConfigArguments { template: false }.run(&config, &mut out).await.unwrap();
        out.text().to_owned()
    }

    #[tokio::test]
    async fn before_the_first_start_nobody_is_asked_and_nothing_is_made() {
        let directory = std::env::temp_dir().join(format!("tenantry_config_{}", std::process::id()));
        let text = printed(Location::Sqlite(directory.clone()), false).await;
        assert!(text.contains("plans.grace_days = 14\n    from default;"), "{text}");
        assert!(
            text.ends_with("was not asked for what operators changed in the console: it isn’t there yet\n"),
            "{text}"
        );
        let document = printed(Location::Sqlite(directory.clone()), true).await;
        assert!(serde_json::from_str::<serde_json::Value>(&document).unwrap().is_array(), "{document}");
        assert!(!directory.exists());
    }

    #[tokio::test]
    async fn a_server_that_is_out_of_reach_keeps_no_setting_back() {
        let text = printed("postgres://ann:s3cret@127.0.0.1:1/central".parse().unwrap(), false).await;
        assert!(
            text.contains("plans.grace_days = 14\n") && text.contains("was not asked for what operators"),
            "{text}"
        );
        assert!(!text.contains("s3cret"), "{text}");
    }
}
