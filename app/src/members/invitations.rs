//! Those who were asked and haven't come yet.

use super::{api::RevokeInvitation, row::RoleBadge, words};
use crate::{
    form::{DialogForm, FormState},
    i18n::{format_date, words as common},
    site::{use_locale, use_site},
    ui::{ButtonKind, Card, Cell, CellKind, Column, Person, Table},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::{
    access::{Permission, Role},
    ids::InvitationId,
    memberships::PendingInvitation,
};

#[component]
pub(super) fn Invitations(invitations: Vec<PendingInvitation>) -> impl IntoView {
    let locale = use_locale();
    let columns = vec![
        Column::new(common::name(locale)),
        Column::new(common::role(locale)),
        Column::new(words::valid_until(locale)),
        Column::new(words::actions(locale)).at_end(),
    ];
    view! {
        <Card title=words::invitations(locale) note=words::invitations_note(locale) flush=true>
            <Table caption=words::invitations(locale) columns>
                {invitations.into_iter().map(|invitation| view! { <InvitationRow invitation /> }).collect_view()}
            </Table>
        </Card>
    }
}

#[component]
fn InvitationRow(invitation: PendingInvitation) -> impl IntoView {
    let locale = use_locale();
    let PendingInvitation { id, name, email, role, expires } = invitation;
    let asked = name.clone();
    let may_touch = role != Role::Owner || use_site().with_value(|site| site.may(Permission::OwnersManage));
    view! {
        <tr>
            <Cell label=common::name(locale) kind=CellKind::Title>
                <Person name=name.clone() email />
            </Cell>
            <Cell label=common::role(locale)>
                <RoleBadge role />
            </Cell>
            <Cell label=words::valid_until(locale) kind=CellKind::NoWrap>
                {format_date(expires, locale)}
            </Cell>
            <Cell label="" kind=CellKind::AtEnd>
                {may_touch
                    .then(|| {
                        view! {
                            <div class="member-actions">
                                <RevokeDialog id name=asked />
                            </div>
                        }
                    })}
            </Cell>
        </tr>
    }
}

#[component]
fn RevokeDialog(id: InvitationId, name: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<RevokeInvitation>("invitation", &id.to_string());
    view! {
        <DialogForm
            id=format!("revoke-{id}")
            opener=words::revoke(locale)
            title=words::revoke_title(locale, &name)
            text=words::revoke_text(locale)
            action=RevokeInvitation::url()
            state=form
            about=("invitation", id.to_string())
            submit=words::revoke(locale)
            kind=ButtonKind::Danger
        />
    }
}
