//! The signed-in person's own page.

use super::{
    api::{EndOtherSessions, EndOwnSession, ReadOwnSessions, ReadProfile, SaveProfile},
    organisation::languages,
    password::PasswordForm,
    sessions::{ENDED, Endings, OTHERS_ENDED, Sessions},
    words,
};
use crate::{
    bundle::Bundled,
    form::{FormState, PlainForm, RequiredInput, Saved, Submit},
    i18n::words as common,
    load::{Loading, load},
    site::{use_locale, use_site},
    ui::{Card, Choice, Fact, Facts, PageHead, Select},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use tenantry::{
    locale::Locale,
    users::{OwnSession, Profile},
};

pub struct ProfilePage {
    profile: Loading<Profile>,
    sessions: Loading<Vec<OwnSession>>,
}

impl Bundled for ProfilePage {
    fn data() -> Self {
        Self { profile: Loading::of(|| ReadProfile {}), sessions: Loading::of(|| ReadOwnSessions {}) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let endings = Endings { one: EndOwnSession::PATH, others: EndOtherSessions::PATH };
        view! {
            <Title text=common::profile(locale) />
            <PageHead title=common::profile(locale) lead=words::profile_lead(locale) />
            <div class="stack stack-loose narrow">
                <Saved />
                <Saved what="password" message=words::password_changed(locale) />
                <Saved what=ENDED message=words::session_was_ended(locale) />
                <Saved what=OTHERS_ENDED message=words::other_sessions_were_ended(locale) />
                {load(
                    self.profile,
                    |profile| {
                        let email = profile.email.clone();
                        view! {
                            <ProfileForm profile />
                            <PasswordForm email />
                        }
                    },
                )}
                {load(
                    self.sessions,
                    move |sessions| view! { <Sessions sessions endings note=words::sessions_note(locale) /> },
                )}
            </div>
        }
        .into_any()
    }
}

/// The browser sends it itself: the name and the language are all around the page.
#[component]
fn ProfileForm(profile: Profile) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<SaveProfile>();
    let languages = use_site().with_value(|site| site.languages.clone());
    let own = profile.locale.filter(|own| languages.offers(*own)).map_or("", Locale::tag);
    view! {
        <Card title=words::about_you(locale)>
            <PlainForm action=SaveProfile::url() state=form>
                <Facts>
                    <Fact name=common::email(locale)>{profile.email}</Fact>
                </Facts>
                <RequiredInput
                    form
                    name="name"
                    label=common::name(locale)
                    autocomplete="name"
                    initial=profile.name
                />
                <Select
                    name="locale"
                    label=common::language(locale)
                    choices=own_languages(locale)
                    value=form.value("locale", own)
                    error=form.error("locale")
                />
                <div class="form-actions">
                    <Submit state=form>{common::save(locale)}</Submit>
                </div>
            </PlainForm>
        </Card>
    }
}

fn own_languages(locale: Locale) -> Vec<Choice> {
    let of_organisation = Choice::new("", words::language_of_organisation(locale));
    std::iter::once(of_organisation).chain(languages()).collect()
}
