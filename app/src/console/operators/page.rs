//! The list of operators.

use super::{
    api::{FreshOperatorLink, ListOperators},
    row::OperatorRow,
    tabs::{OperatorsTab, OperatorsTabs},
    words,
};
use crate::{
    bundle::Bundled,
    form::{Overtaken, Saved},
    i18n::words as common,
    load::{Loading, load},
    members::FreshLink,
    paths,
    site::{use_locale, use_may},
    ui::{ButtonKind, Column, Glyph, LinkButton, PageHead, Table},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::{access::Permission, memberships::InvitationLink, operators::Operator};

pub struct OperatorsPage {
    operators: Loading<Vec<Operator>>,
    /// Asked for on the way back from the form that made it, and never again.
    link: Option<Loading<Option<InvitationLink>>>,
}

impl Bundled for OperatorsPage {
    fn data() -> Self {
        let is_invited = use_query_map().with_untracked(|query| query.get_str("invited").is_some()) && may_manage();
        Self {
            operators: Loading::of(|| ListOperators {}),
            link: is_invited.then(|| Loading::of(|| FreshOperatorLink {})),
        }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=words::title(locale) />
            <PageHead title=words::title(locale) lead=words::lead(locale)>
                {may_manage()
                    .then(|| {
                        view! {
                            <LinkButton
                                href=paths::CONSOLE_NEW_OPERATOR
                                kind=ButtonKind::Primary
                                icon=Glyph::Plus
                            >
                                {words::invite(locale)}
                            </LinkButton>
                        }
                    })}
            </PageHead>
            <OperatorsTabs current=OperatorsTab::People />
            <div class="stack stack-loose">
                <Saved />
                {self.link.map(|link| view! { <FreshLink link /> })}
                {load(self.operators, |operators| view! { <People operators /> })}
            </div>
        }
        .into_any()
    }
}

pub(super) fn may_manage() -> bool {
    use_may(Permission::OperatorsManage)
}

#[component]
fn People(operators: Vec<Operator>) -> impl IntoView {
    let locale = use_locale();
    let mut columns = vec![
        Column::new(common::name(locale)),
        Column::new(common::role(locale)),
        Column::new(words::since(locale)),
        Column::new(words::last_seen(locale)),
    ];
    if may_manage() {
        columns.push(Column::new(words::actions(locale)).at_end());
    }
    view! {
        <Table caption=words::title(locale) columns>
            {operators.into_iter().map(|operator| view! { <OperatorRow operator /> }).collect_view()}
        </Table>
        <Overtaken />
    }
}
