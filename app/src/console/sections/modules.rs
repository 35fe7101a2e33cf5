//! Which modules an organisation has, and turning one on or off.

use super::{
    api::{DisableModule, EnableModule},
    words,
};
use crate::{
    form::{FormState, PlainForm, Submit},
    i18n::{Locale, words as common},
    site::{use_locale, use_may},
    ui::{Badge, ButtonKind, Card, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::{access::Permission, modules::Module};

/// What the organisation's page says was done.
pub(in crate::console) const MODULE_ON: &str = "module-on";
pub(in crate::console) const MODULE_OFF: &str = "module-off";

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    On,
    /// With its data.
    Off,
    Never,
}

#[component]
pub(in crate::console) fn ModulesCard(slug: String, enabled: Vec<Module>, disabled: Vec<Module>) -> impl IntoView {
    let locale = use_locale();
    let state = |module: Module| match () {
        () if enabled.contains(&module) => State::On,
        () if disabled.contains(&module) => State::Off,
        () => State::Never,
    };
    let rows = Module::ALL.map(|module| {
        let (slug, state) = (slug.clone(), state(module));
        view! { <ModuleRow slug module state /> }
    });
    view! {
        <Card title=words::modules(locale) id="modules">
            <ul class="modules">{rows.into_iter().collect_view()}</ul>
        </Card>
    }
}

fn name(locale: Locale, module: Module) -> &'static str {
    match module {
        Module::Loans => common::loans(locale),
    }
}

#[component]
fn ModuleRow(slug: String, module: Module, state: State) -> impl IntoView {
    let locale = use_locale();
    let (tone, label, text) = match state {
        State::On => (Tone::Success, words::module_on(locale), words::module_on_text(locale)),
        State::Off => (Tone::Warning, words::module_off(locale), words::module_off_text(locale)),
        State::Never => (Tone::Neutral, words::module_never(locale), words::module_never_text(locale)),
    };
    let change = use_may(Permission::OrganisationsManage).then(|| match state {
        State::On => view! { <TurnOff slug module /> }.into_any(),
        State::Off | State::Never => view! { <TurnOn slug module /> }.into_any(),
    });
    view! {
        <li class="stack stack-tight">
            <div class="row">
                <strong>{name(locale, module)}</strong>
                <Badge tone label />
            </div>
            <p class="text-muted">{text}</p>
            {change}
        </li>
    }
}

#[component]
fn TurnOn(slug: String, module: Module) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<EnableModule>("module", module.key());
    view! {
        <Refusal refused=form.error("slug") />
        <PlainForm action=EnableModule::url() state=form>
            <input type="hidden" name="slug" value=slug />
            <input type="hidden" name="module" value=module.key() />
            <div>
                <Submit state=form kind=ButtonKind::Secondary>
                    {words::turn_on(locale, name(locale, module))}
                </Submit>
            </div>
        </PlainForm>
    }
}

/// Says what will happen before it offers to do it.
#[component]
fn TurnOff(slug: String, module: Module) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<DisableModule>("module", module.key());
    view! {
        <details class="fold" open=form.was_sent()>
            <summary class="button button-secondary">{words::turn_off_ask(locale)}</summary>
            <Refusal refused=form.error("slug") />
            <PlainForm action=DisableModule::url() state=form>
                <input type="hidden" name="slug" value=slug />
                <input type="hidden" name="module" value=module.key() />
                <p>{words::turn_off_text(locale)}</p>
                <Submit state=form kind=ButtonKind::Danger>
                    {words::turn_off(locale, name(locale, module))}
                </Submit>
            </PlainForm>
        </details>
    }
}

/// Why it could not be done just now.
#[component]
fn Refusal(refused: Signal<Option<String>>) -> impl IntoView {
    move || refused.get().map(|why| view! { <p class="field-error" role="alert">{why}</p> })
}
