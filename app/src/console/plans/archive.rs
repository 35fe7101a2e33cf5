//! The end of a plan, before somebody says that it may.

use super::{
    api::{ArchivePlan, PreviewArchive},
    what_if::WhatIfView,
    words,
};
use crate::{
    bundle::Bundled,
    error::AppError,
    form::{FormState, PlainForm, Submit},
    i18n::words as common,
    load::{Loading, failed, load},
    paths,
    site::{use_locale, use_may},
    ui::{ButtonKind, Card, LinkButton, PageHead},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::{access::Permission, plans::ArchiveReview};

/// What the list says was done.
pub(super) const ARCHIVED: &str = "archived";

pub struct ArchivePlanPage {
    review: Loading<ArchiveReview>,
}

impl Bundled for ArchivePlanPage {
    fn data() -> Self {
        let (key, address) = (paths::use_param("key"), use_query_map());
        let to = Memo::new(move |_| address.with(|address| address.get("to").unwrap_or_default()));
        Self { review: Loading::of(move || PreviewArchive { plan: key.get(), to: to.get() }) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        if !use_may(Permission::DeploymentManage) {
            return failed(&AppError::forbidden()).into_any();
        }
        view! {
            <Title text=words::archive_title(locale) />
            {load(self.review, |review| view! { <Review review /> })}
        }
        .into_any()
    }
}

#[component]
fn Review(review: ArchiveReview) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::plain::<ArchivePlan>();
    let ArchiveReview { plan, to, what_if } = review;
    let lead = words::archive_lead(locale, what_if.organisations, to.name(locale));
    view! {
        <div class="narrow">
            <PageHead title=words::archive_of(locale, plan.name(locale)) lead />
            <div class="stack stack-loose">
                <Card title=words::what_if(locale)>
                    <WhatIfView what_if />
                </Card>
                <PlainForm action=ArchivePlan::url() state>
                    <input type="hidden" name="plan" value=plan.key.clone() />
                    <input type="hidden" name="to" value=to.key />
                    <input type="hidden" name="version" value=plan.version.to_string() />
                    <input type="hidden" name="to_version" value=to.version.to_string() />
                    <div class="form-actions">
                        <Submit state kind=ButtonKind::Danger>
                            {words::archive(locale)}
                        </Submit>
                        <LinkButton href=paths::console_plan(&plan.key) kind=ButtonKind::Quiet>
                            {common::cancel(locale)}
                        </LinkButton>
                    </div>
                </PlainForm>
            </div>
        </div>
    }
}
