//! Creating an organisation, for anybody.

use super::{
    OrganisationFields,
    api::{ReadSignUpOffer, SignUp, SignUpOffer},
    words,
};
use crate::{
    bundle::Bundled,
    form::{FormState, PlainForm, RequiredInput, Submit},
    i18n::words as common,
    load::{Loading, load},
    paths,
    site::{use_locale, use_site},
    ui::{ButtonKind, EmptyState, Glyph, LinkButton, PageHead},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

pub struct SignUpPage {
    offer: Loading<SignUpOffer>,
    /// The organisation was made, and the link went out by mail.
    is_sent: bool,
}

impl Bundled for SignUpPage {
    fn data() -> Self {
        let is_sent = use_query_map().read_untracked().get("sent").is_some();
        Self { offer: Loading::of(|| ReadSignUpOffer {}), is_sent }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let is_open = use_site().with_value(|site| site.sign_up_open);
        view! {
            <Title text=words::create_link(locale) />
            <div class="public-form">
                {if self.is_sent {
                    view! { <Sent /> }.into_any()
                } else if is_open {
                    load(self.offer, |offer| view! { <SignUpForm offer /> }).into_any()
                } else {
                    view! { <Closed /> }.into_any()
                }}
            </div>
        }
        .into_any()
    }
}

/// The browser sends it itself: it ends on another host.
#[component]
fn SignUpForm(offer: SignUpOffer) -> impl IntoView {
    let locale = use_locale();
    let SignUpOffer { modules, regional } = offer;
    let form = FormState::plain::<SignUp>();
    view! {
        <PageHead title=words::create_link(locale) lead=words::sign_up_lead(locale) />
        <PlainForm action=SignUp::url() state=form>
            <OrganisationFields form language=locale regional is_here=true modules />
            <fieldset class="form-section">
                <legend>{words::you(locale)}</legend>
                <p class="text-muted">{words::you_lead(locale)}</p>
                <RequiredInput form name="admin_name" label=words::your_name(locale) autocomplete="name" />
                <RequiredInput
                    form
                    name="admin_email"
                    label=common::email(locale)
                    kind="email"
                    autocomplete="email"
                />
            </fieldset>
            <div class="form-actions">
                <Submit state=form>{words::create(locale)}</Submit>
            </div>
            <p class="text-muted">{words::next_step(locale)}</p>
        </PlainForm>
    }
}

#[component]
fn Sent() -> impl IntoView {
    let locale = use_locale();
    view! {
        <h1 class="page-title">{words::sent_title(locale)}</h1>
        <EmptyState glyph=Glyph::Mail text=words::sent(locale) />
        <p class="text-muted">{words::nothing_came(locale)}</p>
    }
}

#[component]
fn Closed() -> impl IntoView {
    let locale = use_locale();
    view! {
        <h1 class="page-title">{words::create_link(locale)}</h1>
        <EmptyState glyph=Glyph::Lock title=words::closed_title(locale) text=words::closed(locale)>
            <LinkButton href=paths::FIND kind=ButtonKind::Primary icon=Glyph::Search>
                {words::find_link(locale)}
            </LinkButton>
        </EmptyState>
    }
}
