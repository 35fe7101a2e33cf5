//! What stands below the list: whom, and what. It belongs to the form around the table.

use super::words;
use crate::{
    site::{use_locale, use_may},
    ui::{Button, Choice, SelectInput},
};
use leptos::prelude::*;
use tenantry::tenants::BulkAction;

#[component]
pub(in crate::console) fn SelectionBar() -> impl IntoView {
    let locale = use_locale();
    let whom = vec![Choice::new("", words::ticked(locale)), Choice::new("yes", words::all_that_match(locale))];
    let possible = BulkAction::ALL.into_iter().filter(|action| use_may(action.permission()));
    let what = possible.map(|action| Choice::new(action.key(), words::action(locale, action))).collect();
    view! {
        <div class="selection-bar" role="group" aria-label=words::bar(locale)>
            <SelectInput name="all" choices=whom label=words::whom(locale) />
            <SelectInput name="action" choices=what label=words::what(locale) />
            <Button>{words::preview(locale)}</Button>
        </div>
    }
}
