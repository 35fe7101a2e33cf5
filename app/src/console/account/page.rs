//! The page of an operator's own account.

use super::{
    api::{OwnAccount, ReadAccount, SetOwnPassword},
    words,
};
use crate::{
    bundle::{Bundled, bundled},
    console::operators::words as operators,
    form::{FormState, NewPasswordFields, PlainForm, Saved, Submit},
    i18n::words as common,
    load::{Loading, load},
    settings::words as settings,
    site::use_locale,
    ui::{Card, Fact, Facts, PageHead},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

pub struct AccountPage {
    account: Loading<OwnAccount>,
}

bundled!(console: AccountPage);

impl Bundled for AccountPage {
    fn data() -> Self {
        Self { account: Loading::of(|| ReadAccount {}) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=words::title(locale) />
            <PageHead title=words::title(locale) lead=words::lead(locale) />
            <div class="stack stack-loose narrow">
                <Saved message=settings::password_changed(locale) />
                {load(self.account, |account| view! { <Account account /> })}
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
