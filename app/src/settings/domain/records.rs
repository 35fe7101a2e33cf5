//! The records to make, each with its parts to copy and with what the DNS has instead.

use super::{findings::finding_words, state::RecordBadge, words};
use crate::{
    i18n::words as common,
    site::use_locale,
    ui::{CopyCode, Glyph, Icon},
};
use leptos::prelude::*;
use tenantry::domains::{DomainSetup, Finding, Found, RecordState};

#[component]
pub(super) fn Records(setup: DomainSetup) -> impl IntoView {
    let locale = use_locale();
    let look = setup.domain.look.clone().unwrap_or_default();
    let (proof, pointing, authority) = (look.proof, look.pointing, look.authority);
    let was_looked = setup.domain.looked_at.is_some();
    // Nobody needs such records, so that they stand here only where they stop a certificate, or can't be read.
    let shows_authority = was_looked && authority.state != RecordState::Right;
    let forbidden_at = authority.findings.iter().find_map(Finding::mended_by_caa_at).map(str::to_owned);
    view! {
        <ol class="records">
            <li class="record">
                <Head title=words::proof(locale) state=was_looked.then_some(proof.state) />
                <p class="text-muted">{words::proof_text(locale)}</p>
                <Record kind="TXT" name=setup.proof_name.clone() value=setup.proof_value.clone() />
                <Seen setup=setup.clone() found=proof was_looked />
            </li>
            <li class="record">
                <Head title=words::pointing(locale) state=was_looked.then_some(pointing.state) />
                <Pointing setup=setup.clone() />
                <Seen setup=setup.clone() found=pointing was_looked />
            </li>
            {shows_authority
                .then(|| {
                    view! {
                        <li class="record">
                            <Head title=words::authority(locale) state=Some(authority.state) />
                            <Seen setup=setup.clone() found=authority was_looked />
                            {forbidden_at
                                .map(|name| {
                                    view! {
                                        <Record kind="CAA" name value=format!("0 issue \"{}\"", setup.authority) />
                                    }
                                })}
                        </li>
                    }
                })}
        </ol>
    }
}

#[component]
fn Head(title: &'static str, state: Option<RecordState>) -> impl IntoView {
    let locale = use_locale();
    view! {
        <div class="row">
            <h3 class="record-title">{title}</h3>
            {state.map(|state| view! { <RecordBadge state locale /> })}
        </div>
    }
}

/// A CNAME, which the top of a zone can't have; or addresses.
#[component]
fn Pointing(setup: DomainSetup) -> impl IntoView {
    let locale = use_locale();
    let DomainSetup { domain, target, addresses, .. } = &setup;
    let is_apex = setup.is_apex();
    let text = match (is_apex, addresses.is_empty()) {
        (false, _) => words::pointing_text(locale).to_owned(),
        (true, false) => words::apex_addresses(locale, target),
        (true, true) => words::apex_alias(locale, &domain.shown),
    };
    let record = |(kind, value): (&'static str, &str)| {
        view! { <Record kind name=domain.host.clone() value=value.to_owned() /> }
    };
    let by_address = setup.by_address().map(record).collect_view();
    let by_name = (!is_apex || addresses.is_empty()).then(|| record(setup.by_name()));
    let or =
        (!is_apex && !addresses.is_empty()).then(|| view! { <p class="text-muted">{words::or_addresses(locale)}</p> });
    view! {
        <p class="text-muted">{text}</p>
        {by_name}
        {or}
        {by_address}
    }
}

#[component]
fn Record(kind: &'static str, name: String, value: String) -> impl IntoView {
    let locale = use_locale();
    let copied = |what: &str| format!("{} {what}", common::copied(locale));
    let copy = |what: &str| format!("{} {what}", common::copy(locale));
    view! {
        <dl class="record-parts">
            <div>
                <dt>{words::kind(locale)}</dt>
                <dd>
                    <code>{kind}</code>
                </dd>
            </div>
            <div>
                <dt>{words::record_name(locale)}</dt>
                <dd>
                    <CopyCode copy_label=copy(&name) copied_label=copied(&name) code=name />
                </dd>
            </div>
            <div>
                <dt>{words::value(locale)}</dt>
                <dd>
                    <CopyCode copy_label=copy(&value) copied_label=copied(&value) code=value />
                </dd>
            </div>
        </dl>
    }
}

#[component]
fn Seen(setup: DomainSetup, found: Found, was_looked: bool) -> impl IntoView {
    let locale = use_locale();
    let Found { values, findings, .. } = found;
    let values = (!values.is_empty()).then(|| {
        let values = values.into_iter().map(|value| view! { <code>{value}</code> " " }).collect_view();
        view! { <p class="record-found">{words::found(locale)} " " {values}</p> }
    });
    let findings = findings
        .into_iter()
        .filter(|_| was_looked)
        .map(|finding| {
            let text = finding_words(locale, &setup, &finding);
            view! {
                <p class="record-finding">
                    <Icon glyph=Glyph::Warning />
                    <span>{text}</span>
                </p>
            }
        })
        .collect_view();
    view! {
        {values}
        {findings}
    }
}
