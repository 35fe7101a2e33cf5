//! The processes that serve one deployment, and what each may take of a PostgreSQL server.

use crate::{db::ToSqlx, error::Result, ids::NodeId, platform::Platform};
use jiff::SignedDuration;
use std::time::Duration;

/// Who wasn't seen for so long is gone. Three signs of life must fail before that.
const GONE_AFTER: SignedDuration = SignedDuration::from_secs(30);
/// How often a node follows what others changed.
pub(crate) const FOLLOWING: Duration = Duration::from_secs(1);
/// After so long every other node has followed a change.
pub(crate) const HEARING: Duration = Duration::from_millis(1_300);
/// Connections of the lifecycle's own, beside the central database's.
const FOR_ADMINISTRATION: u32 = 8;

/// Says that this node is there, and gives how many are.
pub(crate) async fn beat(platform: &Platform, node: NodeId) -> Result<u32> {
    let now = platform.clock.now();
    let gone = (now - GONE_AFTER).to_sqlx();
    let mut tx = platform.central.begin().await?;
    let text = "insert into node (id, started_at, seen_at) values ($1, $2, $2)
                on conflict (id) do update set seen_at = excluded.seen_at";
    sql!(&mut tx, execute text, node, now.to_sqlx())?;
    sql!(&mut tx, execute "delete from node where seen_at < $1", gone)?;
    let nodes = sql!(&mut tx, scalar i64, "select count(*) from node")?;
    tx.commit().await?;
    Ok(u32::try_from(nodes).unwrap_or(u32::MAX).max(1))
}

/// Whether other processes serve this deployment now.
pub(crate) async fn are_others(platform: &Platform, node: NodeId) -> Result<bool> {
    let gone = (platform.clock.now() - GONE_AFTER).to_sqlx();
    let mut reader = platform.central.read().await?;
    Ok(sql!(&mut reader, scalar i64, "select count(*) from node where id <> $1 and seen_at >= $2", node, gone)? > 0)
}

/// Waits until the other nodes, if there are any, have followed a change that was committed: for what the next request must see
/// wherever it comes in.
pub(crate) async fn heard(platform: &Platform) {
    let are_others = platform.has_other_nodes().await.unwrap_or_else(|error| {
        tracing::debug!(error = %error.with_causes(), "it could not be told whether there are other nodes");
        true
    });
    if are_others {
        tokio::time::sleep(HEARING).await;
    }
}

/// Says that this node is gone, so that the others may take its share at once.
pub(crate) async fn leave(platform: &Platform, node: NodeId) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    sql!(&mut tx, execute "delete from node where id = $1", node)?;
    Ok(tx.commit().await?)
}

/// The connections to tenants' databases that one of so many nodes may have on a server: its part of four fifths of what the
/// server allows, without what the node needs beside them; never more than the settings say.
pub(super) fn share(server_allows: u32, nodes: u32, central: u32, setting: u32) -> u32 {
    let four_fifths = u64::from(server_allows) * 4 / 5;
    let part = u32::try_from(four_fifths / u64::from(nodes.max(1))).unwrap_or(u32::MAX);
    part.saturating_sub(central + FOR_ADMINISTRATION).clamp(1, setting.max(1))
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn all_nodes_together_stay_below_four_fifths() {
        for (server, nodes) in [(100, 1), (100, 2), (500, 5), (97, 3)] {
            let each = share(server, nodes, 8, 60) + 8 + 8;
            assert!(each * nodes <= server * 4 / 5, "{nodes} nodes with {each} each of {server}");
        }
        assert_eq!(share(100, 1, 8, 60), 60);
        assert_eq!(share(100, 2, 8, 60), 24);
        assert_eq!(share(10_000, 1, 8, 60), 60, "the settings are the most");
        assert_eq!(share(5, 3, 8, 60), 1, "one is needed to serve at all");
    }
}
