//! The deployment's account at the authority: made once, its key sealed in the central database, so that all processes order
//! by the same.

use super::obtain::Refused;
use crate::{
    db::ToSqlx,
    error::{Error, Result},
    platform::Platform,
};
use instant_acme::{Account, AccountBuilder, AccountCredentials, NewAccount};
use std::fmt;
use tokio::sync::Mutex;

/// The account as it was opened last; opening it asks the authority for its directory.
#[derive(Default)]
pub(super) struct Opened(Mutex<Option<Account>>);

impl Opened {
    pub(super) async fn get(&self, platform: &Platform) -> Result<Account, Refused> {
        let mut opened = self.0.lock().await;
        if let Some(account) = &*opened {
            return Ok(account.clone());
        }
        let account = open_or_create(platform).await?;
        *opened = Some(account.clone());
        Ok(account)
    }

    /// For an authority that doesn't know it any more: the next order makes another. Of several orders that were refused at once
    /// the first forgets it; the others go by the account that came in its place.
    pub(super) async fn forget(&self, platform: &Platform, unknown: &Account) -> Result<()> {
        let mut opened = self.0.lock().await;
        if opened.as_ref().is_some_and(|opened| opened.id() != unknown.id()) {
            return Ok(());
        }
        let mut tx = platform.central.begin().await?;
        sql!(&mut tx, execute "delete from acme_account where directory = $1", &platform.config.tls.acme_directory)?;
        tx.commit().await?;
        *opened = None;
        Ok(())
    }
}

/// What the authority calls the deployment's account, once there is one. Where a proxy orders the certificates it isn't ours.
pub async fn account_uri(platform: &Platform) -> Result<Option<String>> {
    if platform.config.server.tls_listen.is_none() {
        return Ok(None);
    }
    let credentials = credentials(platform).await?;
    Ok(credentials
        .map(|bytes| serde_json::from_slice::<Named>(&bytes))
        .transpose()
        .map_err(Error::internal)?
        .map(|of| of.id))
}

/// The part of the stored credentials that is no secret.
#[derive(serde::Deserialize)]
struct Named {
    id: String,
}

async fn open_or_create(platform: &Platform) -> Result<Account, Refused> {
    if let Some(credentials) = stored(platform).await? {
        return Ok(builder(platform)?.from_credentials(credentials).await?);
    }
    let settings = &platform.config.tls;
    let contact = format!("mailto:{}", settings.acme_contact);
    let contacts = [contact.as_str()];
    let new = NewAccount {
        contact: if settings.acme_contact.is_empty() { &[] } else { &contacts },
        terms_of_service_agreed: true,
        only_return_existing: false,
    };
    let (account, credentials) = builder(platform)?.create(&new, settings.acme_directory.clone(), None).await?;
    if store(platform, &credentials).await? {
        tracing::info!(directory = settings.acme_directory, "made an account at the authority for certificates");
        return Ok(account);
    }
    // Another process was first: both go by its account.
    let credentials = stored(platform).await?.ok_or_else(|| Refused::said("the account is gone again"))?;
    Ok(builder(platform)?.from_credentials(credentials).await?)
}

fn builder(platform: &Platform) -> Result<AccountBuilder, Refused> {
    let root = &platform.config.tls.acme_ca_file;
    Ok(if root.as_os_str().is_empty() { Account::builder()? } else { Account::builder_with_root(root)? })
}

async fn stored(platform: &Platform) -> Result<Option<AccountCredentials>> {
    let credentials = credentials(platform).await?;
    credentials.map(|bytes| serde_json::from_slice(&bytes)).transpose().map_err(Error::internal)
}

async fn credentials(platform: &Platform) -> Result<Option<Vec<u8>>> {
    let directory = &platform.config.tls.acme_directory;
    let mut reader = platform.central.read().await?;
    let text = "select sealed_credentials from acme_account where directory = $1";
    let Some(sealed) = sql!(&mut reader, scalar_optional Vec<u8>, text, directory)? else { return Ok(None) };
    let key = platform.config.database.key_file();
    key.open_for(&column(directory), &sealed).map(Some).map_err(Error::internal)
}

/// `false` when somebody else has stored one.
async fn store(platform: &Platform, credentials: &AccountCredentials) -> Result<bool> {
    let directory = &platform.config.tls.acme_directory;
    let plain = serde_json::to_vec(credentials).map_err(Error::internal)?;
    let key = platform.config.database.key_file();
    key.make_first(platform).await?;
    let sealed = key.seal_for(&platform.random, &column(directory), &plain).map_err(Error::internal)?;
    let mut tx = platform.central.begin().await?;
    let text = "insert into acme_account (directory, sealed_credentials, created_at) values ($1, $2, $3)
                on conflict (directory) do nothing";
    let is_first = sql!(&mut tx, execute text, directory, &sealed, platform.clock.now().to_sqlx())? > 0;
    tx.commit().await?;
    Ok(is_first)
}

/// What is sealed along: the column, and whose row it is.
fn column(directory: &str) -> Vec<u8> {
    format!("acme_account.sealed_credentials {directory}").into_bytes()
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opened")
    }
}
