//! One organisation, and what an operator can do with it.

use super::{
    api::{FindOrganisation, FreshOwnerLink},
    copies::CopyCard,
    delete::{DELETED, DeletionBanner, DeletionCards, GRACE_CHANGED, LOCKED, RESTORED, UNLOCKED},
    facts::OrganisationFacts,
    invite::InviteOwnerCard,
    mails,
    moves::MoveCard,
    rename::{RENAMED, RenameCard},
    sections::{
        BrandCard, MAINTAINED, MODULE_OFF, MODULE_ON, MaintenanceCard, ModulesCard, Section, SectionTabs,
        words as section_words,
    },
    status::StateBadge,
    suspend::{RESUMED, ResumeCard, SUSPENDED, SuspendCard},
    upgrades::{self, ROLLED_BACK, TenantUpgrades},
    usage::{HealthCard, OrganisationUsage},
    words,
};
use crate::{
    bundle::Bundled,
    form::{Overtaken, Saved},
    i18n::words as common,
    load::{Loading, load},
    members::FreshLink,
    paths,
    site::{use_locale, use_may},
    ui::{Glyph, LinkButton, PageHead, style_of_server},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::{
    access::Permission,
    memberships::InvitationLink,
    tenants::{TenantDetail, TenantStatus},
};

pub struct OrganisationPage {
    detail: Loading<TenantDetail>,
    tables: TenantUpgrades,
    health: HealthCard,
    usage: OrganisationUsage,
    /// Asked for on the way back from the form that made it, and never again.
    link: Option<Loading<Option<InvitationLink>>>,
}

impl Bundled for OrganisationPage {
    fn data() -> Self {
        let slug = paths::use_param("slug");
        let is_invited = use_query_map().with_untracked(|query| query.get_str("invited").is_some());
        Self {
            detail: Loading::of(move || FindOrganisation { slug: slug.get() }),
            tables: TenantUpgrades::of(slug),
            health: HealthCard::of(slug),
            usage: OrganisationUsage::of(slug),
            link: is_invited.then(|| Loading::of(move || FreshOwnerLink { slug: slug.get() })),
        }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let Self { tables, health, usage, .. } = self;
        let nonce = style_of_server();
        view! {
            <Title text=common::organisation(locale) />
            <div class="stack stack-loose">
                <Saved what=SUSPENDED message=words::was_suspended(locale) />
                <Saved what=RESUMED message=words::was_resumed(locale) />
                <Saved what=RENAMED message=words::was_renamed(locale) />
                <Saved what=DELETED message=words::was_deleted(locale) />
                <Saved what=GRACE_CHANGED message=words::grace_was_set(locale) />
                <Saved what=RESTORED message=words::was_restored(locale) />
                <Saved what=LOCKED message=words::was_locked(locale) />
                <Saved what=UNLOCKED message=words::was_unlocked(locale) />
                <Saved what=MAINTAINED message=section_words::maintenance_began(locale) />
                <Saved what=MODULE_ON message=section_words::module_was_on(locale) />
                <Saved what=MODULE_OFF message=section_words::module_was_off(locale) />
                <Saved what=mails::SENT_AGAIN message=mails::words::were_sent_again(locale) />
                <Saved what=mails::LEFT message=mails::words::were_left(locale) />
                <Saved what=ROLLED_BACK message=upgrades::words::was_rolled_back(locale) />
                {self.link.map(|link| view! { <FreshLink link /> })}
                {load(
                    self.detail,
                    move |detail| {
                        view! {
                            <Organisation detail tables health nonce=nonce.clone() />
                            {usage.view()}
                        }
                    },
                )}
            </div>
        }
        .into_any()
    }
}

#[component]
fn Organisation(
    detail: TenantDetail,
    tables: TenantUpgrades,
    health: HealthCard,
    nonce: Option<String>,
) -> impl IntoView {
    let locale = use_locale();
    let (status, slug, url) = (detail.summary.status, detail.summary.slug.clone(), detail.url.clone());
    let name = detail.summary.name.clone();
    let is_closed = matches!(status, TenantStatus::Suspended | TenantStatus::Maintenance);
    let (locked_at, deletion, gone_at) =
        (detail.locked_at.clone(), detail.deletion.clone(), detail.summary.gone_at.clone());
    let is_deleted = deletion.is_some();
    let (enabled, disabled, brand) = (detail.modules.clone(), detail.disabled.clone(), detail.brand.clone());
    let (may_support, may_manage) =
        (use_may(Permission::OrganisationsSupport), use_may(Permission::OrganisationsManage));
    let badge = move || view! { <StateBadge status gone_at=gone_at.clone() locale /> };
    view! {
        <Title text=name.clone() />
        <div>
            <PageHead title=name.clone() lead=url.clone() badge>
                <LinkButton href=url icon=Glyph::External>
                    {words::open(locale)}
                </LinkButton>
            </PageHead>
            <SectionTabs slug=slug.clone() current=Section::Overview />
            <div class="with-aside">
                <div class="stack">
                    {deletion.map(|deletion| view! { <DeletionBanner deletion /> })} {health.view()}
                    <OrganisationFacts detail />
                    <ModulesCard slug=slug.clone() enabled disabled /> {tables.view()}
                </div>
                <div class="stack">
                    <BrandCard slug=slug.clone() name=name.clone() brand nonce />
                    {(!is_deleted && may_support).then(|| view! { <InviteOwnerCard slug=slug.clone() /> })}
                    {(!is_deleted && may_manage)
                        .then(|| {
                            view! {
                                <RenameCard slug=slug.clone() />
                                <MoveCard slug=slug.clone() />
                                <CopyCard slug=slug.clone() />
                            }
                        })}
                    {(!is_deleted && may_support && !is_closed)
                        .then(|| view! { <MaintenanceCard slug=slug.clone() /> })}
                    {(!is_deleted && may_support)
                        .then(|| view! { <SuspensionCard slug=slug.clone() name=name.clone() is_closed /> })}
                    <DeletionCards slug name locked_at is_deleted />
                </div>
            </div>
        </div>
        <Overtaken />
    }
}

#[component]
fn SuspensionCard(slug: String, name: String, is_closed: bool) -> impl IntoView {
    if is_closed { view! { <ResumeCard slug /> }.into_any() } else { view! { <SuspendCard slug name /> }.into_any() }
}
