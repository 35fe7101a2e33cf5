//! Certificates in the central database: which are wanted, which are there, who orders one.

use super::{
    budget::{self, Wish},
    obtain::{Issued, Refused},
    schedule::{SPREAD, renewal, wait_after},
};
use crate::{
    db::{Timestamp, ToSqlx, Tx, sqlx},
    domains::{HostName, Standing},
    error::{Error, Result},
    ids::{OrderId, TenantId},
    platform::Platform,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use jiff::SignedDuration;
use rustls::{
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, pem::PemObject},
    sign::CertifiedKey,
};

/// Longer than an order takes.
const LEASE: SignedDuration = SignedDuration::from_mins(3);

/// Has a host's certificate ordered by the next process that looks, whatever it waits for.
///
/// # Errors
/// `NotFound` for a host that no certificate is ordered for.
pub async fn renew(platform: &Platform, host: &str) -> Result<()> {
    let host = HostName::parse(host).ok_or_else(Error::not_found)?;
    let tenant = match platform.directory.standing(platform, &host).await? {
        Standing::Own => None,
        Standing::Served(tenant) => Some(tenant),
        Standing::NotServed | Standing::Unknown => return Err(Error::not_found()),
    };
    want(platform, host.as_str(), tenant).await?;
    let mut tx = platform.central.begin().await?;
    let now = platform.clock.now().to_sqlx();
    sql!(&mut tx, execute "update certificate set due_at = $1 where host = $2 and due_at > $1", now, host.as_str())?;
    Ok(tx.commit().await?)
}

/// Writes down that a host is to have one, unless it is.
pub(super) async fn want(platform: &Platform, host: &str, tenant: Option<TenantId>) -> Result<()> {
    let mut reader = platform.central.read().await?;
    let text =
        "select count(*) from certificate where host = $1 and (tenant_id = $2 or tenant_id is null and $2 is null)";
    let is_wanted = sql!(&mut reader, scalar i64, text, host, tenant)? > 0;
    drop(reader);
    if is_wanted {
        return Ok(());
    }
    let mut tx = platform.central.begin().await?;
    let text = "insert into certificate (host, tenant_id, due_at, created_at) values ($1, $2, $3, $3)
                on conflict (host) do update set tenant_id = excluded.tenant_id
                where certificate.tenant_id is distinct from excluded.tenant_id";
    sql!(&mut tx, execute text, host, tenant, platform.clock.now().to_sqlx())?;
    Ok(tx.commit().await?)
}

/// The certificate and its key, unless it is over.
pub(super) async fn load(platform: &Platform, host: &str) -> Result<Option<(CertifiedKey, jiff::Timestamp)>> {
    let mut reader = platform.central.read().await?;
    let text = "select chain, sealed_key, not_after from certificate
                where host = $1 and chain is not null and not_after > $2";
    let row = sql!(&mut reader, fetch_optional Stored, text, host, platform.clock.now().to_sqlx())?;
    drop(reader);
    let Some(Stored { chain, sealed_key, not_after }) = row else { return Ok(None) };
    let key = platform.config.database.key_file();
    let key = key.open_for(&column(host), &sealed_key).map_err(Error::internal)?;
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key));
    let chain = opened_chain(platform, host, &chain)?;
    let chain: Vec<_> = CertificateDer::pem_slice_iter(&chain).collect::<Result<_, _>>().map_err(Error::internal)?;
    let certified = CertifiedKey::from_der(chain, key, &aws_lc_rs::default_provider()).map_err(Error::internal)?;
    Ok(Some((certified, not_after.to_jiff())))
}

#[derive(sqlx::FromRow)]
struct Stored {
    chain: String,
    sealed_key: Vec<u8>,
    not_after: Timestamp,
}

/// Hosts that are due, those without any certificate first.
pub(super) async fn due(platform: &Platform, most: i64) -> Result<Vec<String>> {
    let mut reader = platform.central.read().await?;
    let text = "select host from certificate where due_at <= $1 and (lease_until is null or lease_until <= $1)
                order by case when chain is null then 0 else 1 end, due_at limit $2";
    Ok(sql!(&mut reader, scalar_all String, text, platform.clock.now().to_sqlx(), most)?)
}

