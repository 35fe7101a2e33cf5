//! Database errors, and the names of the constraints that they speak of.

use super::pool::Keep;
use crate::{
    error::Error,
    fault::{Fault, Problem},
};
use sqlx::{PgConnection, migrate::MigrateError};
use std::{error::Error as StdError, fmt};

#[derive(Debug)]
pub struct DbError(Box<sqlx::Error>);

impl DbError {
    /// The broken constraint's name. SQLite names CHECKs but not UNIQUE: `UNIQUE constraint failed: loan.note` gives
    /// `loan_note_key`, the name that the convention gives it on PostgreSQL.
    pub fn constraint(&self) -> Option<String> {
        let database = self.0.as_database_error()?;
        if let Some(name) = database.constraint() {
            return Some(name.to_owned());
        }
        constraint_of_sqlite(database.message())
    }

    /// The database isn't there, or all its connections are taken: another try may work.
    pub fn is_unreachable(&self) -> bool {
        match self.0.as_ref() {
            // A server that goes away while it is greeted seems to speak another language.
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed => true,
            sqlx::Error::Database(error) => {
                // PostgreSQL: class 08 connection, 53 resources, 57P shutdown, 3D000 no such database.
                // SQLite: 5 busy, 10 I/O, 11 corrupt, 14 can't open, 26 not a database.
                error.code().is_some_and(|code| {
                    ["08", "53", "57P"].iter().any(|class| code.len() == 5 && code.starts_with(class))
                        || ["3D000", "5", "10", "11", "14", "26", "261", "517"].contains(&code.as_ref())
                })
            }
            _ => false,
        }
    }

    /// What happened, in one line: sqlx's own text has the causes in it.
    pub(super) fn cause(&self) -> &sqlx::Error {
        &self.0
    }

    /// What happened, for operators: in one line, without an address.
    pub fn told(&self) -> String {
        self.0.to_string()
    }

    /// Somebody was in the way, and may be gone at the next try.
    pub fn is_passing(&self) -> bool {
        let code = failed_statement(&self.0).as_database_error().and_then(sqlx::error::DatabaseError::code);
        // SQLite: busy, in its two forms. PostgreSQL: a lock that wasn't had in time, a deadlock, sessions in a database
        // that is to be copied, a session that was ended.
        code.is_some_and(|code| ["5", "517", "55P03", "40P01", "55006", "57P01"].contains(&code.as_ref()))
    }

    /// It was a write to data that is being moved: there it will work in a moment.
    pub fn is_moving(&self) -> bool {
        let Some(error) = self.0.as_database_error() else { return false };
        error.message().contains(super::transfer::REFUSED)
    }

    /// The whole server is unwell, and not this database alone.
    pub(crate) fn blames_the_server(&self) -> bool {
        PgConnection::blames_the_server(&self.0)
    }

    /// Somebody is connected to a database that was to be renamed.
    pub(super) fn is_in_use(&self) -> bool {
        self.0.as_database_error().and_then(sqlx::error::DatabaseError::code).is_some_and(|code| code == "55006")
    }

    /// A session could not start as its role: there is no such role (22023), or the login may not switch to it (42501).
    pub(super) fn is_unusable_role(&self) -> bool {
        let code = self.0.as_database_error().and_then(sqlx::error::DatabaseError::code);
        code.is_some_and(|code| ["22023", "42501"].contains(&code.as_ref()))
    }
}

/// What a statement of a migration failed with; any other error as it is.
fn failed_statement(error: &sqlx::Error) -> &sqlx::Error {
    match error {
        sqlx::Error::Migrate(migration) => match migration.as_ref() {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error,
            _ => error,
        },
        error => error,
    }
}

fn constraint_of_sqlite(message: &str) -> Option<String> {
    if let Some(columns) = message.split("UNIQUE constraint failed: ").nth(1) {
        let mut parts = columns.split(", ").map(|column| column.split_once('.'));
        let (table, first) = parts.next()??;
        let rest = parts.map(|part| part.map_or("", |(_, column)| column));
        let columns: Vec<&str> = std::iter::once(first).chain(rest).collect();
        return Some(format!("{table}_{}_key", columns.join("_")));
    }
    message.split("CHECK constraint failed: ").nth(1).map(str::to_owned)
}

/// Turns a broken constraint into a problem of the field that caused it.
pub fn on_constraint(name: &'static str, field: &'static str, problem: Problem) -> impl FnOnce(DbError) -> Error {
    move |error| {
        if error.constraint().as_deref() == Some(name) { Fault::field(field, problem).into() } else { error.into() }
    }
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        Self(Box::new(error))
    }
}

impl From<MigrateError> for DbError {
    fn from(error: MigrateError) -> Self {
        Self(Box::new(error.into()))
    }
}

impl From<std::io::Error> for DbError {
    fn from(error: std::io::Error) -> Self {
        Self(Box::new(sqlx::Error::Io(error)))
    }
}

impl fmt::Display for DbError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("database")
    }
}

impl StdError for DbError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::constraint_of_sqlite;

    #[test]
    fn sqlite_constraints_get_their_conventional_names() {
        let name = |message| constraint_of_sqlite(message);
        assert_eq!(name("UNIQUE constraint failed: loan.note").as_deref(), Some("loan_note_key"));
        assert_eq!(
            name("UNIQUE constraint failed: membership.tenant_id, membership.user_id").as_deref(),
            Some("membership_tenant_id_user_id_key")
        );
        assert_eq!(name("CHECK constraint failed: loan_amount_positive").as_deref(), Some("loan_amount_positive"));
        assert_eq!(name("no such table: loan"), None);
    }
}
