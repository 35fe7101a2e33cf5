//! The talk with the authority: from a name to a certificate for it.

use super::{challenges, validity::validity};
use crate::{error::Error, platform::Platform};
use instant_acme::{
    Account, AuthorizationStatus, ChallengeType, Identifier, NewOrder, Order, OrderStatus, RetryPolicy,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use std::{error::Error as StdError, fmt, time::Duration};

/// The whole talk; the lease on a host is longer.
pub(super) const LONGEST: Duration = Duration::from_secs(90);
const POLLING: RetryPolicy =
    RetryPolicy::new().initial_delay(Duration::from_millis(200)).timeout(Duration::from_mins(1));

/// What the authority has issued.
pub(super) struct Issued {
    /// PEM, the host's own first.
    pub(super) chain: String,
    /// PKCS#8 in DER.
    pub(super) key: Vec<u8>,
    pub(super) from: jiff::Timestamp,
    pub(super) until: jiff::Timestamp,
}

/// Why there is no certificate, in words for an operator.
#[derive(Debug)]
pub(super) struct Refused {
    told: String,
    /// The authority doesn't know the account.
    pub(super) is_account_unknown: bool,
}

impl Refused {
    pub(super) fn said(told: impl Into<String>) -> Self {
        Self { told: told.into(), is_account_unknown: false }
    }
}

pub(super) async fn obtain(platform: &Platform, host: &str) -> Result<Issued, Refused> {
    match tokio::time::timeout(LONGEST, obtain_by_any_account(platform, host)).await {
        Ok(obtained) => obtained,
        Err(_) => Err(Refused::said("the authority took too long")),
    }
}

async fn obtain_by_any_account(platform: &Platform, host: &str) -> Result<Issued, Refused> {
    let account = platform.certificates.account.get(platform).await?;
    match by(&account, platform, host).await {
        Err(refused) if refused.is_account_unknown => {
            platform.certificates.account.forget(platform, &account).await?;
            let account = platform.certificates.account.get(platform).await?;
            by(&account, platform, host).await
        }
        obtained => obtained,
    }
}

async fn by(account: &Account, platform: &Platform, host: &str) -> Result<Issued, Refused> {
    let names = [Identifier::Dns(host.to_owned())];
    let mut order = account.new_order(&NewOrder::new(&names)).await?;
    let mut tokens = Vec::new();
    let proven = prove(platform, &mut order, &mut tokens).await;
    if let Err(error) = challenges::withdraw(platform, &tokens).await {
        tracing::warn!(error = %error.with_causes(), "an answered challenge could not be removed");
    }
    proven?;
    let key = order.finalize().await?;
    let chain = order.poll_certificate(&POLLING).await?;
    read(&chain, &key)
}

/// Shows the authority that the host leads here.
async fn prove(platform: &Platform, order: &mut Order, tokens: &mut Vec<String>) -> Result<(), Refused> {
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization?;
        match authorization.status {
            AuthorizationStatus::Pending => {}
            // From an order of late.
            AuthorizationStatus::Valid => continue,
            other => return Err(Refused::said(format!("the authorisation is {other:?}"))),
        }
        let challenge = authorization.challenge(ChallengeType::Http01);
        let mut challenge = challenge.ok_or_else(|| Refused::said("the authority offers no HTTP-01 challenge"))?;
        challenges::publish(platform, &challenge.token, challenge.key_authorization().as_str()).await?;
        tokens.push(challenge.token.clone());
        challenge.set_ready().await?;
    }
    match order.poll_ready(&POLLING).await {
        Ok(OrderStatus::Ready) => Ok(()),
        Ok(status) => Err(why(order).await.unwrap_or_else(|| Refused::said(format!("the order is {status:?}")))),
        Err(error) => Err(why(order).await.unwrap_or_else(|| error.into())),
    }
}

/// What the authority found when it asked the host.
async fn why(order: &mut Order) -> Option<Refused> {
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization.ok()?;
        let state = authorization.refresh().await.ok()?;
        if let Some(problem) = state.challenges.iter().find_map(|challenge| challenge.error.as_ref()) {
            return Some(Refused::said(problem.detail.clone().unwrap_or_else(|| problem.to_string())));
        }
    }
    None
}

fn read(chain: &str, key: &str) -> Result<Issued, Refused> {
    let first = CertificateDer::from_pem_slice(chain.as_bytes());
    let first = first.map_err(|error| Refused::said(format!("the authority sent no certificate: {error}")))?;
    let (from, until) = validity(&first).ok_or_else(|| Refused::said("the certificate can't be read"))?;
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).map_err(|_| Refused::said("the key can't be read"))?;
    Ok(Issued { chain: chain.to_owned(), key: key.secret_der().to_vec(), from, until })
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told)
    }
}

impl StdError for Refused {}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::said(error.with_causes())
    }
}

impl From<instant_acme::Error> for Refused {
    fn from(error: instant_acme::Error) -> Self {
        let is_account_unknown = match &error {
            instant_acme::Error::Api(problem) => {
                problem.r#type.as_deref().is_some_and(|kind| kind.ends_with(":accountDoesNotExist"))
            }
            _ => false,
        };
        let mut told = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            told = format!("{told}: {error}");
            cause = error.source();
        }
        Self { told, is_account_unknown }
    }
}
