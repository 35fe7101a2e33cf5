//! The rows of the stock.

use super::{targets::Target, tend::Pace};
use crate::{
    db::{Connection, DatabaseName, ToSqlx, sqlx},
    error::Result,
    ids::ServerId,
    platform::Platform,
};

/// One of the stock, whatever its state.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Row {
    name: String,
    placement: String,
    server_id: Option<ServerId>,
    pub(super) edition: String,
    state: String,
    /// Nobody works on it any more who said so.
    is_left: bool,
}

impl Row {
    /// `None` for what nobody can have stored.
    pub(super) fn target(&self) -> Option<Target> {
        Some(Target { placement: self.placement.parse().ok()?, server: self.server_id })
    }

    pub(super) fn name(&self) -> Option<DatabaseName> {
        DatabaseName::stored(&self.name)
    }

    pub(super) fn is_ready(&self) -> bool {
        self.state == "ready"
    }

    pub(super) fn is_making(&self) -> bool {
        self.state == "making" && !self.is_left
    }

    /// A process died while it worked on it.
    pub(super) fn is_left(&self) -> bool {
        self.is_left
    }
}

/// All of them, the oldest first.
pub(super) async fn all(on: &mut impl Connection, platform: &Platform) -> Result<Vec<Row>> {
    let text = "select name, placement, server_id, edition, state,
                       coalesce(state <> 'ready' and lease_until < $1, false) as is_left
                from standby order by noted_at, name";
    Ok(sql!(on, fetch_all Row, text, platform.clock.now().to_sqlx())?)
}

/// How many there are for a place, those that are being made among them.
pub(super) fn there(rows: &[Row], target: Target, edition: &str) -> i64 {
    let of_target = rows.iter().filter(|row| row.target() == Some(target) && row.edition == edition);
    i64::try_from(of_target.filter(|row| row.is_ready() || row.is_making()).count()).unwrap_or(i64::MAX)
}

/// How many a crash left half-made or half-removed; the next look of a serving process removes them.
pub async fn left_over(platform: &Platform) -> Result<usize> {
    let mut reader = platform.central.read().await?;
    Ok(all(&mut reader, platform).await?.iter().filter(|row| row.is_left()).count())
}

/// Notes names that will be made, as many as are missing and at most so many at once.
pub(super) async fn reserve(
    platform: &Platform,
    target: Target,
    wanted: i64,
    edition: &str,
    pace: Pace,
) -> Result<Vec<DatabaseName>> {
    let now = platform.clock.now();
    let mut tx = platform.central.begin().await?;
    sql!(&mut tx, execute "update standby_turn set turn = turn + 1 where id = 1")?;
    let missing = wanted - there(&all(&mut tx, platform).await?, target, edition);
    let mut names = Vec::new();
    for _ in 0..missing.min(platform.config.stock.made_at_once.into()) {
        let name = DatabaseName::generate(&platform.random);
        sql!(
            &mut tx,
            execute "insert into standby (name, placement, server_id, edition, state, noted_at, lease_until)
                     values ($1, $2, $3, $4, 'making', $5, $6)",
            name.as_str(),
            target.placement.key(),
            target.server,
            edition,
            now.to_sqlx(),
            (now + pace.lease).to_sqlx()
        )?;
        names.push(name);
    }
    tx.commit().await?;
    Ok(names)
}

/// From here on it may be claimed. Gives whether it was still the maker's.
pub(super) async fn shelve(platform: &Platform, name: &DatabaseName) -> Result<bool> {
    let mut tx = platform.central.begin().await?;
    let text = "update standby set state = 'ready', lease_until = null where name = $1 and state = 'making'";
    let shelved = sql!(&mut tx, execute text, name.as_str())?;
    tx.commit().await?;
    Ok(shelved > 0)
}

/// Takes one that is ready, or that somebody left, out of the stock for its removal. Gives whether nobody else did.
pub(super) async fn condemn(platform: &Platform, name: &DatabaseName, pace: Pace) -> Result<bool> {
    let now = platform.clock.now();
    let mut tx = platform.central.begin().await?;
    let text = "update standby set state = 'removing', lease_until = $1
                where name = $2 and (state = 'ready' or lease_until < $3)";
    let condemned = sql!(&mut tx, execute text, (now + pace.lease).to_sqlx(), name.as_str(), now.to_sqlx())?;
    tx.commit().await?;
    Ok(condemned > 0)
}

/// The same for what could not be made, by its maker.
pub(super) async fn give_up(platform: &Platform, name: &DatabaseName) -> Result<bool> {
    let mut tx = platform.central.begin().await?;
    let text = "update standby set state = 'removing' where name = $1 and state = 'making'";
    let given_up = sql!(&mut tx, execute text, name.as_str())?;
    tx.commit().await?;
    Ok(given_up > 0)
}

/// There is nothing of it any more.
pub(super) async fn forget(platform: &Platform, name: &DatabaseName) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    sql!(&mut tx, execute "delete from standby where name = $1 and state = 'removing'", name.as_str())?;
    Ok(tx.commit().await?)
}
