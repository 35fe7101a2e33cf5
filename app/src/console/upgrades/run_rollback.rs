//! Taking a whole run back: who would come back, to what, and what is lost.

use super::{
    api::{PreviewRunRollback, RollBackRun},
    words,
};
use crate::{
    bundle::Bundled,
    error::AppError,
    form::{FormState, PlainForm, RequiredInput, Submit},
    i18n::{Locale, format_instant, words as common},
    load::{Loading, failed, load},
    paths,
    site::{use_locale, use_may},
    ui::{ButtonKind, Card, Cell, CellKind, Column, EmptyState, Glyph, LinkButton, PageHead, Table},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use tenantry::{
    access::Permission,
    money::format_integer,
    upgrades::{RunRollback, SnapshotOfTenant},
};

pub struct RunRollbackPage {
    rollback: Loading<RunRollback>,
}

impl Bundled for RunRollbackPage {
    fn data() -> Self {
        let id = paths::use_param("id");
        Self { rollback: Loading::of(move || PreviewRunRollback { id: id.get() }) }
    }

    fn view(self) -> AnyView {
        if !use_may(Permission::FleetManage) {
            return failed(&AppError::forbidden()).into_any();
        }
        let page = load(self.rollback, |rollback| view! { <Rollback rollback /> });
        view! {
            <Title text=words::roll_back_run(use_locale()) />
            {page}
        }
        .into_any()
    }
}

#[component]
fn Rollback(rollback: RunRollback) -> impl IntoView {
    let locale = use_locale();
    let page = paths::console_run(rollback.id);
    let title = words::roll_back_run_title(locale, &format_instant(&rollback.started_at, locale));
    let content = if rollback.organisations == 0 {
        view! {
            <EmptyState glyph=Glyph::History title=words::no_snapshots_title(locale) text=words::no_snapshots(locale)>
                <LinkButton href=page>{words::back_to_run(locale)}</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        view! {
            <div class="stack stack-loose">
                <RollbackForm rollback=rollback.clone() page />
                <Named all=rollback.organisations named=rollback.named />
            </div>
        }
        .into_any()
    };
    view! {
        <PageHead title lead=words::roll_back_run_lead(locale) />
        {content}
    }
}

#[component]
fn RollbackForm(rollback: RunRollback, page: String) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::plain::<RollBackRun>();
    let label = words::confirmation(locale, &rollback.organisations.to_string());
    let what = what_happens(&rollback, locale);
    view! {
        <div class="narrow">
            <Card>
                <PlainForm action=RollBackRun::url() state>
                    <ul class="what-happens">
                        {what.into_iter().map(|what| view! { <li>{what}</li> }).collect_view()}
                    </ul>
                    <input type="hidden" name="id" value=rollback.id.to_string() />
                    <RequiredInput form=state name="confirmation" label />
                    <div class="form-actions">
                        <Submit state kind=ButtonKind::Danger>
                            {words::roll_back_run(locale)}
                        </Submit>
                        <LinkButton href=page kind=ButtonKind::Quiet>
                            {common::cancel(locale)}
                        </LinkButton>
                    </div>
                </PlainForm>
            </Card>
        </div>
    }
}

/// In the order in which it does.
fn what_happens(rollback: &RunRollback, locale: Locale) -> Vec<String> {
    let organisations = words::organisations(locale, rollback.organisations);
    let oldest = rollback.oldest.as_ref().map(|at| words::roll_back_oldest(locale, &format_instant(at, locale)));
    let stops = rollback.is_running.then(|| words::roll_back_stops(locale).to_owned());
    let lost = [Some(words::roll_back_all_lose(locale).to_owned()), oldest].into_iter().flatten().collect::<Vec<_>>();
    let always = [
        words::roll_back_all(locale, &organisations),
        lost.join(" "),
        words::roll_back_all_close(locale).to_owned(),
        words::roll_back_all_left_out(locale).to_owned(),
        words::roll_back_all_failing(locale).to_owned(),
    ];
    stops.into_iter().chain(always).collect()
}

#[component]
fn Named(all: i64, named: Vec<SnapshotOfTenant>) -> impl IntoView {
    let locale = use_locale();
    let more = all - i64::try_from(named.len()).unwrap_or(all);
    let columns = vec![Column::new(common::organisation(locale)), Column::new(words::snapshot(locale))];
    view! {
        <section class="stack stack-tight">
            <h2 class="card-title">{words::roll_back_whom(locale)}</h2>
            <Table caption=words::roll_back_whom(locale) columns>
                {named.into_iter().map(|of| row(of, locale)).collect_view()}
            </Table>
            {(more > 0)
                .then(|| {
                    view! { <p class="text-muted">{words::more_failures(locale, &format_integer(more, locale))}</p> }
                })}
        </section>
    }
}

fn row(of: SnapshotOfTenant, locale: Locale) -> impl IntoView {
    view! {
        <tr>
            <Cell label=common::organisation(locale) kind=CellKind::Title>
                <a href=paths::console_organisation(&of.slug)>{of.slug.clone()}</a>
            </Cell>
            <Cell label=words::snapshot(locale)>{format_instant(&of.at, locale)}</Cell>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_is_told_before_it_does() {
        let rollback = RunRollback {
            id: "0198c7f0-0000-7000-8000-000000000000".parse().unwrap(),
            started_at: "2026-03-15T12:00:00Z".into(),
            is_running: true,
            organisations: 1_200,
            oldest: Some("2026-03-15T12:01:00Z".into()),
            named: Vec::new(),
        };
        let told = what_happens(&rollback, Locale::En);
        assert_eq!(told[0], "The run stops first.");
        assert!(told[1].contains("1,200\u{a0}organisations"), "{}", told[1]);
        assert!(told[2].contains("lost") && told[2].contains("15 Mar 2026"), "{}", told[2]);
        let told = what_happens(&RunRollback { is_running: false, ..rollback }, Locale::Fr);
        assert!(told[0].contains("organisations"), "{}", told[0]);
    }
}
