//! The settings as they count now, from memory. A change counts the directory's version up, by which every node reads them
//! again.

use super::changeable;
use crate::{
    config::{Config, Source},
    db::{Db, sqlx},
    error::Result,
    locale::Languages,
};
use std::sync::{Arc, PoisonError, RwLock};

#[derive(Debug)]
pub struct Settings {
    /// As the process was started.
    started: Arc<Config>,
    current: RwLock<Arc<Config>>,
}

impl Settings {
    pub(crate) fn new(started: &Config) -> Self {
        let started = Arc::new(started.clone());
        Self { current: RwLock::new(started.clone()), started }
    }

    /// All settings, with what operators have changed.
    pub fn current(&self) -> Arc<Config> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn languages(&self) -> Languages {
        self.current().languages.languages()
    }

    /// Reads what operators have changed.
    pub(crate) async fn follow(&self, central: &Db) -> Result<()> {
        #[derive(sqlx::FromRow)]
        struct Row {
            key: String,
            value: String,
        }
        let mut reader = central.read().await?;
        let rows = sql!(&mut reader, fetch_all Row, "select key, value from deployment_setting")?;
        let mut config = Config::clone(&self.started);
        for row in rows {
            // Another version of the program may have kept one that this one doesn't change.
            if let Some(of) = changeable::find(&row.key)
                && !self.is_locked(of.key)
            {
                of.apply(&mut config, &row.value);
            }
        }
        // Two that were changed at once, or on either side of the environment, may not fit together.
        if !config.languages.is_default_offered() {
            config.languages.default = config.languages.offered.first();
            tracing::warn!(
                default = config.languages.default.tag(),
                "the default language isn't offered; another one counts"
            );
        }
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(config);
        Ok(())
    }

    pub(super) fn started(&self) -> &Config {
        &self.started
    }

    pub(super) fn is_locked(&self, key: &str) -> bool {
        matches!(self.started.source_of(key), Source::Environment(_))
    }
}
