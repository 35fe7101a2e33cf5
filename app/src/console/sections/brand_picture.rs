//! A small picture of an organisation's brand. Its logo is on its own host, from which the console may load nothing.

use super::words;
use crate::{
    site::use_locale,
    ui::{Card, Plain, initials},
};
use leptos::prelude::*;
use maud::{Markup, html};
use tenantry::tenants::BrandPicture;

#[component]
pub(in crate::console) fn BrandCard(name: String, brand: BrandPicture) -> impl IntoView {
    let locale = use_locale();
    view! {
        <Card title=words::brand(locale)>
            <div class="stack stack-tight">
                <Plain markup=picture(&name, &brand, words::brand_of(locale, &name)) />
                <p class="text-muted slug">{format!("{} · {}", brand.fill, brand.accent)}</p>
            </div>
        </Card>
    }
}

fn picture(name: &str, brand: &BrandPicture, label: String) -> Markup {
    let BrandPicture { fill, ink, accent, radius } = brand;
    let corner = (radius / 2).min(8);
    html! {
        svg.brand-picture viewBox="0 0 240 120" role="img" aria-label=(label) {
            rect width="240" height="120" rx="6" fill="#ffffff" {}
            rect width="240" height="34" rx="6" fill=(fill) {}
            rect y="20" width="240" height="14" fill=(fill) {}
            rect x="12" y="7" width="20" height="20" rx=(corner.min(5)) fill=(ink) {}
            text x="22" y="17" font-size="9" text-anchor="middle" dominant-baseline="central" fill=(fill) { (initials(name)) }
            rect x="40" y="14" width="72" height="6" rx="3" fill=(ink) opacity="0.85" {}
            rect x="12" y="48" width="110" height="8" rx="4" fill="#4a4f5a" {}
            rect x="12" y="64" width="170" height="5" rx="2.5" fill="#b9bec8" {}
            rect x="12" y="75" width="140" height="5" rx="2.5" fill="#b9bec8" {}
            rect x="12" y="92" width="58" height="18" rx=(corner) fill=(fill) {}
            rect x="22" y="99" width="38" height="4" rx="2" fill=(ink) {}
            rect x="78" y="92" width="58" height="18" rx=(corner) fill=(accent) {}
        }
    }
}
