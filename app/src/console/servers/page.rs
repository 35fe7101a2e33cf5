//! One server, and what an operator can do with it.

use super::{
    api::{CheckServer, DrainServer, FindServer, ResumeServer},
    edit::EditCard,
    readdress::ReaddressCard,
    table::{encryption, look},
    words,
};
use crate::{
    bundle::Bundled,
    console::address::ListView,
    form::{FormState, PlainForm, Saved, Submit},
    i18n::{format_instant, words as common},
    load::{Loading, load},
    paths,
    site::{use_locale, use_may},
    ui::{Badge, Banner, ButtonKind, Card, Fact, Facts, LinkButton, PageHead, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use tenantry::{
    access::Permission,
    servers::{ServerState, ServerSummary},
    tenants::TenantQuery,
};

/// What the page says was done.
pub(super) const ADDED: &str = "added";
pub(super) const READDRESSED: &str = "readdressed";
pub(super) const EDITED: &str = "edited";
pub(super) const CHECKED: &str = "checked";
pub(super) const DRAINED: &str = "drained";
pub(super) const RESUMED: &str = "resumed";

pub struct ServerPage {
    server: Loading<ServerSummary>,
}

impl Bundled for ServerPage {
    fn data() -> Self {
        let name = paths::use_param("name");
        Self { server: Loading::of(move || FindServer { name: name.get() }) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=words::server(locale) />
            <div class="stack stack-loose">
                <Saved what=ADDED message=words::was_added(locale) />
                <Saved what=READDRESSED message=words::was_readdressed(locale) />
                <Saved what=EDITED message=words::was_edited(locale) />
                <Saved what=CHECKED message=words::was_checked(locale) />
                <Saved what=DRAINED message=words::was_drained(locale) />
                <Saved what=RESUMED message=words::was_resumed(locale) />
                {load(self.server, |server| view! { <Server server /> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn Server(server: ServerSummary) -> impl IntoView {
    let locale = use_locale();
    let (name, actions) = (server.name.clone(), use_may(Permission::FleetManage).then(|| actions(&server)));
    let (tone, label) = look(&server, locale);
    view! {
        <Title text=name.clone() />
        <div>
            <PageHead
                title=name
                lead=server.region.clone()
                badge=move || view! { <Badge tone label /> }
            />
            <div class="with-aside">
                <ServerFacts server />
                {actions}
            </div>
        </div>
    }
}

fn actions(server: &ServerSummary) -> impl IntoView + use<> {
    let ServerSummary { name, region, state, tenants, capacity, .. } = server.clone();
    view! {
        <div class="stack">
            <CheckCard name=name.clone() />
            <EditCard name=name.clone() region capacity />
            <ReaddressCard name=name.clone() />
            {(tenants > 0 && use_may(Permission::OrganisationsManage))
                .then(|| view! { <EmptyCard name=name.clone() tenants /> })}
            {match state {
                ServerState::Active => view! { <DrainCard name tenants /> }.into_any(),
                ServerState::Draining => view! { <ResumeCard name /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn ServerFacts(server: ServerSummary) -> impl IntoView {
    let locale = use_locale();
    let (tls, fill) = (encryption(&server, locale), words::filled(locale, server.tenants, server.capacity));
    let too_many = server.tenants - server.capacity;
    let residents = ListView::of_server(&server.name).address();
    let checked = server.checked_at.map_or_else(|| words::never(locale).to_owned(), |at| format_instant(&at, locale));
    view! {
        <div class="stack">
            {server
                .last_error
                .map(|error| {
                    view! {
                        <Banner tone=Tone::Danger title=words::problem(locale)>
                            {error}
                        </Banner>
                    }
                })}
            {(too_many > 0)
                .then(|| {
                    view! {
                        <Banner tone=Tone::Warning title=words::too_many_title(locale)>
                            {words::too_many(locale, too_many)}
                        </Banner>
                    }
                })}
            <Card title=words::facts(locale)>
                <Facts>
                    <Fact name=common::status(locale)>{words::state(locale, server.state)}</Fact>
                    <Fact name=words::region(locale)>{server.region}</Fact>
                    <Fact name=words::organisations_here(locale)>
                        <a href=residents>{fill}</a>
                    </Fact>
                    <Fact name=words::version(locale)>
                        {server.version.unwrap_or_else(|| words::not_seen(locale).to_owned())}
                    </Fact>
                    <Fact name=words::encryption(locale)>{tls}</Fact>
                    <Fact name=words::last_check(locale)>{checked}</Fact>
                    <Fact name=words::registered(locale)>{format_instant(&server.created_at, locale)}</Fact>
                </Facts>
            </Card>
        </div>
    }
}

#[component]
fn CheckCard(name: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<CheckServer>("name", &name);
    view! {
        <Card title=words::check_title(locale)>
            <div class="stack">
                <p class="text-muted">{words::check_text(locale)}</p>
                <PlainForm action=CheckServer::url() state=form>
                    <input type="hidden" name="name" value=name />
                    <Submit state=form kind=ButtonKind::Secondary>
                        {words::check(locale)}
                    </Submit>
                </PlainForm>
            </div>
        </Card>
    }
}

/// Leads to the preview of a move of all who live there.
#[component]
fn EmptyCard(name: String, tenants: i64) -> impl IntoView {
    let locale = use_locale();
    let place = TenantQuery::on_server(&name).place;
    let page = paths::with_query(paths::CONSOLE_BULK, &[("action", "move"), ("all", "yes"), ("place", &place)]);
    view! {
        <Card title=words::empty_title(locale)>
            <div class="stack">
                <p class="text-muted">{words::empty_text(locale)}</p>
                <p>
                    <LinkButton href=page>{words::empty_ask(locale, tenants)}</LinkButton>
                </p>
            </div>
        </Card>
    }
}

/// Says what will happen before it offers to do it.
#[component]
fn DrainCard(name: String, tenants: i64) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<DrainServer>("name", &name);
    view! {
        <Card title=words::drain_title(locale)>
            <p class="text-muted">{words::drain_text(locale)}</p>
            <details class="fold" open=form.was_sent()>
                <summary class="button button-secondary">{words::drain_ask(locale)}</summary>
                <PlainForm action=DrainServer::url() state=form>
                    <input type="hidden" name="name" value=name.clone() />
                    <p>{words::stay(locale, tenants)}</p>
                    <Submit state=form kind=ButtonKind::Danger>
                        {words::drain(locale, &name)}
                    </Submit>
                </PlainForm>
            </details>
        </Card>
    }
}

#[component]
fn ResumeCard(name: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<ResumeServer>("name", &name);
    view! {
        <Card title=words::resume_title(locale)>
            <p class="text-muted">{words::resume_text(locale)}</p>
            <details class="fold" open=form.was_sent()>
                <summary class="button button-secondary">{words::resume_ask(locale)}</summary>
                <PlainForm action=ResumeServer::url() state=form>
                    <input type="hidden" name="name" value=name.clone() />
                    <Submit state=form>{words::resume(locale, &name)}</Submit>
                </PlainForm>
            </details>
        </Card>
    }
}
