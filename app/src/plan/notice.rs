//! The line at the top of an administrator's pages when the organisation is near or over what its plan allows.

use super::{amount, words};
use crate::{
    i18n::format_instant,
    paths,
    site::{use_locale, use_site},
    ui::{Banner, Tone},
};
use leptos::prelude::*;
use tenantry::plans::{Gauge, PlanNotice};

#[component]
pub(crate) fn PlanBanner() -> impl IntoView {
    let locale = use_locale();
    let notice = use_site().with_value(|site| site.plan_notice.clone());
    notice.map(|notice| {
        let figures = |gauge: Gauge| {
            let most = amount(locale, gauge.limit, gauge.most.unwrap_or(gauge.used));
            words::of(locale, &amount(locale, gauge.limit, gauge.used), &most)
        };
        let (tone, text) = match notice {
            PlanNotice::Restricted => (Tone::Danger, words::notice_restricted(locale).to_owned()),
            PlanNotice::Over { until } => (Tone::Warning, words::notice_over(locale, &format_instant(&until, locale))),
            PlanNotice::Near(gauge) => {
                (Tone::Neutral, words::notice_near(locale, words::limit(locale, gauge.limit), &figures(gauge)))
            }
            PlanNotice::Passed(gauge) => {
                (Tone::Neutral, words::notice_passed(locale, words::limit(locale, gauge.limit), &figures(gauge)))
            }
        };
        view! {
            <div class="plan-notice">
                <Banner tone>
                    <p>{text} " " <a href=paths::SETTINGS_PLAN>{words::see_plan(locale)}</a></p>
                </Banner>
            </div>
        }
    })
}
