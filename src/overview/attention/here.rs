//! What the process that answers has learnt of places by itself.

use super::{Attention, Concern, Concerned, Seen, Slice, cut};
use crate::{
    db::Reader,
    error::Result,
    overview::Detail,
    servers::{COMFORTABLE_FREE, NEARLY_FULL, OwnPlace, ServerState, ServerSummary},
};

/// More of them are looked up for nobody: something graver is the matter.
const MOST: usize = 200;

/// What the last check of a server says, and what this process has learnt since.
pub(super) async fn unreachable_servers(
    seen: &Seen<'_>,
    reader: &mut Reader,
    slice: Slice,
) -> Result<Option<Attention>> {
    let (own_rests, resting) = seen.platform.lifecycle.resting_servers();
    let mut names = Vec::new();
    for id in resting {
        names.extend(sql!(reader, scalar_optional String, "select name from server where id = $1", id)?);
    }
    let own =
        own_rests.then(|| Concerned { key: String::new(), name: String::new(), detail: Detail::None, since: None });
    let registered = seen.servers.iter().filter(|server| server.last_error.is_some() || names.contains(&server.name));
    let registered =
        registered.map(|server| of_server(server, server.last_error.clone().map_or(Detail::None, Detail::Reason)));
    Ok(cut(Concern::ServerUnreachable, own.into_iter().chain(registered).collect(), slice))
}

pub(super) async fn unreachable_databases(
    seen: &Seen<'_>,
    reader: &mut Reader,
    slice: Slice,
) -> Result<Option<Attention>> {
    let mut unreachable = Vec::new();
    for tenant in seen.platform.fleet.unreachable().into_iter().take(MOST) {
        let row = sql!(reader, fetch_optional(String, String), "select slug, name from tenant where id = $1", tenant)?;
        unreachable.extend(row.map(|(key, name)| Concerned { key, name, detail: Detail::None, since: None }));
    }
    unreachable.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(cut(Concern::DatabaseUnreachable, unreachable, slice))
}

/// A server that is drained gets nobody, however full it is.
pub(super) fn full(seen: &Seen<'_>, slice: Slice) -> Option<Attention> {
    let is_full = |server: &&ServerSummary| {
        server.state == ServerState::Active && server.tenants * 100 >= server.capacity * NEARLY_FULL
    };
    let filled = |server: &ServerSummary| {
        let ServerSummary { tenants, capacity, .. } = server;
        of_server(server, Detail::Of { count: *tenants, of: *capacity })
    };
    let own = seen.own.iter().filter_map(little_room);
    let own = own.map(|detail| Concerned { key: String::new(), name: String::new(), detail, since: None });
    cut(Concern::ServerFull, own.chain(seen.servers.iter().filter(is_full).map(filled)).collect(), slice)
}

fn little_room(place: &OwnPlace) -> Option<Detail> {
    let free = place.free().filter(|free| *free < COMFORTABLE_FREE).map(Detail::Free);
    let connections =
        || place.nearly_all_connections().map(|room| Detail::Connections { used: room.used, of: room.of });
    free.or_else(connections)
}

/// The last check says since when, if that is what found it.
fn of_server(server: &ServerSummary, detail: Detail) -> Concerned {
    let since = server.checked_at.clone().filter(|_| matches!(detail, Detail::Reason(_)));
    Concerned { key: server.name.clone(), name: server.name.clone(), detail, since }
}
