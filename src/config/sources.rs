//! The sources of settings, laid over each other.

use super::{Config, ConfigError, ConfigProblem, Setting, Source, settings};
use figment::{
    Figment, Metadata, Profile, Provider,
    value::{Dict, Map, Num, Value},
};
use std::{
    collections::BTreeMap,
    ffi::OsString,
    path::{Path, PathBuf},
};

const PREFIX: &str = "TENANTRY_";
const DEFAULT_FILE: &str = "tenantry.toml";
const FILE_VARIABLE: &str = "TENANTRY_CONFIG";

/// Variables of the tests, the benchmarks and the build scripts, which share the prefix and set nothing here.
const NOT_SETTINGS: [&str; 5] =
    ["TENANTRY_TEST_", "TENANTRY_BENCH_", "TENANTRY_CACHE", "TENANTRY_TOOLS", "TENANTRY_ENVIRONMENT_READY"];

pub(super) type Environment = BTreeMap<String, String>;

/// The process's variables that bear our prefix. An empty one counts as not set.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub(super) fn environment() -> Result<Environment, ConfigError> {
    std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with(PREFIX)).map(as_text).collect()
}

fn as_text((name, value): (OsString, OsString)) -> Result<(String, String), ConfigError> {
    let name = name.to_string_lossy().into_owned();
    match value.into_string() {
        Ok(value) => Ok((name, value)),
        Err(_) => Err(ConfigError::one(&name, "its value is not UTF-8".into())),
    }
}

pub(super) fn read(file: Option<&Path>, environment: &Environment) -> Result<Config, ConfigError> {
    let file = file.map(Path::to_owned).or_else(|| file_from(environment));
    let mut problems = Vec::new();
    let mut layers = vec![Layer::defaults()];
    if let Some(file) = &file {
        layers.push(Layer::file(file, &mut problems)?);
    }
    layers.extend(environment.iter().filter_map(|(name, value)| Layer::variable(name, value, &mut problems)));
    ConfigError::unless_empty(problems)?;
    merge(layers, file)
}

/// The file that the variable names must exist; the default one may be absent.
fn file_from(environment: &Environment) -> Option<PathBuf> {
    match environment.get(FILE_VARIABLE).filter(|name| !name.is_empty()) {
        Some(name) => Some(PathBuf::from(name)),
        None => Some(PathBuf::from(DEFAULT_FILE)).filter(|file| file.exists()),
    }
}

fn merge(layers: Vec<Layer>, file: Option<PathBuf>) -> Result<Config, ConfigError> {
    let origins = layers.iter().flat_map(Layer::origins).collect();
    let merged = layers.into_iter().fold(Figment::new(), Figment::merge);
    let mut config: Config = merged.extract().map_err(unfit)?;
    config.origins = origins;
    config.file = file;
    ConfigError::unless_empty(config.out_of_bounds())?;
    Ok(config)
}

fn unfit(error: figment::Error) -> ConfigError {
    let problem = |error: figment::Error| ConfigProblem {
        key: (!error.path.is_empty()).then(|| error.path.join(".")),
        source: error.metadata.as_ref().map_or_else(String::new, |metadata| metadata.name.to_string()),
        reason: error.kind.to_string(),
    };
    match ConfigError::unless_empty(error.into_iter().map(problem).collect()) {
        Err(error) => error,
        Ok(()) => ConfigError::one("settings", "can't be read".into()),
    }
}

impl Config {
    fn out_of_bounds(&self) -> Vec<ConfigProblem> {
        let values = super::report::values(self);
        let numbers = settings().filter_map(|setting| match (setting.range, values.get(setting.key)) {
            (Some((least, most)), Some(Value::Num(_, number))) => Some((setting, least, most, number.to_u128_lossy()?)),
            _ => None,
        });
        let outside =
            numbers.filter(|(_, least, most, number)| !(u128::from(*least)..=u128::from(*most)).contains(number));
        let mut problems: Vec<ConfigProblem> = outside
            .map(|(setting, least, most, number)| {
                self.problem(setting.key, format!("{number} is not from {least} to {most}"))
            })
            .collect();
        if let Err(error) = tracing_subscriber::EnvFilter::try_new(&self.log.filter) {
            problems.push(self.problem("log.filter", format!("“{}” is no filter: {error}", self.log.filter)));
        }
        if !self.languages.is_default_offered() {
            let reason = format!("“{}” is not among the languages that are offered", self.languages.default.tag());
            problems.push(self.problem("languages.default", reason));
        }
        if self.server.tls_listen.is_some() && !self.server.public_url.is_secure() {
            let reason = "needs a server.public_url that begins with https://".to_owned();
            problems.push(self.problem("server.tls_listen", reason));
        }
        problems
    }

    fn problem(&self, key: &str, reason: String) -> ConfigProblem {
        ConfigProblem { key: Some(key.to_owned()), source: self.source_of(key).to_string(), reason }
    }
}

