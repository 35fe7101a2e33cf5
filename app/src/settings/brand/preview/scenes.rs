//! The pages of the preview, made of the parts that the real ones are made of.

use super::{Shown, id, locale, samples, short, words};
use crate::{
    form::required_note,
    frames::{sign_in_aside, sign_in_links},
    home::{Blocks, Welcome, words as home_words},
    i18n::{amount_not_positive, words as common},
    sign_in::words as door_words,
    site::{Site, use_site},
    ui::{
        Avatar, Badge, Button, ButtonKind, Cell, CellKind, Checkbox, Choice, Column, Glyph, MoneyField, PasswordInput,
        Select, Table, TextInput, Tone, logo,
    },
};
use leptos::prelude::*;
use tenantry::{brand::Theme, modules::Module, money::format_amount};

#[component]
pub(super) fn DoorScene(theme: Theme, shown: Shown) -> impl IntoView {
    let Shown { look, name, .. } = shown;
    let names_product = use_site().with_value(Site::names_product);
    let door = move || {
        let (look, name, locale) = (look.get(), name.get(), locale());
        let mark = look.logo_in(Some(theme.key())).map(|images| logo(images, "sign-in-logo", String::new()));
        let message = look.sign_in_message.clone();
        view! {
            <div class="sign-in">
                {sign_in_aside(name.clone(), &look)} <div class="sign-in-side">
                    <div class="sign-in-main">
                        {mark} <p class="page-title preview-title">{door_words::title(locale)}</p>
                        <p class="page-lead">{door_words::lead(locale, &name)}</p>
                        {(!message.is_empty()).then(|| view! { <p class="sign-in-message">{message}</p> })}
                        <div class="form">
                            <TextInput name=id(theme, "email") label=common::email(locale) note=required_note() />
                            <PasswordInput
                                name=id(theme, "password")
                                label=common::password(locale)
                                note=required_note()
                            />
                            <Button kind=ButtonKind::Primary kind_of="button" wide=true>
                                {common::sign_in(locale)}
                            </Button>
                        </div>
                        <p class="sign-in-other">
                            <span class="preview-link">{door_words::forgot_title(locale)}</span>
                        </p>
                        <p class="text-muted">{door_words::no_account(locale)}</p>
                    </div>
                    <div class="sign-in-foot">
                        {sign_in_links(&look)}
                        {names_product.then(|| view! { <span>{common::powered_by(locale)}</span> })}
                    </div>
                </div>
            </div>
        }
    };
    view! { <div class="scene scene-door">{door}</div> }
}

#[component]
pub(super) fn HomeScene(theme: Theme, shown: Shown) -> impl IntoView {
    let lends = use_site().with_value(|site| site.has(Module::Loans));
    let Shown { look, name, .. } = shown;
    let head = move || {
        let (look, name) = (look.get(), name.get());
        let short = short(&name, &look);
        let mark = match look.logo_in(Some(theme.key())) {
            Some(images) => logo(images, "rail-logo", String::new()),
            None => view! { <Avatar name=short.clone() square=true /> }.into_any(),
        };
        view! {
            <div class="preview-head">
                {mark} <span class="preview-name">{short}</span>
                <span class="preview-current">{common::home(locale())}</span>
            </div>
        }
    };
    let blocks = move || {
        let blocks = look.get().home;
        if lends {
            view! { <Blocks blocks figures=samples::figures() late=samples::late() /> }.into_any()
        } else {
            view! { <Welcome /> }.into_any()
        }
    };
    view! {
        <div class="scene scene-home">
            {head} <div class="preview-page">
                <div class="preview-line">
                    <p class="page-title preview-title">{home_words::hello(locale(), "Anne")}</p>
                    <Button kind=ButtonKind::Primary kind_of="button" icon=Glyph::Plus>
                        {home_words::new_loan(locale())}
                    </Button>
                </div>
                {blocks}
            </div>
        </div>
    }
}

#[component]
pub(super) fn TableScene() -> impl IntoView {
    let locale = locale();
    let currency = use_site().with_value(Site::currency);
    let columns = vec![
        Column::new(words::sample_person(locale)),
        Column::new(words::sample_state(locale)),
        Column::new(words::sample_amount(locale)).at_end(),
    ];
    let rows = [
        ("Anne Martin", Tone::Brand, words::sample_active(locale), 120_000),
        ("David Cohen", Tone::Danger, words::sample_late(locale), 48_000),
        ("Inès Haddad", Tone::Success, words::sample_repaid(locale), 90_000),
        ("Émile Roux", Tone::Brand, words::sample_active(locale), 250_000),
    ];
    let rows = rows.map(|(name, tone, state, amount)| {
        view! {
            <tr>
                <Cell label=words::sample_person(locale) kind=CellKind::Title>
                    <a href="#studio-preview">{name}</a>
                </Cell>
                <Cell label=words::sample_state(locale)>
                    <Badge tone label=state />
                </Cell>
                <Cell label=words::sample_amount(locale) kind=CellKind::Amount>
                    {format_amount(amount, currency, locale)}
                </Cell>
            </tr>
        }
    });
    view! {
        <div class="scene scene-table">
            <div class="preview-page">
                <p class="page-title preview-title">{words::sample_people(locale)}</p>
                <Table caption=words::sample_people(locale) columns>
                    {rows.collect_view()}
                </Table>
            </div>
        </div>
    }
}

#[component]
pub(super) fn FormScene(theme: Theme) -> impl IntoView {
    let locale = locale();
    let currency = use_site().with_value(Site::currency);
    let wrong = amount_not_positive(locale).to_owned();
    let choices = vec![Choice::new("cash", words::sample_cash(locale))];
    view! {
        <div class="scene scene-form">
            <div class="preview-page">
                <p class="page-title preview-title">{words::sample_form(locale)}</p>
                <div class="form">
                    <TextInput name=id(theme, "name") label=words::sample_person(locale) value="Anne Martin".to_owned() />
                    <MoneyField
                        name=id(theme, "amount")
                        label=words::sample_amount(locale)
                        currency=currency.symbol()
                        value="-50".to_owned()
                        error=Some(wrong)
                        is_sample=true
                    />
                    <Select name=id(theme, "paid") label=words::sample_paid(locale) choices />
                    <Checkbox name=id(theme, "receipt") label=words::sample_receipt(locale) checked=true />
                    <div class="row">
                        <Button kind=ButtonKind::Primary kind_of="button">
                            {words::sample_button(locale)}
                        </Button>
                        <Button kind_of="button">{words::sample_second(locale)}</Button>
                    </div>
                </div>
            </div>
        </div>
    }
}
