//! How long the studio's preview takes to follow a control, as somebody sees it: from the event to the end of the frame that
//! shows it.

use crate::{Outcome, browser, comparison::middle, settings::Settings, stand::Stand};
use std::collections::BTreeMap;

/// Of each control.
const CHANGES: usize = 41;

pub(crate) struct Following {
    pub(crate) control: String,
    /// Milliseconds.
    pub(crate) middle: f64,
    pub(crate) last: f64,
}

pub(crate) async fn measure(stand: &Stand, settings: &Settings) -> Outcome<Vec<Following>> {
    let arguments = [stand.address_of("/settings/brand"), stand.session().to_owned(), CHANGES.to_string()];
    let times: Option<BTreeMap<String, Vec<f64>>> = browser::ask(settings, "studio_preview.mjs", &arguments).await?;
    let following = |(control, times): (String, Vec<f64>)| {
        let last = times.iter().copied().fold(0.0, f64::max);
        Following { control, middle: middle(times.into_iter()), last }
    };
    Ok(times.unwrap_or_default().into_iter().map(following).collect())
}