/// The values of one source, under the name that errors call it by.
struct Layer {
    source: Source,
    values: Dict,
}

impl Layer {
    fn defaults() -> Self {
        Self { source: Source::Default, values: dict(Value::serialize(Config::default())) }
    }

    /// The parser's own message would quote the line, which may hold a password; only its reason and place are told.
    fn file(file: &Path, problems: &mut Vec<ConfigProblem>) -> Result<Self, ConfigError> {
        let name = file.display().to_string();
        let text = std::fs::read_to_string(file)
            .map_err(|error| ConfigError::one(&name, format!("can't be read: {error}")))?;
        let table: toml::Table = toml::from_str(&text).map_err(|error: toml::de::Error| {
            let line =
                1 + error.span().map_or(0, |span| text.bytes().take(span.start).filter(|byte| *byte == b'\n').count());
            ConfigError::one(&name, format!("line {line}: {}", error.message()))
        })?;
        let values = dict(Value::serialize(&table));
        problems.extend(unknown_keys(&values, &name));
        Ok(Self { source: Source::File(file.to_owned()), values })
    }

    fn variable(name: &str, value: &str, problems: &mut Vec<ConfigProblem>) -> Option<Self> {
        if value.is_empty() || name == FILE_VARIABLE || NOT_SETTINGS.iter().any(|other| name.starts_with(other)) {
            return None;
        }
        let Some(setting) = settings().find(|setting| setting.env == name) else {
            let reason = format!("no such setting{}", did_you_mean(nearest_variable(name)));
            problems.push(ConfigProblem { key: None, source: name.to_owned(), reason });
            return None;
        };
        let inner = Dict::from([(setting.name().to_owned(), typed(setting, value))]);
        let values = Dict::from([(setting.section().to_owned(), Value::from(inner))]);
        Some(Self { source: Source::Environment(name.to_owned()), values })
    }

    fn origins(&self) -> Vec<(&'static str, Source)> {
        if self.source == Source::Default {
            return Vec::new();
        }
        let given = |setting: &&Setting| match self.values.get(setting.section()) {
            Some(Value::Dict(_, section)) => section.contains_key(setting.name()),
            _ => false,
        };
        settings().filter(given).map(|setting| (setting.key, self.source.clone())).collect()
    }
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.source.to_string())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Profile::Default.collect(self.values.clone()))
    }
}

fn dict(value: Result<Value, figment::Error>) -> Dict {
    value.ok().and_then(Value::into_dict).unwrap_or_default()
}

/// A variable's text as the type that the setting has; what doesn't fit stays text, which the section then refuses.
fn typed(setting: &Setting, text: &str) -> Value {
    match super::report::values(&Config::default()).get(setting.key) {
        Some(Value::Bool(..)) => text.parse::<bool>().map_or_else(|_| Value::from(text), Value::from),
        Some(Value::Num(..)) => {
            text.parse::<u64>().map_or_else(|_| Value::from(text), |number| Value::from(Num::U64(number)))
        }
        _ => Value::from(text),
    }
}

fn unknown_keys(values: &Dict, file: &str) -> Vec<ConfigProblem> {
    let problem = |key: String, known: Vec<&'static str>| {
        let reason = format!("no such setting{}", did_you_mean(nearest(&key, known.into_iter())));
        ConfigProblem { key: Some(key), source: file.to_owned(), reason }
    };
    let mut problems = Vec::new();
    for (section, inner) in values {
        if !settings().any(|setting| setting.section() == section) {
            problems.push(problem(
                section.clone(),
                settings().flat_map(|setting| [setting.section(), setting.key]).collect(),
            ));
        } else if let Value::Dict(_, inner) = inner {
            let keys = inner.keys().map(|name| format!("{section}.{name}"));
            let unknown = keys.filter(|key| !settings().any(|setting| setting.key == *key));
            problems.extend(unknown.map(|key| problem(key, settings().map(|setting| setting.key).collect())));
        } else {
            let reason = format!("is a section; write [{section}] and its settings below it");
            problems.push(ConfigProblem { key: Some(section.clone()), source: file.to_owned(), reason });
        }
    }
    problems
}

/// Also finds the setting for `TENANTRY_<SECTION>_<KEY>`.
fn nearest_variable(name: &str) -> Option<&'static str> {
    let long = |setting: &Setting| format!("{PREFIX}{}", setting.key.replace('.', "_").to_uppercase());
    if let Some(setting) = settings().find(|setting| long(setting) == name) {
        return Some(setting.env);
    }
    nearest(name, settings().map(|setting| setting.env).chain([FILE_VARIABLE]))
}

fn nearest(name: &str, known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let scored = known.map(|other| (other, strsim::jaro_winkler(name, other)));
    scored.filter(|(_, score)| *score > 0.7).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(other, _)| other)
}

fn did_you_mean(nearest: Option<&'static str>) -> String {
    nearest.map_or_else(String::new, |name| format!("; did you mean {name}?"))
}
