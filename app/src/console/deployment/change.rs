//! One setting, to be changed.

use super::{
    api::{ReportSettings, Reported, ResetSetting, SaveSetting},
    value::{source, value},
    words,
};
use crate::{
    bundle::Bundled,
    error::AppError,
    form::{FormState, PlainForm, Submit},
    i18n::words as common,
    load::{Loading, failed, load},
    paths,
    regional::{CurrencySelect, ZoneSelect},
    site::{use_locale, use_may, use_site},
    ui::{
        Banner, ButtonKind, Card, Checkbox, Choice, ChoiceGroup, LinkButton, PageHead, Plain, Select, TextInput, Tone,
        plain_coded,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use maud::html;
use tenantry::{
    access::Permission,
    deployment::{SettingKind, SettingSource, ShownSetting},
    locale::Locale,
    plans::Plan,
};

/// What the list says was done.
pub(super) const RESET: &str = "reset";

pub struct SettingPage {
    reported: Loading<Reported>,
    key: Memo<String>,
}

impl Bundled for SettingPage {
    fn data() -> Self {
        let key = paths::use_param("key");
        Self { reported: Loading::of(move || ReportSettings { key: key.get() }), key }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        if !use_may(Permission::DeploymentManage) {
            return failed(&AppError::forbidden()).into_any();
        }
        let key = self.key;
        let page = load(self.reported, move |Reported { settings, plans, zones }| {
            let asked = settings.into_iter().find(|of| of.key == key.get_untracked());
            match asked.and_then(|of| of.kind.clone().map(|kind| (of, kind))) {
                Some((of, kind)) => view! { <Changing of kind plans zones /> }.into_any(),
                None => failed(&AppError::not_found()).into_any(),
            }
        });
        view! {
            <Title text=words::title(locale) />
            {page}
        }
        .into_any()
    }
}

#[component]
fn Changing(of: ShownSetting, kind: SettingKind, plans: Vec<Plan>, zones: String) -> impl IntoView {
    let locale = use_locale();
    let name = words::name(locale, &of.key).map_or_else(|| of.key.clone(), str::to_owned);
    let doc = words::doc(locale, &of.key).map_or_else(|| of.doc.clone(), str::to_owned);
    let now = words::now(locale, &value(locale, &of, &plans), &source(locale, &of.source));
    let is_changed = matches!(of.source, SettingSource::Console { .. });
    let body = if of.is_locked() {
        let variable = of.variable.clone();
        view! { <Banner tone=Tone::Warning>{words::locked_by(locale, &variable)}</Banner> }.into_any()
    } else {
        view! { <ValueForm key=of.key.clone() plain=of.plain label=name.clone() kind plans zones /> }.into_any()
    };
    view! {
        <Title text=name.clone() />
        <div class="narrow">
            <PageHead title=name lead=now />
            <div class="stack stack-loose">
                <Card>
                    <div class="stack">
                        <Plain markup=html! { p.text-muted { (plain_coded(&doc)) } } />
                        {body}
                    </div>
                </Card>
                {is_changed.then(|| view! { <ResetCard key=of.key /> })}
            </div>
        </div>
    }
}

#[component]
fn ValueForm(
    key: String,
    plain: String,
    label: String,
    kind: SettingKind,
    plans: Vec<Plan>,
    zones: String,
) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<SaveSetting>();
    let error = form.error("value");
    let field = match kind {
        SettingKind::Switch => {
            let initial = if form.was_sent() { "" } else { plain.as_str() };
            let checked = Signal::stored(form.value("value", initial).get_untracked() == "true");
            view! { <Checkbox name="value" label checked error /> }.into_any()
        }
        SettingKind::Plan => {
            let choices = plans.iter().map(|of| Choice::new(of.key.clone(), of.name(locale).to_owned())).collect();
            view! { <Select name="value" label choices value=form.value("value", plain) error /> }.into_any()
        }
        SettingKind::Languages => {
            let boxes = Locale::ALL.into_iter().enumerate().map(|(at, of)| {
                let name = format!("values[{at}]");
                let ticked = plain.split(',').any(|tag| tag == of.tag()) && !form.was_sent();
                let initial = if ticked { of.tag() } else { "" };
                let checked = form.value(&name, initial).get_untracked() == of.tag();
                view! { <Checkbox name label=common::language_name(of) value=of.tag() checked group_error=error /> }
            });
            let boxes = boxes.collect_view();
            view! { <ChoiceGroup name="value" label error>{boxes}</ChoiceGroup> }.into_any()
        }
        SettingKind::Language => {
            let offered = use_site().with_value(|site| site.languages.offered.clone());
            let choices = offered.into_iter().map(|of| Choice::new(of.tag(), common::language_name(of))).collect();
            view! { <Select name="value" label choices value=form.value("value", plain) error /> }.into_any()
        }
        SettingKind::TimeZone => {
            view! { <ZoneSelect name="value" label zones value=form.value("value", plain) error /> }.into_any()
        }
        SettingKind::Currency => {
            view! { <CurrencySelect name="value" label value=form.value("value", plain) error /> }.into_any()
        }
        SettingKind::Number { least, most } => {
            let hint = words::from_to(locale, least, most);
            view! {
                <TextInput
                    name="value"
                    label
                    hint
                    value=form.value("value", plain)
                    error
                    inputmode="numeric"
                    autocomplete="off"
                />
            }
            .into_any()
        }
        SettingKind::Email => view! {
            <TextInput name="value" label value=form.value("value", plain) error inputmode="email" autocomplete="off" />
        }
        .into_any(),
    };
    view! {
        <PlainForm action=SaveSetting::url() state=form>
            <input type="hidden" name="setting" value=key />
            {field}
            <p class="text-muted">{words::at_once_everywhere(locale)}</p>
            <div class="form-actions">
                <Submit state=form>{common::save(locale)}</Submit>
                <LinkButton href=paths::CONSOLE_SETTINGS kind=ButtonKind::Quiet>
                    {common::cancel(locale)}
                </LinkButton>
            </div>
        </PlainForm>
    }
}

#[component]
fn ResetCard(key: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<ResetSetting>();
    let problem = form.error("value").get_untracked();
    view! {
        <Card title=words::reset_title(locale)>
            <PlainForm action=ResetSetting::url() state=form>
                <input type="hidden" name="setting" value=key />
                <p class="text-muted">{words::reset_text(locale)}</p>
                {problem.map(|problem| view! { <Banner tone=Tone::Danger>{problem}</Banner> })}
                <div>
                    <Submit state=form kind=ButtonKind::Secondary>
                        {words::reset(locale)}
                    </Submit>
                </div>
            </PlainForm>
        </Card>
    }
}
