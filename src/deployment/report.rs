//! Every setting with its value, its source and its meaning, for the console's page.

use super::{SettingSource, ShownSetting, changeable};
use crate::{
    config::Source,
    db::{Timestamp, sqlx},
    error::Result,
    platform::Platform,
};
use std::collections::HashMap;

/// In the order of the file. Secrets are masked, as they are for `tenantry config`.
pub async fn report(platform: &Platform) -> Result<Vec<ShownSetting>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        key: String,
        set_by: String,
        set_at: Timestamp,
    }
    let mut reader = platform.central.read().await?;
    let rows = sql!(&mut reader, fetch_all Row, "select key, set_by, set_at from deployment_setting")?;
    let mut changed: HashMap<String, Row> = rows.into_iter().map(|row| (row.key.clone(), row)).collect();
    let current = platform.settings.current();
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
            plain: of.map(|of| of.read(&current)).unwrap_or_default(),
        }
    };
    Ok(current.report().into_iter().map(shown).collect())
}
