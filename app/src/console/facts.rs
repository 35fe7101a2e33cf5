//! What is known of one organisation.

use super::words;
use crate::{
    i18n::{format_instant, words as common},
    site::use_locale,
    ui::{Banner, Card, Fact, Facts, Tone},
};
use leptos::prelude::*;
use tenantry::{modules::Module, money::format_integer, tenants::TenantDetail};

#[component]
pub(super) fn OrganisationFacts(detail: TenantDetail) -> impl IntoView {
    let locale = use_locale();
    let TenantDetail { summary, locale: language, time_zone, currency, modules, hosts, server, .. } = detail;
    let (status_reason, members) = (summary.status_reason.clone(), summary.members);
    let modules: Vec<&str> = modules.iter().map(|Module::Loans| common::loans(locale)).collect();
    let modules = if modules.is_empty() { words::no_modules(locale).to_owned() } else { modules.join(", ") };
    let active =
        summary.last_active_at.map_or_else(|| words::never(locale).to_owned(), |at| format_instant(&at, locale));
    view! {
        <div class="stack">
            {status_reason
                .filter(|reason| !reason.is_empty())
                .map(|reason| {
                    view! {
                        <Banner tone=Tone::Warning title=words::status_reason(locale)>
                            {reason}
                        </Banner>
                    }
                })}
            <Card title=words::facts(locale)>
                <Facts>
                    <Fact name=words::hosts(locale)>
                        <span class="slug">{hosts.join(", ")}</span>
                    </Fact>
                    <Fact name=common::members(locale)>{format_integer(members, locale)}</Fact>
                    <Fact name=words::modules(locale)>{modules}</Fact>
                    <Fact name=words::plan(locale)>{summary.plan_name.of(locale).to_owned()}</Fact>
                    <Fact name=words::placement(locale)>{words::place(locale, &summary.placement, server.as_deref())}</Fact>
                    <Fact name=words::size(locale)>{words::bytes(locale, summary.database_bytes)}</Fact>
                    <Fact name=common::language(locale)>{common::language_name(language)}</Fact>
                    <Fact name=words::time_zone(locale)>{time_zone}</Fact>
                    <Fact name=words::currency(locale)>{currency.code()}</Fact>
                    <Fact name=words::created(locale)>{format_instant(&summary.created_at, locale)}</Fact>
                    <Fact name=words::last_active(locale)>{active}</Fact>
                </Facts>
            </Card>
        </div>
    }
}
