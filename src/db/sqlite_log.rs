//! The write-ahead log of a file that nobody has open. SQLite takes it away with the last connection and makes it anew with
//! the next one. Over a fleet that is visited here and there nearly every request then makes two files and removes two,
//! and the file system, which looks for names and places that were not in use a moment ago, takes longer for that than the
//! request for all else. So the log stays, empty.

use sqlx::{SqliteConnection, sqlite::SqliteConnectOptions};

/// Bytes that a log keeps when it starts again; twice of what it is written back at. When it stays behind it is cut to nothing.
const MOST: &str = "8388608";

/// Has the log cut to nothing when the file is closed. Without it what was written back would stay in it.
pub(super) fn cut_at_the_end(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options.pragma("journal_size_limit", MOST)
}

/// Leaves the log where it is when this connection is the last one.
#[expect(unsafe_code, reason = "sqlx has no call for it")]
pub(super) async fn keep(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let mut handle = connection.lock_handle().await?;
    let mut on: std::ffi::c_int = 1;
    // SAFETY: the handle is locked and open for as long as `handle` lives, the name ends in NUL, and for this operation
    // SQLite reads and writes one `int` behind the last pointer, before it returns.
    let done = unsafe {
        libsqlite3_sys::sqlite3_file_control(
            handle.as_raw_handle().as_ptr(),
            c"main".as_ptr(),
            libsqlite3_sys::SQLITE_FCNTL_PERSIST_WAL,
            (&raw mut on).cast(),
        )
    };
    if done == libsqlite3_sys::SQLITE_OK {
        Ok(())
    } else {
        Err(sqlx::Error::Protocol(format!("SQLite does not keep its log: error {done}")))
    }
}
