//! All registered servers.

use super::{api::ListServers, table::ServerTable, words};
use crate::{
    bundle::Bundled,
    console::fleet::{FleetTab, FleetTabs},
    load::{Loading, load},
    paths,
    site::{use_locale, use_may},
    ui::{ButtonKind, EmptyState, Glyph, LinkButton, PageHead},
};
use leptos::prelude::*;
use leptos_meta::Title;
use tenantry::{access::Permission, servers::ServerSummary};

pub struct ServersPage {
    servers: Loading<Vec<ServerSummary>>,
}

impl Bundled for ServersPage {
    fn data() -> Self {
        Self { servers: Loading::of(|| ListServers {}) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=words::title(locale) />
            <PageHead title=words::title(locale) lead=words::lead(locale)>
                {new_button()}
            </PageHead>
            <FleetTabs current=FleetTab::Servers />
            {load(self.servers, |servers| view! { <Servers servers /> })}
        }
        .into_any()
    }
}

fn new_button() -> impl IntoView {
    use_may(Permission::FleetManage).then(|| {
        view! {
            <LinkButton href=paths::CONSOLE_NEW_SERVER kind=ButtonKind::Primary icon=Glyph::Plus>
                {words::new(use_locale())}
            </LinkButton>
        }
    })
}

#[component]
fn Servers(servers: Vec<ServerSummary>) -> impl IntoView {
    let locale = use_locale();
    if servers.is_empty() {
        return view! {
            <EmptyState glyph=Glyph::Database title=words::none_title(locale) text=words::none(locale)>
                {new_button()}
            </EmptyState>
        }
        .into_any();
    }
    view! { <ServerTable servers /> }.into_any()
}
