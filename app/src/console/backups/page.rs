//! One organisation's backups, and what goes on with them.

use super::{
    api::{MakeBackup, ReadBackups, read_backups},
    table::BackupTable,
    words,
};
use crate::{
    bundle::Bundled,
    console::{
        moves::TakenBack,
        sections::{Section, SectionTabs},
    },
    form::{FormState, Overtaken, PlainForm, Submit},
    i18n::format_instant,
    live::{follow, reload_without_scripts},
    load::{Loading, load},
    paths,
    site::{use_locale, use_may},
    ui::{Banner, Card, EmptyState, Glyph, PageHead, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use std::time::Duration;
use tenantry::{
    access::Permission,
    backups::BackupsOf,
    moves::{Move, MoveState},
};

const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

pub struct BackupsPage {
    backups: Loading<BackupsOf>,
}

impl Bundled for BackupsPage {
    fn data() -> Self {
        let slug = paths::use_param("slug");
        Self { backups: Loading::of(move || ReadBackups { slug: slug.get() }) }
    }

    fn view(self) -> AnyView {
        let page = load(self.backups, |backups| view! { <Backups backups /> });
        view! {
            <Title text=words::title(use_locale()) />
            {page}
        }
        .into_any()
    }
}

#[component]
fn Backups(backups: BackupsOf) -> impl IntoView {
    let locale = use_locale();
    let (slug, name) = (StoredValue::new(backups.slug.clone()), backups.name.clone());
    let schedule = words::schedule(locale, backups.schedule);
    let (is_closed, is_scheduled) = (backups.is_closed, backups.schedule.every_hours > 0);
    if backups.goes_on() {
        reload_without_scripts(2);
    }
    let (may_make, may_restore) = (use_may(Permission::OrganisationsSupport), use_may(Permission::OrganisationsManage));
    let may_set = use_may(Permission::DeploymentManage);
    let backups = RwSignal::new(backups);
    follow(backups, BETWEEN_LOOKS, BackupsOf::goes_on, move || read_backups(slug.get_value()));
    let goes_on = Memo::new(move |_| backups.with(BackupsOf::goes_on));
    let restore = Memo::new(move |_| backups.with(|backups| backups.restore.clone()));
    let all = Memo::new(move |_| backups.with(|backups| backups.backups.clone()));
    view! {
        <Title text=name.clone() />
        <div>
            <PageHead title=name lead=words::lead(locale) />
            <SectionTabs slug=slug.get_value() current=Section::Backups />
            <div class="stack stack-loose">
                <div role="status">{move || restore.get().map(|last| view! { <Restoration last /> })}</div>
                <Card>
                    <div class="stack">
                        <p>
                            {schedule}
                            {may_set
                                .then(|| {
                                    view! {
                                        " "
                                        <a href=paths::console_setting("backups.every_hours")>
                                            {words::to_settings(locale)}
                                        </a>
                                    }
                                })}
                        </p>
                        {move || {
                            (may_make && !is_closed && !goes_on.get())
                                .then(|| view! { <MakeForm slug=slug.get_value() /> })
                        }}
                    </div>
                </Card>
                {move || {
                    let backups = all.get();
                    if backups.is_empty() {
                        let text = if is_scheduled { words::none(locale) } else { words::none_asked(locale) };
                        view! { <EmptyState glyph=Glyph::History title=words::none_title(locale) text /> }.into_any()
                    } else {
                        view! { <BackupTable backups may_restore=may_restore && !is_closed && !goes_on.get() /> }
                            .into_any()
                    }
                }}
            </div>
        </div>
        <Overtaken />
    }
}

#[component]
fn MakeForm(slug: String) -> impl IntoView {
    let state = FormState::plain_of::<MakeBackup>("slug", &slug);
    view! {
        <PlainForm action=MakeBackup::url() state>
            <input type="hidden" name="slug" value=slug />
            <div>
                <Submit state>{words::make(use_locale())}</Submit>
            </div>
        </PlainForm>
    }
}

/// How far the one is that goes on, and what became of the last one.
#[component]
fn Restoration(last: Move) -> impl IntoView {
    let locale = use_locale();
    let at = format_instant(last.restores.as_deref().unwrap_or_default(), locale);
    match last.state {
        MoveState::Copying | MoveState::Switching if last.is_abandoned => {
            view! { <Banner tone=Tone::Warning title=words::abandoned(locale)>{words::abandoned_text(locale)}</Banner> }
                .into_any()
        }
        MoveState::Copying | MoveState::Switching => {
            let percent = last.percent();
            view! {
                <Card title=words::under_way(locale, &at)>
                    <div class="run-bar">
                        <progress
                            class="progress"
                            aria-label=words::progress(locale)
                            max="100"
                            value=percent.to_string()
                        ></progress>
                        <p class="run-share">
                            <strong>{format!("{percent}\u{a0}%")}</strong>
                        </p>
                    </div>
                </Card>
            }
            .into_any()
        }
        MoveState::Moved => view! { <Banner tone=Tone::Success>{words::was_restored(locale, &at)}</Banner> }.into_any(),
        MoveState::Done => ().into_any(),
        MoveState::Undone => {
            view! { <TakenBack title=words::undone_title(locale) text=words::undone(locale) error=last.error /> }
                .into_any()
        }
    }
}