/// An order that this process may make now.
pub(super) struct Lease {
    pub(super) host: String,
    owner: String,
    order: OrderId,
}

pub(super) enum Taken {
    Lease(Lease),
    /// It isn't due, or somebody else orders it.
    Busy,
    PutOff(String),
}

/// Takes the lease on a host that is due, and a place of the budget.
pub(super) async fn take(platform: &Platform, host: &str, tenant: Option<TenantId>, is_below: bool) -> Result<Taken> {
    let now = platform.clock.now();
    let owner = platform.random.uuid(now).to_string();
    let mut tx = platform.central.begin().await?;
    lock_budget(&mut tx).await?;
    let text = "update certificate set lease_owner = $1, lease_until = $2, tenant_id = $3
                where host = $4 and due_at <= $5 and (lease_until is null or lease_until <= $5)
                returning cast(case when chain is null then 0 else 1 end as bigint)";
    let until = (now + LEASE).to_sqlx();
    let Some(has_one) = sql!(&mut tx, scalar_optional i64, text, &owner, until, tenant, host, now.to_sqlx())? else {
        return Ok(Taken::Busy);
    };
    let wish = Wish { host, tenant, is_renewal: has_one > 0, is_below };
    if let Err(put_off) = budget::check(&mut tx, &platform.config.tls, wish, now).await? {
        let text = "update certificate set lease_owner = null, lease_until = null, due_at = $1, last_error = $2,
                           failing_since = coalesce(failing_since, $3)
                    where host = $4";
        sql!(&mut tx, execute text, put_off.until.to_sqlx(), put_off.to_string(), now.to_sqlx(), host)?;
        tx.commit().await?;
        return Ok(Taken::PutOff(put_off.to_string()));
    }
    let order = OrderId::new(&platform.random, &platform.clock);
    let text = "insert into acme_order (id, host, tenant_id, is_renewal, is_below, state, ordered_at)
                values ($1, $2, $3, $4, $5, 'running', $6)";
    sql!(&mut tx, execute text, order, host, tenant, wish.is_renewal, is_below, now.to_sqlx())?;
    tx.commit().await?;
    Ok(Taken::Lease(Lease { host: host.to_owned(), owner, order }))
}

async fn lock_budget(tx: &mut Tx) -> Result<()> {
    sql!(tx, execute "update certificate_version set version = version where id = 1")?;
    Ok(())
}

/// All processes drop what they remember.
async fn changed(tx: &mut Tx) -> Result<()> {
    sql!(tx, execute "update certificate_version set version = version + 1 where id = 1")?;
    Ok(())
}

/// Whether somebody orders it now.
pub(super) async fn is_being_ordered(platform: &Platform, host: &str) -> Result<bool> {
    let mut reader = platform.central.read().await?;
    let text = "select count(*) from certificate where host = $1 and lease_until > $2";
    Ok(sql!(&mut reader, scalar i64, text, host, platform.clock.now().to_sqlx())? > 0)
}

pub(super) async fn keep(platform: &Platform, lease: &Lease, issued: &Issued) -> Result<()> {
    let key = platform.config.database.key_file();
    let sealed = key.seal_for(&platform.random, &column(&lease.host), &issued.key).map_err(Error::internal)?;
    let chain =
        key.seal_for(&platform.random, &chain_of(&lease.host), issued.chain.as_bytes()).map_err(Error::internal)?;
    let chain = BASE64_STANDARD.encode(chain);
    let before = platform.config.tls.renew_before();
    let renews_at = renewal(issued.from, issued.until, before, platform.random.below(SPREAD));
    let now = platform.clock.now().to_sqlx();
    let mut tx = platform.central.begin().await?;
    let text = "update certificate set chain = $1, sealed_key = $2, issued_at = $3, not_after = $4, due_at = $5,
                       failures = 0, last_error = null, failing_since = null,
                       lease_owner = null, lease_until = null
                where host = $6 and lease_owner = $7";
    let until = issued.until.to_sqlx();
    sql!(&mut tx, execute text, &chain, &sealed, now, until, renews_at.to_sqlx(), &lease.host, &lease.owner)?;
    sql!(&mut tx, execute "update acme_order set state = 'issued' where id = $1", lease.order)?;
    changed(&mut tx).await?;
    Ok(tx.commit().await?)
}

