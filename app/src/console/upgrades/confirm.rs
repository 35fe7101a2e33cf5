//! What a run will do, before somebody says that it may.

use super::{
    address::{fields, form_of},
    api::{PreviewRun, StartRun},
    options::{move_list, will_migrate},
    words,
};
use crate::{
    bundle::Bundled,
    console::words::bytes,
    error::AppError,
    form::{FormState, PlainForm, Submit},
    i18n::{Locale, words as common},
    load::{Loading, failed, load_quietly},
    paths,
    site::{use_locale, use_may},
    ui::{Banner, ButtonKind, Card, Checkbox, EmptyState, Glyph, LinkButton, PageHead, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::{
    access::Permission,
    fault::Kind,
    money::format_integer,
    upgrades::{RunForm, RunPreview, SnapshotRoom},
};

pub struct NewRunPage {
    preview: Loading<RunPreview>,
}

impl Bundled for NewRunPage {
    fn data() -> Self {
        let address = use_query_map();
        let form = Memo::new(move |_| address.with(form_of));
        Self { preview: Loading::of(move || PreviewRun { form: form.get() }) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        if !use_may(Permission::FleetManage) {
            return failed(&AppError::forbidden()).into_any();
        }
        let page = load_quietly(self.preview, move |answer| match answer {
            Ok(preview) => view! {
                <div class="narrow">
                    <PageHead title=words::new_run(locale) lead=words::review_lead(locale) />
                    <Confirmation preview />
                </div>
            }
            .into_any(),
            Err(error) if error.kind() == Kind::Conflict => nothing_to_do(&error, locale),
            Err(error) => failed(&error),
        });
        view! {
            <Title text=words::new_run(locale) />
            {page}
        }
        .into_any()
    }
}

/// The answer has the error's status.
fn nothing_to_do(error: &AppError, locale: Locale) -> AnyView {
    #[cfg(feature = "ssr")]
    crate::server::answer_with_status_of(error);
    let _ = error;
    view! {
        <div class="narrow">
            <PageHead title=words::new_run(locale) />
            <EmptyState glyph=Glyph::Check title=words::nothing_behind_title(locale) text=words::nothing_behind(locale)>
                <LinkButton href=paths::CONSOLE_UPGRADES>{words::to_upgrades(locale)}</LinkButton>
            </EmptyState>
        </div>
    }
    .into_any()
}

#[component]
fn Confirmation(preview: RunPreview) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::plain::<StartRun>();
    let lines = what_happens(&preview, locale);
    let RunPreview { form, moves, snapshots, .. } = preview;
    view! {
        <div class="stack stack-loose">
            <Card>
                <ol class="what-happens">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ol>
                {move_list(moves, locale)}
            </Card>
            <PlainForm action=StartRun::url() state>
                {hidden_fields(&form)}
                {snapshots.is_too_little().then(|| view! { <TooLittleRoom room=snapshots form=state /> })}
                <p class="text-muted">{words::stays_open(locale)}</p>
                <div class="form-actions">
                    <Submit state>{words::begin(locale)}</Submit>
                    <LinkButton href=paths::CONSOLE_UPGRADES kind=ButtonKind::Quiet>
                        {common::cancel(locale)}
                    </LinkButton>
                </div>
            </PlainForm>
        </div>
    }
}

/// Nothing begins before somebody says that it shall all the same.
#[component]
fn TooLittleRoom(room: SnapshotRoom, form: FormState) -> impl IntoView {
    let locale = use_locale();
    let is_checked = form.value("ignore_room", "");
    view! {
        <Banner tone=Tone::Danger title=words::too_little_room(locale)>
            {words::too_little_room_text(locale)}
        </Banner>
        <Checkbox
            name="ignore_room"
            label=words::ignore_room(locale)
            hint=room_on_disk(room, locale).unwrap_or_default()
            checked=Signal::stored(is_checked.get_untracked() == "true")
            error=form.error("ignore_room")
        />
    }
}

/// What is needed and what is free where files are.
fn room_on_disk(room: SnapshotRoom, locale: Locale) -> Option<String> {
    let free = room.free.filter(|_| room.on_disk > 0)?;
    Some(words::room_on_disk(locale, &bytes(locale, room.on_disk), &bytes(locale, free)))
}

fn hidden_fields(form: &RunForm) -> impl IntoView + use<> {
    let field =
        |(name, value): (&'static str, &str)| view! { <input type="hidden" name=name value=value.to_owned() /> };
    fields(form).map(field).into_iter().collect_view()
}

/// In the order in which it will.
fn what_happens(preview: &RunPreview, locale: Locale) -> Vec<String> {
    let mut first = will_migrate(locale, preview.organisations);
    if preview.from_quarantine > 0 {
        first = format!("{first} {}", words::from_quarantine(locale, &format_integer(preview.from_quarantine, locale)));
    }
    let rehearsal = match preview.rehearsed {
        0 => words::will_not_rehearse(locale).to_owned(),
        copies => words::will_rehearse(locale, &words::some_copies(locale, copies)),
    };
    let sizes = preview.cohorts.iter().map(|cohort| cohort.organisations).filter(|size| *size > 0);
    let cohorts: Vec<String> = sizes.map(|size| format_integer(size, locale)).collect();
    let snapshots = format_integer(preview.organisations, locale);
    let room = words::will_snapshot(locale, &snapshots, &bytes(locale, preview.snapshots.all));
    let on_disk = room_on_disk(preview.snapshots, locale);
    vec![
        first,
        rehearsal,
        words::will_stage(locale, &cohorts.join(", ")),
        [Some(room), on_disk].into_iter().flatten().collect::<Vec<_>>().join(" "),
        words::will_halt(locale, preview.form.error_budget.trim()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenantry::upgrades::{Cohort, Stage};

    #[test]
    fn a_run_is_told_in_the_order_in_which_it_goes() {
        let cohort = |stage, organisations| Cohort { stage, organisations };
        let preview = RunPreview {
            form: RunForm::default(),
            organisations: 1_200,
            from_quarantine: 2,
            rehearsed: 10,
            cohorts: vec![cohort(Stage::Canary, 12), cohort(Stage::Tenth, 108), cohort(Stage::Rest, 1_080)],
            moves: Vec::new(),
            snapshots: SnapshotRoom { all: 7_000_000, on_disk: 5_000_000, free: Some(4_000_000) },
        };
        let told = what_happens(&preview, Locale::En);
        assert!(told[0].contains("1,200\u{a0}organisations will be migrated. 2 of them"), "{}", told[0]);
        assert!(told[1].contains("10\u{a0}copies"), "{}", told[1]);
        assert!(told[2].ends_with("12, 108, 1,080."), "{}", told[2]);
        assert!(told[3].contains("about 7.00\u{a0}MB in all. Of it 5.00\u{a0}MB"), "{}", told[3]);
        assert!(told[3].ends_with("4.00\u{a0}MB are free."), "{}", told[3]);
        let told =
            what_happens(&RunPreview { organisations: 1, from_quarantine: 0, rehearsed: 0, ..preview }, Locale::En);
        assert_eq!(told[..2], ["1 organisation will be migrated.", "Nothing is tried on copies first."]);
    }
}
