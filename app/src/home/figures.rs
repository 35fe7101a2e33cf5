//! The four figures.

use super::words;
use crate::{
    loans::list_address,
    paths,
    site::{Site, use_locale, use_site},
    ui::{Glyph, StatTile},
};
use leptos::prelude::*;
use tenantry::{
    loans::{LoanFigures, LoanQuery, LoanStatus},
    money::{format_amount, format_integer},
};

#[component]
pub(super) fn FigureTiles(figures: LoanFigures) -> impl IntoView {
    let locale = use_locale();
    let currency = use_site().with_value(Site::currency);
    let amount = |minor| format_amount(minor, currency, locale);
    let any_late = figures.overdue_loans > 0;
    let late_note = if any_late {
        words::active_note(locale, &format_integer(figures.overdue_loans, locale))
    } else {
        words::none_late(locale).into()
    };
    let late_list = list_address(&LoanQuery { status: Some(LoanStatus::Late), ..LoanQuery::default() });
    view! {
        <div class="stats">
            <StatTile glyph=Glyph::Loans label=words::active(locale) value=format_integer(figures.active, locale) note=late_note href=paths::LOANS />
            <StatTile glyph=Glyph::Coins label=words::lent(locale) value=amount(figures.lent) note=words::lent_note(locale) />
            <StatTile glyph=Glyph::Calendar label=words::due(locale) value=amount(figures.due_this_month) note=words::due_note(locale) />
            <StatTile
                glyph=Glyph::Warning
                label=words::overdue(locale)
                value=amount(figures.overdue)
                note=if any_late { words::overdue_note(locale) } else { words::nothing_overdue(locale) }
                href=late_list
                danger=any_late
            />
        </div>
    }
}
