//! How long the studio's preview takes to follow a control, as somebody sees it: from the event to the end of the frame that
//! shows it.

use crate::{
    Outcome,
    browser::{self, Times},
    settings::Settings,
    stand::Stand,
};
use std::collections::BTreeMap;

/// Of each control.
const CHANGES: usize = 41;

/// By control.
pub(crate) async fn measure(stand: &Stand, settings: &Settings) -> Outcome<Vec<(String, Times)>> {
    let arguments = [stand.address_of("/settings/brand"), stand.session().to_owned(), CHANGES.to_string()];
    let times: Option<BTreeMap<String, Vec<f64>>> = browser::ask(settings, "studio_preview.mjs", &arguments).await?;
    Ok(times.unwrap_or_default().into_iter().map(|(control, times)| (control, Times::of(times))).collect())
}
