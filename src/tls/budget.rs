//! Authorities bound how many certificates one may order, and who runs into a bound waits for days. So orders are counted here,
//! and one that would go beyond our own bounds, which are below theirs, is put off. Theirs are those of Let’s Encrypt:
//! <https://letsencrypt.org/docs/rate-limits/>.

use crate::{
    config::TlsSettings,
    db::{Timestamp, ToSqlx, Tx, sqlx},
    error::Result,
    ids::TenantId,
};
use jiff::SignedDuration;
use std::fmt;

const THREE_HOURS: SignedDuration = SignedDuration::from_hours(3);
const WEEK: SignedDuration = SignedDuration::from_hours(24 * 7);
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// How long orders are remembered.
pub(super) const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 8);

/// What is about to be ordered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish<'h> {
    pub(super) host: &'h str,
    pub(super) tenant: Option<TenantId>,
    /// The host has a certificate, which is to be replaced.
    pub(super) is_renewal: bool,
    /// The host is below the deployment's own, whose certificates authorities count together.
    pub(super) is_below: bool,
}

/// Which bound is reached, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PutOff {
    bound: &'static str,
    most: u32,
    pub(super) until: jiff::Timestamp,
}

impl fmt::Display for PutOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "put off until {}: the budget of {} {} is spent", self.until, self.most, self.bound)
    }
}

/// Orders within one window of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Spent {
    count: i64,
    oldest: Option<jiff::Timestamp>,
}

/// Whether one more is within all bounds. The transaction holds the lock under which orders are counted and added.
pub(super) async fn check(
    tx: &mut Tx,
    settings: &TlsSettings,
    wish: Wish<'_>,
    now: jiff::Timestamp,
) -> Result<Result<(), PutOff>> {
    let all = "select count(*) as count, min(ordered_at) as oldest from acme_order where ordered_at > $1";
    let all = sql!(tx, fetch_one Row, all, (now - THREE_HOURS).to_sqlx())?;
    let of_host = "select count(*) as count, min(ordered_at) as oldest from acme_order
                   where host = $1 and ordered_at > $2 and state = 'failed'";
    let of_host = sql!(tx, fetch_one Row, of_host, wish.host, (now - HOUR).to_sqlx())?;
    let mut found = vec![
        (bound(THREE_HOURS, "orders in three hours", settings.orders_per_3_hours), all.into()),
        (bound(HOUR, "failed orders of this host in an hour", settings.failures_per_host_per_hour), of_host.into()),
    ];
    let week = (now - WEEK).to_sqlx();
    // Each certificate here is for one name, so that those of a host are those of the same set of names. An order that was never
    // heard of again may have been carried out.
    let issued = "select count(*) as count, min(ordered_at) as oldest from acme_order
                  where host = $1 and ordered_at > $2 and state <> 'failed'";
    let issued = sql!(tx, fetch_one Row, issued, wish.host, week)?;
    let of_one = bound(WEEK, "certificates of this host in a week", settings.certificates_per_host_per_week);
    found.push((of_one, issued.into()));
    if !wish.is_renewal && wish.is_below {
        let below = "select count(*) as count, min(ordered_at) as oldest from acme_order
                     where ordered_at > $1 and is_below and not is_renewal";
        let below = sql!(tx, fetch_one Row, below, week)?;
        let own = bound(WEEK, "new hosts below the deployment’s own in a week", settings.subdomains_per_week);
        found.push((own, below.into()));
    }
    if !wish.is_renewal && !wish.is_below {
        let under = "select count(*) as count, min(ordered_at) as oldest from acme_order
                     where ordered_at > $1 and not is_renewal and not is_below and state <> 'failed'
                       and (host = $2 or host like '%.' || $2)";
        let under = sql!(tx, fetch_one Row, under, week, registered_domain(wish.host))?;
        let most = settings.hosts_per_registered_domain_per_week;
        found.push((bound(WEEK, "new hosts of this registered domain in a week", most), under.into()));
    }
    if let Some(tenant) = wish.tenant.filter(|_| !wish.is_renewal) {
        let own = "select count(*) as count, min(ordered_at) as oldest from acme_order
                   where tenant_id = $1 and ordered_at > $2 and not is_renewal";
        let own = sql!(tx, fetch_one Row, own, tenant, week)?;
        let of_one = bound(WEEK, "orders of this organisation in a week", settings.orders_per_organisation_per_week);
        found.push((of_one, own.into()));
    }
    Ok(judge(&found, now))
}

