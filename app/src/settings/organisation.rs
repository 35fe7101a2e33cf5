//! The organisation's name, language, time zone and currency, and as whom its mails come.

use super::{
    api::{OrganisationSettings, ReadOrganisation, SaveOrganisation},
    words,
};
use crate::{
    bundle::Bundled,
    form::{FormState, PlainForm, RequiredInput, Saved, Submit},
    i18n::words as common,
    load::{Loading, load},
    regional::RegionalFields,
    site::{use_locale, use_site},
    ui::{Card, Choice, PageHead, Select, TextInput},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

pub struct OrganisationPage {
    settings: Loading<OrganisationSettings>,
}

impl Bundled for OrganisationPage {
    fn data() -> Self {
        Self { settings: Loading::of(|| ReadOrganisation {}) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=common::organisation(locale) />
            <PageHead title=common::organisation(locale) lead=words::organisation_lead(locale) />
            <div class="stack stack-loose narrow">
                <Saved />
                {load(self.settings, |settings| view! { <OrganisationForm settings /> })}
            </div>
        }
        .into_any()
    }
}

/// The browser sends it itself: the name and the language are all around the page.
#[component]
fn OrganisationForm(settings: OrganisationSettings) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<SaveOrganisation>();
    view! {
        <Card>
            <PlainForm action=SaveOrganisation::url() state=form>
                <RequiredInput
                    form
                    name="name"
                    label=common::name(locale)
                    autocomplete="organization"
                    initial=settings.name
                />
                <Select
                    name="locale"
                    label=common::language(locale)
                    hint=words::organisation_language_hint(locale)
                    choices=languages()
                    value=form.value("locale", settings.locale.tag())
                    error=form.error("locale")
                />
                <RegionalFields form regional=settings.regional />
                <TextInput
                    name="sender_name"
                    label=words::sender_name(locale)
                    hint=words::sender_name_hint(locale)
                    value=form.value("sender_name", settings.sender_name)
                    error=form.error("sender_name")
                />
                <TextInput
                    name="reply_to"
                    label=words::reply_to(locale)
                    hint=words::reply_to_hint(locale)
                    inputmode="email"
                    value=form.value("reply_to", settings.reply_to)
                    error=form.error("reply_to")
                />
                <div class="form-actions">
                    <Submit state=form>{common::save(locale)}</Submit>
                </div>
            </PlainForm>
        </Card>
    }
}

/// Those that are offered, each in its own words.
pub(super) fn languages() -> Vec<Choice> {
    let offered = use_site().with_value(|site| site.languages.offered.clone());
    offered.into_iter().map(|of| Choice::new(of.tag(), common::language_name(of))).collect()
}
