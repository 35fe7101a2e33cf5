//! Stopping a run that is under way.

use super::{api::HaltRun, words};
use crate::{
    form::{FormState, PlainForm, Submit},
    i18n::words as common,
    paths::{self, with_query},
    site::use_locale,
    ui::{ButtonKind, Card, LinkButton},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;
use tenantry::upgrades::RunView;

const ASKS: &str = "stop";

/// Whether somebody asked what would happen. The page stays still then: without scripts it is loaded again and again otherwise.
pub(super) fn is_asked() -> Memo<bool> {
    let address = use_query_map();
    Memo::new(move |_| address.with(|address| address.get_str(ASKS).is_some()))
}

/// Says what will happen before it offers to do it.
#[component]
pub(super) fn Halt(run: RwSignal<RunView>, asked: Memo<bool>) -> impl IntoView {
    let locale = use_locale();
    let page = run.with_untracked(|run| paths::console_run(run.id));
    move || {
        let page = page.clone();
        if asked.get() {
            view! { <Confirmation run page /> }.into_any()
        } else {
            view! { <LinkButton href=with_query(&page, &[(ASKS, "true")])>{words::stop_ask(locale)}</LinkButton> }
                .into_any()
        }
    }
}

#[component]
fn Confirmation(run: RwSignal<RunView>, page: String) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::plain::<HaltRun>();
    let id = run.with_untracked(|run| run.id.to_string());
    let waiting = Memo::new(move |_| run.with(|run| run.counts.waiting));
    let waits = move || words::stop_waits(locale, &words::organisations(locale, waiting.get()));
    view! {
        <Card title=words::stop_title(locale)>
            <PlainForm action=HaltRun::url() state>
                <input type="hidden" name="id" value=id />
                <ul class="what-happens">
                    <li>{words::stop_finishes(locale)}</li>
                    <li>{waits}</li>
                    <li>{words::stop_resumes(locale)}</li>
                </ul>
                <div class="form-actions">
                    <Submit state kind=ButtonKind::Danger>
                        {words::stop(locale)}
                    </Submit>
                    <LinkButton href=page kind=ButtonKind::Quiet>
                        {common::cancel(locale)}
                    </LinkButton>
                </div>
            </PlainForm>
        </Card>
    }
}
