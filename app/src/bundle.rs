//! Which pages' code travels together.
//!
//! The WebAssembly is split at the views of pages. A file of its own for each page, and one for each set of pages that
//! share something, is over a hundred files for one page: whoever works in an organisation opens most of its pages anyway,
//! so that what an area needs comes at once, is compressed as a whole (`scripts/pack-bundles`), and the next page is there
//! without a wait.

use leptos::prelude::AnyView;

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
            #[::leptos::wasm_split::wasm_split($bundle, wasm_split_path = ::leptos::wasm_split, preload(fetch))]
            fn view(page: $page) -> ::leptos::prelude::AnyView {
                $crate::bundle::Bundled::view(page)
            }

            impl ::leptos_router::LazyRoute for $page {
                fn data() -> Self {
                    $crate::bundle::Bundled::data()
                }

                async fn view(page: Self) -> ::leptos::prelude::AnyView {
                    #[cfg(feature = "ssr")]
                    $crate::server::preload(stringify!($bundle));
                    view(page).await
                }

                async fn preload() {
                    fetch().await;
                }
            }
        };
    };
}
pub(crate) use bundled;
