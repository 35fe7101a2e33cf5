//! Server functions of moves.

use crate::error::AppError;
use leptos::prelude::*;
use tenantry::moves::MovesOf;

#[server(endpoint = "console/moves/read")]
pub async fn read_moves(#[server(default)] slug: String) -> Result<MovesOf, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::MOVES_READ)?;
    Ok(tenantry::moves::of_organisation(&ctx.platform, &slug).await?)
}

/// Begins a move, which goes on in the server, and leads to the page that shows it.
#[server(endpoint = "console/moves/start")]
pub async fn start_move(#[server(default)] slug: String, #[server(default)] to: String) -> Result<(), AppError> {
    use tenantry::{fault::Problem, moves::Place};
    let ctx = crate::server::operator(&crate::endpoints::MOVES_START)?;
    let page = crate::paths::console_move(&slug);
    let problem = if to.is_empty() { Problem::Required } else { Problem::NotAChoice };
    let place: Place = to.parse().map_err(|()| tenantry::error::Error::field("to", problem))?;
    let start =
        async move { tenantry::moves::start_moving(&ctx.platform, &slug, &place.into(), &(&ctx.actor).into()).await };
    tenantry::context::uncancelled(start).await.map_err(|error| at_the_choice(error, "to"))?;
    leptos_axum::redirect(&page);
    Ok(())
}

/// A form that offers places has one field for the placement, the server and the region.
#[cfg(feature = "ssr")]
pub(in crate::console) fn at_the_choice(mut error: tenantry::error::Error, field: &str) -> tenantry::error::Error {
    for of in &mut error.fault.fields {
        if of.field == "server" || of.field == "region" {
            field.clone_into(&mut of.field);
        }
    }
    error
}
