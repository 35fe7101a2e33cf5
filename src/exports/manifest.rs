//! What an export holds, as its file `manifest.json` tells.

use crate::tenants::Tenant;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this form of an export.
    pub format: String,
    pub organisation: ManifestTenant,
    /// RFC 3339.
    pub made_at: String,
    pub files: Vec<ManifestFile>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestTenant {
    pub id: String,
    pub slug: String,
    pub name: String,
    pub modules: Vec<String>,
}

/// One table: a JSON object on each line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestFile {
    /// `tenant/<table>.jsonl` or `central/<table>.jsonl`.
    pub path: String,
    pub table: String,
    pub rows: u64,
    pub bytes: u64,
    pub sha256: String,
}

impl Manifest {
    const FORMAT: &str = "tenantry-export-1";

    pub(super) fn of(tenant: &Tenant, made_at: Timestamp, files: Vec<ManifestFile>) -> Self {
        Self {
            format: Self::FORMAT.into(),
            organisation: ManifestTenant {
                id: tenant.id.to_string(),
                slug: tenant.slug.clone(),
                name: tenant.name.clone(),
                modules: tenant.modules.iter().map(|module| module.key().to_owned()).collect(),
            },
            made_at: made_at.to_string(),
            files,
        }
    }
}
