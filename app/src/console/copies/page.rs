//! What a copy would be, and making it.

use super::{
    api::{ReadCopyOffer, StartCopy},
    words,
};
use crate::{
    bundle::Bundled,
    console::words::bytes,
    error::AppError,
    form::{FormState, PlainForm, Submit, required_note},
    i18n::{Locale, problem_words, words as common},
    load::{Loading, failed, load},
    paths,
    site::{use_locale, use_may, use_site},
    ui::{ButtonKind, Card, Checkbox, EmptyState, Glyph, LinkButton, PageHead, TextInput},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use tenantry::{access::Permission, provisioning::CloneOffer};

pub struct CopyPage {
    offer: Loading<CloneOffer>,
}

impl Bundled for CopyPage {
    fn data() -> Self {
        let slug = paths::use_param("slug");
        Self { offer: Loading::of(move || ReadCopyOffer { slug: slug.get() }) }
    }

    fn view(self) -> AnyView {
        if !use_may(Permission::OrganisationsManage) {
            return failed(&AppError::forbidden()).into_any();
        }
        let page = load(self.offer, |offer| view! { <Copy offer /> });
        view! {
            <Title text=words::title(use_locale()) />
            {page}
        }
        .into_any()
    }
}

#[component]
fn Copy(offer: CloneOffer) -> impl IntoView {
    let locale = use_locale();
    let title = words::title_of(locale, &offer.name);
    let page = paths::console_organisation(&offer.slug);
    let content = match &offer.refusal {
        Some(problem) => view! {
            <EmptyState glyph=Glyph::Layers title=words::not_now(locale) text=problem_words(locale, problem)>
                <LinkButton href=page>{words::back(locale)}</LinkButton>
            </EmptyState>
        }
        .into_any(),
        None => view! { <CopyForm offer page /> }.into_any(),
    };
    view! {
        <div class="narrow">
            <PageHead title lead=words::lead(locale) />
            {content}
        </div>
    }
}

#[component]
fn CopyForm(offer: CloneOffer, page: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<StartCopy>();
    let base = use_site().with_value(|site| site.base_host.clone());
    let what = what_happens(&offer, locale);
    let with_members = form.value("with_members", "");
    view! {
        <Card>
            <PlainForm action=StartCopy::url() state=form>
                <input type="hidden" name="slug" value=offer.slug />
                <TextInput
                    name="name"
                    label=words::name(locale)
                    value=form.value("name", offer.name)
                    error=form.error("name")
                    note=required_note()
                    required=true
                />
                <TextInput
                    name="new_slug"
                    label=words::address(locale)
                    value=form.value("new_slug", "")
                    error=form.error("slug")
                    note=required_note()
                    suffix=format!(".{base}")
                    required=true
                />
                <Checkbox
                    name="with_members"
                    label=words::with_members(locale)
                    hint=words::with_members_hint(locale, offer.members)
                    checked=Signal::stored(with_members.get_untracked() == "true")
                />
                <ul class="what-happens">
                    {what.into_iter().map(|what| view! { <li>{what}</li> }).collect_view()}
                </ul>
                <div class="form-actions">
                    <Submit state=form>{words::start(locale)}</Submit>
                    <LinkButton href=page kind=ButtonKind::Quiet>
                        {common::cancel(locale)}
                    </LinkButton>
                </div>
            </PlainForm>
        </Card>
    }
}

fn what_happens(offer: &CloneOffer, locale: Locale) -> [String; 4] {
    [
        words::copies(locale, &bytes(locale, offer.database_bytes)),
        words::works_on(locale).to_owned(),
        words::own_from_then(locale).to_owned(),
        words::leaves_nothing(locale).to_owned(),
    ]
}
