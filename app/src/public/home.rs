//! What the product is, on one page.

use super::{houses::Houses, words};
use crate::{
    bundle::Bundled,
    paths,
    site::{use_locale, use_site},
    ui::{ButtonKind, Glyph, Icon, LinkButton},
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

pub struct HomePage;

impl Bundled for HomePage {
    fn data() -> Self {
        Self
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text="" />
            <Meta name="description" content=words::hero_lead(locale) />
            <Hero />
            <Points />
            <section class="invite">
                <h2>{words::whom_title(locale)}</h2>
                <p>{words::whom(locale)}</p>
                <Actions />
            </section>
        }
        .into_any()
    }
}

#[component]
fn Hero() -> impl IntoView {
    let locale = use_locale();
    view! {
        <section class="hero">
            <div>
                <h1 class="hero-title">{words::hero_title(locale)}</h1>
                <p class="hero-lead">{words::hero_lead(locale)}</p>
                <Actions />
            </div>
            <Houses label=words::houses(locale) />
        </section>
    }
}

#[component]
fn Actions() -> impl IntoView {
    let locale = use_locale();
    let is_open = use_site().with_value(|site| site.sign_up_open);
    view! {
        <div class="hero-actions">
            {is_open
                .then(|| {
                    view! {
                        <LinkButton href=paths::SIGN_UP kind=ButtonKind::Primary>
                            {words::create_link(locale)}
                        </LinkButton>
                    }
                })}
            <LinkButton href=paths::FIND icon=Glyph::Search>
                {words::find_link(locale)}
            </LinkButton>
        </div>
    }
}

#[component]
fn Points() -> impl IntoView {
    let locale = use_locale();
    let points = [
        (Glyph::Palette, words::brand_title(locale), words::brand(locale)),
        (Glyph::Database, words::database_title(locale), words::database(locale)),
        (Glyph::Members, words::people_title(locale), words::people(locale)),
        (Glyph::Layers, words::modules_title(locale), words::modules_text(locale)),
        (Glyph::Building, words::console_title(locale), words::console(locale)),
        (Glyph::Globe, words::everywhere_title(locale), words::everywhere(locale)),
    ];
    let point = |(glyph, title, text): (Glyph, &'static str, &'static str)| {
        view! {
            <div class="point">
                <Icon glyph />
                <h2>{title}</h2>
                <p>{text}</p>
            </div>
        }
    };
    view! { <section class="points">{points.into_iter().map(point).collect_view()}</section> }
}
