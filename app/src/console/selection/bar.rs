//! What stands below the list: whom, and what. It belongs to the form around the table.

use super::words;
use crate::{
    site::use_locale,
    ui::{Button, Choice, SelectInput},
};
use leptos::prelude::*;
use tenantry::tenants::BulkAction;

#[component]
pub(in crate::console) fn SelectionBar() -> impl IntoView {
    let locale = use_locale();
    let whom = vec![Choice::new("", words::ticked(locale)), Choice::new("yes", words::all_that_match(locale))];
    let what = BulkAction::ALL.map(|action| Choice::new(action.key(), words::action(locale, action))).to_vec();
    view! {
        <div class="selection-bar" role="group" aria-label=words::bar(locale)>
            <SelectInput name="all" choices=whom label=words::whom(locale) />
            <SelectInput name="action" choices=what label=words::what(locale) />
            <Button>{words::preview(locale)}</Button>
        </div>
    }
}
