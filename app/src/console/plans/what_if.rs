//! What would come of a change: who would have more than they may, by how much, and until when nothing comes of it.

use super::words;
use crate::{
    i18n::{Locale, format_instant},
    paths,
    plan::{amount, module_names, words as plan},
    site::use_locale,
    ui::{Badge, Banner, Progress, Tone},
};
use leptos::prelude::*;
use tenantry::{
    money::format_integer,
    plans::{Feature, WhatIf, WouldBeOver},
};

#[component]
pub(in crate::console) fn WhatIfView(what_if: WhatIf) -> impl IntoView {
    let locale = use_locale();
    let WhatIf { over, newly_over, settled, named, gained, lost, grace_ends_at, organisations } = what_if;
    let more = over - i64::try_from(named.len()).unwrap_or(over);
    let until = format_instant(&grace_ends_at, locale);
    let told = if over == 0 {
        view! { <Banner tone=Tone::Success>{words::nobody_over(locale, organisations)}</Banner> }.into_any()
    } else {
        view! {
            <Banner tone=Tone::Warning title=words::would_be_over(locale, over)>
                <p>{words::newly(locale, newly_over, &until)}</p>
            </Banner>
            <ul class="would-be-over">
                {named.into_iter().map(|of| view! { <OverRow of /> }).collect_view()}
            </ul>
            {(more > 0).then(|| view! { <p>{words::more(locale, &format_integer(more, locale))}</p> })}
        }
        .into_any()
    };
    view! {
        <div class="stack what-if">
            {told} {(settled > 0).then(|| view! { <p>{words::settled(locale, settled)}</p> })}
            {(!lost.is_empty()).then(|| view! { <p>{words::lost(locale, &feature_names(locale, &lost))}</p> })}
            {(!gained.is_empty()).then(|| view! { <p>{words::gained(locale, &feature_names(locale, &gained))}</p> })}
        </div>
    }
}

fn feature_names(locale: Locale, features: &[Feature]) -> String {
    features.iter().map(|feature| plan::feature(locale, *feature)).collect::<Vec<_>>().join(", ")
}

#[component]
fn OverRow(of: WouldBeOver) -> impl IntoView {
    let locale = use_locale();
    let WouldBeOver { slug, name, gauges, beyond, grace_ends_at, is_new } = of;
    let gauges = gauges.into_iter().map(|gauge| {
        let (label, most) = (plan::limit(locale, gauge.limit), gauge.most.unwrap_or(gauge.used));
        let figures = plan::of(locale, &amount(locale, gauge.limit, gauge.used), &amount(locale, gauge.limit, most));
        view! {
            <div class="meter meter-over">
                <div class="meter-line">
                    <span>{label}</span>
                    <span class="meter-figures">{figures}</span>
                </div>
                <Progress label done=gauge.used whole=most />
            </div>
        }
    });
    let already = (!is_new).then(|| words::already(locale, &format_instant(&grace_ends_at, locale)));
    let beyond = (!beyond.is_empty()).then(|| plan::modules_beyond(locale, &module_names(locale, &beyond)));
    view! {
        <li class="stack stack-tight">
            <div class="row">
                <a href=paths::console_organisation_plan(&slug)>{name}</a>
                <span class="slug text-muted">{slug.clone()}</span>
                {already.map(|label| view! { <Badge tone=Tone::Warning label /> })}
            </div>
            {gauges.collect_view()} {beyond.map(|text| view! { <p class="text-muted">{text}</p> })}
        </li>
    }
}
