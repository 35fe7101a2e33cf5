use leptos::prelude::*;

use super::{Account, FrameLabels, NavGroup, Preference, Search, shell::Shell};
use crate::ui::{Crumb, Glyph, PlainMenu, initials, plain_avatar, plain_icon, plain_logo};
use maud::{Markup, html};
use tenantry::{brand::Image, memberships::OwnOrganisation};

/// An organisation as the rail shows it: its name, its logo, and where its home is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct House {
    pub name: String,
    /// With the one for the dark where the system decides.
    pub logo: Option<(Image, Option<Image>)>,
    pub href: String,
}

/// The frame of an organisation's own pages. `others` are the person's further organisations; with any, the name becomes
/// a switcher.
#[component]
pub fn TenantFrame(
    labels: FrameLabels,
    house: House,
    others: Vec<OwnOrganisation>,
    nav: Vec<NavGroup>,
    #[prop(into)] crumbs: Signal<Vec<Crumb>>,
    search: Search,
    account: Account,
    preferences: Vec<Preference>,
    return_to: String,
    children: Children,
) -> impl IntoView {
    let brand = brand(&house, &others, &labels.organisations);
    view! {
        <Shell labels brand nav crumbs search account preferences return_to>
            {children()}
        </Shell>
    }
}

fn brand(house: &House, others: &[OwnOrganisation], label: &str) -> Markup {
    if others.is_empty() {
        return html! { a.rail-brand href=(house.href) { (mark(house)) } };
    }
    let list = html! {
        nav.switcher-list aria-label=(label) {
            a.menu-item href=(house.href) aria-current="true" { (mark(house)) (plain_icon(Glyph::Check, "menu-mark")) }
            @for organisation in others { (other(organisation)) }
        }
    };
    let menu = PlainMenu {
        class: "menu menu-start switcher",
        group: None,
        summary_class: "rail-brand",
        summary: &html! { (mark(house)) (plain_icon(Glyph::Switch, "")) },
        label,
        panel: &list,
    };
    html! { (menu) }
}

fn mark(house: &House) -> Markup {
    let House { name, logo, .. } = house;
    html! {
        @match logo {
            Some((logo, night)) => { (plain_logo(logo, night.as_ref(), "rail-logo")) }
            None => { (plain_avatar(name, true)) }
        }
        span { (name) }
    }
}

/// Its logo is on a host of its own, from which this page may load nothing: its initials stand on its colour.
fn other(organisation: &OwnOrganisation) -> Markup {
    let OwnOrganisation { name, url, fill, ink, radius } = organisation;
    html! {
        a.menu-item href=(url) {
            svg.house-tile viewBox="0 0 32 32" aria-hidden="true" {
                rect width="32" height="32" rx=(radius / 2) fill=(fill) {}
                text x="16" y="16" fill=(ink) { (initials(name)) }
            }
            span { (name) }
        }
    }
}
