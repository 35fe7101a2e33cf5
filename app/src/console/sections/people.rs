//! Who belongs to one organisation, and who is signed in.

use super::{
    api::{EndAllSessions, EndSession, Of, ReadPeople},
    tabs::{Section, SectionTabs},
    words,
};
use crate::{
    bundle::Bundled,
    form::{DialogForm, FormState, PlainForm, Saved},
    i18n::{Locale, format_day, format_instant, words as common},
    lists::pager_of,
    load::{Loading, load},
    paths,
    site::{use_locale, use_may},
    ui::{ButtonKind, Cell, CellKind, Column, EmptyState, Glyph, PageHead, PlainTable, Table},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use maud::{Markup, html};
use tenantry::{
    access::Permission,
    tenants::{Page, TenantPeople, TenantPerson, TenantSession},
};

/// What the page says was done.
pub(super) const ENDED: &str = "ended";
pub(super) const ALL_ENDED: &str = "all-ended";

/// Where the page of each list begins, in the address.
const AFTER: &str = "after";
const SESSIONS: &str = "sessions";

pub struct PeoplePage {
    people: Loading<Of<TenantPeople>>,
}

impl Bundled for PeoplePage {
    fn data() -> Self {
        let (slug, address) = (paths::use_param("slug"), use_query_map());
        let place =
            move |name: &'static str| Memo::new(move |_| address.with(|address| address.get(name).unwrap_or_default()));
        let (after, sessions) = (place(AFTER), place(SESSIONS));
        let asked = move || ReadPeople { slug: slug.get(), after: after.get(), sessions: sessions.get() };
        Self { people: Loading::of(asked) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=words::people(locale) />
            <div class="stack stack-loose">
                <Saved what=ENDED message=words::session_was_ended(locale) />
                <Saved what=ALL_ENDED message=words::sessions_were_ended(locale) />
                {load(self.people, |people| view! { <People people /> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn People(people: Of<TenantPeople>) -> impl IntoView {
    let locale = use_locale();
    let Of { slug, name, what: TenantPeople { members, sessions } } = people;
    let columns = vec![
        Column::new(common::name(locale)),
        Column::new(common::role(locale)),
        Column::new(words::since(locale)),
        Column::new(words::last_seen(locale)),
    ];
    let members_pager = pager_of(common::members(locale), ways(&slug, AFTER, members.next));
    let members = if members.rows.is_empty() {
        view! { <EmptyState glyph=Glyph::Members text=words::no_members(locale) /> }.into_any()
    } else {
        let rows = members.rows.iter().map(|member| row(member, locale)).collect();
        view! { <PlainTable caption=common::members(locale) columns rows /> }.into_any()
    };
    view! {
        <Title text=name.clone() />
        <div>
            <PageHead title=name lead=words::people_lead(locale) />
            <SectionTabs slug=slug.clone() current=Section::People />
            <div class="stack stack-loose">
                <section class="stack stack-tight">
                    <h2 class="card-title">{common::members(locale)}</h2>
                    {members} {members_pager}
                </section>
                <Sessions slug sessions />
            </div>
        </div>
    }
}

/// The first page of one of the lists and the next, with the page of the other as it is.
fn ways(slug: &str, list: &str, next: Option<String>) -> (Option<String>, Option<String>) {
    let address = use_query_map();
    let place = |name: &str| address.with_untracked(|address| address.get(name).unwrap_or_default());
    let to = |here: &str| {
        let at = |name: &str| if name == list { here.to_owned() } else { place(name) };
        paths::with_query(&paths::console_people(slug), &[(AFTER, &at(AFTER)), (SESSIONS, &at(SESSIONS))])
    };
    ((!place(list).is_empty()).then(|| to("")), next.map(|next| to(&next)))
}

fn row(member: &TenantPerson, locale: Locale) -> Markup {
    let TenantPerson { name, email, role, since, expires_at, last_seen_at } = member;
    let seen = last_seen_at.as_deref().map_or_else(|| words::never(locale).to_owned(), |at| format_instant(at, locale));
    html! {
        tr {
            td.cell-title { (name) span.cell-sub { (email) } }
            td data-label=(common::role(locale)) {
                (common::role_name(locale, *role))
                @if let Some(end) = expires_at { span.cell-sub { (words::ends_on(locale, &format_day(end, locale))) } }
            }
            td.cell-nowrap data-label=(words::since(locale)) { (format_day(since, locale)) }
            td.cell-nowrap data-label=(words::last_seen(locale)) { (seen) }
        }
    }
}

#[component]
fn Sessions(slug: String, sessions: Page<TenantSession>) -> impl IntoView {
    let locale = use_locale();
    let pager = pager_of(words::sessions(locale), ways(&slug, SESSIONS, sessions.next));
    let sessions = sessions.rows;
    let may_end = use_may(Permission::OrganisationsSupport);
    let mut columns = vec![
        Column::new(common::name(locale)),
        Column::new(words::signed_in(locale)),
        Column::new(words::last_seen(locale)),
    ];
    if may_end {
        columns.push(Column::new(words::actions(locale)).at_end());
    }
    let has_any = !sessions.is_empty();
    let content = if has_any {
        let slug = slug.clone();
        let row = move |session| view! { <SessionRow slug=slug.clone() session may_end /> };
        view! {
            <Table caption=words::sessions(locale) columns>
                {sessions.into_iter().map(row).collect_view()}
            </Table>
        }
        .into_any()
    } else {
        view! { <EmptyState glyph=Glyph::SignIn text=words::no_sessions(locale) /> }.into_any()
    };
    view! {
        <section class="stack stack-tight" id="sessions">
            <div class="row row-between">
                <h2 class="card-title">{words::sessions(locale)}</h2>
                {(may_end && has_any).then(|| view! { <EndAll slug /> })}
            </div>
            {content} {pager}
        </section>
    }
}

#[component]
fn SessionRow(slug: String, session: TenantSession, may_end: bool) -> impl IntoView {
    let locale = use_locale();
    let TenantSession { key, name, email, began_at, last_seen_at } = session;
    let form = FormState::plain_of::<EndSession>("key", &key);
    let label = words::end_session_of(locale, &name);
    view! {
        <tr>
            <Cell label=common::name(locale) kind=CellKind::Title>
                {name}
                <span class="cell-sub">{email}</span>
            </Cell>
            <Cell label=words::signed_in(locale) kind=CellKind::NoWrap>
                {format_instant(&began_at, locale)}
            </Cell>
            <Cell label=words::last_seen(locale) kind=CellKind::NoWrap>
                {format_instant(&last_seen_at, locale)}
            </Cell>
            {may_end
                .then(|| {
                    view! {
                        <Cell label="" kind=CellKind::AtEnd>
                            <PlainForm action=EndSession::url() state=form class="inline-form">
                                <input type="hidden" name="slug" value=slug />
                                <input type="hidden" name="key" value=key />
                                <button class="button button-quiet button-small" aria-label=label>
                                    {words::end_session(locale)}
                                </button>
                            </PlainForm>
                        </Cell>
                    }
                })}
        </tr>
    }
}

/// Says what will happen before it does.
#[component]
fn EndAll(slug: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<EndAllSessions>();
    view! {
        <DialogForm
            id="end-all"
            opener=words::end_all(locale)
            opener_class="button button-secondary button-small"
            title=words::end_all_title(locale)
            text=words::end_all_text(locale)
            action=EndAllSessions::url()
            state=form
            about=("slug", slug)
            submit=words::end_all_now(locale)
            kind=ButtonKind::Danger
        />
    }
}
