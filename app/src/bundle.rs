//! Which pages' code travels together.
//!
//! The WebAssembly is split at the views of pages. A file of its own for each page, and one for each set of pages that
//! share something, is over a hundred files for one page: whoever works in an organisation opens most of its pages anyway,
//! so that what an area needs comes at once, is compressed as a whole (`scripts/pack-bundles`), and the next page is there
//! without a wait.

use leptos::{prelude::*, wasm_split::SplitLoaderError};
use leptos_router::ChooseView;
use std::{
    any::Any,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// A page, or a frame around pages. `data` runs in the main code and asks for what will be shown while the bundle is on its
/// way; `view` and all that only it uses are in the bundle.
pub trait Bundled: Send + Sized + 'static {
    fn data() -> Self;

    fn view(self) -> AnyView;
}

/// A page as a route shows it. All pages are of this one type, so that the browser has the router's code once and not
/// for each of them.
#[derive(Clone)]
pub struct Page {
    data: fn() -> Data,
    bundle: &'static Bundle,
    /// What the page has asked for already when its view is chosen.
    asked: Arc<Mutex<Option<Data>>>,
}

pub fn page<P: InBundle>() -> Page {
    Page { data: || Box::new(P::data()), bundle: P::BUNDLE, asked: Arc::default() }
}

impl Page {
    fn asked(&self) -> MutexGuard<'_, Option<Data>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ChooseView for Page {
    async fn choose(self) -> AnyView {
        let asked = self.asked().take();
        let data = asked.unwrap_or_else(self.data);
        #[cfg(feature = "ssr")]
        crate::server::preload(self.bundle.name);
        arrived((self.bundle.view)(data)).await
    }

    async fn preload(&self) {
        let data = (self.data)();
        *self.asked() = Some(data);
        arrived((self.bundle.fetch)()).await;
    }
}

/// A [`Bundled`] page, whichever it is.
type Data = Box<dyn Any + Send>;

type Loading<T> = Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

/// Code that travels together. In the browser both fetch it first, when it isn't there.
pub struct Bundle {
    #[cfg_attr(not(feature = "ssr"), expect(dead_code, reason = "the server names the files of a page's bundles"))]
    name: &'static str,
    view: fn(Data) -> Loading<AnyView>,
    fetch: fn() -> Loading<()>,
}

/// A page that stands in the table of bundles.
pub trait InBundle: Bundled {
    const BUNDLE: &'static Bundle;
}

/// One way into each bundle, which leads to the views of all of its pages.
macro_rules! bundles {
    ($($bundle:ident: $($page:path),+;)+) => {$(
        const _: () = {
            #[wasm_split($bundle, wasm_split_path = ::leptos::wasm_split, preload(fetch), fallible)]
            fn $bundle(data: Data) -> Result<AnyView, SplitLoaderError> {
                $(let data = match data.downcast::<$page>() {
                    Ok(page) => return Ok(page.view()),
                    Err(other) => other,
                };)+
                drop(data);
                Ok(().into_any())
            }

            static BUNDLE: Bundle = Bundle {
                name: stringify!($bundle),
                view: |data| Box::pin($bundle(data)),
                fetch: || Box::pin(fetch()),
            };

            $(impl InBundle for $page {
                const BUNDLE: &'static Bundle = &BUNDLE;
            })+
        };
    )+};
}
mod table;

/// What is in a bundle, once it is there; on the server all of them are.
///
/// After an update of the server the bundles that a page of before has not loaded yet may be gone. Then the browser asks the server
/// for the next page, as it does without scripts, and gets one of the new version. A page that is being taken over stays as
/// the server sent it.
async fn arrived<T>(loaded: impl Future<Output = Result<T, SplitLoaderError>>) -> T {
    #[cfg(feature = "hydrate")]
    let next = leptos_router::hooks::use_url();
    if let Ok(loaded) = loaded.await {
        return loaded;
    }
    #[cfg(feature = "hydrate")]
    if crate::takeover::is_done() {
        let address = next.with_untracked(|url| match url.search() {
            "" => url.path().to_owned(),
            query => format!("{}?{query}", url.path()),
        });
        let _ = location().set_href(&address);
    }
    std::future::pending().await
}
