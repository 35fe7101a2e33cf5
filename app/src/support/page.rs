//! What support asked of the organisation, and what its owners decide.

use super::{api::ListSupport, open::OpenRequest, past::Past, words};
use crate::{
    bundle::Bundled,
    form::Saved,
    load::{Loading, load},
    site::use_locale,
    ui::{EmptyState, Glyph, PageHead},
};
use leptos::prelude::*;
use leptos_meta::Title;
use tenantry::support::SupportHistory;

/// What the page says was done.
pub(super) const ALLOWED: &str = "allowed";
pub(super) const REFUSED: &str = "refused";
pub(super) const ENDED: &str = "ended";

pub struct SupportPage {
    history: Loading<SupportHistory>,
}

impl Bundled for SupportPage {
    fn data() -> Self {
        Self { history: Loading::of(|| ListSupport {}) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=words::title(locale) />
            <PageHead title=words::title(locale) lead=words::lead(locale) />
            <div class="stack stack-loose">
                <Saved what=ALLOWED message=words::was_allowed(locale) />
                <Saved what=REFUSED message=words::was_refused(locale) />
                <Saved what=ENDED message=words::was_ended(locale) />
                {load(self.history, |history| view! { <History history /> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn History(history: SupportHistory) -> impl IntoView {
    let locale = use_locale();
    let SupportHistory { open, past, lengths } = history;
    if open.is_empty() && past.is_empty() {
        return view! { <EmptyState glyph=Glyph::Shield text=words::nothing_asked(locale) /> }.into_any();
    }
    let now = (!open.is_empty()).then(|| {
        let open = open.into_iter().map(|request| view! { <OpenRequest request lengths=lengths.clone() /> });
        view! {
            <section class="stack stack-tight narrow">
                <h2 class="card-title">{words::open_title(locale)}</h2>
                {open.collect_view()}
            </section>
        }
    });
    view! {
        <div class="stack stack-loose">
            {now}
            <Past past has_trail=true />
        </div>
    }
    .into_any()
}
