//! The list of members.

use super::{
    REMOVED,
    api::{ListMembers, People, ReadFreshLink},
    invitations::Invitations,
    link::FreshLink,
    listing::{Listing, Order},
    row::MemberRow,
    words,
};
use crate::{
    bundle::Bundled,
    form::{Overtaken, Saved},
    i18n::words as common,
    lists::whole_list,
    load::{Loading, load},
    paths,
    site::{use_locale, use_site},
    ui::{ButtonKind, Column, EmptyState, Glyph, LinkButton, PageHead, SearchInput, Table, Toolbar},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::{access::Permission, memberships::InvitationLink};

pub struct MembersPage {
    people: Loading<People>,
    /// Asked for on the way back from the form that made it, and never again.
    link: Option<Loading<Option<InvitationLink>>>,
}

impl Bundled for MembersPage {
    fn data() -> Self {
        let is_invited = use_query_map().with_untracked(|query| query.get_str("invited").is_some());
        Self { people: Loading::of(|| ListMembers {}), link: is_invited.then(|| Loading::of(|| ReadFreshLink {})) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let may_invite = use_site().with_value(|site| site.may(Permission::MembersManage));
        view! {
            <Title text=common::members(locale) />
            <PageHead title=common::members(locale) lead=words::lead(locale)>
                {may_invite
                    .then(|| {
                        view! {
                            <LinkButton href=paths::INVITE_MEMBER kind=ButtonKind::Primary icon=Glyph::Plus>
                                {words::invite(locale)}
                            </LinkButton>
                        }
                    })}
            </PageHead>
            <div class="stack stack-loose">
                <Saved />
                <Saved what=REMOVED message=words::removed(locale) />
                {self.link.map(|link| view! { <FreshLink link /> })}
                {load(self.people, |people| view! { <PeopleLists people /> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn PeopleLists(people: People) -> impl IntoView {
    let query = use_query_map();
    let listing = Memo::new(move |_| query.with(Listing::of));
    let People { members, invitations, today } = people;
    view! {
        {move || {
            let listing = listing.get();
            let members = listing.of_members(members.clone());
            view! {
                <Search listing=listing.clone() count=members.len() />
                {if members.is_empty() {
                    nobody().into_any()
                } else {
                    view! {
                        <Table caption=common::members(use_locale()) columns=columns(&listing)>
                            {members.into_iter().map(|member| view! { <MemberRow member today /> }).collect_view()}
                        </Table>
                    }
                        .into_any()
                }}
            }
        }}
        {(!invitations.is_empty()).then(|| view! { <Invitations invitations /> })}
        <Overtaken />
    }
}

#[component]
fn Search(listing: Listing, count: usize) -> impl IntoView {
    let locale = use_locale();
    let sort = listing.order.key();
    let export = whole_list(listing.export_address().into());
    view! {
        <Toolbar action=paths::MEMBERS count=words::count(locale, count) export>
            <SearchInput name="q" label=words::search(locale) placeholder=words::search(locale) value=listing.search />
            {(!sort.is_empty()).then(|| view! { <input type="hidden" name="sort" value=sort /> })}
        </Toolbar>
    }
}

fn nobody() -> impl IntoView {
    let locale = use_locale();
    view! {
        <EmptyState glyph=Glyph::Search text=words::nobody_found(locale)>
            <LinkButton href=paths::MEMBERS>{common::clear(locale)}</LinkButton>
        </EmptyState>
    }
}

fn columns(listing: &Listing) -> Vec<Column> {
    let locale = use_locale();
    let sorted = |label: &str, order| {
        let (href, sorting) = listing.sorted_by(order);
        Column::new(label).sorted_by(href, sorting)
    };
    let mut columns = vec![
        sorted(common::name(locale), Order::Name),
        sorted(common::role(locale), Order::Role),
        sorted(words::since(locale), Order::Newest),
        Column::new(words::until(locale)),
    ];
    if use_site().with_value(|site| site.may(Permission::MembersManage)) {
        columns.push(Column::new(words::actions(locale)).at_end());
    }
    columns
}
