//! Which pages' code travels together.
//!
//! The WebAssembly is split at the views of pages. A file of its own for each page, and one for each set of pages that
//! share something, is over a hundred files for one page: whoever works in an organisation opens most of its pages anyway,
//! so that what an area needs comes at once, is compressed as a whole (`scripts/pack-bundles`), and the next page is there
//! without a wait.

use leptos::{prelude::*, wasm_split::SplitLoaderError};

/// A page, or a frame around pages. `data` runs in the main code and asks for what will be shown while the bundle is on its
/// way; `view` and all that only it uses are in the bundle.
pub trait Bundled: Send + Sized + 'static {
    fn data() -> Self;

    fn view(self) -> AnyView;
}

/// `bundled!(work: LoansPage)` puts the view of a [`Bundled`] page into a bundle, and makes it a route for [`leptos_router::Lazy`].
macro_rules! bundled {
    ($bundle:ident: $page:ident) => {
        const _: () = {
            #[::leptos::wasm_split::wasm_split($bundle, wasm_split_path = ::leptos::wasm_split, preload(fetch), fallible)]
            fn view(page: $page) -> Result<::leptos::prelude::AnyView, ::leptos::wasm_split::SplitLoaderError> {
                Ok($crate::bundle::Bundled::view(page))
            }

            impl ::leptos_router::LazyRoute for $page {
                fn data() -> Self {
                    $crate::bundle::Bundled::data()
                }

                async fn view(page: Self) -> ::leptos::prelude::AnyView {
                    #[cfg(feature = "ssr")]
                    $crate::server::preload(stringify!($bundle));
                    $crate::bundle::arrived(view(page)).await
                }

                async fn preload() {
                    $crate::bundle::arrived(fetch()).await;
                }
            }
        };
    };
}
pub(crate) use bundled;

/// What is in a bundle, once it is there; on the server all of them are.
///
/// After an update of the server the bundles that a page of before has not loaded yet may be gone. Then the browser asks the server
/// for the next page, as it does without scripts, and gets one of the new version. A page that is being taken over stays as
/// the server sent it.
pub(crate) async fn arrived<T>(loaded: impl Future<Output = Result<T, SplitLoaderError>>) -> T {
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
