//! What an organisation does, below its facts.

use super::api::ReadOrganisationUsage;
use crate::{
    i18n::words as common,
    load::{Loading, load},
    paths,
    site::use_locale,
    ui::Banner,
    usage::{PeriodTabs, UsageCharts, UsageTiles, period_of, words},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use tenantry::{
    metrics::{Period, Usage},
    modules::Module,
    money::format_integer,
};

#[derive(Clone, Copy)]
pub(in crate::console) struct OrganisationUsage {
    slug: Memo<String>,
    usage: Loading<Usage>,
}

impl OrganisationUsage {
    pub(in crate::console) fn of(slug: Memo<String>) -> Self {
        let address = use_query_map();
        let period = Memo::new(move |_| address.with(period_of));
        Self { slug, usage: Loading::of(move || ReadOrganisationUsage { slug: slug.get(), period: period.get() }) }
    }

    pub(in crate::console) fn view(self) -> impl IntoView {
        let slug = self.slug;
        load(self.usage, move |usage| {
            let page = slug.with_untracked(|slug| paths::console_organisation(slug));
            view! { <UsageSection page usage /> }
        })
    }
}

#[component]
fn UsageSection(page: String, usage: Usage) -> impl IntoView {
    let locale = use_locale();
    let rows = usage.module_rows.iter();
    let rows = rows.map(|(module, rows)| words::rows(locale, &module_name(module), &format_integer(*rows, locale)));
    let rows = rows.collect::<Vec<_>>().join(" · ");
    view! {
        <section class="stack" id="usage" aria-labelledby="usage-title">
            <div class="row row-between usage-head">
                <h2 class="card-title" id="usage-title">
                    {words::title(locale)}
                </h2>
                <PeriodTabs page periods=&Period::ALL current=usage.period />
            </div>
            {(!usage.is_counted).then(|| view! { <Banner>{words::not_counted(locale)}</Banner> })}
            <UsageTiles usage=usage.clone() />
            <UsageCharts usage with_work=true />
            {(!rows.is_empty()).then(|| view! { <p class="card-note">{rows}</p> })}
        </section>
    }
}

fn module_name(key: &str) -> String {
    let locale = use_locale();
    match key.parse() {
        Ok(Module::Loans) => common::loans(locale).to_owned(),
        Err(()) => key.to_owned(),
    }
}
