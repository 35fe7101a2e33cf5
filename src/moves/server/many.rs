//! Many organisations, one after the other. Who can't be moved is noted with the reason, and the others go on; asked again, it
//! goes on with those who aren't there yet.

use super::{Destination, Observer, Outcome, Pace, move_tenant, unobserved};
use crate::{
    context::Author,
    db::ToSqlx,
    error::{Error, Result},
    fault::{Kind, Problem},
    ids::MoveId,
    moves::Move,
    platform::Platform,
    tenants::{self, TenantQuery},
    traces,
};
use serde::Serialize;
use std::sync::Arc;

/// What came of it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ManyMoved {
    pub moved: Vec<Move>,
    /// Those who are where they were.
    pub failed: Vec<NotMoved>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotMoved {
    pub slug: String,
    pub error: String,
}

/// Who lives on a registered server and could leave it, and how many are deleted, who go when their time is over.
///
/// # Errors
/// `NotFound` when no server has this name.
pub async fn residents(platform: &Platform, server: &str) -> Result<(Vec<String>, usize)> {
    crate::servers::find(platform, server).await?.ok_or_else(Error::not_found)?;
    let (mut slugs, mut deleted) = (Vec::new(), 0);
    let mut query = TenantQuery::on_server(server);
    loop {
        let page = tenants::list_long(platform, &query).await?;
        for row in page.rows {
            if row.gone_at.is_some() {
                deleted += 1;
            } else {
                slugs.push(row.slug);
            }
        }
        query.after = page.next;
        if query.after.is_none() {
            return Ok((slugs, deleted));
        }
    }
}

/// Moves these. `begins` is told of each before its turn. Who is there already is left alone.
pub async fn move_many(
    platform: &Arc<Platform>,
    slugs: &[String],
    to: &Destination,
    author: &Author,
    observer: &Observer,
    begins: impl Fn(&str) + Send,
) -> ManyMoved {
    let mut done = ManyMoved::default();
    for slug in slugs {
        begins(slug);
        let error = match move_tenant(platform, slug, to, author, Pace::default(), observer).await {
            Ok(Outcome::Moved(moved)) => {
                done.moved.push(moved);
                continue;
            }
            Ok(Outcome::Undone(undone)) => undone.error.unwrap_or_default(),
            Err(error) if error.fault.problem_of("to") == Some(&Problem::IsThere) => continue,
            Err(error) => {
                let why = reason(&error);
                if let Err(error) = note_refusal(platform, slug, to, author, &why).await {
                    tracing::warn!(error = %error.with_causes(), slug, "a move that could not begin could not be noted");
                }
                why
            }
        };
        done.failed.push(NotMoved { slug: slug.clone(), error });
    }
    done
}

/// The same in the background. Who could not be moved stands in the records of moves, and so on the overview.
pub fn start_moving_many(platform: &Arc<Platform>, slugs: Vec<String>, to: Destination, author: Author) {
    let platform = platform.clone();
    tokio::spawn(traces::ordered(async move {
        let done = move_many(&platform, &slugs, &to, &author, &unobserved(), |_| ()).await;
        tracing::info!(
            moved = done.moved.len(),
            failed = done.failed.len(),
            "organisations were moved one after the other"
        );
    }));
}

/// Why none could begin, in words for operators.
fn reason(error: &Error) -> String {
    let problem = error.fault.problem_of("slug").or_else(|| error.fault.problem_of("server"));
    let said = match (error.kind(), problem) {
        (_, Some(Problem::ServerFull)) => "the server is full",
        (_, Some(Problem::ServerDraining)) => "the server takes nobody",
        (_, Some(Problem::IsMoving)) => "another move is under way",
        (_, Some(Problem::IsUpgrading)) => "an upgrade works on it, or it is shut",
        (_, Some(Problem::IsDeleted)) => "it is deleted",
        (Kind::NotFound, _) => "it is not there any more",
        (Kind::Unavailable { .. }, _) => "no server has room for it",
        _ => return error.with_causes(),
    };
    said.to_owned()
}

/// As a move that was taken back before anything was made.
async fn note_refusal(platform: &Platform, slug: &str, to: &Destination, author: &Author, why: &str) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text = "
        insert into tenant_move (id, tenant_id, state, from_placement, from_server_id, from_name, to_placement, to_server_id, to_name,
                                 requested_by, started_at, finished_at, copy_gone_at, error)
        select $1, t.id, 'undone', t.placement, t.server_id, t.database_name, $2, (select s.id from server s where s.name = $3), 'none',
               $4, $5, $5, $5, $6
        from tenant t where t.slug = $7";
    sql!(
        &mut tx,
        execute text,
        MoveId::new(&platform.random, &platform.clock),
        to.placement.key(),
        to.server.as_deref().unwrap_or_default(),
        author.name(),
        platform.clock.now().to_sqlx(),
        why,
        slug
    )?;
    Ok(tx.commit().await?)
}
