//! The table of settings, made from the same text as the structs, so that documentation and code can't drift apart.

use serde::Serialize;
use std::{fmt, path::PathBuf};

/// One setting as its struct declares it.
#[derive(Debug)]
pub struct Setting {
    /// `section.key`, as in the file.
    pub key: &'static str,
    /// The one variable that sets it.
    pub env: &'static str,
    doc: &'static str,
    /// The least and the most of a number.
    pub range: Option<(u64, u64)>,
}

impl Setting {
    #[doc(hidden)]
    pub const fn new(key: &'static str, env: &'static str, doc: &'static str, range: Option<(u64, u64)>) -> Self {
        Self { key, env, doc, range }
    }

    /// What it means, in full sentences.
    pub fn doc(&self) -> &'static str {
        self.doc.trim()
    }

    pub fn section(&self) -> &'static str {
        self.key.split_once('.').map_or(self.key, |(section, _)| section)
    }

    /// The key without its section.
    pub fn name(&self) -> &'static str {
        self.key.split_once('.').map_or(self.key, |(_, name)| name)
    }
}

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    Default,
    File(PathBuf),
    Environment(String),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Environment(name) => f.write_str(name),
        }
    }
}

/// Every setting, in the order of the file.
pub fn settings() -> impl Iterator<Item = &'static Setting> {
    super::sections::SECTIONS.iter().flat_map(|(_, settings)| settings.iter())
}

/// Declares sections: for each the struct, its default, and its rows of the table.
///
/// `key: Type = default, "VARIABLE", least..=most;` – the range is for numbers.
macro_rules! sections {
    ($(
        $(#[doc = $about:literal])+
        $struct:ident $section:literal {$(
            $(#[doc = $doc:literal])+
            $(#[serde($serde:meta)])?
            $field:ident: $type:ty = $default:expr, $env:literal $(, $least:literal..=$most:literal)?;
        )+}
    )+) => {
        $(
            $(#[doc = $about])+
            #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
            pub struct $struct {$(
                $(#[doc = $doc])+
                $(#[serde($serde)])?
                pub $field: $type,
            )+}

            impl Default for $struct {
                fn default() -> Self {
                    Self {$( $field: $default, )+}
                }
            }
        )+

        /// Each section's introduction and its rows.
        pub(super) const SECTIONS: &[(&str, &[Setting])] = &[$(
            (concat!($($about),+), &[$(
                Setting::new(
                    concat!($section, ".", stringify!($field)),
                    $env,
                    concat!($($doc),+),
                    sections!(@range $($least, $most)?),
                ),
            )+]),
        )+];
    };
    (@range) => { None };
    (@range $least:literal, $most:literal) => { Some(($least, $most)) };
}

pub(super) use sections;
