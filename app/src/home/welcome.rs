//! A home without figures: the ways from here that its reader may go.

use super::words;
use crate::{
    i18n::words as common,
    paths,
    site::{Site, use_locale, use_site},
    ui::{Card, Glyph, Icon},
};
use leptos::prelude::*;
use tenantry::access::Permission;

struct Way {
    href: &'static str,
    glyph: Glyph,
    label: &'static str,
    text: &'static str,
}

#[component]
pub(crate) fn Welcome() -> impl IntoView {
    let ways = use_site().with_value(ways);
    view! {
        <Card title=words::here(use_locale())>
            <ul class="ways">{ways.into_iter().map(entry).collect_view()}</ul>
        </Card>
    }
}

fn ways(site: &Site) -> Vec<Way> {
    let locale = site.locale;
    let members_text = if site.may(Permission::MembersManage) {
        words::members_manage_text(locale)
    } else {
        words::members_text(locale)
    };
    let members =
        Way { href: paths::MEMBERS, glyph: Glyph::Members, label: common::members(locale), text: members_text };
    let organisation = Way {
        href: paths::SETTINGS_ORGANISATION,
        glyph: Glyph::Settings,
        label: common::organisation(locale),
        text: words::organisation_text(locale),
    };
    let brand = Way {
        href: paths::SETTINGS_BRAND,
        glyph: Glyph::Palette,
        label: common::brand(locale),
        text: words::brand_text(locale),
    };
    let profile = Way {
        href: paths::PROFILE,
        glyph: Glyph::User,
        label: common::profile(locale),
        text: words::profile_text(locale),
    };
    let all = [
        (Permission::MembersView, members),
        (Permission::SettingsManage, organisation),
        (Permission::BrandManage, brand),
        (Permission::ProfileManage, profile),
    ];
    all.into_iter().filter(|(permission, _)| site.may(*permission)).map(|(_, way)| way).collect()
}

fn entry(way: Way) -> impl IntoView {
    view! {
        <li>
            <Icon glyph=way.glyph />
            <span>
                <a href=way.href>{way.label}</a>
                <span class="cell-sub">{way.text}</span>
            </span>
        </li>
    }
}
