//! Asking somebody to run the deployment.

use super::{api::InviteOperator, page::may_manage, row::RoleCards, words};
use crate::{
    bundle::{Bundled, bundled},
    error::AppError,
    form::{Form, FormState, RequiredInput, Submit},
    i18n::words as common,
    load::failed,
    paths,
    site::use_locale,
    ui::{ButtonKind, Card, LinkButton, PageHead},
};
use leptos::prelude::*;
use leptos_meta::Title;
use tenantry::access::OperatorRole;

pub struct NewOperatorPage;

bundled!(console: NewOperatorPage);

impl Bundled for NewOperatorPage {
    fn data() -> Self {
        Self
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        if !may_manage() {
            return failed(&AppError::forbidden()).into_any();
        }
        view! {
            <Title text=words::invite(locale) />
            <PageHead title=words::invite(locale) lead=words::invite_lead(locale) />
            <div class="narrow">
                <Card>
                    <InviteForm />
                </Card>
            </div>
        }
        .into_any()
    }
}

#[component]
fn InviteForm() -> impl IntoView {
    let locale = use_locale();
    let action = ServerAction::<InviteOperator>::new();
    let form = FormState::of(action);
    let role = form.value("role", OperatorRole::Support.name()).get_untracked().parse();
    view! {
        <Form action state=form>
            <RequiredInput form name="name" label=common::name(locale) />
            <RequiredInput
                form
                name="email"
                label=common::email(locale)
                hint=words::email_hint(locale)
                kind="email"
            />
            <RoleCards role=role.unwrap_or(OperatorRole::Support) error=form.error("role") />
            <div class="form-actions">
                <Submit state=form>{words::make_link(locale)}</Submit>
                <LinkButton href=paths::CONSOLE_OPERATORS kind=ButtonKind::Quiet>
                    {common::cancel(locale)}
                </LinkButton>
            </div>
        </Form>
    }
}