/// The domain that somebody has registered and that a host belongs to. A name that is a public suffix itself counts alone.
fn registered_domain(host: &str) -> &str {
    psl::domain_str(host).unwrap_or(host)
}

#[derive(Clone, Copy, Debug)]
struct Bound {
    window: SignedDuration,
    name: &'static str,
    most: u32,
}

fn bound(window: SignedDuration, name: &'static str, most: u32) -> Bound {
    Bound { window, name, most }
}

/// The bound that holds it up for longest.
fn judge(found: &[(Bound, Spent)], now: jiff::Timestamp) -> Result<(), PutOff> {
    let reached = found.iter().filter(|(bound, spent)| spent.count >= i64::from(bound.most));
    let put_off = reached.map(|(bound, spent)| PutOff {
        bound: bound.name,
        most: bound.most,
        // Where the bound is nothing at all there is no order whose place comes free.
        until: spent.oldest.unwrap_or(now) + bound.window,
    });
    put_off.max_by_key(|put_off| put_off.until).map_or(Ok(()), Err)
}

#[derive(sqlx::FromRow)]
struct Row {
    count: i64,
    oldest: Option<Timestamp>,
}

impl From<Row> for Spent {
    fn from(row: Row) -> Self {
        Self { count: row.count, oldest: row.oldest.map(Timestamp::to_jiff) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> jiff::Timestamp {
        text.parse().unwrap()
    }

    fn spent(count: i64, oldest: &str) -> Spent {
        Spent { count, oldest: Some(at(oldest)) }
    }

    #[test]
    fn what_is_within_every_bound_is_ordered() {
        let now = at("2026-03-15T12:00:00Z");
        let three_hours = bound(THREE_HOURS, "orders in three hours", 250);
        assert_eq!(judge(&[(three_hours, Spent::default())], now), Ok(()));
        assert_eq!(judge(&[(three_hours, spent(249, "2026-03-15T09:30:00Z"))], now), Ok(()));
    }

    #[test]
    fn a_bound_that_is_reached_holds_until_a_place_is_free() {
        let now = at("2026-03-15T12:00:00Z");
        let three_hours = bound(THREE_HOURS, "orders in three hours", 250);
        let put_off = judge(&[(three_hours, spent(250, "2026-03-15T09:30:00Z"))], now).unwrap_err();
        assert_eq!(put_off.until, at("2026-03-15T12:30:00Z"));
        assert_eq!(
            put_off.to_string(),
            "put off until 2026-03-15T12:30:00Z: the budget of 250 orders in three hours is spent"
        );
    }

    #[test]
    fn of_several_the_longest_counts() {
        let now = at("2026-03-15T12:00:00Z");
        let found = [
            (bound(THREE_HOURS, "a", 1), spent(1, "2026-03-15T11:00:00Z")),
            (bound(WEEK, "b", 20), spent(20, "2026-03-10T12:00:00Z")),
            (bound(HOUR, "c", 3), spent(3, "2026-03-15T11:30:00Z")),
        ];
        let put_off = judge(&found, now).unwrap_err();
        assert_eq!((put_off.bound, put_off.until), ("b", at("2026-03-17T12:00:00Z")));
    }

    #[test]
    fn hosts_are_counted_by_what_somebody_registered() {
        for (host, domain) in [
            ("prets.gmah-paris.fr", "gmah-paris.fr"),
            ("gmah-paris.fr", "gmah-paris.fr"),
            ("a.b.gmah.co.uk", "gmah.co.uk"),
            ("gmah.github.io", "gmah.github.io"),
            ("co.uk", "co.uk"),
            ("loans.gmah.example", "gmah.example"),
        ] {
            assert_eq!(registered_domain(host), domain, "{host}");
        }
    }

    #[test]
    fn a_budget_of_nothing_orders_nothing() {
        let now = at("2026-03-15T12:00:00Z");
        assert_eq!(judge(&[(bound(WEEK, "b", 0), Spent::default())], now).unwrap_err().until, now + WEEK);
    }
}
