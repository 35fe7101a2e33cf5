//! Asking somebody to run the deployment.

use super::{api::InviteOperator, page::may_manage, row::RoleCards, words};
use crate::{
    bundle::Bundled,
    error::AppError,
    form::{Form, FormState, InvitationFields},
    load::failed,
    paths,
    site::use_locale,
    ui::{Card, PageHead},
};
use leptos::prelude::*;
use leptos_meta::Title;
use tenantry::access::OperatorRole;

pub struct NewOperatorPage;

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
    view! {
        <Form action state=form>
            <InvitationFields form email_hint=words::email_hint(locale) back=paths::CONSOLE_OPERATORS>
                <RoleCards form role=OperatorRole::Support />
            </InvitationFields>
        </Form>
    }
}
