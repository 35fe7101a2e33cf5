//! What a page waits for.

use super::{Asked, ask};
use crate::error::AppError;
use leptos::server_fn::{
    Http, ServerFn,
    codec::{Json, PostUrl},
};
use serde::{Serialize, de::DeserializeOwned};
use std::marker::PhantomData;

/// The answer of a server function, asked for as soon as a page is chosen.
///
/// A page's `data()` belongs to the main code, so that the data and the page's bundle load side by side. The answer stays
/// text until the page reads it: the main code, which everybody downloads, holds no decoder of any page's data.
pub struct Loading<T> {
    asked: Asked,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Loading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Loading<T> {}

impl<T> Loading<T> {
    /// Asks `F`, and again when its arguments change.
    pub fn of<F>(arguments: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: ServerFn<Protocol = Http<PostUrl, Json>, Output = T, Error = AppError> + Serialize + 'static,
        T: Clone + Serialize + Send + Sync + 'static,
    {
        Self { asked: ask(arguments), of: PhantomData }
    }

    /// Asks again.
    pub fn again(self) {
        self.asked.again();
    }

    pub async fn read(self) -> Result<T, AppError>
    where
        T: Clone + DeserializeOwned + 'static,
    {
        self.asked.answer().await.read()
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::load::{answer::Answer, load, server::asked};
    use futures::StreamExt;
    use leptos::{
        prelude::*,
        reactive::owner::{Owner, Sandboxed},
    };
    use std::{
        future::ready,
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering},
        },
        time::Duration,
    };

    /// The page with an answer, and how often it was made.
    async fn page(answer: impl Future<Output = Answer> + Send + 'static) -> (String, usize) {
        let _ = any_spawner::Executor::init_tokio();
        let made = Arc::new(AtomicUsize::new(0));
        let owner = Owner::new_root(None);
        let page = owner.with(|| {
            provide_context("of its own page");
            let (made, loading) = (made.clone(), Loading { asked: asked(answer), of: PhantomData });
            let page = load(loading, move |number: i32| {
                made.fetch_add(1, Ordering::Relaxed);
                view! {
                    <p>{number}</p>
                    <p>{move || expect_context::<&str>()}</p>
                }
            });
            Sandboxed::new(page.to_html_stream_in_order())
        });
        // Another request is the thread's current one by the time that the answer is there.
        let another = Owner::new_root(None);
        another.with(|| provide_context("of another page"));
        let html = page.collect().await;
        drop((owner, another));
        (html, made.load(Ordering::Relaxed))
    }

    #[tokio::test]
    async fn a_page_is_made_once_when_its_answer_is_there() {
        let late = page(async {
            // Later than the views are made and first asked for: a turn isn't enough.
            tokio::time::sleep(Duration::from_millis(5)).await;
            Answer::text(false, "7")
        });
        let (html, made) = late.await;
        assert_eq!((html.contains("<p>7") && html.contains("<p>of its own page"), made), (true, 1), "{html}");
        let at_once = page(ready(Answer::text(false, "7"))).await;
        assert_eq!(at_once, (html, 1), "the browser takes over the same page, whenever the answer came");
    }
}
