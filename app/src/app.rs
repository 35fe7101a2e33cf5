//! The table of pages: one list for each plane, read from top to bottom.

use crate::{
    bundle::page,
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
    SsrMode,
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
            <ParentRoute path=path!("") view={page::<PublicLayout>()}>
                <Route path=path!("") view={page::<public::HomePage>()} ssr=SsrMode::Async />
                <Route path=path!("sign-up") view={page::<public::SignUpPage>()} ssr=SsrMode::Async />
                <Route path=path!("find") view={page::<public::FindPage>()} ssr=SsrMode::Async />
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
            <Route path=path!("forgot-password") view={page::<sign_in::ForgotPasswordPage>()} ssr=SsrMode::Async />
            <Route path=path!("new-password") view={page::<sign_in::NewPasswordPage>()} ssr=SsrMode::Async />
            <Route path=path!("support/enter") view={page::<support::EnterPage>()} ssr=SsrMode::Async />
            <Route path=path!("preview") view={page::<sign_in::PreviewPage>()} ssr=SsrMode::Async />
            <Route path=path!("preview/pages") view={page::<sign_in::PreviewPagesPage>()} ssr=SsrMode::Async />
            <Route path=path!("invitation") view={page::<sign_in::InvitationPage>()} ssr=SsrMode::Async />
            <ParentRoute path=path!("") view={page::<TenantLayout>()}>
                <Route path=path!("") view={page::<home::HomePage>()} ssr=SsrMode::Async />
                <Route path=path!("loans") view={page::<loans::LoansPage>()} ssr=SsrMode::Async />
                <Route path=path!("loans/new") view={page::<loans::NewLoanPage>()} ssr=SsrMode::Async />
                <Route path=path!("loans/:id") view={page::<loans::LoanPage>()} ssr=SsrMode::Async />
                <Route path=path!("loans/:id/repay") view={page::<loans::RepayPage>()} ssr=SsrMode::Async />
                <Route path=path!("members") view={page::<members::MembersPage>()} ssr=SsrMode::Async />
                <Route path=path!("members/invite") view={page::<members::InvitePage>()} ssr=SsrMode::Async />
                <Route path=path!("search") view={page::<search::SearchPage>()} ssr=SsrMode::Async />
                <Route path=path!("settings/organisation") view={page::<settings::OrganisationPage>()} ssr=SsrMode::Async />
                <Route path=path!("settings/brand") view={page::<settings::BrandPage>()} ssr=SsrMode::Async />
                <Route path=path!("settings/brand/history") view={page::<settings::BrandHistoryPage>()} ssr=SsrMode::Async />
                <Route path=path!("settings/brand/look") view={page::<settings::BrandLookPage>()} ssr=SsrMode::Async />
                <Route path=path!("settings/domain") view={page::<settings::DomainsPage>()} ssr=SsrMode::Async />
                <Route path=path!("settings/domain/:host") view={page::<settings::DomainPage>()} ssr=SsrMode::Async />
                <Route path=path!("settings/support") view={page::<support::SupportPage>()} ssr=SsrMode::Async />
                <Route path=path!("settings/support/trail") view={page::<support::TrailPage>()} ssr=SsrMode::Async />
                <Route path=path!("settings/plan") view={page::<plan::PlanPage>()} ssr=SsrMode::Async />
                <Route path=path!("settings/profile") view={page::<settings::ProfilePage>()} ssr=SsrMode::Async />
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
            <Route path=path!("forgot-password") view={page::<sign_in::ForgotPasswordPage>()} ssr=SsrMode::Async />
            <Route path=path!("new-password") view={page::<sign_in::NewPasswordPage>()} ssr=SsrMode::Async />
            <Route path=path!("enter") view={page::<sign_in::EnterPage>()} ssr=SsrMode::Async />
            <ParentRoute path=path!("") view={page::<ConsoleLayout>()}>
                <Route path=path!("") view={page::<console::OverviewPage>()} ssr=SsrMode::Async />
                <Route path=path!("attention/:concern") view={page::<console::ConcernPage>()} ssr=SsrMode::Async />
                <Route path=path!("organisations") view={page::<console::OrganisationsPage>()} ssr=SsrMode::Async />
                <Route path=path!("organisations/new") view={page::<console::NewOrganisationPage>()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug") view={page::<console::OrganisationPage>()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/timeline") view={page::<console::TimelinePage>()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/people") view={page::<console::PeoplePage>()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/notes") view={page::<console::NotesPage>()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/domains") view={page::<console::ConsoleDomainsPage>()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/support") view={page::<console::SupportPage>()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/plan") view={page::<console::OrganisationPlanPage>()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/copy") view={page::<console::CopyPage>()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/move") view={page::<console::MovePage>()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/backups") view={page::<console::BackupsPage>()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/backups/:id") view={page::<console::RestoreBackupPage>()} ssr=SsrMode::Async />
                <Route path=path!("organisations/:slug/rollback") view={page::<console::RollbackPage>()} ssr=SsrMode::Async />
                <Route path=path!("bulk") view={page::<console::BulkPage>()} ssr=SsrMode::Async />
                <Route path=path!("filters") view={page::<console::FiltersPage>()} ssr=SsrMode::Async />
                <Route path=path!("fleet") view={page::<console::FleetPage>()} ssr=SsrMode::Async />
                <Route path=path!("account") view={page::<console::AccountPage>()} ssr=SsrMode::Async />
                <Route path=path!("announcements") view={page::<console::AnnouncementsPage>()} ssr=SsrMode::Async />
                <Route path=path!("announcements/new") view={page::<console::NewAnnouncementPage>()} ssr=SsrMode::Async />
                <Route path=path!("announcements/:id") view={page::<console::AnnouncementPage>()} ssr=SsrMode::Async />
                <Route path=path!("operators") view={page::<console::OperatorsPage>()} ssr=SsrMode::Async />
                <Route path=path!("operators/new") view={page::<console::NewOperatorPage>()} ssr=SsrMode::Async />
                <Route path=path!("operators/trail") view={page::<console::TrailPage>()} ssr=SsrMode::Async />
                <Route path=path!("plans") view={page::<console::PlansPage>()} ssr=SsrMode::Async />
                <Route path=path!("plans/new") view={page::<console::NewPlanPage>()} ssr=SsrMode::Async />
                <Route path=path!("plans/:key") view={page::<console::PlanPage>()} ssr=SsrMode::Async />
                <Route path=path!("plans/:key/review") view={page::<console::PlanReviewPage>()} ssr=SsrMode::Async />
                <Route path=path!("plans/:key/archive") view={page::<console::ArchivePlanPage>()} ssr=SsrMode::Async />
                <Route path=path!("settings") view={page::<console::SettingsPage>()} ssr=SsrMode::Async />
                <Route path=path!("settings/:key") view={page::<console::SettingPage>()} ssr=SsrMode::Async />
                <Route path=path!("servers") view={page::<console::ServersPage>()} ssr=SsrMode::Async />
                <Route path=path!("servers/new") view={page::<console::NewServerPage>()} ssr=SsrMode::Async />
                <Route path=path!("servers/:name") view={page::<console::ServerPage>()} ssr=SsrMode::Async />
                <Route path=path!("upgrades") view={page::<console::UpgradesPage>()} ssr=SsrMode::Async />
                <Route path=path!("upgrades/new") view={page::<console::NewRunPage>()} ssr=SsrMode::Async />
                <Route path=path!("upgrades/drift") view={page::<console::DriftPage>()} ssr=SsrMode::Async />
                <Route path=path!("upgrades/:id/rollback") view={page::<console::RunRollbackPage>()} ssr=SsrMode::Async />
                <Route path=path!("upgrades/:id") view={page::<console::RunPage>()} ssr=SsrMode::Async />
                <Route path=path!("provisioning/:id") view={page::<console::ProvisioningPage>()} ssr=SsrMode::Async />
                <Route path=path!("search") view={page::<search::SearchPage>()} ssr=SsrMode::Async />
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
