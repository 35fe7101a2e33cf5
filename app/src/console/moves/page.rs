//! One organisation's moves: the one that goes on, or the form that begins one, and those that were.

use super::{
    api::{ReadMoves, read_moves},
    form::MoveForm,
    history::History,
    live::Live,
    words,
};
use crate::{
    bundle::Bundled,
    console::words as console,
    live::{follow, reload_without_scripts},
    load::{Loading, load},
    paths,
    site::{use_locale, use_may},
    ui::{Card, Fact, Facts, PageHead},
};
use leptos::prelude::*;
use leptos_meta::Title;
use std::time::Duration;
use tenantry::{
    access::Permission,
    moves::{Move, MovesOf, Place},
};

const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

pub struct MovePage {
    moves: Loading<MovesOf>,
}

impl Bundled for MovePage {
    fn data() -> Self {
        let slug = paths::use_param("slug");
        Self { moves: Loading::of(move || ReadMoves { slug: slug.get() }) }
    }

    fn view(self) -> AnyView {
        let page = load(self.moves, |moves| view! { <Moves moves /> });
        view! {
            <Title text=words::title(use_locale()) />
            {page}
        }
        .into_any()
    }
}

/// Whether somebody works on the last one.
pub(super) fn goes_on(moves: &MovesOf) -> bool {
    moves.moves.first().is_some_and(Move::goes_on)
}

#[component]
fn Moves(moves: MovesOf) -> impl IntoView {
    let locale = use_locale();
    let (slug, title) = (StoredValue::new(moves.slug.clone()), words::title_of(locale, &moves.name));
    if goes_on(&moves) {
        reload_without_scripts(2);
    }
    let may_move = use_may(Permission::OrganisationsManage);
    let moves = RwSignal::new(moves);
    follow(moves, BETWEEN_LOOKS, goes_on, move || read_moves(slug.get_value()));
    let is_under_way = Memo::new(move |_| moves.with(goes_on));
    view! {
        <div class="narrow">
            <PageHead title lead=words::lead(locale) />
            <div class="stack stack-loose">
                <Live moves />
                <Card title=words::here(locale)>{move || view! { <Here moves=moves.get() /> }}</Card>
                {move || (may_move && !is_under_way.get()).then(|| view! { <MoveForm moves=moves.get_untracked() /> })}
                {move || view! { <History moves=moves.with(|moves| moves.moves.clone()) /> }}
            </div>
        </div>
    }
}

#[component]
fn Here(moves: MovesOf) -> impl IntoView {
    let locale = use_locale();
    view! {
        <Facts>
            <Fact name=console::placement(locale)>{named(&moves.here)}</Fact>
            <Fact name=console::size(locale)>{console::bytes(locale, moves.database_bytes)}</Fact>
        </Facts>
    }
}

pub(in crate::console) fn named(place: &Place) -> String {
    console::place(use_locale(), place.placement.key(), place.server.as_deref())
}
