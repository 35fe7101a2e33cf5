//! Asking somebody to join.

use super::{api::InviteMember, row::RoleCards, words};
use crate::{
    bundle::Bundled,
    error::AppError,
    form::{Form, FormState, InvitationFields},
    load::failed,
    paths,
    site::{use_locale, use_site},
    ui::{Card, PageHead},
};
use leptos::prelude::*;
use leptos_meta::Title;
use tenantry::access::{Permission, Role};

pub struct InvitePage;

impl Bundled for InvitePage {
    fn data() -> Self {
        Self
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let may_invite = use_site().with_value(|site| site.may(Permission::MembersManage));
        view! {
            <Title text=words::invite(locale) />
            <PageHead title=words::invite(locale) lead=words::invite_lead(locale) />
            {if may_invite {
                view! {
                    <div class="narrow">
                        <Card>
                            <InviteForm />
                        </Card>
                    </div>
                }
                    .into_any()
            } else {
                failed(&AppError::forbidden()).into_any()
            }}
        }
        .into_any()
    }
}

#[component]
fn InviteForm() -> impl IntoView {
    let locale = use_locale();
    let action = ServerAction::<InviteMember>::new();
    let form = FormState::of(action);
    view! {
        <Form action state=form>
            <InvitationFields form email_hint=words::email_hint(locale) back=paths::MEMBERS>
                <RoleCards form role=Role::Member />
            </InvitationFields>
        </Form>
    }
}
