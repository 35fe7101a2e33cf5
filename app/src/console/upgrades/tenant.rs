//! An organisation's tables on its own page: their versions, why runs leave it out, and the way back.

use super::{api::ReadTenantStanding, words};
use crate::{
    i18n::{Locale, format_instant},
    load::{Loading, load},
    paths,
    site::{use_locale, use_may},
    ui::{Badge, Banner, Card, Fact, Facts, LinkButton, Tone},
};
use leptos::prelude::*;
use tenantry::{
    access::Permission,
    upgrades::{SnapshotOf, TenantStanding, VersionCount},
};

/// What the organisation's page says was done.
pub(in crate::console) const ROLLED_BACK: &str = "rolled-back";

#[derive(Clone, Copy)]
pub(in crate::console) struct TenantUpgrades(Loading<TenantStanding>);

impl TenantUpgrades {
    pub(in crate::console) fn of(slug: Memo<String>) -> Self {
        Self(Loading::of(move || ReadTenantStanding { slug: slug.get() }))
    }

    pub(in crate::console) fn view(self) -> impl IntoView {
        load(self.0, |standing| view! { <Standing standing /> })
    }
}

#[component]
fn Standing(standing: TenantStanding) -> impl IntoView {
    let locale = use_locale();
    let TenantStanding { slug, versions, quarantine, is_drifted, snapshot, .. } = standing;
    let is_quarantined = quarantine.is_some();
    view! {
        <Card title=words::tables(locale)>
            <div class="stack">
                {quarantine
                    .map(|error| {
                        view! {
                            <Banner tone=Tone::Warning title=words::quarantine_title(locale)>
                                <p class="reason" lang="en">
                                    {error}
                                </p>
                            </Banner>
                        }
                    })}
                {is_drifted.then(|| view! { <Banner tone=Tone::Warning>{words::drifted(locale)}</Banner> })}
                <Facts>
                    {versions.into_iter().map(|of| version(of, is_quarantined, locale)).collect_view()}
                    {snapshot.map(|snapshot| view! { <Snapshot slug snapshot /> })}
                </Facts>
            </div>
        </Card>
    }
}

fn version(of: VersionCount, is_quarantined: bool, locale: Locale) -> impl IntoView {
    let number =
        of.version.map_or_else(|| words::unknown_version(locale).to_owned(), |number| words::version(locale, number));
    let (tone, label) = match of.version == Some(of.head) {
        true => (Tone::Success, words::up_to_date(locale)),
        false if is_quarantined => (Tone::Warning, words::behind(locale)),
        false => (Tone::Info, words::behind(locale)),
    };
    view! {
        <Fact name=words::set_name(locale, &of.set)>
            {number} " " <Badge tone label />
        </Fact>
    }
}

#[component]
fn Snapshot(slug: String, snapshot: SnapshotOf) -> impl IntoView {
    let locale = use_locale();
    view! {
        <Fact name=words::snapshot(locale)>
            <span class="row">
                {format_instant(&snapshot.at, locale)}
                {use_may(Permission::OrganisationsManage)
                    .then(|| {
                        view! {
                            <LinkButton href=paths::console_rollback(&slug) small=true>
                                {words::roll_back(locale)}
                            </LinkButton>
                        }
                    })}
            </span>
        </Fact>
    }
}
