//! Taking one organisation back to the snapshot from before its last upgrade.

use super::{
    api::{ReadTenantStanding, RollBackOrganisation},
    words,
};
use crate::{
    bundle::Bundled,
    error::AppError,
    form::{FormState, PlainForm, RequiredInput, Submit},
    i18n::{format_instant, words as common},
    load::{Loading, failed, load},
    paths,
    site::{use_locale, use_may},
    ui::{ButtonKind, Card, EmptyState, Glyph, LinkButton, PageHead},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use tenantry::{access::Permission, upgrades::TenantStanding};

pub struct RollbackPage {
    standing: Loading<TenantStanding>,
}

impl Bundled for RollbackPage {
    fn data() -> Self {
        let slug = paths::use_param("slug");
        Self { standing: Loading::of(move || ReadTenantStanding { slug: slug.get() }) }
    }

    fn view(self) -> AnyView {
        if !use_may(Permission::OrganisationsManage) {
            return failed(&AppError::forbidden()).into_any();
        }
        let page = load(self.standing, |standing| view! { <Rollback standing /> });
        view! {
            <Title text=words::roll_back(use_locale()) />
            {page}
        }
        .into_any()
    }
}

#[component]
fn Rollback(standing: TenantStanding) -> impl IntoView {
    let locale = use_locale();
    let TenantStanding { slug, name, snapshot, .. } = standing;
    let page = paths::console_organisation(&slug);
    let content = match snapshot {
        Some(snapshot) => view! { <RollbackForm slug at=format_instant(&snapshot.at, locale) /> }.into_any(),
        None => view! {
            <EmptyState glyph=Glyph::History title=words::no_snapshot_title(locale) text=words::no_snapshot(locale)>
                <LinkButton href=page>{words::back_to_organisation(locale)}</LinkButton>
            </EmptyState>
        }
        .into_any(),
    };
    view! {
        <div class="narrow">
            <PageHead title=words::roll_back_title(locale, &name) lead=words::roll_back_lead(locale) />
            {content}
        </div>
    }
}

#[component]
fn RollbackForm(slug: String, at: String) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::plain::<RollBackOrganisation>();
    let label = words::confirmation(locale, &slug);
    let page = paths::console_organisation(&slug);
    view! {
        <Card>
            <PlainForm action=RollBackOrganisation::url() state>
                <ul class="what-happens">
                    <li>
                        <strong>{words::roll_back_loses(locale, &at)}</strong>
                    </li>
                    <li>{words::roll_back_closes(locale)}</li>
                    <li>{words::roll_back_leaves_out(locale)}</li>
                </ul>
                <input type="hidden" name="slug" value=slug />
                <RequiredInput form=state name="confirmation" label />
                <div class="form-actions">
                    <Submit state kind=ButtonKind::Danger>
                        {words::roll_back_now(locale)}
                    </Submit>
                    <LinkButton href=page kind=ButtonKind::Quiet>
                        {common::cancel(locale)}
                    </LinkButton>
                </div>
            </PlainForm>
        </Card>
    }
}
