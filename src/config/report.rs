//! The settings for people: what each is, where it came from, what it means; and a file to start from.

use super::{Config, Setting, Source, sections::SECTIONS, settings};
use figment::value::{Num, Value};
use serde::Serialize;
use std::collections::BTreeMap;

/// Stands for a secret where a setting is shown.
pub(crate) const MASK: &str = "***";

/// One setting as it is in force. Values are written as in the file, passwords masked.
#[derive(Clone, Debug, Serialize)]
pub struct ReportedSetting {
    pub key: &'static str,
    pub value: String,
    pub default: String,
    pub source: Source,
    pub env: &'static str,
    pub doc: &'static str,
}

impl Config {
    /// Every setting, in the order of the file.
    pub fn report(&self) -> Vec<ReportedSetting> {
        let (values, defaults) = (values(self), values(&Self::default()));
        let written =
            |of: &BTreeMap<&str, Value>, setting: &Setting| of.get(setting.key).map(as_toml).unwrap_or_default();
        let row = |setting: &'static Setting| ReportedSetting {
            key: setting.key,
            value: written(&values, setting),
            default: written(&defaults, setting),
            source: self.source_of(setting.key),
            env: setting.env,
            doc: setting.doc(),
        };
        settings().map(row).collect()
    }
}

/// A file with every setting, its meaning and its default, all commented out.
pub fn template() -> String {
    let about = "# Every setting of Tenantry with its default. Remove the # before the ones that you change.\n\
                 # This file is written by `tenantry config --template`.\n";
    let defaults = values(&Config::default());
    let section = |(about, rows): &(&str, &'static [Setting])| {
        let name = rows.first().map_or("", Setting::section);
        let rows: String = rows.iter().map(|setting| template_row(setting, &defaults)).collect();
        format!("\n#{about}\n[{name}]\n{rows}")
    };
    about.to_owned() + &SECTIONS.iter().map(section).collect::<String>()
}

fn template_row(setting: &Setting, defaults: &BTreeMap<&str, Value>) -> String {
    let doc = wrapped(setting.doc()).join("\n# ");
    let default = defaults.get(setting.key).map(as_toml).unwrap_or_default();
    format!("\n# {doc}\n# Variable: {}\n#{} = {default}\n", setting.env, setting.name())
}

/// The values by their keys, as they may be shown.
pub(super) fn values(config: &Config) -> BTreeMap<&'static str, Value> {
    let all = Value::serialize(config).ok();
    settings().filter_map(|setting| Some((setting.key, all.as_ref()?.find_ref(setting.key)?.clone()))).collect()
}

fn as_toml(value: &Value) -> String {
    match value {
        Value::String(_, text) => toml::Value::from(text.as_str()).to_string(),
        Value::Bool(_, yes) => yes.to_string(),
        Value::Num(_, Num::F64(number)) => number.to_string(),
        Value::Num(_, number) => number.to_u128_lossy().map_or_else(String::new, |number| number.to_string()),
        Value::Array(_, items) => format!("[{}]", items.iter().map(as_toml).collect::<Vec<_>>().join(", ")),
        Value::Char(_, letter) => toml::Value::from(letter.to_string()).to_string(),
        Value::Dict(_, rules) if rules.is_empty() => "{}".into(),
        Value::Dict(_, rules) => {
            let rules: Vec<String> = rules.iter().map(|(name, value)| format!("{name} = {}", as_toml(value))).collect();
            format!("{{ {} }}", rules.join(", "))
        }
        Value::Empty(..) => String::new(),
    }
}

/// Lines of at most 110 characters.
pub(crate) fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.last().map_or(0, |line| line.chars().count());
        if last > 0 && last + 1 + word.chars().count() > 110 {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}
