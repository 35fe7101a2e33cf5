//! SQL that is put together, from fixed parts alone: a sort order or a filter is one of a few texts of our own.

use sqlx::AssertSqlSafe;

/// Joins parts that all stand in the source code. Values travel as binds, never in the text.
pub fn joined(parts: &[&'static str]) -> AssertSqlSafe<String> {
    AssertSqlSafe(parts.join(" "))
}
