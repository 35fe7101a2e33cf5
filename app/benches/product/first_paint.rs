//! When a browser paints the first content of the sign-in page, with nothing in its cache.

use crate::{Outcome, browser, comparison::middle, settings::Settings, stand::Stand};

const PAINTS: usize = 21;

pub(crate) struct FirstPaint {
    /// Milliseconds from the beginning of the navigation.
    pub(crate) middle: f64,
    pub(crate) last: f64,
}

pub(crate) async fn measure(stand: &Stand, settings: &Settings) -> Outcome<Option<FirstPaint>> {
    let arguments = [stand.address_of("/sign-in"), PAINTS.to_string()];
    let paints: Option<Vec<f64>> = browser::ask(settings, "first_paint.mjs", &arguments).await?;
    Ok(paints.map(|paints| {
        let last = paints.iter().copied().fold(0.0, f64::max);
        FirstPaint { middle: middle(paints.into_iter()), last }
    }))
}
