//! Beginning a move: whether the organisation may, where it goes, and the record of it, before anything is made.

use super::{
    super::{Place, PlannedMove},
    Pace,
};
use crate::{
    audit,
    backups::Restored,
    context::Author,
    db::{DatabaseName, Home, HomeRow, ToSqlx, Tx, on_constraint, sqlx},
    error::{Error, Result},
    fault::Problem,
    ids::{MoveId, TenantId},
    modules::Module,
    platform::Platform,
    provisioning::Terms,
    servers::{self, Placement},
    tenants,
};

/// Where an organisation is to go.
#[derive(Clone, Debug)]
pub struct Destination {
    pub placement: Placement,
    /// A registered server by its name.
    pub server: Option<String>,
    pub region: Option<String>,
}

impl From<Place> for Destination {
    fn from(place: Place) -> Self {
        Self { placement: place.placement, server: place.server, region: None }
    }
}

/// A move that is recorded and leased to this process.
#[derive(Clone, Debug)]
pub(super) struct Begun {
    pub(super) id: MoveId,
    pub(super) tenant: TenantId,
    pub(super) slug: String,
    pub(super) from: Home,
    pub(super) to: Home,
    pub(super) modules: Vec<Module>,
    pub(super) owner: String,
    /// What takes the place of its data; without one its data goes to another place.
    pub(super) backup: Option<Restored>,
}

/// What would happen, without doing it.
///
/// # Errors
/// As [`super::move_tenant`].
pub async fn plan(platform: &Platform, slug: &str, to: &Destination) -> Result<PlannedMove> {
    let mut tx = platform.central.begin().await?;
    let (facts, from, to) = checked(&mut tx, platform, slug, to).await?;
    Ok(PlannedMove {
        slug: slug.to_owned(),
        name: facts.name,
        from: place(&mut tx, &from).await?,
        to: place(&mut tx, &to).await?,
        database_bytes: facts.database_bytes,
        kept_days: i64::from(platform.config.moves.keep_days),
    })
}

pub(super) async fn begin(
    platform: &Platform,
    slug: &str,
    to: &Destination,
    author: &Author,
    pace: Pace,
) -> Result<Begun> {
    let mut tx = platform.central.begin().await?;
    let (facts, from, to) = checked(&mut tx, platform, slug, to).await?;
    let (old, new) = (place(&mut tx, &from).await?, place(&mut tx, &to).await?);
    let detail = format!("{slug}: {} to {}", named(&old), named(&new));
    audit::record_by(&mut tx, platform, "tenant-move-began", Some(facts.id), author, &detail).await?;
    record(tx, platform, slug, Way { facts, from, to, backup: None }, author, pace).await
}

/// The same for a backup that is brought back: to a new home in the place where the organisation is.
pub(super) async fn begin_restore(
    platform: &Platform,
    slug: &str,
    backup: Restored,
    author: &Author,
    pace: Pace,
) -> Result<Begun> {
    let mut tx = platform.central.begin().await?;
    let (facts, from) = may_move(&mut tx, slug).await?;
    if facts.id != backup.tenant {
        return Err(Error::not_found());
    }
    let to = Home::new(from.placement(), from.server(), DatabaseName::generate(&platform.random));
    let detail = format!("{slug}: {}", backup.holds);
    audit::record_by(&mut tx, platform, "backup-restore-began", Some(facts.id), author, &detail).await?;
    record(tx, platform, slug, Way { facts, from, to, backup: Some(backup) }, author, pace).await
}

/// What is to be recorded.
struct Way {
    facts: Facts,
    from: Home,
    to: Home,
    backup: Option<Restored>,
}

