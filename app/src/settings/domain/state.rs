//! How far a host is, in a word.

use super::words;
use crate::{
    i18n::{Locale, format_day},
    paths,
    site::{use_locale, use_site},
    ui::{Badge, Banner, Tone},
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use tenantry::domains::{DomainState, FailingDomain, RecordState};

#[component]
pub(crate) fn DomainBadge(state: DomainState, locale: Locale) -> impl IntoView {
    let (tone, label) = match state {
        DomainState::Claimed => (Tone::Info, words::claimed(locale)),
        DomainState::Taken => (Tone::Danger, words::taken(locale)),
        DomainState::Lost => (Tone::Danger, words::lost(locale)),
        DomainState::Verified => (Tone::Success, words::verified(locale)),
        DomainState::Failing => (Tone::Warning, words::failing(locale)),
    };
    view! { <Badge tone label /> }
}

#[component]
pub(super) fn RecordBadge(state: RecordState, locale: Locale) -> impl IntoView {
    let (tone, label) = match state {
        RecordState::Right => (Tone::Success, words::right(locale)),
        RecordState::Wrong => (Tone::Danger, words::wrong(locale)),
        RecordState::Missing => (Tone::Warning, words::missing(locale)),
        RecordState::Unknown => (Tone::Neutral, words::unknown(locale)),
    };
    view! { <Badge tone label /> }
}

/// At the top of the pages of who can mend it; the domain's own pages say it themselves.
#[component]
pub(crate) fn FailingDomains() -> impl IntoView {
    let failing = use_site().with_value(|site| site.failing.clone());
    let path = use_location().pathname;
    let is_elsewhere = Memo::new(move |_| !path.with(|path| path.starts_with(paths::SETTINGS_DOMAIN)));
    let banner = |FailingDomain { host, shown, grace_ends_at }: FailingDomain| {
        view! { <FailingBanner shown grace_ends_at link=Some(paths::domain(&host)) /> }
    };
    if failing.is_empty() {
        return None;
    }
    Some(move || is_elsewhere.get().then(|| failing.iter().cloned().map(banner).collect_view()))
}

#[component]
pub(super) fn FailingBanner(
    shown: String,
    grace_ends_at: String,
    #[prop(optional_no_strip)] link: Option<String>,
) -> impl IntoView {
    let locale = use_locale();
    let day = format_day(&grace_ends_at, locale);
    view! {
        <Banner tone=Tone::Warning title=words::failing_title(locale, &shown)>
            {words::failing_text(locale, &day)} " "
            {link.map(|href| view! { <a href=href>{words::see_records(locale)}</a> })}
        </Banner>
    }
}
