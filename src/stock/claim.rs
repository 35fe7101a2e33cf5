//! Taking one out of the stock.

use super::targets::Target;
use crate::{
    db::{DatabaseName, Home, Tx},
    error::Result,
    modules::Module,
    platform::Platform,
};

/// Those that one sign-up chooses among, so that several at once seldom want the same.
const CHOICE: usize = 16;

/// Takes one that fits into the transaction that gives its name to an organisation; `None` when there is none. When the
/// transaction doesn't come to its end, the stock has it still.
pub(crate) async fn claim(
    tx: &mut Tx,
    platform: &Platform,
    home: &Home,
    modules: &[Module],
) -> Result<Option<DatabaseName>> {
    let Target { placement, server } = Target::of(home);
    if platform.config.stock.of(placement) == 0 {
        return Ok(None);
    }
    let edition = platform.lifecycle.edition(modules);
    let text = "select name from standby where placement = $1 and state = 'ready' and edition = $2
                  and (server_id = $3 or ($3 is null and server_id is null)) order by noted_at, name limit $4";
    loop {
        let limit = i64::try_from(CHOICE).unwrap_or_default();
        let names = sql!(&mut *tx, scalar_all String, text, placement.key(), &edition, server, limit)?;
        if names.is_empty() {
            return Ok(None);
        }
        let name = &names[usize::try_from(platform.random.below(names.len() as u64)).unwrap_or_default()];
        // Somebody else may have taken it since: then nothing is left to delete, and the next look doesn't see it.
        let taken = sql!(&mut *tx, execute "delete from standby where name = $1 and state = 'ready'", name)?;
        if taken > 0 {
            return Ok(DatabaseName::stored(name));
        }
    }
}
