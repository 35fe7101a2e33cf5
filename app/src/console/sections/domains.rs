//! An organisation's own domains, as operators see them.

use super::{
    api::{Of, ReadDomainsOf, RemoveDomainOf},
    tabs::{Section, SectionTabs},
    words,
};
use crate::{
    bundle::Bundled,
    form::{FormState, PlainForm, Saved, Submit},
    i18n::{format_day, format_instant},
    load::{Loading, load},
    paths,
    settings::domain::{DomainBadge, words as domain_words},
    site::{use_locale, use_may},
    ui::{Badge, ButtonKind, Card, EmptyState, Fact, Facts, Glyph, PageHead, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use tenantry::{
    access::Permission,
    domains::{OwnDomain, OwnDomains},
};

/// What the page says was done.
pub(super) const REMOVED: &str = "domain-removed";

pub struct ConsoleDomainsPage {
    domains: Loading<Of<OwnDomains>>,
}

impl Bundled for ConsoleDomainsPage {
    fn data() -> Self {
        let slug = paths::use_param("slug");
        Self { domains: Loading::of(move || ReadDomainsOf { slug: slug.get() }) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=words::domains(locale) />
            <div class="stack stack-loose">
                <Saved what=REMOVED message=words::domain_was_removed(locale) />
                {load(self.domains, |domains| view! { <Domains domains /> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn Domains(domains: Of<OwnDomains>) -> impl IntoView {
    let locale = use_locale();
    let Of { slug, name, what: OwnDomains { subdomain, main, domains, .. } } = domains;
    let content = if domains.is_empty() {
        view! { <EmptyState glyph=Glyph::Globe text=words::no_domains(locale) /> }.into_any()
    } else {
        domains.into_iter().map(|domain| view! { <DomainCard slug=slug.clone() domain /> }).collect_view().into_any()
    };
    view! {
        <Title text=name.clone() />
        <div>
            <PageHead title=name lead=words::domains_lead(locale) />
            <SectionTabs slug=slug.clone() current=Section::Domains />
            <div class="stack stack-loose narrow">
                <Card>
                    <Facts>
                        <Fact name=domain_words::subdomain(locale)>{subdomain}</Fact>
                        <Fact name=domain_words::main(locale)>{main}</Fact>
                    </Facts>
                </Card>
                {content}
            </div>
        </div>
    }
}

#[component]
fn DomainCard(slug: String, domain: OwnDomain) -> impl IntoView {
    let locale = use_locale();
    let day = move |at: &Option<String>| at.as_ref().map(|at| format_day(at, locale));
    let fact = |name: &'static str, value: Option<String>| value.map(|value| view! { <Fact name>{value}</Fact> });
    let looked = domain.looked_at.as_ref().map(|at| format_instant(at, locale));
    let ascii = (domain.shown != domain.host).then(|| domain.host.clone());
    let facts = [
        fact(words::in_ascii(locale), ascii),
        fact(domain_words::verified(locale), day(&domain.verified_at)),
        fact(words::expires(locale), day(&domain.expires_at)),
        fact(words::grace_ends(locale), day(&domain.grace_ends_at)),
        fact(words::last_look(locale), looked),
    ];
    let (state, is_main) = (domain.state, domain.is_main);
    let may_remove = use_may(Permission::OrganisationsManage);
    view! {
        <Card title=domain.shown.clone()>
            <div class="stack">
                <div class="row">
                    <DomainBadge state locale />
                    {is_main.then(|| view! { <Badge tone=Tone::Brand label=domain_words::main(locale) /> })}
                </div>
                <Facts>
                    {facts.into_iter().collect_view()}
                </Facts>
                {may_remove.then(|| view! { <Remove slug domain /> })}
            </div>
        </Card>
    }
}

#[component]
fn Remove(slug: String, domain: OwnDomain) -> impl IntoView {
    let locale = use_locale();
    let OwnDomain { host, shown, .. } = domain;
    let form = FormState::plain_of::<RemoveDomainOf>("host", &host);
    view! {
        <details class="fold" open=form.was_sent()>
            <summary class="button button-secondary">{domain_words::remove_ask(locale)}</summary>
            <PlainForm action=RemoveDomainOf::url() state=form>
                <input type="hidden" name="slug" value=slug />
                <input type="hidden" name="host" value=host />
                <p>{words::remove_domain_text(locale)}</p>
                <div>
                    <Submit state=form kind=ButtonKind::Danger>
                        {domain_words::remove(locale, &shown)}
                    </Submit>
                </div>
            </PlainForm>
        </details>
    }
}
