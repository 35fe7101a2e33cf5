//! What organisations have, read from the central database alone: of one, of all that have a plan, of all that have more than
//! they may, or nearly. Many are read a thousand at a time, along an index.

use super::{Allowance, Gauge, Limit, Used};
use crate::{
    db::{Connection, Timestamp, ToSqlx, joined, sqlx},
    error::Result,
    ids::TenantId,
    modules::Module,
    platform::Platform,
};
use std::collections::HashMap;

const AT_ONCE: usize = 1_000;

/// How one organisation stands.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub(super) id: TenantId,
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) plan: String,
    /// Without requests, which nothing depends on.
    pub(super) used: Used,
    /// People without those who were only asked.
    pub(super) joined: i64,
    pub(super) custom: Vec<(Limit, Option<i64>)>,
    pub(super) over: Vec<Noted>,
    /// As it was noted.
    pub(super) near: Vec<Gauge>,
}

/// A limit above which it is, as it was noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Noted {
    pub(super) limit: Limit,
    pub(super) since: jiff::Timestamp,
    pub(super) grace_ends_at: jiff::Timestamp,
    pub(super) is_ended: bool,
}

impl Standing {
    /// What it may have by a plan.
    pub(super) fn allowance(&self, of_plan: &Allowance) -> Allowance {
        let mut allowance = of_plan.clone();
        for (limit, most) in &self.custom {
            allowance.set(*limit, *most);
        }
        allowance
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Whose<'w> {
    /// By its slug.
    One(&'w str),
    Plan(&'w str),
    /// Of whom it was noted that they have more than they may, or nearly so much.
    Noted,
}

impl Whose<'_> {
    fn condition(self) -> &'static str {
        match self {
            Self::One(_) => "t.slug = $1",
            Self::Plan(_) => "t.plan = $1",
            Self::Noted => {
                "$1 = $1 and t.id in (select tenant_id from tenant_over union select tenant_id from tenant_near)"
            }
        }
    }

    fn key(&self) -> &str {
        match self {
            Self::One(key) | Self::Plan(key) => key,
            Self::Noted => "",
        }
    }
}

const FIRST: &str = "
    select t.id, t.slug, t.name, t.plan, t.database_bytes,
           (select count(*) from membership m
            where m.tenant_id = t.id and (m.expires_at is null or m.expires_at > $4)) as joined,
           (select count(*) from invitation i
            where i.tenant_id = t.id and i.accepted_at is null and i.expires_at > $4) as asked
    from tenant t where";
const LAST: &str = "
    and t.status <> 'provisioning' and not exists (select 1 from deletion g where g.tenant_id = t.id)
    and ($2 or t.id > $3) order by t.id limit 1000";

/// Those that are deleted or not made yet are left out.
pub(super) async fn all(on: &mut impl Connection, platform: &Platform, whose: Whose<'_>) -> Result<Vec<Standing>> {
    let mut all: Vec<Standing> = Vec::new();
    loop {
        let some = some(on, platform, whose, all.last().map(|last| last.id)).await?;
        let is_last = some.len() < AT_ONCE;
        all.extend(some);
        if is_last {
            return Ok(all);
        }
    }
}

pub(super) async fn one(on: &mut impl Connection, platform: &Platform, slug: &str) -> Result<Option<Standing>> {
    Ok(some(on, platform, Whose::One(slug), None).await?.pop())
}

async fn some(
    on: &mut impl Connection,
    platform: &Platform,
    whose: Whose<'_>,
    after: Option<TenantId>,
) -> Result<Vec<Standing>> {
    let (key, now) = (whose.key(), platform.clock.now().to_sqlx());
    let text = joined(&[FIRST, whose.condition(), LAST]);
    let rows = sql!(on, fetch_all Row, text, key, after.is_none(), after, now)?;
    let (Some(first), Some(last)) = (rows.first().map(|row| row.id), rows.last().map(|row| row.id)) else {
        return Ok(Vec::new());
    };
    let mut further = further(on, whose, first, last).await?;
    let standing = |row: Row| {
        let Further { modules, custom, over, mut near } = further.remove(&row.id).unwrap_or_default();
        near.sort_by_key(|gauge| gauge.limit);
        Standing {
            used: Used { members: row.joined + row.asked, storage_bytes: row.database_bytes, requests: 0, modules },
            id: row.id,
            slug: row.slug,
            name: row.name,
            plan: row.plan,
            joined: row.joined,
            custom,
            over,
            near,
        }
    };
    Ok(rows.into_iter().map(standing).collect())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: TenantId,
    slug: String,
    name: String,
    plan: String,
    database_bytes: i64,
    joined: i64,
    asked: i64,
}

/// What stands in rows of its own.
#[derive(Default)]
struct Further {
    modules: Vec<Module>,
    custom: Vec<(Limit, Option<i64>)>,
    over: Vec<Noted>,
    near: Vec<Gauge>,
}

const MODULES: &str = "
    select x.tenant_id, 'module' as kind, x.module as name, cast(null as bigint) as amount,
           cast(null as bigint) as most, x.enabled_at as since, x.enabled_at as ends_at, 0 as ended
    from tenant_module x join tenant t on t.id = x.tenant_id where x.disabled_at is null and t.id >= $2 and t.id <= $3 and";
const LIMITS: &str = "
    union all select x.tenant_id, 'limit', x.what, x.amount, null, x.set_at, x.set_at, 0
    from tenant_limit x join tenant t on t.id = x.tenant_id where t.id >= $2 and t.id <= $3 and";
const OVER: &str = "
    union all select x.tenant_id, 'over', x.what, 0, null, x.since, x.grace_ends_at,
                     case when x.ended_at is null then 0 else 1 end
    from tenant_over x join tenant t on t.id = x.tenant_id where t.id >= $2 and t.id <= $3 and";

const NEAR: &str = "
    union all select x.tenant_id, 'near', x.what, x.used, x.most, x.since, x.since, 0
    from tenant_near x join tenant t on t.id = x.tenant_id where t.id >= $2 and t.id <= $3 and";

/// Of everybody whose id lies between two.
async fn further(
    on: &mut impl Connection,
    whose: Whose<'_>,
    first: TenantId,
    last: TenantId,
) -> Result<HashMap<TenantId, Further>> {
    let condition = whose.condition();
    let text = joined(&[MODULES, condition, LIMITS, condition, OVER, condition, NEAR, condition]);
    let mut all: HashMap<TenantId, Further> = HashMap::new();
    for row in sql!(on, fetch_all FurtherRow, text, whose.key(), first, last)? {
        let further = all.entry(row.tenant_id).or_default();
        match (row.kind.as_str(), row.name.parse::<Limit>()) {
            ("module", _) => further.modules.extend(row.name.parse::<Module>().ok()),
            ("limit", Ok(limit)) => further.custom.push((limit, row.amount)),
            ("over", Ok(limit)) => further.over.push(Noted {
                limit,
                since: row.since.to_jiff(),
                grace_ends_at: row.ends_at.to_jiff(),
                is_ended: row.ended == 1,
            }),
            ("near", Ok(limit)) => {
                further.near.push(Gauge { limit, used: row.amount.unwrap_or_default(), most: row.most });
            }
            _ => {}
        }
    }
    Ok(all)
}

#[derive(sqlx::FromRow)]
struct FurtherRow {
    tenant_id: TenantId,
    kind: String,
    name: String,
    amount: Option<i64>,
    most: Option<i64>,
    since: Timestamp,
    ends_at: Timestamp,
    ended: i32,
}
