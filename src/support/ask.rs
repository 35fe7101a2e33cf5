//! An operator asks, and takes it back.

use super::{
    SupportForm,
    end::{Why, end_in, note_expired},
    store::lengths,
};
use crate::{
    access::Permission,
    audit,
    config::{SupportPolicy, SupportWrite},
    context::OperatorCtx,
    db::{ToSqlx, Tx, on_constraint},
    error::{Error, Result},
    fault::{Kind, Problem, Problems},
    ids::{SupportRequestId, TenantId},
    mail::{self, About, MailKind},
    platform::Platform,
    tenants::{self, TenantStatus},
};
use jiff::SignedDuration;

const SHORTEST_REASON: usize = 10;
const LONGEST_REASON: usize = 500;

/// For how long a question waits for its answer.
const ANSWERED_WITHIN: SignedDuration = SignedDuration::from_hours(7 * 24);

struct Wanted {
    reason: String,
    minutes: i64,
    write: bool,
}

/// Asks to come in. Where the policy is notice, it is allowed at once, for looking alone; either way the owners get a mail.
///
/// # Errors
/// Not found; problems of the fields `reason`, `minutes` and `write`; `IsOpen` at `reason` as long as one of the operator's
/// own is open there, `IsDeleted` and `IsClosed` of an organisation that nobody is served by.
pub async fn ask(ctx: &OperatorCtx, slug: &str, form: &SupportForm) -> Result<SupportRequestId> {
    let platform = &ctx.platform;
    let tenant = tenants::find(platform, slug).await?.ok_or_else(Error::not_found)?;
    let wanted = Wanted::read(ctx, form)?;
    if tenant.going.is_some() {
        return Err(Error::field("reason", Problem::IsDeleted));
    }
    if tenant.status != TenantStatus::Active {
        return Err(Error::field("reason", Problem::IsClosed));
    }
    let mut tx = platform.central.begin().await?;
    note_expired(&mut tx, platform).await?;
    let id = SupportRequestId::new(&platform.random, &platform.clock);
    insert(&mut tx, ctx, tenant.id, id, &wanted).await?;
    let detail = if wanted.write { format!("{} (to change)", wanted.reason) } else { wanted.reason };
    audit::record_by(&mut tx, platform, "support-requested", Some(tenant.id), &(&ctx.actor).into(), &detail).await?;
    let letter = match platform.config.support.policy {
        SupportPolicy::Consent => MailKind::SupportAsked,
        SupportPolicy::Notice => {
            let author = (&ctx.actor).into();
            audit::record_by(&mut tx, platform, "support-allowed", Some(tenant.id), &author, "by notice").await?;
            MailKind::SupportBegan
        }
    };
    mail::queue_to_owners(&mut tx, platform, tenant.id, letter, About::Request(id)).await?;
    platform.support.changed(platform, tx).await?;
    Ok(id)
}

async fn insert(tx: &mut Tx, ctx: &OperatorCtx, tenant: TenantId, id: SupportRequestId, wanted: &Wanted) -> Result<()> {
    let platform = &ctx.platform;
    let (now, policy) = (platform.clock.now(), platform.config.support.policy);
    let (state, starts, ends) = match policy {
        SupportPolicy::Consent => ("asked", None, None),
        SupportPolicy::Notice => ("allowed", Some(now), Some(now + SignedDuration::from_mins(wanted.minutes))),
    };
    sql!(
        tx,
        execute "insert into support_request (id, tenant_id, operator_id, operator_name, reason, minutes, wants_write,
                   may_write, policy, state, asked_at, expires_at, starts_at, ends_at, visits)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0)",
        id,
        tenant,
        ctx.actor.operator,
        ctx.actor.name.as_str(),
        wanted.reason.as_str(),
        wanted.minutes,
        wanted.write,
        false,
        policy.key(),
        state,
        now.to_sqlx(),
        (now + ANSWERED_WITHIN).to_sqlx(),
        starts.map(ToSqlx::to_sqlx),
        ends.map(ToSqlx::to_sqlx)
    )
    .map_err(on_constraint("support_request_tenant_id_operator_id_key", "reason", Problem::IsOpen))?;
    Ok(())
}

/// Takes one's own back: one that is asked, or ends one that is allowed.
///
/// # Errors
/// Not found, also another operator's; `Conflict` when it is over.
pub async fn withdraw(ctx: &OperatorCtx, id: SupportRequestId) -> Result<()> {
    let platform = &ctx.platform;
    let mut tx = platform.central.begin().await?;
    let text = "select tenant_id from support_request where id = $1 and operator_id = $2";
    let tenant = sql!(&mut tx, scalar_optional TenantId, text, id, ctx.actor.operator)?.ok_or_else(Error::not_found)?;
    let why = Why { by: &ctx.actor.name, of_asked: "withdrawn" };
    if !end_in(&mut tx, platform, tenant, id, &why).await? {
        return Err(Error::new(Kind::Conflict));
    }
    audit::record_by(&mut tx, platform, "support-withdrawn", Some(tenant), &(&ctx.actor).into(), "").await?;
    platform.support.changed(platform, tx).await
}

impl Wanted {
    fn read(ctx: &OperatorCtx, form: &SupportForm) -> Result<Self> {
        let mut problems = Problems::default();
        let reason = problems.take("reason", reason(&form.reason));
        let minutes = problems.take("minutes", length(&ctx.platform, &form.minutes));
        let write = form.write == "true";
        if write && ctx.platform.config.support.write == SupportWrite::Never {
            problems.add("write", Problem::NotAChoice);
        }
        problems.finish()?;
        if write && !ctx.actor.may(Permission::OrganisationsSupportWrite) {
            return Err(Error::new(Kind::Forbidden));
        }
        Ok(Self { reason: reason.unwrap_or_default(), minutes: minutes.unwrap_or_default(), write })
    }
}

/// One of the lengths that the deployment allows.
pub(super) fn length(platform: &Platform, typed: &str) -> Result<i64, Problem> {
    if typed.trim().is_empty() {
        return Err(Problem::Required);
    }
    let minutes: i64 = typed.trim().parse().map_err(|_| Problem::NotANumber)?;
    if lengths(platform).contains(&minutes) { Ok(minutes) } else { Err(Problem::NotAChoice) }
}

/// One paragraph that says something.
fn reason(typed: &str) -> Result<String, Problem> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let reason: String = words.join(" ").chars().filter(|c| !c.is_control()).collect();
    match reason.chars().count() {
        0 => Err(Problem::Required),
        count if count < SHORTEST_REASON => Err(Problem::TooShort { least: 10 }),
        count if count > LONGEST_REASON => Err(Problem::TooLong { most: 500 }),
        _ => Ok(reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_something() {
        assert_eq!(reason("  The loans\n of May don’t add up "), Ok("The loans of May don’t add up".into()));
        assert_eq!(reason(" \n "), Err(Problem::Required));
        assert_eq!(reason("a look"), Err(Problem::TooShort { least: 10 }));
        assert_eq!(reason(&"x".repeat(501)), Err(Problem::TooLong { most: 500 }));
    }
}
