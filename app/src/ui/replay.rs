use leptos::{html, prelude::*};

/// Brings a later change of `value` to a control, for the attribute `value` has no effect once a person has typed.
///
/// The first value is left to the HTML: setting it again at hydration would wipe out what was typed before the scripts arrived.
pub(super) fn replay_input(control: NodeRef<html::Input>, value: Signal<String>) {
    on_later_change(value, move |text| {
        if let Some(input) = control.get_untracked() {
            input.set_value(text);
        }
    });
}

pub(super) fn replay_select(control: NodeRef<html::Select>, value: Signal<String>) {
    on_later_change(value, move |text| {
        if let Some(select) = control.get_untracked() {
            select.set_value(text);
        }
    });
}

pub(super) fn replay_text_area(control: NodeRef<html::Textarea>, value: Signal<String>) {
    on_later_change(value, move |text| {
        if let Some(area) = control.get_untracked() {
            area.set_value(text);
        }
    });
}

fn on_later_change(value: Signal<String>, apply: impl Fn(&str) + 'static) {
    Effect::watch(move || value.get(), move |text, _, _| apply(text), false);
}
