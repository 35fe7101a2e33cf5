//! A run's options in the address of the page on which they are confirmed.

use crate::paths::{self, with_query};
use leptos_router::params::ParamsMap;
use tenantry::upgrades::RunForm;

pub(super) fn form_of(address: &ParamsMap) -> RunForm {
    let defaults = RunForm::default();
    let or = |name: &str, default: String| address.get(name).unwrap_or(default);
    RunForm {
        rehearsal: or("rehearsal", defaults.rehearsal),
        copies: or("copies", defaults.copies),
        canaries: or("canaries", defaults.canaries),
        error_budget: or("error_budget", defaults.error_budget),
        latency_rise: or("latency_rise", defaults.latency_rise),
        at_once: or("at_once", defaults.at_once),
        include_quarantined: or("include_quarantined", defaults.include_quarantined),
        // Said where it is confirmed, each time anew.
        ignore_room: defaults.ignore_room,
    }
}

/// Where a run with these options is confirmed.
pub fn confirmation_address(form: &RunForm) -> String {
    with_query(paths::CONSOLE_NEW_RUN, &fields(form))
}

/// The options by the names of their fields.
pub(super) fn fields(form: &RunForm) -> [(&'static str, &str); 7] {
    [
        ("rehearsal", &form.rehearsal),
        ("copies", &form.copies),
        ("canaries", &form.canaries),
        ("error_budget", &form.error_budget),
        ("latency_rise", &form.latency_rise),
        ("at_once", &form.at_once),
        ("include_quarantined", &form.include_quarantined),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_the_options() {
        let form = RunForm {
            rehearsal: "none".into(),
            copies: "3".into(),
            canaries: "paris, lyon".into(),
            error_budget: "0".into(),
            include_quarantined: "true".into(),
            ..RunForm::default()
        };
        let address = confirmation_address(&form);
        assert!(address.starts_with("/upgrades/new?rehearsal=none&copies=3&canaries=paris%2C+lyon&"), "{address}");
        let read = fields(&form).into_iter().map(|(name, value)| (name, value.to_owned())).collect();
        assert_eq!(form_of(&read), form);
        assert_eq!(form_of(&ParamsMap::new()), RunForm::default());
    }
}
