//! The operator's one-time link: the page asks, the button uses it up. Whoever comes in for the first time shows that the
//! account is theirs, or chooses a password that nobody else knows.

use super::{
    DoorFrame,
    api::{Enter, ReadEntrance},
    over::over,
    token_of_link, words,
};
use crate::{
    bundle::Bundled,
    form::{FormState, NewPasswordFields, PlainForm, Submit, required_note},
    i18n::{Locale, words as common},
    load::{Loading, load_quietly},
    site::use_locale,
    ui::{Banner, Fact, Facts, PasswordInput, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::{Meta, Title};
use tenantry::operators::{Asks, Entrance};

pub struct EnterPage {
    token: String,
    entrance: Loading<Entrance>,
}

impl Bundled for EnterPage {
    fn data() -> Self {
        let token = token_of_link();
        let asked = token.clone();
        Self { token, entrance: Loading::of(move || ReadEntrance { token: asked.clone() }) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let token = self.token;
        view! {
            <Title text=words::enter_title(locale) />
            <Meta name="robots" content="noindex" />
            <DoorFrame>
                {load_quietly(
                    self.entrance,
                    move |entrance| match entrance {
                        Ok(entrance) => view! { <EnterForm token=token.clone() entrance /> }.into_any(),
                        Err(error) => over(&error, words::enter_over(locale).to_owned()).into_any(),
                    },
                )}
            </DoorFrame>
        }
        .into_any()
    }
}

#[component]
fn EnterForm(token: String, entrance: Entrance) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<Enter>();
    let refused = form.error("token");
    let (title, lead) = says(locale, entrance.asks);
    let Entrance { name, email, asks } = entrance;
    let address = email.clone();
    view! {
        <h1 class="page-title">{title}</h1>
        <p class="page-lead">{lead}</p>
        <Facts>
            <Fact name=words::account(locale)>{name}</Fact>
            <Fact name=common::email(locale)>{address}</Fact>
        </Facts>
        {move || refused.get().map(|message| view! { <Banner tone=Tone::Danger announce=true>{message}</Banner> })}
        <PlainForm action=Enter::url() state=form>
            <input type="hidden" name="token" value=token />
            {match asks {
                Asks::Nothing => ().into_any(),
                Asks::Password => view! { <OwnPassword form email /> }.into_any(),
                Asks::NewPassword => view! { <NewPasswordFields form email asks_current=false /> }.into_any(),
            }}
            <Submit state=form wide=true>
                {words::enter(locale)}
            </Submit>
        </PlainForm>
    }
}

fn says(locale: Locale, asks: Asks) -> (&'static str, &'static str) {
    match asks {
        Asks::Nothing => (words::enter_title(locale), words::enter_lead(locale)),
        Asks::Password => (words::enter_first(locale), words::enter_prove(locale)),
        Asks::NewPassword => (words::enter_first(locale), words::enter_choose(locale)),
    }
}

#[component]
fn OwnPassword(form: FormState, email: String) -> impl IntoView {
    let locale = use_locale();
    view! {
        <input type="hidden" name="username" autocomplete="username" value=email />
        <PasswordInput
            name="current"
            label=common::password(locale)
            error=form.error("current")
            note=required_note()
            required=true
        />
    }
}
