//! One operator, and what an owner can do with their place.

use super::{
    api::{ChangeOperatorRole, MakeOperatorLink, RemoveOperator},
    page::may_manage,
    words,
};
use crate::{
    form::{DialogForm, FormState, PlainForm},
    i18n::{format_day, format_instant, words as common},
    paths,
    site::{use_locale, use_site},
    ui::{Badge, ButtonKind, Cell, CellKind, Person, RadioCards, RadioOption, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::{access::OperatorRole, ids::OperatorId, operators::Operator};

#[component]
pub(super) fn OperatorRow(operator: Operator) -> impl IntoView {
    let locale = use_locale();
    let id = operator.id.to_string();
    let change = FormState::plain_of::<ChangeOperatorRole>("operator", &id);
    let removal = FormState::plain_of::<RemoveOperator>("operator", &id);
    let trail = paths::with_query(paths::CONSOLE_TRAIL, &[("by", &operator.user.to_string())]);
    let (name, role) = (operator.name.clone(), operator.role);
    let is_self = use_site().with_value(|site| site.is_viewer(&operator.email));
    let actions = may_manage().then(|| {
        view! {
            <Cell label="" kind=CellKind::AtEnd>
                <div class="member-actions">
                    {(!operator.can_sign_in).then(|| view! { <LinkForm id=id.clone() /> })}
                    <RoleDialog id=id.clone() name=name.clone() role form=change /> <RemoveDialog id name form=removal />
                </div>
            </Cell>
        }
    });
    view! {
        <tr id=row_id(operator.id)>
            <Cell label=common::name(locale) kind=CellKind::Title>
                <Person
                    name=operator.name.clone()
                    email=operator.email.clone()
                    you=is_self.then(|| common::you(locale))
                    href=trail
                    title=words::their_trail(locale)
                />
            </Cell>
            <Cell label=common::role(locale)>
                <RoleBadge role />
            </Cell>
            <Cell label=words::since(locale) kind=CellKind::NoWrap>
                {format_day(&operator.since, locale)}
            </Cell>
            <Cell label=words::last_seen(locale) kind=CellKind::NoWrap>
                {match operator.last_seen_at {
                    Some(at) => format_instant(&at, locale).into_any(),
                    None if operator.is_invited => {
                        view! { <Badge tone=Tone::Info label=words::invited(locale) /> }.into_any()
                    }
                    None => view! { <span class="text-muted">{words::not_signed_in(locale)}</span> }.into_any(),
                }}
            </Cell>
            {actions}
        </tr>
    }
}

/// Where the search leads.
pub(crate) fn row_id(operator: OperatorId) -> String {
    format!("operator-{operator}")
}

#[component]
pub(super) fn RoleBadge(role: OperatorRole) -> impl IntoView {
    let tone = match role {
        OperatorRole::Owner => Tone::Brand,
        OperatorRole::Support => Tone::Info,
        OperatorRole::ReadOnly => Tone::Neutral,
    };
    view! { <Badge tone label=words::role(use_locale(), role) /> }
}

#[component]
fn LinkForm(id: String) -> impl IntoView {
    let form = FormState::plain_of::<MakeOperatorLink>("operator", &id);
    view! {
        <PlainForm action=MakeOperatorLink::url() state=form class="inline-form">
            <input type="hidden" name="operator" value=id />
            <button class="button button-quiet button-small">{words::new_link(use_locale())}</button>
        </PlainForm>
    }
}

#[component]
fn RoleDialog(id: String, name: String, role: OperatorRole, form: FormState) -> impl IntoView {
    let locale = use_locale();
    view! {
        <DialogForm
            id=format!("role-{id}")
            opener=words::change_role(locale)
            title=words::change_role_title(locale, &name)
            action=ChangeOperatorRole::url()
            state=form
            about=("operator", id)
            submit=words::change_role(locale)
        >
            <RoleCards form role />
        </DialogForm>
    }
}

/// The roles, each with what it may do. `role` is chosen until somebody chooses another.
#[component]
pub(super) fn RoleCards(form: FormState, role: OperatorRole) -> impl IntoView {
    let locale = use_locale();
    let option = |role: OperatorRole| RadioOption {
        value: role.name().into(),
        label: words::role(locale, role).into(),
        hint: words::role_hint(locale, role).into(),
    };
    let options = OperatorRole::ALL.map(option).into();
    let (value, error) = (form.value("role", role.name()), form.error("role"));
    view! { <RadioCards name="role" legend=common::role(locale) options value error /> }
}

#[component]
fn RemoveDialog(id: String, name: String, form: FormState) -> impl IntoView {
    let locale = use_locale();
    view! {
        <DialogForm
            id=format!("remove-{id}")
            opener=words::remove(locale)
            title=words::remove_title(locale, &name)
            text=words::remove_text(locale, &name)
            action=RemoveOperator::url()
            state=form
            about=("operator", id)
            submit=words::remove_named(locale, &name)
            kind=ButtonKind::Danger
        />
    }
}
