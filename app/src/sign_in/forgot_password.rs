//! Asking for a link to a new password. What it answers says nothing of who has an account here.

use super::{DoorFrame, api::ForgotPassword, words};
use crate::{
    bundle::Bundled,
    form::{FormState, PlainForm, RequiredInput, Submit},
    i18n::words as common,
    paths,
    site::{use_locale, use_site},
    ui::{ButtonKind, EmptyState, Glyph, LinkButton},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::{access::Plane, users::RESET_MINUTES};

pub struct ForgotPasswordPage {
    is_sent: bool,
}

impl Bundled for ForgotPasswordPage {
    fn data() -> Self {
        Self { is_sent: use_query_map().read_untracked().get("sent").is_some() }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let sends_mails = use_site().with_value(|site| site.sends_mails);
        view! {
            <Title text=words::forgot_title(locale) />
            <DoorFrame>
                {match (sends_mails, self.is_sent) {
                    (false, _) => no_mails().into_any(),
                    (true, false) => view! { <AskForm /> }.into_any(),
                    (true, true) => sent().into_any(),
                }}
            </DoorFrame>
        }
        .into_any()
    }
}

#[component]
fn AskForm() -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<ForgotPassword>();
    view! {
        <h1 class="page-title">{words::forgot_title(locale)}</h1>
        <p class="page-lead">{words::forgot_lead(locale)}</p>
        <PlainForm action=ForgotPassword::url() state=form>
            <RequiredInput form name="email" label=common::email(locale) kind="email" autocomplete="username" />
            <Submit state=form wide=true>
                {words::send_link(locale)}
            </Submit>
        </PlainForm>
        <p class="sign-in-other">
            <a href=paths::SIGN_IN>{words::to_sign_in(locale)}</a>
        </p>
    }
}

fn sent() -> impl IntoView {
    let locale = use_locale();
    view! {
        <h1 class="page-title">{words::sent_title(locale)}</h1>
        <EmptyState glyph=Glyph::Mail text=words::sent(locale, RESET_MINUTES)>
            <LinkButton href=paths::SIGN_IN>{words::to_sign_in(locale)}</LinkButton>
            <LinkButton href=paths::FORGOT_PASSWORD kind=ButtonKind::Quiet>
                {words::ask_again(locale)}
            </LinkButton>
        </EmptyState>
        <p class="text-muted">{words::nothing_came(locale)}</p>
    }
}

fn no_mails() -> impl IntoView {
    let locale = use_locale();
    let is_console = use_site().with_value(|site| site.plane == Plane::Console);
    let text = if is_console { words::no_mails_console(locale) } else { words::no_mails(locale) };
    view! {
        <h1 class="page-title">{words::forgot_title(locale)}</h1>
        <EmptyState glyph=Glyph::Mail text=text.to_owned()>
            <LinkButton href=paths::SIGN_IN>{words::to_sign_in(locale)}</LinkButton>
        </EmptyState>
    }
}
