//! The processes that work on one deployment, serving it or at an operator's command: each tells the others that it is there,
//! and takes its part of the PostgreSQL servers.

use crate::{
    clock::Clock,
    db::{Timestamp, ToSqlx, sqlx},
    error::Result,
    ids::NodeId,
    platform::Platform,
    random::Random,
};
use jiff::SignedDuration;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// How often a node gives a sign of life.
pub(crate) const BETWEEN_SIGNS: Duration = Duration::from_secs(5);
/// Who wasn't seen for so long is gone. Six signs of life must fail before that.
const GONE_AFTER: SignedDuration = SignedDuration::from_secs(30);
/// A node has heard of another when it gave so many signs since: the first may have been on its way already when the other came.
const SIGNS: u8 = 2;
/// How often a node follows what others changed.
pub(crate) const FOLLOWING: Duration = Duration::from_secs(1);
/// After so long every other node has followed a change.
pub(crate) const HEARING: Duration = Duration::from_millis(1_300);

/// This process among the nodes.
#[derive(Debug)]
pub(crate) struct Node {
    id: NodeId,
    /// Those that may not have heard of it.
    unaware: Mutex<HashMap<NodeId, Unaware>>,
}

#[derive(Debug)]
struct Unaware {
    seen_at: jiff::Timestamp,
    /// The signs that are yet to come.
    signs: u8,
}

/// Another node's sign of life.
#[derive(Debug, sqlx::FromRow)]
struct Sign {
    id: NodeId,
    seen_at: Timestamp,
}

impl Node {
    pub(crate) fn new(random: &Random, clock: &Clock) -> Self {
        Self { id: NodeId::new(random, clock), unaware: Mutex::default() }
    }

    /// Whether some of the others may not have heard of this one. All may not when it has just come.
    fn is_new_to(&self, others: &[Sign], has_come: bool) -> bool {
        let mut unaware = self.unaware.lock().unwrap_or_else(PoisonError::into_inner);
        if has_come {
            let all = others.iter().map(|sign| (sign.id, Unaware { seen_at: sign.seen_at.to_jiff(), signs: SIGNS }));
            *unaware = all.collect();
        }
        unaware.retain(|id, other| others.iter().find(|sign| sign.id == *id).is_some_and(|sign| other.stays(sign)));
        !unaware.is_empty()
    }
}

impl Unaware {
    fn stays(&mut self, sign: &Sign) -> bool {
        let seen_at = sign.seen_at.to_jiff();
        if seen_at != self.seen_at {
            self.seen_at = seen_at;
            self.signs = self.signs.saturating_sub(1);
        }
        self.signs > 0
    }
}

/// Tells the others that this node is there, and takes its part of the servers: what the others leave until they have heard of
/// it.
///
/// # Errors
/// When the central database or the deployment's own server can't be asked; the part stays as it was.
pub async fn share_servers(platform: &Platform) -> Result<()> {
    let (others, has_come) = beat(platform).await?;
    let is_new = platform.node.is_new_to(&others, has_come);
    let nodes = u32::try_from(others.len()).unwrap_or(u32::MAX).saturating_add(1);
    Ok(platform.fleet.share_with(nodes, is_new).await?)
}

/// Gives a sign of life and reads the others', and whether this is the first since the node came, or was thought to be gone.
async fn beat(platform: &Platform) -> Result<(Vec<Sign>, bool)> {
    let (node, now) = (platform.node.id, platform.clock.now());
    let mut tx = platform.central.begin().await?;
    let seen = sql!(&mut tx, execute "update node set seen_at = $1 where id = $2", now.to_sqlx(), node)?;
    if seen == 0 {
        let text = "insert into node (id, started_at, seen_at) values ($1, $2, $2)";
        sql!(&mut tx, execute text, node, now.to_sqlx())?;
    }
    sql!(&mut tx, execute "delete from node where seen_at < $1", (now - GONE_AFTER).to_sqlx())?;
    let others = sql!(&mut tx, fetch_all Sign, "select id, seen_at from node where id <> $1", node)?;
    tx.commit().await?;
    Ok((others, seen == 0))
}

/// Whether other processes work on this deployment now.
pub(crate) async fn are_others(platform: &Platform) -> Result<bool> {
    let (node, gone) = (platform.node.id, (platform.clock.now() - GONE_AFTER).to_sqlx());
    let mut reader = platform.central.read().await?;
    Ok(sql!(&mut reader, scalar i64, "select count(*) from node where id <> $1 and seen_at >= $2", node, gone)? > 0)
}

/// Waits until the other nodes, if there are any, have followed a change that was committed: for what the next request must see
/// wherever it comes in.
pub(crate) async fn heard(platform: &Platform) {
    let are_others = are_others(platform).await.unwrap_or_else(|error| {
        tracing::debug!(error = %error.with_causes(), "it could not be told whether there are other nodes");
        true
    });
    if are_others {
        tokio::time::sleep(HEARING).await;
    }
}

/// Says that this node is gone, so that the others may take its share at once.
pub(crate) async fn leave(platform: &Platform) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    sql!(&mut tx, execute "delete from node where id = $1", platform.node.id)?;
    Ok(tx.commit().await?)
}
