//! What was done at the console and at the command line, the newest first, page by page.

use super::{Person, Trail, TrailEvent, TrailQuery};
use crate::{
    db::{Timestamp, sqlx},
    error::Result,
    ids::{EventId, UserId},
    plans::{self, PlanName},
    platform::Platform,
};
use std::collections::HashMap;

/// What a screen shows; one more tells whether there is a next page.
const ROWS: usize = 50;

/// What both ways to ask read.
macro_rules! columns {
    () => {
        r#"select e.id, e.at, e.kind, e.host, e.detail, u.name, u.email, t.slug
           from audit_event e left join "user" u on u.id = e.user_id left join tenant t on t.id = e.tenant_id"#
    };
}

/// An address that names nobody, or no event, is that of everybody's first page.
pub async fn trail(platform: &Platform, query: &TrailQuery) -> Result<Trail> {
    let (by, after) = (query.by.parse::<UserId>().ok(), query.after.parse::<EventId>().ok());
    let mut reader = platform.central.read().await?;
    let mut rows = match by {
        None => sql!(
            &mut reader,
            fetch_all Row,
            concat!(columns!(), " where e.in_console and ($1 or e.id < $2) order by e.id desc limit 51"),
            after.is_none(),
            after
        )?,
        Some(by) => sql!(
            &mut reader,
            fetch_all Row,
            concat!(columns!(), " where e.in_console and e.user_id = $3 and ($1 or e.id < $2) order by e.id desc limit 51"),
            after.is_none(),
            after,
            by
        )?,
    };
    let people = sql!(
        &mut reader,
        fetch_all Named,
        r#"select u.id, u.name from "user" u
           where u.id in (select user_id from operator)
              or exists (select 1 from audit_event e where e.in_console and e.user_id = u.id)
           order by lower(u.name), u.id"#
    )?;
    let names = plans::names(&mut reader).await?;
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    Ok(Trail {
        next: rows.last().filter(|_| more).map(|row| row.id.to_string()),
        events: rows.into_iter().map(|row| row.into_event(&names)).collect(),
        people: people.into_iter().map(|of| (of.id, of.name)).collect(),
    })
}

#[derive(sqlx::FromRow)]
struct Named {
    id: UserId,
    name: String,
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
    slug: Option<String>,
}

impl Row {
    fn into_event(self, names: &HashMap<String, PlanName>) -> TrailEvent {
        TrailEvent {
            plans: plans::named_in(&self.kind, &self.detail, names),
            at: self.at.to_jiff().to_string(),
            kind: self.kind,
            by: Person::of_event(self.name, self.email, self.host),
            organisation: self.slug,
            detail: self.detail,
        }
    }
}
