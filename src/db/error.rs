//! Database errors, and the names of the constraints that they speak of.

use super::pool::Keep;
use crate::{
    error::Error,
    fault::{Fault, Problem},
};
use sqlx::{PgConnection, error::DatabaseError, migrate::MigrateError, sqlite::SqliteError};
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
            sqlx::Error::Database(error) => match sqlite_code(error.as_ref()) {
                Some(code) => is_file_out_of_reach(code),
                None => error.code().is_some_and(|state| is_server_out_of_reach(&state)),
            },
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
        let Some(error) = failed_statement(&self.0).as_database_error() else { return false };
        match sqlite_code(error) {
            Some(code) => code == BUSY,
            // A lock that wasn't had in time, a deadlock, sessions in a database that is to be copied, a session that was ended.
            None => error.code().is_some_and(|code| ["55P03", "40P01", "55006", "57P01"].contains(&code.as_ref())),
        }
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
        self.0.as_database_error().and_then(DatabaseError::code).is_some_and(|code| code == "55006")
    }

    /// A session could not start as its role: there is no such role (22023), or the login may not switch to it (42501).
    pub(super) fn is_unusable_role(&self) -> bool {
        let code = self.0.as_database_error().and_then(DatabaseError::code);
        code.is_some_and(|code| ["22023", "42501"].contains(&code.as_ref()))
    }
}

pub(super) const BUSY: i32 = 5;
pub(super) const NOT_A_DATABASE: i32 = 26;

/// The primary code of an error of SQLite's, whose drivers tell the extended one: of that it is the lowest byte
/// (<https://sqlite.org/rescode.html>).
pub(super) fn sqlite_code(error: &(dyn DatabaseError + 'static)) -> Option<i32> {
    let extended = error.try_downcast_ref::<SqliteError>()?.code()?.parse::<i32>().ok()?;
    Some(primary(extended))
}

fn primary(extended: i32) -> i32 {
    extended & 0xff
}

/// Somebody else writes; the disk fails, is full, or lets nobody write; the file is damaged, gone, or something else.
fn is_file_out_of_reach(primary: i32) -> bool {
    let [read_only, io, corrupt, full, cant_open] = [8, 10, 11, 13, 14];
    [BUSY, read_only, io, corrupt, full, cant_open, NOT_A_DATABASE].contains(&primary)
}

/// Of PostgreSQL's states: class 08 connection, 53 resources (a full disk is one), 57P shutdown, 3D000 no such database.
fn is_server_out_of_reach(state: &str) -> bool {
    state == "3D000" || ["08", "53", "57P"].iter().any(|class| state.starts_with(class))
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
    use super::{constraint_of_sqlite, is_file_out_of_reach, is_server_out_of_reach, primary};

    /// The lists of <https://sqlite.org/rescode.html>, primary codes first.
    #[test]
    fn a_file_out_of_reach_is_told_by_every_code_for_it() {
        for (code, extended) in [
            // Busy, read-only.
            (5, &[261, 517, 773][..]),
            (8, &[264, 520, 776, 1032, 1288, 1544]),
            // I/O: each call that may fail.
            (10, &[266, 522, 778, 1034, 1290, 1546, 1802, 2058, 2314, 2570, 2826, 3082, 3338, 3594, 3850, 4106, 4362]),
            (
                10,
                &[4618, 4874, 5130, 5386, 5642, 5898, 6154, 6410, 6666, 6922, 7178, 7434, 7690, 7946, 8202, 8458, 8714],
            ),
            // Corrupt, full, can't be opened, not a database.
            (11, &[267, 523, 779]),
            (13, &[]),
            (14, &[270, 526, 782, 1038, 1294, 1550]),
            (26, &[]),
        ] {
            for of in extended.iter().chain([&code]) {
                assert!(primary(*of) == code && is_file_out_of_reach(primary(*of)), "{of}");
            }
        }
        // Our own mistakes: an error in the text, a constraint, a wrong type, a misuse, a bind out of range.
        for of in [1, 257, 513, 769, 2, 3, 7, 9, 12, 17, 18, 19, 275, 531, 787, 1299, 1555, 2067, 3091, 20, 21, 25] {
            assert!(!is_file_out_of_reach(primary(of)), "{of}");
        }
    }

    #[test]
    fn a_server_out_of_reach_is_told_by_its_state() {
        for state in ["08000", "08006", "53100", "53300", "57P01", "57P03", "3D000"] {
            assert!(is_server_out_of_reach(state), "{state}");
        }
        // Among them some whose digits are codes of SQLite's.
        for state in ["00005", "23505", "42601", "57014", "40001", "22023", "25006"] {
            assert!(!is_server_out_of_reach(state), "{state}");
        }
    }

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
