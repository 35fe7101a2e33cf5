//! The saved filters: a new one, and what can be done with those that there are.

use super::{
    api::{DeleteFilter, KeepFilter, ListFilters, RenameFilter},
    words,
};
use crate::{
    bundle::Bundled,
    form::{FormState, PlainForm, RequiredInput, Saved, Submit},
    load::{Loading, load},
    paths,
    site::use_locale,
    ui::{ButtonKind, Card, EmptyState, Field, FieldIds, Glyph, LinkButton, PageHead, is_wrong},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::tenants::SavedFilter;

pub struct FiltersPage {
    filters: Loading<Vec<SavedFilter>>,
    /// The list that is to be saved; empty when none is.
    query: String,
}

impl Bundled for FiltersPage {
    fn data() -> Self {
        let query = use_query_map().with_untracked(|address| address.get("query").unwrap_or_default());
        Self { filters: Loading::of(|| ListFilters {}), query }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let is_new = !self.query.is_empty();
        let query = self.query;
        view! {
            <Title text=words::title(locale) />
            <PageHead title=words::title(locale) lead=words::lead(locale) />
            <div class="stack stack-loose narrow">
                <Saved />
                {is_new.then(|| view! { <NewFilter query /> })}
                {load(self.filters, move |filters| view! { <Filters filters is_new /> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn NewFilter(query: String) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::plain::<KeepFilter>();
    view! {
        <Card title=words::save_this(locale)>
            <PlainForm action=KeepFilter::url() state>
                <p class="slug text-muted">{paths::console_list(&query)}</p>
                <input type="hidden" name="query" value=query />
                <RequiredInput form=state name="name" label=words::new_name(locale) />
                <div>
                    <Submit state>{words::keep(locale)}</Submit>
                </div>
            </PlainForm>
        </Card>
    }
}

#[component]
fn Filters(filters: Vec<SavedFilter>, is_new: bool) -> impl IntoView {
    let locale = use_locale();
    if filters.is_empty() && !is_new {
        return view! {
            <EmptyState glyph=Glyph::Filter title=words::none_title(locale) text=words::none(locale)>
                <LinkButton href=paths::CONSOLE_ORGANISATIONS>{words::to_list(locale)}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let filters = filters.into_iter().map(|filter| view! { <Filter filter /> }).collect_view();
    view! {
        <div class="stack stack-loose" data-rows>
            {filters}
        </div>
    }
    .into_any()
}

#[component]
fn Filter(filter: SavedFilter) -> impl IntoView {
    let locale = use_locale();
    let SavedFilter { id, name, query } = filter;
    let id = id.to_string();
    let state = FormState::plain_of::<RenameFilter>("id", &id);
    let deletion = FormState::plain_of::<DeleteFilter>("id", &id);
    let href = paths::console_list(&query);
    let (delete, field_id, hidden_id, field_name) =
        (words::delete_named(locale, &name), id.clone(), id.clone(), name.clone());
    view! {
        <Card title=name.clone()>
            <div class="stack">
                <a class="slug" href=href.clone()>
                    {href.clone()}
                </a>
                <div class="filter-forms">
                    <PlainForm action=RenameFilter::url() state>
                        <input type="hidden" name="id" value=hidden_id />
                        <NameField id=field_id name=field_name state />
                        <div>
                            <Submit state kind=ButtonKind::Secondary>
                                {words::rename(locale)}
                            </Submit>
                        </div>
                    </PlainForm>
                    <PlainForm action=DeleteFilter::url() state=deletion>
                        <input type="hidden" name="id" value=id />
                        <div>
                            <Submit state=deletion kind=ButtonKind::Danger>
                                {delete}
                            </Submit>
                        </div>
                    </PlainForm>
                </div>
            </div>
        </Card>
    }
}

/// Its ids are made of the filter's: there is one such field for each.
#[component]
fn NameField(id: String, name: String, state: FormState) -> impl IntoView {
    let ids = FieldIds::of(&format!("name {id}"));
    let (control, described) = (ids.control.clone(), ids.clone());
    let error = state.error("name");
    view! {
        <Field ids label=words::name_of(use_locale(), &name) error>
            <input
                class="input"
                id=control
                name="name"
                autocomplete="off"
                value=state.value("name", name).get_untracked()
                autofocus=is_wrong(error)
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described.described_by(false, error.with(Option::is_some))
            />
        </Field>
    }
}
