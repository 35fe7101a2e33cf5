//! Links that show the draft to people without an account.

use super::{
    api::{MakePreviewLink, WithdrawPreview},
    words,
};
use crate::{
    form::{FormState, PlainForm, Submit},
    i18n::format_time,
    load::{Loading, load_quietly},
    site::use_locale,
    ui::{Banner, ButtonKind, Card, CopyCode, Glyph, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::brand::PreviewLink;

#[component]
pub(super) fn Links(links: Vec<PreviewLink>, fresh: Option<Loading<Option<String>>>) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<MakePreviewLink>();
    let fresh =
        fresh.map(|fresh| load_quietly(fresh, |link| link.ok().flatten().map(|link| view! { <FreshLink link /> })));
    view! {
        <Card title=words::links(locale) note=words::links_note(locale)>
            <div class="stack">
                {fresh}
                {(!links.is_empty())
                    .then(|| view! { <ul class="preview-links">{links.into_iter().map(line).collect_view()}</ul> })}
                <PlainForm action=MakePreviewLink::url() state=form>
                    <div class="form-actions">
                        <Submit state=form kind=ButtonKind::Secondary icon=Glyph::Eye>
                            {words::make_link(locale)}
                        </Submit>
                    </div>
                </PlainForm>
            </div>
        </Card>
    }
}

#[component]
fn FreshLink(link: String) -> impl IntoView {
    let locale = use_locale();
    view! {
        <Banner tone=Tone::Success announce=true>
            <p>{words::fresh_link(locale)}</p>
            <CopyCode code=link copy_label=words::copy(locale) copied_label=words::copied(locale) />
        </Banner>
    }
}

fn line(link: PreviewLink) -> impl IntoView {
    let locale = use_locale();
    let id = link.id.to_string();
    let form = FormState::plain_of::<WithdrawPreview>("link", &id);
    let made = words::link_by(locale, &link.by, &format_time(link.at, locale));
    view! {
        <li>
            <span>
                {made} <span class="cell-sub">{words::link_until(locale, &format_time(link.until, locale))}</span>
            </span>
            <PlainForm action=WithdrawPreview::url() state=form class="">
                <input type="hidden" name="link" value=id />
                <Submit state=form kind=ButtonKind::Quiet>
                    {words::withdraw(locale)}
                </Submit>
            </PlainForm>
        </li>
    }
}
