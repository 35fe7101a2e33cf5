//! What changed about one organisation, whoever changed it: the audit without who came and went, the program's new builds
//! since it was made, and what was changed of a plan while it had that. All ids tell the time, so that they compare.

use super::{Page, store};
use crate::{
    db::{Timestamp, sqlx},
    error::{Error, Result},
    ids::EventId,
    operators::{Person, TrailEvent},
    plans::{self, PlanName},
    platform::Platform,
};
use std::collections::HashMap;

/// What a screen shows; one more tells whether there is a next page.
const ROWS: usize = 50;

/// The newest first, behind the event that the cursor names. Which plan an organisation had when one was edited its next change
/// of plan tells, or the plan that it has now.
///
/// # Errors
/// Not found.
pub async fn timeline(platform: &Platform, slug: &str, after: &str) -> Result<Page<TrailEvent>> {
    let tenant = store::find(platform, slug).await?.ok_or_else(Error::not_found)?.id;
    let before = after.parse::<EventId>().ok();
    let mut reader = platform.central.read().await?;
    let mut rows = sql!(
        &mut reader,
        fetch_all Row,
        r#"select e.id, e.at, e.kind, e.host, e.detail, u.name, u.email
           from audit_event e left join "user" u on u.id = e.user_id
           where e.id in (
             select id from (
               select id from audit_event
               where tenant_id = $1 and ($2 or id < $3)
                 and kind not in ('sign-in', 'sign-in-refused', 'session-foreign', 'link-foreign', 'password-refused', 'password-changed',
                                  'invitation-refused', 'list-exported', 'support-page-seen')
               order by id desc limit 51) own
             union all
             select id from (
               select id from audit_event
               where kind = 'deployed' and id > $1 and ($2 or id < $3)
               order by id desc limit 51) deploys
             union all
             select id from (
               select e.id from audit_event e join plan p on substr(e.detail, 1, length(p.key) + 2) = p.key || ': '
               where e.kind = 'plan-edited' and e.id > $1 and ($2 or e.id < $3)
                 and p.key || ' → ' = coalesce(
                   (select substr(c.detail, 1, length(p.key) + 3) from audit_event c
                    where c.tenant_id = $1 and c.kind = 'plan-changed' and c.id > e.id order by c.id limit 1),
                   (select t.plan || ' → ' from tenant t where t.id = $1))
               order by e.id desc limit 51) edits)
           order by e.id desc limit 51"#,
        tenant,
        before.is_none(),
        before
    )?;
    let names = plans::names(&mut reader).await?;
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    Ok(Page { rows: rows.into_iter().map(|row| row.into_event(&names)).collect(), next })
}

#[derive(sqlx::FromRow)]
struct Row {
    id: EventId,
    at: Timestamp,
    kind: String,
    host: String,
    detail: String,
    name: Option<String>,
    email: Option<String>,
}

impl Row {
    fn into_event(self, names: &HashMap<String, PlanName>) -> TrailEvent {
        TrailEvent {
            plans: plans::named_in(&self.kind, &self.detail, names),
            at: self.at.to_jiff().to_string(),
            kind: self.kind,
            by: Person::of_event(self.name, self.email, self.host),
            organisation: None,
            detail: self.detail,
        }
    }
}
