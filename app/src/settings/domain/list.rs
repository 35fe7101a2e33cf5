//! All addresses of the organisation, and a new one.

use super::{
    DomainBadge, MAIN, REMOVED,
    api::{AddDomain, ReadDomains},
    main_address::SubdomainMainForm,
    state::FailingBanner,
    words,
};
use crate::{
    bundle::Bundled,
    form::{Form, FormState, RequiredInput, Saved, Submit},
    i18n::{format_day, format_instant},
    load::{Loading, load},
    paths,
    site::use_locale,
    ui::{Badge, Card, EmptyState, Glyph, LinkButton, PageHead, Tone},
};
use leptos::prelude::*;
use leptos_meta::Title;
use tenantry::domains::{DomainState, OwnDomain, OwnDomains};

pub struct DomainsPage {
    domains: Loading<OwnDomains>,
}

impl Bundled for DomainsPage {
    fn data() -> Self {
        Self { domains: Loading::of(|| ReadDomains {}) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=words::title(locale) />
            <PageHead title=words::title(locale) lead=words::lead(locale) />
            <div class="stack stack-loose narrow">
                <Saved what=MAIN message=words::main_was_changed(locale) />
                <Saved what=REMOVED message=words::was_removed(locale) />
                {load(self.domains, |domains| view! { <Addresses domains /> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn Addresses(domains: OwnDomains) -> impl IntoView {
    let locale = use_locale();
    let OwnDomains { subdomain, main, domains, most } = domains;
    let has_own_main = main != subdomain;
    let is_full = u32::try_from(domains.len()).is_ok_and(|count| count >= most);
    let failing: Vec<(String, String)> =
        domains.iter().filter_map(|domain| Some((domain.shown.clone(), domain.grace_ends_at.clone()?))).collect();
    let own = if domains.is_empty() {
        view! { <EmptyState glyph=Glyph::Globe text=words::none(locale) /> }.into_any()
    } else {
        let rows = domains.into_iter().map(|domain| view! { <DomainRow domain /> }).collect_view();
        view! { <ul class="domains" data-rows>{rows}</ul> }.into_any()
    };
    let add = if is_full {
        view! { <p class="text-muted">{words::full(locale, most)}</p> }.into_any()
    } else {
        view! { <AddForm /> }.into_any()
    };
    view! {
        <div class="stack stack-loose">
            {failing
                .into_iter()
                .map(|(shown, grace_ends_at)| view! { <FailingBanner shown grace_ends_at /> })
                .collect_view()}
            <Card title=words::subdomain(locale)>
                <div class="stack stack-tight">
                    <p class="domain-name">
                        <strong>{subdomain.clone()}</strong>
                        {(!has_own_main).then(|| view! { <Badge tone=Tone::Brand label=words::main(locale) /> })}
                    </p>
                    <p class="text-muted">
                        {if has_own_main {
                            words::subdomain_leads(locale, &main)
                        } else {
                            words::subdomain_text(locale).to_owned()
                        }}
                    </p>
                    {has_own_main.then(|| view! { <SubdomainMainForm subdomain /> })}
                </div>
            </Card>
            <Card title=words::own(locale)>{own}</Card>
            <Card title=words::add(locale)>{add}</Card>
        </div>
    }
}

#[component]
fn DomainRow(domain: OwnDomain) -> impl IntoView {
    let locale = use_locale();
    let day = |at: &Option<String>| at.as_ref().map(|at| format_day(at, locale)).unwrap_or_default();
    let note = match domain.state {
        DomainState::Claimed => words::claimed_until(locale, &day(&domain.expires_at)),
        DomainState::Lost => words::lost_until(locale, &day(&domain.expires_at)),
        DomainState::Taken => words::taken_text(locale).to_owned(),
        DomainState::Verified => words::verified_since(locale, &day(&domain.verified_at)),
        DomainState::Failing => words::failing_text(locale, &day(&domain.grace_ends_at)),
    };
    let looked = domain.looked_at.as_ref().map(|at| words::looked_at(locale, &format_instant(at, locale)));
    view! {
        <li class="domain-row">
            <div class="stack stack-tight">
                <p class="domain-name">
                    <a href=paths::domain(&domain.host)>{domain.shown.clone()}</a>
                    <DomainBadge state=domain.state locale />
                    {domain.is_main.then(|| view! { <Badge tone=Tone::Brand label=words::main(locale) /> })}
                </p>
                <p class="text-muted">{note} " " {looked}</p>
            </div>
            <LinkButton href=paths::domain(&domain.host) small=true>
                {if domain.state.is_served() { words::open(locale) } else { words::go_on(locale) }}
            </LinkButton>
        </li>
    }
}

#[component]
fn AddForm() -> impl IntoView {
    let locale = use_locale();
    let action = ServerAction::<AddDomain>::new();
    let form = FormState::of(action);
    view! {
        <Form action state=form>
            <RequiredInput form name="host" label=words::host(locale) hint=words::host_hint(locale) />
            <div class="form-actions">
                <Submit state=form>{words::add_now(locale)}</Submit>
            </div>
        </Form>
    }
}
