//! The table of pages: one list for each plane, read from top to bottom.

use crate::{
    console,
    error::AppError,
    form, frames, home,
    i18n::words,
    layout::{ConsoleLayout, PublicLayout, TenantLayout},
    live,
    load::failed,
    loans, members, plan, public, search, settings, sign_in,
    site::{Site, provide_site, use_locale},
    support, ui,
};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    Lazy, SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};
use tenantry::access::Plane;

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let site = provide_site();
    form::provide_replay();
    ui::close_menus();
    let formatter = site.with_value(Site::name);
    let plane = site.with_value(|site| site.plane);
    view! {
        <Title formatter=move |title: String| if title.is_empty() { formatter.clone() } else { format!("{title} · {formatter}") } />
        <Router>
            {frames::mark_current_page()}
            {match plane {
                Plane::Public => view! { <PublicPages /> }.into_any(),
                Plane::Tenant => view! { <TenantPages /> }.into_any(),
                Plane::Console => view! { <ConsolePages /> }.into_any(),
            }}
        </Router>
    }
}

#[component]
fn PublicPages() -> impl IntoView {
    view! {
        <Routes fallback=|| ()>
            <ParentRoute path=path!("") view={Lazy::<PublicLayout>::new()}>
                <Route path=path!("") view={Lazy::<public::HomePage>::new()} ssr=SsrMode::Async />
                <Route path=path!("sign-up") view={Lazy::<public::SignUpPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("find") view={Lazy::<public::FindPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("*rest") view=NotFound ssr=SsrMode::Async />
            </ParentRoute>
        </Routes>
    }
}

#[component]
fn TenantPages() -> impl IntoView {
    live::provide_visibility();
    view! {
        <support::SupportBar />
        <Routes fallback=|| ()>
            <Route path=path!("sign-in") view=sign_in::SignInPage ssr=SsrMode::Async />
            <Route path=path!("forgot-password") view={Lazy::<sign_in::ForgotPasswordPage>::new()} ssr=SsrMode::Async />
            <Route path=path!("new-password") view={Lazy::<sign_in::NewPasswordPage>::new()} ssr=SsrMode::Async />
            <Route path=path!("support/enter") view={Lazy::<support::EnterPage>::new()} ssr=SsrMode::Async />
            <Route path=path!("preview") view={Lazy::<sign_in::PreviewPage>::new()} ssr=SsrMode::Async />
            <Route path=path!("preview/pages") view={Lazy::<sign_in::PreviewPagesPage>::new()} ssr=SsrMode::Async />
            <Route path=path!("invitation") view={Lazy::<sign_in::InvitationPage>::new()} ssr=SsrMode::Async />
            <ParentRoute path=path!("") view={Lazy::<TenantLayout>::new()}>
                <Route path=path!("") view={Lazy::<home::HomePage>::new()} ssr=SsrMode::Async />
                <Route path=path!("loans") view={Lazy::<loans::LoansPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("loans/new") view={Lazy::<loans::NewLoanPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("loans/:id") view={Lazy::<loans::LoanPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("loans/:id/repay") view={Lazy::<loans::RepayPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("members") view={Lazy::<members::MembersPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("members/invite") view={Lazy::<members::InvitePage>::new()} ssr=SsrMode::Async />
                <Route path=path!("search") view={Lazy::<search::SearchPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("settings/organisation") view={Lazy::<settings::OrganisationPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("settings/brand") view={Lazy::<settings::BrandPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("settings/brand/history") view={Lazy::<settings::BrandHistoryPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("settings/brand/look") view={Lazy::<settings::BrandLookPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("settings/domain") view={Lazy::<settings::DomainsPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("settings/domain/:host") view={Lazy::<settings::DomainPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("settings/support") view={Lazy::<support::SupportPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("settings/support/trail") view={Lazy::<support::TrailPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("settings/plan") view={Lazy::<plan::PlanPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("settings/profile") view={Lazy::<settings::ProfilePage>::new()} ssr=SsrMode::Async />
                <Route path=path!("*rest") view=NotFound ssr=SsrMode::Async />
            </ParentRoute>
        </Routes>
    }
}

#[component]
fn ConsolePages() -> impl IntoView {
    live::provide_visibility();
    view! {
        <Routes fallback=|| ()>
            <Route path=path!("sign-in") view=sign_in::SignInPage ssr=SsrMode::Async />
            <Route path=path!("forgot-password") view={Lazy::<sign_in::ForgotPasswordPage>::new()} ssr=SsrMode::Async />
            <Route path=path!("new-password") view={Lazy::<sign_in::NewPasswordPage>::new()} ssr=SsrMode::Async />
            <Route path=path!("enter") view={Lazy::<sign_in::EnterPage>::new()} ssr=SsrMode::Async />
            <ParentRoute path=path!("") view={Lazy::<ConsoleLayout>::new()}>
                <Route path=path!("") view={Lazy::<console::OverviewPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("attention/:concern") view={Lazy::<console::ConcernPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("organisations") view={Lazy::<console::OrganisationsPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("organisations/new") view={Lazy::<console::NewOrganisationPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug") view={Lazy::<console::OrganisationPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/timeline") view={Lazy::<console::TimelinePage>::new()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/people") view={Lazy::<console::PeoplePage>::new()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/notes") view={Lazy::<console::NotesPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/domains") view={Lazy::<console::ConsoleDomainsPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/support") view={Lazy::<console::SupportPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/plan") view={Lazy::<console::OrganisationPlanPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/copy") view={Lazy::<console::CopyPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/move") view={Lazy::<console::MovePage>::new()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/rollback") view={Lazy::<console::RollbackPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("bulk") view={Lazy::<console::BulkPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("filters") view={Lazy::<console::FiltersPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("fleet") view={Lazy::<console::FleetPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("account") view={Lazy::<console::AccountPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("announcements") view={Lazy::<console::AnnouncementsPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("announcements/new") view={Lazy::<console::NewAnnouncementPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("announcements/:id") view={Lazy::<console::AnnouncementPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("operators") view={Lazy::<console::OperatorsPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("operators/new") view={Lazy::<console::NewOperatorPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("operators/trail") view={Lazy::<console::TrailPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("plans") view={Lazy::<console::PlansPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("plans/new") view={Lazy::<console::NewPlanPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("plans/:key") view={Lazy::<console::PlanPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("plans/:key/review") view={Lazy::<console::PlanReviewPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("plans/:key/archive") view={Lazy::<console::ArchivePlanPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("settings") view={Lazy::<console::SettingsPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("settings/:key") view={Lazy::<console::SettingPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("servers") view={Lazy::<console::ServersPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("servers/new") view={Lazy::<console::NewServerPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("servers/:name") view={Lazy::<console::ServerPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("upgrades") view={Lazy::<console::UpgradesPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("upgrades/new") view={Lazy::<console::NewRunPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("upgrades/drift") view={Lazy::<console::DriftPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("upgrades/:id/rollback") view={Lazy::<console::RunRollbackPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("upgrades/:id") view={Lazy::<console::RunPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("provisioning/:id") view={Lazy::<console::ProvisioningPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("search") view={Lazy::<search::SearchPage>::new()} ssr=SsrMode::Async />
                <Route path=path!("*rest") view=NotFound ssr=SsrMode::Async />
            </ParentRoute>
        </Routes>
    }
}

/// Within the frame of its plane: whoever isn't signed in was led to the door before a page was looked for.
#[component]
fn NotFound() -> impl IntoView {
    view! {
        <Title text=words::not_found_title(use_locale()) />
        {failed(&AppError::not_found())}
    }
}
