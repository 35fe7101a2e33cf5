//! Every setting with its value, its source and its meaning, for the console's page and `tenantry config`.

use super::{SettingSource, Settings, ShownSetting, changeable};
use crate::{
    config::{Config, Source},
    db::{Db, Timestamp, sqlx},
    error::Result,
    platform::Platform,
};
use std::collections::HashMap;

/// In the order of the file. Secrets are masked.
pub async fn report(platform: &Platform) -> Result<Vec<ShownSetting>> {
    report_of(&platform.settings, &platform.central).await
}

/// The same for a process that only looks.
pub(crate) async fn report_in(config: &Config, central: &Db) -> Result<Vec<ShownSetting>> {
    let settings = Settings::new(config);
    settings.follow(central).await?;
    report_of(&settings, central).await
}

/// The settings as a process starts with them, when nobody can be asked what operators changed.
pub(crate) fn report_unasked(config: &Config) -> Vec<ShownSetting> {
    shown(config, HashMap::new())
}

async fn report_of(settings: &Settings, central: &Db) -> Result<Vec<ShownSetting>> {
    let mut reader = central.read().await?;
    let rows = sql!(&mut reader, fetch_all Changed, "select key, set_by, set_at from deployment_setting")?;
    Ok(shown(&settings.current(), rows.into_iter().map(|row| (row.key.clone(), row)).collect()))
}

#[derive(sqlx::FromRow)]
struct Changed {
    key: String,
    set_by: String,
    set_at: Timestamp,
}

fn shown(current: &Config, mut changed: HashMap<String, Changed>) -> Vec<ShownSetting> {
    let shown = |reported: crate::config::ReportedSetting| {
        let of = changeable::find(reported.key);
        let by_console = changed.remove(reported.key).filter(|_| of.is_some());
        let source = match (reported.source, by_console) {
            (Source::Environment(variable), _) => SettingSource::Environment(variable),
            (_, Some(row)) => SettingSource::Console { by: row.set_by, at: row.set_at.to_jiff().to_string() },
            (Source::File(path), None) => SettingSource::File(path.display().to_string()),
            (Source::Default, None) => SettingSource::Default,
        };
        ShownSetting {
            key: reported.key.to_owned(),
            value: reported.value,
            default: reported.default,
            source,
            variable: reported.env.to_owned(),
            doc: reported.doc.to_owned(),
            kind: of.map(changeable::Changeable::kind),
            plain: of.map(|of| of.read(current)).unwrap_or_default(),
        }
    };
    current.report().into_iter().map(shown).collect()
}
