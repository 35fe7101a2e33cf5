//! All whom one concern is about, a page at a time.

use super::{api::ReadConcern, attention::named, destinations::action, words};
use crate::{
    bundle::Bundled,
    lists::pager,
    load::{Loading, load},
    paths,
    site::use_locale,
    ui::{Card, EmptyState, Glyph, LinkButton, PageHead, Plain},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::overview::{self, Attention};

pub struct ConcernPage {
    concern: Loading<overview::ConcernPage>,
}

impl Bundled for ConcernPage {
    fn data() -> Self {
        let (concern, address) = (paths::use_param("concern"), use_query_map());
        let from = Memo::new(move |_| address.with(|address| address.get("from").unwrap_or_default()));
        let asked = move || ReadConcern { concern: concern.get(), from: from.get().parse().unwrap_or(0) };
        Self { concern: Loading::of(asked) }
    }

    fn view(self) -> AnyView {
        let page = load(self.concern, |page| view! { <Concerned page /> });
        view! {
            <Title text=words::attention(use_locale()) />
            {page}
        }
        .into_any()
    }
}

#[component]
fn Concerned(page: overview::ConcernPage) -> impl IntoView {
    let locale = use_locale();
    let overview::ConcernPage { attention, from, next } = page;
    let Attention { concern, count, .. } = attention;
    let here = paths::console_attention(concern);
    let newer = (from > 0).then(|| here.clone());
    let older = next.map(|next| paths::with_query(&here, &[("from", &next.to_string())]));
    let title = words::concern(locale, concern, count);
    // The button that leads to all of them would lead to this page.
    let action = action(&attention, locale).filter(|(_, href)| *href != here);
    let content = if attention.named.is_empty() {
        view! { <EmptyState glyph=Glyph::Success text=words::settled(locale) /> }.into_any()
    } else {
        let markup = named(&attention, locale);
        view! {
            <Card>
                <Plain markup />
            </Card>
        }
        .into_any()
    };
    view! {
        <Title text=title.clone() />
        <PageHead title lead=words::gravity(locale, concern.gravity())>
            {action.map(|(label, href)| view! { <LinkButton href>{label}</LinkButton> })}
        </PageHead>
        {content}
        {pager(newer, older)}
    }
}
