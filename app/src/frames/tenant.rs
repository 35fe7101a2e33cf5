use leptos::{children::ViewFn, prelude::*};

use super::{Account, FrameLabels, NavGroup, Preference, shell::Shell};
use crate::ui::{Avatar, Crumb, Glyph, Icon, Menu};

/// An organisation as the rail shows it: its name, its logo, and where its home is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct House {
    pub name: String,
    pub logo: Option<String>,
    pub href: String,
}

/// The frame of an organisation's own pages. `others` are the person's further organisations; with any, the name becomes a switcher.
#[component]
pub fn TenantFrame(
    labels: FrameLabels,
    house: House,
    #[prop(optional)] others: Vec<House>,
    #[prop(into)] nav: Signal<Vec<NavGroup>>,
    #[prop(into)] crumbs: Signal<Vec<Crumb>>,
    account: Account,
    preferences: Vec<Preference>,
    #[prop(into)] return_to: Signal<String>,
    children: Children,
) -> impl IntoView {
    let organisations = labels.organisations.clone();
    let brand = ViewFn::from(move || brand(house.clone(), others.clone(), organisations.clone()));
    view! {
        <Shell labels brand nav crumbs account preferences return_to>
            {children()}
        </Shell>
    }
}

fn brand(house: House, others: Vec<House>, label: String) -> AnyView {
    if others.is_empty() {
        let href = house.href.clone();
        return view! { <a class="rail-brand" href=href>{mark(house)}</a> }.into_any();
    }
    let label = format!("{label}, {}", house.name);
    let summary = move || view! { {mark(house)} <Icon glyph=Glyph::Switch /> };
    view! {
        <Menu summary=summary label=label class="menu menu-start" summary_class="rail-brand">
            {others.into_iter().map(other).collect_view()}
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

fn other(house: House) -> impl IntoView {
    let href = house.href.clone();
    view! { <a class="menu-item" href=href>{mark(house)}</a> }
}
