//! The settings of a deployment: a struct for each concern, documented at its field. The one place that reads the
//! environment.
//!
//! A later source overrides an earlier one: the defaults, the file (`tenantry.toml` in the working directory, or the one
//! that `--config` or `TENANTRY_CONFIG` names), the environment.

mod addresses;
mod cidr;
mod currency;
mod error;
mod formats;
mod languages;
mod placements;
mod public_url;
mod report;
mod sections;
mod setting;
mod sources;
mod support;
#[cfg(test)]
mod tests;
mod traces;

pub use addresses::Addresses;
pub use cidr::{Cidr, TrustedProxies};
pub use error::{ConfigError, ConfigProblem};
pub use languages::OfferedLanguages;
pub use placements::{DefaultPlacement, PlacementRules};
pub use public_url::PublicUrl;
pub(crate) use report::{MASK, wrapped};
pub use report::{ReportedSetting, template};
pub use sections::{
    BackupSettings, Database, Deletions, DnsSettings, DomainSettings, LanguageSettings, Log, Mail, MetricsSettings,
    Moves, NewOrganisations, PlacementPolicy, Plans, PoolSettings, Server, Sessions, SignUp, StockSettings,
    SupportSettings, TlsSettings, TracesSettings,
};
pub use setting::{Setting, Source, settings};
pub use support::{SupportPolicy, SupportWrite};
pub use traces::{Collector, CollectorHeaders, Share};

use crate::db::Location;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Config {
    pub server: Server,
    pub tls: TlsSettings,
    pub mail: Mail,
    pub database: Database,
    pub placement: PlacementPolicy,
    pub stock: StockSettings,
    pub pool: PoolSettings,
    pub sign_up: SignUp,
    pub languages: LanguageSettings,
    pub new_organisations: NewOrganisations,
    pub plans: Plans,
    pub deletion: Deletions,
    pub moves: Moves,
    pub backups: BackupSettings,
    pub domains: DomainSettings,
    pub dns: DnsSettings,
    pub sessions: Sessions,
    pub support: SupportSettings,
    pub metrics: MetricsSettings,
    pub traces: TracesSettings,
    pub log: Log,
    /// Where each setting that isn't a default came from, by its key.
    #[serde(skip)]
    origins: BTreeMap<&'static str, Source>,
    #[serde(skip)]
    file: Option<PathBuf>,
}

impl Config {
    /// Reads all sources. Without `file`, `TENANTRY_CONFIG` names it, or it is `tenantry.toml` when there is one.
    ///
    /// # Errors
    /// All unknown keys and variables at once, each with the nearest known one; or the value that doesn't fit, with its
    /// key, its source and the reason. A password is never part of it.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        sources::read(file, &sources::environment()?)
    }

    /// All defaults but the two that a test must choose, and without a stock that would be filled beside it.
    ///
    /// # Panics
    /// When the address isn't one.
    pub fn for_tests(location: Location, public_url: &str) -> Self {
        let mut config = Self::default();
        config.database.location = location;
        config.server.public_url = public_url.parse().expect("the test names an address");
        config.stock = config.stock.none();
        config
    }

    /// As if a variable had set it, for tests: they can't change the environment of their process.
    pub fn set_by_environment(&mut self, key: &'static str) {
        self.origins.insert(key, Source::Environment("TENANTRY_TEST".into()));
    }

    /// Where organisations' data is kept as files before it is removed.
    pub fn exports_directory(&self) -> PathBuf {
        match (&self.database.location, &self.deletion.exports) {
            (_, given) if !given.as_os_str().is_empty() => given.clone(),
            (Location::Sqlite(directory), _) => directory.join("exports"),
            (Location::Postgres(_), _) => PathBuf::from("data/exports"),
        }
    }

    /// Where backups of organisations' data are.
    pub fn backups_directory(&self) -> PathBuf {
        match (&self.database.location, &self.backups.directory) {
            (_, given) if !given.as_os_str().is_empty() => given.clone(),
            (Location::Sqlite(directory), _) => directory.join("backups"),
            (Location::Postgres(_), _) => self.database.directory.join("backups"),
        }
    }

    /// The name that organisations' own hosts point at, as it is compared.
    pub fn domains_target(&self) -> String {
        let given = self.domains.cname_target.trim().trim_end_matches('.');
        if given.is_empty() { self.server.public_url.host().to_owned() } else { given.to_ascii_lowercase() }
    }

    /// The file that was read.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    pub fn source_of(&self, key: &str) -> Source {
        self.origins.get(key).cloned().unwrap_or(Source::Default)
    }
}
