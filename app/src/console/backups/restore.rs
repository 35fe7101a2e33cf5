//! Bringing a backup back: what will happen, and the question whether it may.

use super::{
    api::{PlanRestore, RestoreBackup},
    words,
};
use crate::{
    bundle::Bundled,
    console::{moves::words as moves, words as console},
    error::AppError,
    form::{FormState, PlainForm, RequiredInput, Submit},
    i18n::{format_instant, words as common},
    load::{Loading, failed, load},
    paths,
    site::{use_locale, use_may},
    ui::{Banner, ButtonKind, Card, Checkbox, Fact, Facts, LinkButton, PageHead, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use tenantry::{access::Permission, backups::PlannedRestore, money::format_integer};

pub struct RestoreBackupPage {
    planned: Loading<PlannedRestore>,
}

impl Bundled for RestoreBackupPage {
    fn data() -> Self {
        let (slug, backup) = (paths::use_param("slug"), paths::use_param("id"));
        Self { planned: Loading::of(move || PlanRestore { slug: slug.get(), backup: backup.get() }) }
    }

    fn view(self) -> AnyView {
        if !use_may(Permission::OrganisationsManage) {
            return failed(&AppError::forbidden());
        }
        let page = load(self.planned, |planned| view! { <Restore planned /> });
        view! {
            <Title text=words::back(use_locale()) />
            {page}
        }
        .into_any()
    }
}

#[component]
fn Restore(planned: PlannedRestore) -> impl IntoView {
    let locale = use_locale();
    let PlannedRestore { name, backup, kept_days, last_active_at } = planned;
    let holds = format_instant(backup.holds(), locale);
    let (bytes, rows) = (backup.bytes.unwrap_or_default(), backup.rows.unwrap_or_default());
    let active = last_active_at.map(|at| view! { <li>{words::last_active(locale, &format_instant(&at, locale))}</li> });
    let state = FormState::plain::<RestoreBackup>();
    let refused = state.error("slug");
    let (page, loses) = (paths::console_backups(&backup.slug), words::loses(locale, &holds));
    let whatever = state.value("whatever_is_there", "");
    view! {
        <div class="narrow">
            <PageHead title=words::back_of(locale, &name) lead=words::back_lead(locale) />
            <div class="stack stack-loose">
                <Card>
                    <Facts>
                        <Fact name=words::holds(locale)>{holds}</Fact>
                        <Fact name=words::reason(locale)>
                            {words::reason_of(locale, backup.reason, &backup.requested_by)}
                        </Fact>
                        <Fact name=words::size(locale)>{console::bytes(locale, bytes)}</Fact>
                        <Fact name=words::rows(locale)>{format_integer(rows, locale)}</Fact>
                    </Facts>
                </Card>
                <Card>
                    <PlainForm action=RestoreBackup::url() state>
                        {move || refused.get().map(|why| view! { <Banner tone=Tone::Danger>{why}</Banner> })}
                        <ul class="what-happens">
                            <li>
                                <strong>{loses}</strong>
                            </li>
                            {active}
                            <li>{words::stays(locale)}</li>
                            <li>{words::works_on(locale)}</li>
                            <li>{words::keeps_present(locale)}</li>
                            <li>{moves::keeps(locale, kept_days)}</li>
                        </ul>
                        <input type="hidden" name="slug" value=backup.slug.clone() />
                        <input type="hidden" name="backup" value=backup.id.to_string() />
                        <Checkbox
                            name="whatever_is_there"
                            label=words::whatever(locale)
                            hint=words::whatever_hint(locale)
                            checked=Signal::derive(move || whatever.with(|value| value == "true"))
                        />
                        <RequiredInput
                            form=state
                            name="confirmation"
                            label=words::confirmation(locale, &backup.slug)
                        />
                        <div class="form-actions">
                            <Submit state kind=ButtonKind::Danger>
                                {words::start(locale)}
                            </Submit>
                            <LinkButton href=page kind=ButtonKind::Quiet>
                                {common::cancel(locale)}
                            </LinkButton>
                        </div>
                    </PlainForm>
                </Card>
            </div>
        </div>
    }
}