async fn record(mut tx: Tx, platform: &Platform, slug: &str, way: Way, author: &Author, pace: Pace) -> Result<Begun> {
    let Way { facts, from, to, backup } = way;
    let id = MoveId::new(&platform.random, &platform.clock);
    let now = platform.clock.now();
    let owner = platform.random.uuid(now).to_string();
    let recorded = sql!(
        &mut tx,
        execute "insert into tenant_move (id, tenant_id, state, from_placement, from_server_id, from_name, to_placement,
                                          to_server_id, to_name, requested_by, started_at, lease_owner, lease_until,
                                          backup_id, backup_at)
                 values ($1, $2, 'copying', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        id,
        facts.id,
        from.placement().key(),
        from.server(),
        from.name().as_str(),
        to.placement().key(),
        to.server(),
        to.name().as_str(),
        author.name(),
        now.to_sqlx(),
        &owner,
        (now + pace.lease).to_sqlx(),
        backup.as_ref().map(|backup| backup.id),
        backup.as_ref().map(|backup| backup.holds.to_sqlx())
    );
    recorded.map_err(on_constraint("tenant_move_tenant_id_key", "slug", Problem::IsMoving))?;
    let modules = sql!(&mut tx, scalar_all String, "select module from tenant_module where tenant_id = $1 order by module", facts.id)?;
    let modules = modules.iter().filter_map(|key| key.parse().ok()).collect();
    tx.commit().await?;
    Ok(Begun { id, tenant: facts.id, slug: slug.to_owned(), from, to, modules, owner, backup })
}

/// A place as records name it.
pub(super) fn named(place: &Place) -> String {
    place
        .server
        .as_ref()
        .map_or_else(|| place.placement.to_string(), |server| format!("{} on {server}", place.placement))
}

async fn place(tx: &mut Tx, home: &Home) -> Result<Place> {
    let text = "select name from server where id = $1";
    let server = match home.server() {
        Some(id) => sql!(tx, scalar_optional String, text, id)?,
        None => None,
    };
    Ok(Place { placement: home.placement(), server })
}

/// Whether it may move, with its row held: a deletion, an upgrade's rollback or another move at the same moment waits.
async fn may_move(tx: &mut Tx, slug: &str) -> Result<(Facts, Home)> {
    let wrong = |problem| Err(Error::field("slug", problem));
    tenants::hold_named(tx, slug).await?;
    let facts = sql!(tx, fetch_one Facts, FACTS, slug)?;
    if facts.is_deleted {
        return wrong(Problem::IsDeleted);
    }
    if facts.is_moving {
        return wrong(Problem::IsMoving);
    }
    if facts.is_upgrading || facts.is_shut {
        return wrong(Problem::IsUpgrading);
    }
    let unknown = || Error::internal(std::io::Error::other(format!("tenant {}: unknown home", facts.id)));
    let from = facts.home.clone().home().ok_or_else(unknown)?;
    Ok((facts, from))
}

/// The same, and where it would go.
async fn checked(tx: &mut Tx, platform: &Platform, slug: &str, to: &Destination) -> Result<(Facts, Home, Home)> {
    let (facts, from) = may_move(tx, slug).await?;
    let is_there = || Err(Error::field("to", Problem::IsThere));
    let Destination { placement, server, region } = to.clone();
    // A server that is full of others, or of this one, is no reason to say so of where it is.
    if server.is_some() && place(tx, &from).await? == (Place { placement, server: server.clone() }) {
        return is_there();
    }
    let terms = Terms { plan: Some(facts.plan.clone()), placement: Some(placement), server, region };
    let to = servers::place(tx, platform, &terms, DatabaseName::generate(&platform.random)).await?;
    if (to.placement(), to.server()) == (from.placement(), from.server()) {
        return is_there();
    }
    Ok((facts, from, to))
}

const FACTS: &str = "
    select t.id, t.name, t.plan, t.placement, t.server_id, t.database_name, t.database_bytes,
           t.status = 'maintenance' as is_shut,
           exists (select 1 from deletion d where d.tenant_id = t.id) as is_deleted,
           exists (select 1 from tenant_move m where m.tenant_id = t.id and m.state in ('copying', 'switching')) as is_moving,
           exists (select 1 from upgrade_task k where k.tenant_id = t.id and k.state in ('running', 'restoring')) as is_upgrading
    from tenant t where t.slug = $1";

#[derive(Clone, Debug, sqlx::FromRow)]
struct Facts {
    id: TenantId,
    name: String,
    plan: String,
    #[sqlx(flatten)]
    home: HomeRow,
    database_bytes: i64,
    is_shut: bool,
    is_deleted: bool,
    is_moving: bool,
    is_upgrading: bool,
}
