//! The bundles, and the pages whose views are in each.

use super::{Bundle, Bundled, Data, InBundle};
use crate::{console, home, layout, loans, members, plan, public, search, settings, sign_in, support};
use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};

bundles! {
    public: layout::PublicLayout, public::HomePage, public::SignUpPage, public::FindPage;
    entrance: sign_in::ForgotPasswordPage, sign_in::NewPasswordPage, sign_in::PreviewPage, sign_in::InvitationPage,
        sign_in::EnterPage, support::EnterPage;
    work: layout::TenantLayout, home::HomePage, loans::LoansPage;
    loans: loans::NewLoanPage, loans::LoanPage, loans::RepayPage;
    members: members::MembersPage, members::InvitePage;
    search: search::SearchPage;
    settings: settings::OrganisationPage, settings::DomainsPage, settings::DomainPage, settings::ProfilePage,
        plan::PlanPage, support::SupportPage, support::TrailPage;
    studio: settings::BrandPage, settings::BrandHistoryPage, settings::BrandLookPage, sign_in::PreviewPagesPage;
    console: layout::ConsoleLayout, console::OverviewPage, console::ConcernPage, console::OrganisationsPage,
        console::NewOrganisationPage, console::OrganisationPage, console::TimelinePage, console::PeoplePage,
        console::NotesPage, console::ConsoleDomainsPage, console::SupportPage, console::OrganisationPlanPage,
        console::CopyPage, console::MovePage, console::RollbackPage, console::BackupsPage, console::RestoreBackupPage, console::BulkPage, console::FiltersPage,
        console::FleetPage, console::AccountPage, console::AnnouncementsPage, console::NewAnnouncementPage,
        console::AnnouncementPage, console::OperatorsPage, console::NewOperatorPage, console::TrailPage,
        console::PlansPage, console::NewPlanPage, console::PlanPage, console::PlanReviewPage, console::ArchivePlanPage,
        console::SettingsPage, console::SettingPage, console::ServersPage, console::NewServerPage, console::ServerPage,
        console::UpgradesPage, console::NewRunPage, console::DriftPage, console::RunPage, console::RunRollbackPage,
        console::ProvisioningPage;
}