pub(super) async fn fail(platform: &Platform, lease: &Lease, refused: &Refused) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text = "update certificate set failures = failures + 1, last_error = $1,
                       failing_since = coalesce(failing_since, $2), lease_owner = null, lease_until = null
                where host = $3 and lease_owner = $4 returning failures";
    let now = platform.clock.now().to_sqlx();
    let failures = sql!(&mut tx, scalar_optional i64, text, refused.to_string(), now, &lease.host, &lease.owner)?;
    if let Some(failures) = failures {
        let wait = wait_after(failures, platform.random.below(SPREAD));
        let due_at = (platform.clock.now() + wait).to_sqlx();
        sql!(&mut tx, execute "update certificate set due_at = $1 where host = $2", due_at, &lease.host)?;
    }
    sql!(&mut tx, execute "update acme_order set state = 'failed' where id = $1", lease.order)?;
    Ok(tx.commit().await?)
}

/// Looks at it again later, without an order.
pub(super) async fn postpone(platform: &Platform, host: &str, wait: SignedDuration) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let due_at = (platform.clock.now() + wait).to_sqlx();
    sql!(&mut tx, execute "update certificate set due_at = $1 where host = $2", due_at, host)?;
    Ok(tx.commit().await?)
}

pub(super) async fn remove(platform: &Platform, host: &str) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    sql!(&mut tx, execute "delete from certificate where host = $1", host)?;
    changed(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// Hosts with a certificate that no verified domain has any more, and those that aren't the deployment's own any more.
pub(super) async fn astray(platform: &Platform, own: &[String]) -> Result<Vec<String>> {
    let mut reader = platform.central.read().await?;
    let text = "select c.host from certificate c left join domain d on d.host = c.host and d.verified_at is not null
                where d.host is null order by c.host limit 1000";
    let hosts = sql!(&mut reader, scalar_all String, text)?;
    Ok(hosts.into_iter().filter(|host| !own.contains(host)).collect())
}

/// Domains that were verified since then, with a moment to look from the next time.
pub(super) async fn verified_since(
    platform: &Platform,
    since: jiff::Timestamp,
) -> Result<Vec<(String, jiff::Timestamp)>> {
    let mut reader = platform.central.read().await?;
    let text = "select host, verified_at from domain where verified_at >= $1 order by verified_at limit 500";
    let rows = sql!(&mut reader, fetch_all Verified, text, since.to_sqlx())?;
    Ok(rows.into_iter().map(|row| (row.host, row.verified_at.to_jiff())).collect())
}

#[derive(sqlx::FromRow)]
struct Verified {
    host: String,
    verified_at: Timestamp,
}

/// Orders that no bound counts any more, and challenges that nobody asks for.
pub(super) async fn purge(platform: &Platform) -> Result<()> {
    let now = platform.clock.now();
    let mut tx = platform.central.begin().await?;
    sql!(&mut tx, execute "delete from acme_order where ordered_at < $1", (now - budget::REMEMBERED).to_sqlx())?;
    sql!(&mut tx, execute "delete from acme_challenge where expires_at < $1", now.to_sqlx())?;
    Ok(tx.commit().await?)
}

pub(super) async fn version(platform: &Platform) -> Result<i64> {
    let mut reader = platform.central.read().await?;
    Ok(sql!(&mut reader, scalar i64, "select version from certificate_version where id = 1")?)
}

/// What is sealed along: the column, and whose row it is.
fn column(host: &str) -> Vec<u8> {
    format!("certificate.sealed_key {host}").into_bytes()
}

fn chain_of(host: &str) -> Vec<u8> {
    format!("certificate.chain {host}").into_bytes()
}

/// In PEM. Those from before chains were sealed stand there as they are until they are renewed.
fn opened_chain(platform: &Platform, host: &str, stored: &str) -> Result<Vec<u8>> {
    if stored.starts_with("-----BEGIN") {
        return Ok(stored.as_bytes().to_vec());
    }
    let sealed = BASE64_STANDARD.decode(stored).map_err(Error::internal)?;
    platform.config.database.key_file().open_for(&chain_of(host), &sealed).map_err(Error::internal)
}
