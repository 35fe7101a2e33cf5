//! One host: the records that it needs, what the DNS says of them just now, and what can be done with it. The page looks again by
//! itself as long as something is missing; without scripts there is a button.

use super::{
    DomainBadge, LOOKED, VERIFIED,
    api::{CheckDomain, ReadDomain, VerifyDomain, watch_domain},
    main_address::MainCard,
    records::Records,
    remove::RemoveCard,
    state::FailingBanner,
    words,
};
use crate::{
    bundle::Bundled,
    form::{FormState, PlainForm, Saved, Submit},
    i18n::{format_day, format_instant},
    live::follow,
    load::{Loading, load},
    paths,
    site::use_locale,
    ui::{Banner, ButtonKind, Card, Glyph, LinkButton, PageHead, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use std::time::Duration;
use tenantry::domains::{DomainSetup, DomainState};

const BETWEEN_LOOKS: Duration = Duration::from_secs(10);

pub struct DomainPage {
    setup: Loading<DomainSetup>,
}

impl Bundled for DomainPage {
    fn data() -> Self {
        let host = paths::use_param("host");
        Self { setup: Loading::of(move || ReadDomain { host: host.get() }) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=words::title(locale) />
            <div class="stack stack-loose narrow">
                <Saved what=VERIFIED message=words::was_verified(locale) />
                <Saved what=LOOKED message=words::was_looked(locale) />
                {load(self.setup, |setup| view! { <Setup setup /> })}
            </div>
        }
        .into_any()
    }
}

/// Whether there is something to wait for.
fn is_waiting(setup: &DomainSetup) -> bool {
    !matches!(setup.domain.state, DomainState::Verified | DomainState::Taken)
}

#[component]
fn Setup(setup: DomainSetup) -> impl IntoView {
    let locale = use_locale();
    let host = StoredValue::new(setup.domain.host.clone());
    let (shown, url) = (setup.domain.shown.clone(), setup.url.clone());
    let is_served = setup.domain.state.is_served();
    let (main, remove) = (setup.clone(), setup.domain.clone());
    let setup = RwSignal::new(setup);
    follow(setup, BETWEEN_LOOKS, is_waiting, move || watch_domain(host.get_value()));
    let state = Memo::new(move |_| setup.with(|setup| setup.domain.state));
    // The head runs what it is given once: what follows the state stands inside.
    let badge = move || move || view! { <DomainBadge state=state.get() locale /> };
    let open = is_served.then(|| {
        view! {
            <LinkButton href=url icon=Glyph::External>
                {words::open(locale)}
            </LinkButton>
        }
    });
    view! {
        <Title text=shown.clone() />
        <div>
            <PageHead title=shown lead=words::setup_lead(locale) badge>
                {open}
            </PageHead>
            <div class="stack stack-loose">
                <Standing setup />
                <Card title=words::records(locale)>
                    <div class="stack">
                        <p>{words::records_text(locale)}</p>
                        {move || view! { <Records setup=setup.get() /> }}
                        <Looks setup host=host.get_value() is_served />
                    </div>
                </Card>
                {is_served.then(|| view! { <MainCard setup=main /> })}
                <RemoveCard domain=remove />
            </div>
        </div>
    }
}

/// Where the host stands, said when it changes.
#[component]
fn Standing(setup: RwSignal<DomainSetup>) -> impl IntoView {
    let locale = use_locale();
    let told =
        Memo::new(move |_| setup.with(|setup| (setup.domain.state, setup.is_ready(), setup.domain.expires_at.clone())));
    view! {
        <div role="status">
            {move || {
                let (state, is_ready, expires_at) = told.get();
                let day = expires_at.map(|at| format_day(&at, locale)).unwrap_or_default();
                match state {
                    DomainState::Failing => {
                        let domain = setup.with_untracked(|setup| setup.domain.clone());
                        let grace_ends_at = domain.grace_ends_at.unwrap_or_default();
                        view! { <FailingBanner shown=domain.shown grace_ends_at /> }.into_any()
                    }
                    DomainState::Taken => {
                        view! { <Banner tone=Tone::Danger title=words::taken(locale)>{words::taken_text(locale)}</Banner> }
                            .into_any()
                    }
                    DomainState::Claimed | DomainState::Lost if is_ready => {
                        view! { <Banner tone=Tone::Success title=words::ready(locale)>{words::ready_text(locale)}</Banner> }
                            .into_any()
                    }
                    DomainState::Claimed => {
                        view! { <Banner>{words::claimed_until(locale, &day)}</Banner> }.into_any()
                    }
                    DomainState::Lost => {
                        view! { <Banner tone=Tone::Danger>{words::lost_until(locale, &day)}</Banner> }.into_any()
                    }
                    DomainState::Verified => ().into_any(),
                }
            }}
        </div>
    }
}

/// When the DNS was asked last; asking it again, and proving that the host is one's own.
#[component]
fn Looks(setup: RwSignal<DomainSetup>, host: String, is_served: bool) -> impl IntoView {
    let locale = use_locale();
    let looked = move || {
        let at = setup.with(|setup| setup.domain.looked_at.clone());
        at.map_or_else(
            || words::never_looked(locale).to_owned(),
            |at| words::looked_at(locale, &format_instant(&at, locale)),
        )
    };
    let check = FormState::plain_of::<CheckDomain>("host", &host);
    let is_taken = setup.with_untracked(|setup| setup.domain.state == DomainState::Taken);
    let verify = (!is_served && !is_taken).then(|| view! { <VerifyForm host=host.clone() /> });
    view! {
        <p class="text-muted">{looked}</p>
        <div class="domain-actions">
            {verify}
            <PlainForm action=CheckDomain::url() state=check class="inline-form">
                <input type="hidden" name="host" value=host />
                <Submit state=check kind=ButtonKind::Secondary>
                    {words::look_now(locale)}
                </Submit>
            </PlainForm>
        </div>
    }
}

#[component]
fn VerifyForm(host: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<VerifyDomain>("host", &host);
    let refused = form.error("host");
    view! {
        <PlainForm action=VerifyDomain::url() state=form class="inline-form">
            <input type="hidden" name="host" value=host />
            {move || refused.get().map(|why| view! { <p class="field-error" role="alert">{why}</p> })}
            <Submit state=form>{words::verify(locale)}</Submit>
        </PlainForm>
    }
}
