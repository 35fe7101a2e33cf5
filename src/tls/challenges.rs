//! What an authority asks a host for before it issues a certificate (HTTP-01, RFC 8555, section 8.3). It may come to any
//! process, so that the answers are in the central database for as long as an order takes.

use crate::{
    db::{ToSqlx, sqlx},
    error::Result,
    platform::Platform,
};
use jiff::SignedDuration;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

const KEPT_FOR: SignedDuration = SignedDuration::from_mins(10);

/// Who asks for tokens that don't exist makes the process look so often at most, however often they ask.
const LOOKS_EVERY: Duration = Duration::from_millis(250);

#[derive(Debug, Default)]
pub(super) struct Challenges {
    /// All that are open, as they were read last.
    known: Mutex<HashMap<String, String>>,
    looked: tokio::sync::Mutex<Option<Instant>>,
}

impl Challenges {
    fn get(&self, token: &str) -> Option<String> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(token).cloned()
    }

    /// The answer to a token, if an order waits for it.
    pub(super) async fn proof(&self, platform: &Platform, token: &str) -> Result<Option<String>> {
        if !is_token(token) {
            return Ok(None);
        }
        if let Some(proof) = self.get(token) {
            return Ok(Some(proof));
        }
        let asked = Instant::now();
        let mut looked = self.looked.lock().await;
        // Whoever held the lock before has looked for all who waited.
        if !looked.is_some_and(|looked| looked > asked) {
            if let Some(last) = *looked {
                tokio::time::sleep_until(last + LOOKS_EVERY).await;
            }
            // Before the look: what comes while it goes on is not part of it.
            *looked = Some(Instant::now());
            let open = open(platform).await?;
            *self.known.lock().unwrap_or_else(PoisonError::into_inner) = open;
        }
        Ok(self.get(token))
    }
}

/// RFC 8555: base64url, at least 128 bits.
fn is_token(text: &str) -> bool {
    (22..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

async fn open(platform: &Platform) -> Result<HashMap<String, String>> {
    let mut reader = platform.central.read().await?;
    let text = "select token, proof from acme_challenge where expires_at > $1";
    let rows = sql!(&mut reader, fetch_all Row, text, platform.clock.now().to_sqlx())?;
    Ok(rows.into_iter().map(|row| (row.token, row.proof)).collect())
}

#[derive(sqlx::FromRow)]
struct Row {
    token: String,
    proof: String,
}

pub(super) async fn publish(platform: &Platform, token: &str, proof: &str) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text = "insert into acme_challenge (token, proof, expires_at) values ($1, $2, $3)
                on conflict (token) do update set proof = excluded.proof, expires_at = excluded.expires_at";
    sql!(&mut tx, execute text, token, proof, (platform.clock.now() + KEPT_FOR).to_sqlx())?;
    Ok(tx.commit().await?)
}

pub(super) async fn withdraw(platform: &Platform, tokens: &[String]) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    for token in tokens {
        sql!(&mut tx, execute "delete from acme_challenge where token = $1", token)?;
    }
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::is_token;

    #[test]
    fn only_what_may_be_a_token_is_looked_for() {
        assert!(is_token("LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0"));
        for text in ["", "short", "../../etc/passwd/and/so/on", "ünder-the-radar-of-the-bytes", &"a".repeat(129)] {
            assert!(!is_token(text), "{text}");
        }
    }
}
