//! How many sessions the deployment has on its own PostgreSQL server, and how many it may have: all nodes together.

use super::{DbError, Lifecycle, Reader, server, shares::four_fifths};
use crate::sql;

/// Sessions that are open, of the part of a server that all nodes may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sessions {
    pub(crate) open: i64,
    pub(crate) most: i64,
}

/// Whoever has them: a tool that copies a database takes room as well. Those for work on the server itself are few, are closed
/// after a minute, and aren't among them.
const OPEN: &str = "select count(*) from pg_stat_activity a
    where a.datname = current_database() or a.datname = $1
       or exists (select 1 from tenant t where t.database_name = a.datname)";

impl Lifecycle {
    /// Asked over the central database, which is on that server. `None` of a deployment whose own place is a directory.
    pub(crate) async fn own_sessions(&self, central: &mut Reader) -> Result<Option<Sessions>, DbError> {
        let Some(own) = &self.own else { return Ok(None) };
        let shared = own.shared_database()?;
        let allowed = sql!(central, scalar i32, server::ALLOWED)?;
        let open = sql!(central, scalar i64, OPEN, &shared)?;
        Ok(Some(Sessions { open, most: four_fifths(u32::try_from(allowed).unwrap_or_default()) }))
    }
}
