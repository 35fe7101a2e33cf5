use leptos::{children::ViewFn, prelude::*};

use super::{Account, FrameLabels, NavGroup, Preference, Search, shell::Shell};
use crate::ui::{Avatar, Crumb, Glyph, Icon, Menu, initials};
use tenantry::memberships::OwnOrganisation;

/// An organisation as the rail shows it: its name, its logo, and where its home is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct House {
    pub name: String,
    pub logo: Option<String>,
    pub href: String,
}

/// The frame of an organisation's own pages. `others` are the person's further organisations; with any, the name becomes
/// a switcher.
#[component]
pub fn TenantFrame(
    labels: FrameLabels,
    house: House,
    others: Vec<OwnOrganisation>,
    #[prop(into)] nav: Signal<Vec<NavGroup>>,
    #[prop(into)] crumbs: Signal<Vec<Crumb>>,
    search: Search,
    account: Account,
    preferences: Vec<Preference>,
    #[prop(into)] return_to: Signal<String>,
    children: Children,
) -> impl IntoView {
    let organisations = labels.organisations.clone();
    let brand = ViewFn::from(move || brand(house.clone(), others.clone(), organisations.clone()));
    view! {
        <Shell labels brand nav crumbs search account preferences return_to>
            {children()}
        </Shell>
    }
}

fn brand(house: House, others: Vec<OwnOrganisation>, label: String) -> AnyView {
    if others.is_empty() {
        let href = house.href.clone();
        return view! { <a class="rail-brand" href=href>{mark(house)}</a> }.into_any();
    }
    let (here, href) = (house.clone(), house.href.clone());
    let summary = move || view! { {mark(house)} <Icon glyph=Glyph::Switch /> };
    view! {
        <Menu summary=summary label=label.clone() class="menu menu-start switcher" summary_class="rail-brand">
            <nav class="switcher-list" aria-label=label>
                <a class="menu-item" href=href aria-current="true">
                    {mark(here)}
                    <Icon glyph=Glyph::Check class="menu-mark" />
                </a>
                {others.into_iter().map(other).collect_view()}
            </nav>
        </Menu>
    }
    .into_any()
}

fn mark(house: House) -> impl IntoView {
    let House { name, logo, .. } = house;
    let sign = match logo {
        Some(source) => view! { <img class="rail-logo" src=source alt="" /> }.into_any(),
        None => view! { <Avatar name=name.clone() square=true /> }.into_any(),
    };
    view! {
        {sign}
        <span>{name}</span>
    }
}

/// Its logo is on a host of its own, from which this page may load nothing: its initials stand on its colour.
fn other(organisation: OwnOrganisation) -> impl IntoView {
    let OwnOrganisation { name, url, fill, ink, radius } = organisation;
    view! {
        <a class="menu-item" href=url>
            <svg class="house-tile" viewBox="0 0 32 32" aria-hidden="true">
                <rect width="32" height="32" rx=(radius / 2).to_string() fill=fill></rect>
                <text x="16" y="16" fill=ink>
                    {initials(&name)}
                </text>
            </svg>
            <span>{name}</span>
        </a>
    }
}
