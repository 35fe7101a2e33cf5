//! The growing delay after failed proofs of a password: per account, by the address that was typed, whether it exists
//! or not; and per network that the tries come from. Mails with a link to a new password are bounded in the same way.

use crate::{
    db::{ToSqlx, Tx, sqlx},
    error::{Error, Result},
    fault::Kind,
    platform::Platform,
    users::token,
};
use jiff::{SignedDuration, Timestamp};
use std::{
    fmt::Write,
    net::{IpAddr, Ipv6Addr},
};

/// Failures are forgotten after a day without another.
const FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_hours(24);
const LONGEST_DELAY: SignedDuration = SignedDuration::from_mins(15);

struct Allowance {
    /// The failure that brings the first delay, of one second; each further one doubles it.
    delayed_from: i64,
    /// The failure after which there are no more tries until all is forgotten. NIST SP 800-63B-4 asks for 100 at most.
    stopped_at: Option<i64>,
}

const ACCOUNT: Allowance = Allowance { delayed_from: 5, stopped_at: Some(100) };
/// Higher, and without an end: a network is many people.
const NETWORK: Allowance = Allowance { delayed_from: 20, stopped_at: None };

/// A mailbox is soon full: three links are enough, and who asks on and on is told to wait.
const RESETS_OF_ACCOUNT: Allowance = Allowance { delayed_from: 3, stopped_at: Some(20) };
const RESETS_OF_NETWORK: Allowance = NETWORK;

/// One try to prove a password. It counts as failed for the account from the start, so that tries at the same time
/// can't slip past the count together; `succeeded` takes that back.
pub(crate) struct Attempt {
    account: String,
    network: Option<String>,
}

impl Attempt {
    /// # Errors
    /// `RateLimited` with the seconds that are left; such a try doesn't count.
    pub(crate) async fn begin(platform: &Platform, email: &str, address: Option<IpAddr>) -> Result<Self> {
        let attempt = Self { account: account_key(email), network: address.map(network_of) };
        let mut tx = platform.central.begin().await?;
        let now = platform.clock.now();
        let account = locked(&mut tx, &attempt.account, now).await?;
        ACCOUNT.check(&account, now)?;
        if let Some(key) = &attempt.network {
            NETWORK.check(&locked(&mut tx, key, now).await?, now)?;
        }
        count(&mut tx, &attempt.account, now).await?;
        tx.commit().await?;
        Ok(attempt)
    }

    pub(crate) async fn succeeded(self, tx: &mut Tx) -> Result<()> {
        sql!(tx, execute "delete from sign_in_failure where key = $1", self.account)?;
        Ok(())
    }

    pub(crate) async fn failed(self, tx: &mut Tx, platform: &Platform) -> Result<()> {
        if let Some(network) = self.network {
            count(tx, &network, platform.clock.now()).await?;
        }
        Ok(())
    }
}

/// Counts a request for a link by mail. It is never taken back: there is nothing by which it could succeed.
///
/// # Errors
/// `RateLimited` with the seconds that are left; such a request doesn't count.
pub(super) async fn note_reset(tx: &mut Tx, platform: &Platform, email: &str, address: IpAddr) -> Result<()> {
    let now = platform.clock.now();
    let bounds = [(account_key(email), &RESETS_OF_ACCOUNT), (network_of(address), &RESETS_OF_NETWORK)];
    for (key, allowance) in bounds {
        let key = format!("reset-{key}");
        allowance.check(&locked(tx, &key, now).await?, now)?;
        count(tx, &key, now).await?;
    }
    Ok(())
}

/// For an account whose owner proved in another way who they are.
pub(super) async fn forget_failures(tx: &mut Tx, email: &str) -> Result<()> {
    sql!(tx, execute "delete from sign_in_failure where key = $1", account_key(email))?;
    Ok(())
}

impl Allowance {
    fn check(&self, so_far: &Failures, now: Timestamp) -> Result<()> {
        let until = so_far.last_failed_at.to_jiff() + self.delay(so_far.failures);
        let left = until.duration_since(now).as_millis();
        if left <= 0 {
            return Ok(());
        }
        let seconds = u32::try_from((left + 999) / 1000).unwrap_or(u32::MAX);
        Err(Error::new(Kind::RateLimited { seconds }))
    }

    fn delay(&self, failures: i64) -> SignedDuration {
        if self.stopped_at.is_some_and(|most| failures >= most) {
            return FORGOTTEN_AFTER;
        }
        match failures - self.delayed_from {
            ..0 => SignedDuration::ZERO,
            doublings => SignedDuration::from_secs(1 << doublings.min(20)).min(LONGEST_DELAY),
        }
    }
}

#[derive(sqlx::FromRow)]
struct Failures {
    failures: i64,
    last_failed_at: crate::db::Timestamp,
}

/// The failures under a key, held against other transactions until this one ends.
async fn locked(tx: &mut Tx, key: &str, now: Timestamp) -> Result<Failures> {
    Ok(sql!(
        tx,
        fetch_one Failures,
        "insert into sign_in_failure (key, failures, last_failed_at) values ($1, 0, $2)
         on conflict (key) do update set
           failures = case when sign_in_failure.last_failed_at <= $3 then 0 else sign_in_failure.failures end
         returning failures, last_failed_at",
        key,
        now.to_sqlx(),
        (now - FORGOTTEN_AFTER).to_sqlx()
    )?)
}

async fn count(tx: &mut Tx, key: &str, now: Timestamp) -> Result<()> {
    let text = "update sign_in_failure set failures = failures + 1, last_failed_at = $1 where key = $2";
    sql!(tx, execute text, now.to_sqlx(), key)?;
    Ok(())
}

pub(crate) async fn forget_old_failures(tx: &mut Tx, platform: &Platform) -> Result<()> {
    let before = platform.clock.now() - FORGOTTEN_AFTER;
    sql!(tx, execute "delete from sign_in_failure where last_failed_at <= $1", before.to_sqlx())?;
    Ok(())
}

/// The typed address is hashed: it may be anything, a password in the wrong field included.
fn account_key(email: &str) -> String {
    token::hash(email).iter().fold("account:".to_owned(), |mut key, byte| {
        // Writing into a String can't fail.
        let _ = write!(key, "{byte:02x}");
        key
    })
}

/// The /24 or /64 of an address: what one subscriber usually has.
pub(crate) fn network_of(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("network:{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("network:{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_from_one_second_to_fifteen_minutes() {
        let seconds: Vec<i64> = [4, 5, 6, 7, 14, 15, 99, 100].map(|n| ACCOUNT.delay(n).as_secs()).to_vec();
        assert_eq!(seconds, [0, 1, 2, 4, 512, 900, 900, 86_400]);
        let seconds: Vec<i64> = [0, 19, 20, 21, 100, i64::MAX].map(|n| NETWORK.delay(n).as_secs()).to_vec();
        assert_eq!(seconds, [0, 0, 1, 2, 900, 900]);
    }

    #[test]
    fn neighbours_share_a_network() {
        let key = |address: &str| network_of(address.parse().unwrap());
        assert_eq!(key("203.0.113.7"), "network:203.0.113.0/24");
        assert_eq!(key("::ffff:203.0.113.200"), key("203.0.113.7"));
        assert_eq!(key("2001:db8:1:2:3:4:5:6"), "network:2001:db8:1:2::/64");
        assert_ne!(key("2001:db8:1:3::1"), key("2001:db8:1:2::1"));
    }
}
