//! Who is near a limit, noted for the console as it was judged last: it finds them along an index. Their own pages read the meter.

use super::{Allowance, Gauge, standing::Standing};
use crate::{
    db::{ToSqlx, Tx},
    error::Result,
    platform::Platform,
};

impl Standing {
    /// Who has more than they may has that to settle first.
    pub(super) fn limits_near(&self, allowance: &Allowance) -> Vec<Gauge> {
        if self.used.over(allowance).is_empty() { self.used.near(allowance) } else { Vec::new() }
    }
}

/// The same as is noted, or what became of it.
pub(super) async fn note(tx: &mut Tx, platform: &Platform, of: &Standing, allowance: &Allowance) -> Result<()> {
    let near = of.limits_near(allowance);
    for gauge in near.iter().filter(|gauge| !of.near.contains(gauge)) {
        let text = "insert into tenant_near (tenant_id, what, since, used, most, share) values ($1, $2, $3, $4, $5, $6)
                    on conflict (tenant_id, what) do update set used = excluded.used, most = excluded.most,
                      share = excluded.share";
        let (now, most) = (platform.clock.now().to_sqlx(), gauge.most.unwrap_or(gauge.used));
        sql!(tx, execute text, of.id, gauge.limit.key(), now, gauge.used, most, gauge.share())?;
    }
    for noted in &of.near {
        if !near.iter().any(|gauge| gauge.limit == noted.limit) {
            let text = "delete from tenant_near where tenant_id = $1 and what = $2";
            sql!(tx, execute text, of.id, noted.limit.key())?;
        }
    }
    Ok(())
}
