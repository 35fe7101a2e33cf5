//! Support access to one organisation.

use super::{api::ReadDesk, form::AskForm, open::OpenRequest, words};
use crate::{
    bundle::Bundled,
    console::sections::{Section, SectionTabs, api::Of},
    form::Saved,
    load::{Loading, load},
    paths,
    site::{use_locale, use_may},
    support::{Past, words as support},
    ui::{EmptyState, Glyph, PageHead},
};
use leptos::prelude::*;
use leptos_meta::Title;
use tenantry::{access::Permission, support::SupportDesk};

/// What the page says was done.
pub(super) const ASKED: &str = "asked";
pub(super) const WITHDRAWN: &str = "withdrawn";

pub struct SupportPage {
    desk: Loading<Of<SupportDesk>>,
}

impl Bundled for SupportPage {
    fn data() -> Self {
        let slug = paths::use_param("slug");
        Self { desk: Loading::of(move || ReadDesk { slug: slug.get() }) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=support::title(locale) />
            <div class="stack stack-loose">
                <Saved what=ASKED message=words::was_asked(locale) />
                <Saved what=WITHDRAWN message=words::was_withdrawn(locale) />
                {load(self.desk, |desk| view! { <Desk desk /> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn Desk(desk: Of<SupportDesk>) -> impl IntoView {
    let locale = use_locale();
    let Of { slug, name, what: desk } = desk;
    let lead = if desk.by_notice { words::lead_notice(locale) } else { words::lead(locale) };
    let may_ask = use_may(Permission::OrganisationsSupport) && !desk.open.iter().any(|request| request.is_own);
    let is_empty = desk.open.is_empty() && desk.past.is_empty();
    let (open, past) = (desk.open.clone(), desk.past.clone());
    let open = open.into_iter().map(|request| view! { <OpenRequest slug=slug.clone() request /> }).collect_view();
    view! {
        <Title text=name.clone() />
        <div>
            <PageHead title=name lead />
            <SectionTabs slug=slug.clone() current=Section::Support />
            <div class="stack stack-loose">
                <div class="stack narrow">{open} {may_ask.then(|| view! { <AskForm slug=slug.clone() desk /> })}</div>
                {(is_empty && !may_ask).then(|| view! { <EmptyState glyph=Glyph::Shield text=words::none(locale) /> })}
                <Past past has_trail=false />
            </div>
        </div>
    }
}
