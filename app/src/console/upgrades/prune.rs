//! Snapshots that nobody will go back to: how many there are, about how much room they take, and removing them.

use super::{
    api::{PruneSnapshots, ReadOldSnapshots},
    words,
};
use crate::{
    console::words::bytes,
    form::{FormState, PlainForm, Submit},
    load::{Loading, load},
    site::{use_locale, use_may},
    ui::{ButtonKind, Card},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::{access::Permission, upgrades::OldSnapshots};

/// What the page says was done, or has begun.
pub(super) const PRUNED: &str = "pruned";
pub(super) const PRUNING: &str = "pruning";

#[derive(Clone, Copy)]
pub(super) struct Pruning(Loading<OldSnapshots>);

impl Pruning {
    pub(super) fn data() -> Self {
        Self(Loading::of(|| ReadOldSnapshots {}))
    }

    pub(super) fn view(self) -> impl IntoView {
        load(self.0, |old| (old.snapshots > 0).then(|| view! { <PruneCard old /> }))
    }
}

#[component]
fn PruneCard(old: OldSnapshots) -> impl IntoView {
    let locale = use_locale();
    let what = words::removed(locale, old.snapshots, old.days);
    let text = words::prune_text(locale, &what, &bytes(locale, old.bytes));
    view! {
        <Card title=words::prune_title(locale)>
            <p class="text-muted">{text}</p>
            {use_may(Permission::FleetManage).then(|| view! { <PruneForm what /> })}
        </Card>
    }
}

/// Says what will happen before it offers to do it.
#[component]
fn PruneForm(what: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<PruneSnapshots>();
    view! {
        <details class="fold" open=form.was_sent()>
            <summary class="button button-secondary">{words::prune_ask(locale)}</summary>
            <PlainForm action=PruneSnapshots::url() state=form>
                <ul class="what-happens">
                    <li>{words::prune_no_way_back(locale)}</li>
                    <li>{words::prune_runs(locale)}</li>
                </ul>
                <Submit state=form kind=ButtonKind::Danger>
                    {words::prune(locale, &what)}
                </Submit>
            </PlainForm>
        </details>
    }
}
