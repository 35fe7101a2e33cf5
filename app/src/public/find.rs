//! Finding one's organisation by its exact address or name. There is no list to look through.

use super::{api::FindOrganisation, words};
use crate::{
    bundle::Bundled,
    load::{Loading, load},
    paths,
    site::{use_locale, use_site},
    ui::{Banner, Button, ButtonKind, Glyph, Icon, PageHead, TextInput, Tone},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::tenants::FrontDoor;

pub struct FindPage {
    asked: Memo<String>,
    found: Loading<Vec<FrontDoor>>,
}

impl Bundled for FindPage {
    fn data() -> Self {
        let query = use_query_map();
        let asked = Memo::new(move |_| query.with(|query| query.get("q").unwrap_or_default().trim().to_owned()));
        Self { asked, found: Loading::of(move || FindOrganisation { asked: asked.get() }) }
    }

    fn view(self) -> AnyView {
        let FindPage { asked, found } = self;
        let locale = use_locale();
        view! {
            <Title text=words::find_link(locale) />
            <div class="public-form">
                <PageHead title=words::find_link(locale) lead=words::find_lead(locale) />
                <SearchForm asked />
                <div role="status">{load(found, move |doors| answer(&asked.get_untracked(), doors))}</div>
            </div>
        }
        .into_any()
    }
}

#[component]
fn SearchForm(asked: Memo<String>) -> impl IntoView {
    let locale = use_locale();
    let example = use_site().with_value(|site| format!("paris.{}", site.base_host));
    view! {
        <form class="form" method="get" action=paths::FIND>
            <TextInput
                name="q"
                label=words::find_field(locale)
                hint=words::find_hint(locale, &example)
                autocomplete="off"
                value=asked
            />
            <div class="form-actions">
                <Button kind=ButtonKind::Primary icon=Glyph::Search>
                    {words::find(locale)}
                </Button>
            </div>
        </form>
    }
}

fn answer(asked: &str, doors: Vec<FrontDoor>) -> AnyView {
    let locale = use_locale();
    if asked.is_empty() {
        return ().into_any();
    }
    if doors.is_empty() {
        return view! {
            <Banner tone=Tone::Warning title=words::not_found_title(locale, asked)>
                {words::not_found(locale)}
            </Banner>
        }
        .into_any();
    }
    view! { <ul class="doors">{doors.into_iter().map(door).collect_view()}</ul> }.into_any()
}

fn door(door: FrontDoor) -> impl IntoView {
    view! {
        <li>
            <a class="door" href=format!("{}{}", door.url, paths::SIGN_IN)>
                <Icon glyph=Glyph::Building />
                <span>
                    <span class="door-name">{door.name}</span>
                    <span class="door-host">{door.host}</span>
                </span>
                <Icon glyph=Glyph::ArrowRight />
            </a>
        </li>
    }
}
