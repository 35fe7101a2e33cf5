//! The instalments of a loan, with what is paid of each.

use super::{
    status::{cancelled_badge, instalment_badge},
    words,
};
use crate::{
    i18n::{Locale, format_date, words as common},
    site::{Site, use_locale, use_site},
    ui::{Card, Column, Table},
};
use leptos::prelude::*;
use tenantry::{
    loans::{Instalment, InstalmentState},
    money::{Currency, format_amount},
};

#[component]
pub(super) fn ScheduleCard(schedule: Vec<Instalment>, cancelled: bool) -> impl IntoView {
    let locale = use_locale();
    let currency = use_site().with_value(Site::currency);
    let columns = vec![
        Column::new(words::number(locale)),
        Column::new(words::due_on(locale)),
        Column::new(common::amount(locale)).at_end(),
        Column::new(words::paid_part(locale)).at_end(),
        Column::new(words::state(locale)),
    ];
    view! {
        <Card title=words::schedule(locale) flush=true>
            <div class="instalments">
                <Table caption=words::schedule(locale) columns>
                    {schedule.iter().map(|instalment| row(instalment, cancelled, currency, locale)).collect_view()}
                </Table>
            </div>
        </Card>
    }
}

fn row(instalment: &Instalment, cancelled: bool, currency: Currency, locale: Locale) -> impl IntoView + use<> {
    let late = (instalment.state == InstalmentState::Overdue && !cancelled).then_some("instalment-late");
    let given_up = cancelled && instalment.paid == 0;
    let state = if given_up {
        cancelled_badge(locale).into_any()
    } else {
        instalment_badge(instalment.state, locale).into_any()
    };
    view! {
        <tr class=late>
            <td class="loan-number" data-label=words::number(locale)>
                {instalment.number.to_string()}
            </td>
            <td class="instalment-due cell-nowrap" data-label=words::due_on(locale)>
                {format_date(instalment.due_on, locale)}
            </td>
            <td class="cell-amount" data-label=common::amount(locale)>
                {format_amount(instalment.amount, currency, locale)}
            </td>
            <td class="cell-end cell-nowrap" data-label=words::paid_part(locale)>
                {format_amount(instalment.paid, currency, locale)}
            </td>
            <td class="instalment-state" data-label=words::state(locale)>{state}</td>
        </tr>
    }
}
