//! Two people who work on one brand: whoever saves says what the form was made from, and doesn't write over what somebody else
//! has saved or published since without being told of it.

use super::store::{BrandChange, By};
use crate::{
    db::{Connection, Timestamp},
    error::{Error, Result},
    fault::{FieldProblem, Kind, Problem},
    ids::UserId,
};

/// The field of the form that says what it was made from.
const SEEN: &str = "seen";

/// What is worked on, and since when it is as it is.
struct Last {
    at: jiff::Timestamp,
    by: By,
    was_published: bool,
}

/// `seen` is the moment of what the form was made from, as [`super::Studio::seen`] tells it; without one nothing is asked. What the
/// same person saved last, from another page or another device, is theirs to write over.
///
/// # Errors
/// `Conflict` at the field `seen`: by whom, when, and what a form is made from that goes on from there.
pub(super) async fn check(change: &mut BrandChange<'_>, seen: Option<jiff::Timestamp>, by: &By) -> Result<()> {
    let Some(seen) = seen.filter(|_| change.tables.has_studio) else { return Ok(()) };
    let last = last(change).await?;
    // A draft that was given up leaves what was published before: nothing of anybody's is lost then.
    let is_same = if last.was_published { last.at <= seen } else { last.at == seen };
    if is_same || is_own(&last.by, by) {
        return Ok(());
    }
    let mut error = Error::new(Kind::Conflict);
    error.fault.fields.push(FieldProblem {
        field: SEEN.to_owned(),
        problem: Problem::BrandChanged {
            by: last.by.name,
            at: change.tenant.zone.to_datetime(last.at),
            was_published: last.was_published,
            seen: last.at.to_string(),
            kept: Vec::new(),
        },
    });
    Err(error)
}

/// Tables of before know the name alone, and a program of before leaves the person who was there.
fn is_own(last: &By, by: &By) -> bool {
    last.name == by.name && (last.user.is_none() || last.user == by.user)
}

async fn last(change: &mut BrandChange<'_>) -> Result<Last> {
    let knows = change.tables.has_authors;
    if let Some(draft) = change.draft().await? {
        let text = "select user_id from brand_draft where id = 1";
        let user = if knows { sql!(&mut change.tx, scalar Option<UserId>, text)? } else { None };
        return Ok(Last { at: draft.at, by: By { user, name: draft.by }, was_published: false });
    }
    let text = "select published_by from brand_version order by number desc limit 1";
    let name = sql!(&mut change.tx, scalar_optional String, text)?.unwrap_or_default();
    let text = "select user_id from brand_version order by number desc limit 1";
    let user = if knows { sql!(&mut change.tx, scalar_optional Option<UserId>, text)?.flatten() } else { None };
    Ok(Last { at: change.published_at, by: By { user, name }, was_published: true })
}

/// What a form is made from that is made now; empty where there is nothing to tell apart.
pub(super) async fn seen(on: &mut impl Connection, draft: Option<jiff::Timestamp>) -> Result<String> {
    let at = match draft {
        Some(at) => Some(at),
        None => {
            sql!(on, scalar_optional Timestamp, "select updated_at from brand where id = 1")?.map(Timestamp::to_jiff)
        }
    };
    Ok(at.map(|at| at.to_string()).unwrap_or_default())
}
