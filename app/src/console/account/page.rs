//! The page of an operator's own account.

use super::{
    api::{
        EndOperatorsOtherSessions, EndOperatorsSession, OwnAccount, ReadAccount, ReadOperatorsSessions, SetOwnPassword,
    },
    words,
};
use crate::{
    bundle::Bundled,
    console::operators::words as operators,
    form::{FormState, NewPasswordFields, PlainForm, Saved, Submit},
    i18n::words as common,
    load::{Loading, load},
    settings::{
        sessions::{ENDED, Endings, OTHERS_ENDED, Sessions},
        words as settings,
    },
    site::use_locale,
    ui::{Card, Fact, Facts, PageHead},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use tenantry::users::OwnSession;

pub struct AccountPage {
    account: Loading<OwnAccount>,
    sessions: Loading<Vec<OwnSession>>,
}

impl Bundled for AccountPage {
    fn data() -> Self {
        Self { account: Loading::of(|| ReadAccount {}), sessions: Loading::of(|| ReadOperatorsSessions {}) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let endings = Endings { one: EndOperatorsSession::PATH, others: EndOperatorsOtherSessions::PATH };
        view! {
            <Title text=words::title(locale) />
            <PageHead title=words::title(locale) lead=words::lead(locale) />
            <div class="stack stack-loose narrow">
                <Saved message=settings::password_changed(locale) />
                <Saved what=ENDED message=settings::session_was_ended(locale) />
                <Saved what=OTHERS_ENDED message=settings::other_sessions_were_ended(locale) />
                {load(self.account, |account| view! { <Account account /> })}
                {load(
                    self.sessions,
                    move |sessions| view! { <Sessions sessions endings note=words::sessions_note(locale) /> },
                )}
            </div>
        }
        .into_any()
    }
}

#[component]
fn Account(account: OwnAccount) -> impl IntoView {
    let locale = use_locale();
    let OwnAccount { name, email, role, can_sign_in } = account;
    let address = email.clone();
    view! {
        <div class="stack stack-loose">
            <Card title=name>
                <Facts>
                    <Fact name=common::email(locale)>{address}</Fact>
                    <Fact name=common::role(locale)>{operators::role(locale, role)}</Fact>
                </Facts>
            </Card>
            <PasswordForm email can_sign_in />
        </div>
    }
}

#[component]
fn PasswordForm(email: String, can_sign_in: bool) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<SetOwnPassword>();
    let note = if can_sign_in { settings::password_note(locale) } else { words::no_password(locale) };
    view! {
        <Card title=common::password(locale) note=note>
            <PlainForm action=SetOwnPassword::url() state=form>
                <NewPasswordFields form email asks_current=can_sign_in />
                <div class="form-actions">
                    <Submit state=form>{words::keep(locale)}</Submit>
                </div>
            </PlainForm>
        </Card>
    }
}
