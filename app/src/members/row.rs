//! One member, and what can be done with their place.

use super::{
    api::{ChangeRole, LimitMember, RemoveMember},
    roles_given_by, words,
};
use crate::{
    form::{DialogForm, FormState},
    i18n::{format_date, words as common},
    site::{Site, use_locale, use_site},
    ui::{Badge, ButtonKind, Cell, CellKind, DateField, Person, RadioCards, RadioOption, Tone},
};
use jiff::civil::Date;
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::{
    access::{Permission, Role},
    day,
    ids::MembershipId,
    memberships::Member,
};

#[component]
pub(super) fn MemberRow(member: Member, today: Date) -> impl IntoView {
    let locale = use_locale();
    let (id, name) = (member.id.to_string(), member.name.clone());
    let change = FormState::plain_of::<ChangeRole>("member", &id);
    let ending = FormState::plain_of::<LimitMember>("member", &id);
    let removal = FormState::plain_of::<RemoveMember>("member", &id);
    let is_self = use_site().with_value(|site| site.is_viewer(&member.email));
    let (may_manage, may_touch) = use_site().with_value(|site| {
        let may_manage = site.may(Permission::MembersManage);
        (may_manage, may_manage && (member.role != Role::Owner || site.may(Permission::OwnersManage)))
    });
    view! {
        <tr>
            <Cell label=common::name(locale) kind=CellKind::Title>
                <Person name=member.name email=member.email you=is_self.then(|| common::you(locale)) />
            </Cell>
            <Cell label=common::role(locale)>
                <RoleBadge role=member.role />
            </Cell>
            <Cell label=words::since(locale) kind=CellKind::NoWrap>
                {format_date(member.since, locale)}
            </Cell>
            <Cell label=words::until(locale) kind=CellKind::NoWrap>
                {until(member.expires, today)}
            </Cell>
            {may_manage
                .then(|| {
                    view! {
                        <Cell label="" kind=CellKind::AtEnd>
                            {may_touch
                                .then(|| {
                                    view! {
                                        <div class="member-actions">
                                            <RoleDialog id=member.id name=name.clone() role=member.role form=change />
                                            <EndDialog
                                                id=member.id
                                                name=name.clone()
                                                expires=member.expires
                                                form=ending
                                            />
                                            <RemoveDialog id=member.id name is_self form=removal />
                                        </div>
                                    }
                                })}
                        </Cell>
                    }
                })}
        </tr>
    }
}

#[component]
pub(super) fn RoleBadge(role: Role) -> impl IntoView {
    let tone = match role {
        Role::Owner => Tone::Brand,
        Role::Admin => Tone::Info,
        Role::Member => Tone::Neutral,
    };
    view! { <Badge tone label=common::role_name(use_locale(), role) /> }
}

fn until(expires: Option<Date>, today: Date) -> AnyView {
    let locale = use_locale();
    match expires {
        None => view! { <span class="text-muted">{words::no_end(locale)}</span> }.into_any(),
        Some(day) if day < today => {
            view! { <Badge tone=Tone::Warning label=words::ended(locale, &format_date(day, locale)) /> }.into_any()
        }
        Some(day) => format_date(day, locale).into_any(),
    }
}

#[component]
fn RoleDialog(id: MembershipId, name: String, role: Role, form: FormState) -> impl IntoView {
    let locale = use_locale();
    view! {
        <DialogForm
            id=format!("role-{id}")
            opener=words::change_role(locale)
            title=words::change_role_title(locale, &name)
            action=ChangeRole::url()
            state=form
            about=("member", id.to_string())
            submit=words::change_role(locale)
        >
            <RoleCards form role />
        </DialogForm>
    }
}

#[component]
fn EndDialog(id: MembershipId, name: String, expires: Option<Date>, form: FormState) -> impl IntoView {
    let locale = use_locale();
    let expires = expires.map(day::text).unwrap_or_default();
    view! {
        <DialogForm
            id=format!("end-{id}")
            opener=words::change_end(locale)
            title=words::change_end_title(locale, &name)
            action=LimitMember::url()
            state=form
            about=("member", id.to_string())
            submit=words::save_end(locale)
        >
            <DateField
                name="expires"
                id=format!("expires-{id}")
                label=words::last_day(locale)
                hint=words::last_day_hint(locale)
                value=form.value("expires", expires)
                error=form.error("expires")
            />
        </DialogForm>
    }
}

/// The roles that the viewer may give, each with what it may do. `role` is chosen until somebody chooses another.
#[component]
pub(super) fn RoleCards(form: FormState, role: Role) -> impl IntoView {
    let locale = use_locale();
    let viewer = use_site().with_value(|site| site.viewer.as_ref().and_then(|viewer| viewer.role));
    let option = |role: Role| RadioOption {
        value: role.name().into(),
        label: common::role_name(locale, role).into(),
        hint: words::role_hint(locale, role).into(),
    };
    let options = roles_given_by(viewer.unwrap_or(Role::Member)).map(option).collect();
    let (value, error) = (form.value("role", role.name()), form.error("role"));
    view! { <RadioCards name="role" legend=common::role(locale) options value error /> }
}

#[component]
fn RemoveDialog(id: MembershipId, name: String, is_self: bool, form: FormState) -> impl IntoView {
    let locale = use_locale();
    let organisation = use_site().with_value(Site::name);
    let (opener, title, text, button) = if is_self {
        (
            words::leave(locale),
            words::leave_title(locale, &organisation),
            words::leave_text(locale).to_owned(),
            words::leave(locale).to_owned(),
        )
    } else {
        let text = words::remove_text(locale, &name, &organisation);
        (words::remove(locale), words::remove_title(locale, &name), text, words::remove_named(locale, &name))
    };
    view! {
        <DialogForm
            id=format!("remove-{id}")
            opener
            title
            text
            action=RemoveMember::url()
            state=form
            about=("member", id.to_string())
            submit=button
            kind=ButtonKind::Danger
        />
    }
}
