//! Where a deployment's databases live, as the setting names it.

use crate::config::MASK;
use sqlx::postgres::PgConnectOptions;
use std::{fmt, path::PathBuf, str::FromStr};

/// `sqlite:data` (a directory) or `postgres://…` (a server and the central database's name).
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    Sqlite(PathBuf),
    /// The address as given, its password included: it is never printed.
    Postgres(String),
}

impl FromStr for Location {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(directory) = text.strip_prefix("sqlite:") {
            let directory = directory.trim_start_matches("//");
            return if directory.is_empty() {
                Err("name a directory, as in `sqlite:data`".into())
            } else {
                Ok(Self::Sqlite(PathBuf::from(directory)))
            };
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        Err("expected `sqlite:<directory>` or `postgres://user:password@host/database`".into())
    }
}

impl Location {
    /// Whether the first start has still to make the central database. Whether a server has it is for that to say.
    pub fn is_yet_to_be_made(&self) -> bool {
        matches!(self, Self::Sqlite(directory) if !directory.join("central.db").exists())
    }

    /// Where its server listens, if it is PostgreSQL.
    pub fn postgres_port(&self) -> Option<u16> {
        match self {
            Self::Sqlite(_) => None,
            Self::Postgres(address) => address.parse::<PgConnectOptions>().ok().map(|options| options.get_port()),
        }
    }
}

impl fmt::Display for Location {
    /// Without the password, which may stand before the server's name or among the parameters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = match self {
            Self::Sqlite(directory) => return write!(f, "sqlite:{}", directory.display()),
            Self::Postgres(address) => address.split('?').next().unwrap_or_default(),
        };
        match address.split_once("://").and_then(|(_, rest)| rest.rsplit_once('@')) {
            Some((_, server)) => write!(f, "postgres://{MASK}@{server}"),
            None => f.write_str(address),
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::Location;

    #[test]
    fn a_password_is_never_shown() {
        let location: Location = "postgres://ann:s3cr:et@db.example:5432/central".parse().unwrap();
        assert_eq!(format!("{location} {location:?}").matches("s3cr").count(), 0);
        assert_eq!(location.to_string(), "postgres://***@db.example:5432/central");
        let location: Location = "postgres:///central?host=/run&password=s3cret".parse().unwrap();
        assert_eq!(location.to_string(), "postgres:///central");
        assert_eq!(location.postgres_port(), Some(5432));
    }

    #[test]
    fn other_engines_are_refused() {
        assert!("mysql://x".parse::<Location>().is_err());
        assert!("sqlite:".parse::<Location>().is_err());
    }
}
