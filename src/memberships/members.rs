//! Those who belong to an organisation.

use super::{
    Member, MemberList, invitations,
    store::{Place, check_owners, place, stored_role},
};
use crate::{
    access::Role,
    audit,
    context::TenantCtx,
    db::{Connection, DbError, Timestamp, ToSqlx, Tx, sqlx},
    error::{Error, Result},
    fault::Problem,
    ids::MembershipId,
    loans::search_name,
    plans, sessions,
};
use jiff::{civil::Date, tz::TimeZone};

/// Everybody with a place here, by name, and those who were asked and haven't come.
pub async fn members_of(ctx: &TenantCtx) -> Result<MemberList> {
    let mut reader = ctx.platform.central.read().await?;
    let rows = by_name(&mut reader, ctx).await?;
    let invitations = invitations::pending(&mut reader, ctx).await?;
    let members = rows.into_iter().map(|row| row.into_member(&ctx.tenant.zone)).collect::<Result<_>>()?;
    Ok(MemberList { members, invitations })
}

/// The first members by name whose name or address holds what was typed, whatever its case and accents.
pub async fn find_members(ctx: &TenantCtx, typed: &str, most: usize) -> Result<Vec<Member>> {
    let wanted = search_name(typed);
    let rows = by_name(&mut ctx.platform.central.read().await?, ctx).await?;
    let found = rows.into_iter().filter(|row| search_name(&row.name).contains(&wanted) || row.email.contains(&wanted));
    found.take(most).map(|row| row.into_member(&ctx.tenant.zone)).collect()
}

/// # Errors
/// Not found; `Forbidden` for who isn't an owner where an owner is made or unmade; `LastOwner` at the field `role`.
pub async fn change_role(ctx: &TenantCtx, id: MembershipId, role: Role) -> Result<()> {
    let mut tx = ctx.platform.central.begin().await?;
    let owners = owners_held(&mut tx, ctx).await?;
    let place = place(&mut tx, ctx, id).await?;
    check_owners(ctx, place.is_owner() || role == Role::Owner)?;
    if role != Role::Owner {
        keep_one_owner(ctx, &place, owners, "role")?;
    }
    sql!(&mut tx, execute "update membership set role = $1 where id = $2", role.name(), id)?;
    note(&mut tx, ctx, "role-changed", &format!("{}: {}", place.email, role.name())).await?;
    Ok(tx.commit().await?)
}

/// Lets a place end with a day, in the organisation's time zone; none takes the end away.
///
/// # Errors
/// Not found; `Forbidden` where it is an owner's and the actor isn't one; `LastOwner` or `NotADate` at the field `expires`.
pub async fn limit(ctx: &TenantCtx, id: MembershipId, last_day: Option<Date>) -> Result<()> {
    let ends = last_day.map(|day| end_of(day, &ctx.tenant.zone)).transpose()?;
    let mut tx = ctx.platform.central.begin().await?;
    let owners = owners_held(&mut tx, ctx).await?;
    let place = place(&mut tx, ctx, id).await?;
    check_owners(ctx, place.is_owner())?;
    if ends.is_some() {
        keep_one_owner(ctx, &place, owners, "expires")?;
    }
    let was_over = place.expires_at.is_some_and(|at| at.to_jiff() <= ctx.clock().now());
    sql!(&mut tx, execute "update membership set expires_at = $1 where id = $2", ends.map(ToSqlx::to_sqlx), id)?;
    // Who comes back takes a place of the plan again.
    if was_over && ends.is_none_or(|ends| ends > ctx.clock().now()) {
        plans::check_place(&mut tx, &ctx.platform, &ctx.tenant, plans::Place::Joined, "expires").await?;
    }
    let until = last_day.map_or_else(|| "no end".to_owned(), |day| day.to_string());
    note(&mut tx, ctx, "member-limited", &format!("{}: {until}", place.email)).await?;
    tx.commit().await?;
    ctx.platform.own_organisations.forget_user(place.user_id);
    Ok(())
}

/// Takes a person's place away and ends their sessions here.
///
/// # Errors
/// Not found; `Forbidden` for who isn't an owner where an owner leaves; `LastOwner` at the field `member`.
pub async fn remove(ctx: &TenantCtx, id: MembershipId) -> Result<()> {
    let mut tx = ctx.platform.central.begin().await?;
    let owners = owners_held(&mut tx, ctx).await?;
    let place = place(&mut tx, ctx, id).await?;
    check_owners(ctx, place.is_owner())?;
    keep_one_owner(ctx, &place, owners, "member")?;
    sql!(&mut tx, execute "delete from membership where id = $1", id)?;
    sessions::end_of_member(&mut tx, place.user_id, ctx.tenant.id).await?;
    note(&mut tx, ctx, "member-removed", &place.email).await?;
    tx.commit().await?;
    ctx.platform.own_organisations.forget_user(place.user_id);
    Ok(())
}

async fn by_name(on: &mut impl Connection, ctx: &TenantCtx) -> Result<Vec<Row>, DbError> {
    sql!(
        on,
        fetch_all Row,
        r#"select m.id, u.name, u.email, m.role, m.created_at, m.expires_at
           from membership m join "user" u on u.id = m.user_id
           where m.tenant_id = $1 order by lower(u.name), m.id"#,
        ctx.tenant.id
    )
}

#[derive(sqlx::FromRow)]
struct Row {
    id: MembershipId,
    name: String,
    email: String,
    role: String,
    created_at: Timestamp,
    expires_at: Option<Timestamp>,
}

impl Row {
    fn into_member(self, zone: &TimeZone) -> Result<Member> {
        Ok(Member {
            role: stored_role(&self.role)?,
            since: zone.to_datetime(self.created_at.to_jiff()).date(),
            expires: self.expires_at.map(|at| last_day(at.to_jiff(), zone)),
            id: self.id,
            name: self.name,
            email: self.email,
        })
    }
}

/// How many owners there are now, each held until the transaction ends: two owners who leave at the same time would
/// otherwise each see the other stay.
async fn owners_held(tx: &mut Tx, ctx: &TenantCtx) -> Result<u64, DbError> {
    sql!(
        tx,
        execute "update membership set role = role
                 where tenant_id = $1 and role = 'owner' and (expires_at is null or expires_at > $2)",
        ctx.tenant.id,
        ctx.clock().now().to_sqlx()
    )
}

/// The day of the last instant before an end.
fn last_day(end: jiff::Timestamp, zone: &TimeZone) -> Date {
    zone.to_datetime(end - jiff::SignedDuration::from_micros(1)).date()
}

/// The first instant after a day.
fn end_of(day: Date, zone: &TimeZone) -> Result<jiff::Timestamp> {
    let next = day.tomorrow().and_then(|next| next.to_zoned(zone.clone()));
    next.map(|next| next.timestamp()).map_err(|_| Error::field("expires", Problem::NotADate))
}

fn keep_one_owner(ctx: &TenantCtx, place: &Place, owners: u64, field: &str) -> Result<()> {
    if place.is_owner_now(ctx) && owners <= 1 { Err(Error::field(field, Problem::LastOwner)) } else { Ok(()) }
}

pub(super) async fn note(tx: &mut Tx, ctx: &TenantCtx, kind: &'static str, detail: &str) -> Result<()> {
    let (tenant, user) = (Some(ctx.tenant.id), Some(ctx.actor.user));
    audit::record_in(tx, &ctx.platform, kind, tenant, user, &ctx.tenant.main_host, detail).await
}
