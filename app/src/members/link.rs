//! The link of an invitation that was just made. It is shown this once.

use super::words;
use crate::{
    i18n::words as common,
    load::{Loading, load_quietly},
    site::use_locale,
    ui::{Banner, CopyCode, Tone},
};
use leptos::prelude::*;
use tenantry::memberships::InvitationLink;

#[component]
pub(crate) fn FreshLink(link: Loading<Option<InvitationLink>>) -> impl IntoView {
    load_quietly(link, |link| link.ok().flatten().map(|link| view! { <Shown link /> }))
}

#[component]
fn Shown(link: InvitationLink) -> impl IntoView {
    let locale = use_locale();
    view! {
        <Banner tone=Tone::Success title=words::link_title(locale, &link.email) announce=true>
            <div class="stack stack-tight invitation-link">
                <p>{words::link_text(locale)}</p>
                <CopyCode code=link.url copy_label=words::copy_link(locale) copied_label=common::copied(locale) />
                {link.is_mailed.then(|| view! { <p>{words::link_mailed(locale)}</p> })}
            </div>
        </Banner>
    }
}
