//! When a browser paints the first content of the sign-in page, with nothing in its cache: from the beginning of the navigation.

use crate::{
    Outcome,
    browser::{self, Times},
    settings::Settings,
    stand::Stand,
};

const PAINTS: usize = 21;

pub(crate) async fn measure(stand: &Stand, settings: &Settings) -> Outcome<Option<Times>> {
    let arguments = [stand.address_of("/sign-in"), PAINTS.to_string()];
    Ok(browser::ask(settings, "first_paint.mjs", &arguments).await?.map(Times::of))
}
