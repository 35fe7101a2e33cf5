//! On the server a question is a call. A page is rendered once, when its data is there: nothing here reacts.

use super::{Loading, answer::Answer};
use crate::error::AppError;
use futures::{
    FutureExt,
    future::{BoxFuture, Shared, ready},
};
use leptos::{
    prelude::*,
    reactive::{computed::ScopedFuture, owner::Owner},
    server_fn::ServerFn,
    tachys::reactive_graph::OwnedView,
};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    any::Any,
    future::poll_fn,
    mem,
    pin::{Pin, pin},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
};

/// An answer on its way. What it takes is kept by the page that is being rendered.
#[derive(Clone, Copy)]
pub struct Asked(StoredValue<Shared<BoxFuture<'static, Answer>>>);

impl Asked {
    pub(super) fn answer(self) -> impl Future<Output = Answer> {
        self.0.get_value()
    }

    /// A page that was sent asks no more.
    pub(super) fn again(self) {
        let _ = self;
    }
}

pub(super) fn ask<F>(arguments: impl Fn() -> F + Send + Sync + 'static) -> Asked
where
    F: ServerFn<Error = AppError> + 'static,
    F::Output: Clone + Serialize + Send + Sync + 'static,
{
    let question = arguments();
    asked(async move { Answer::Value(Arc::new(question.run_body().await)) })
}

/// Begins at once, so that the questions of a page wait side by side, and has the page carry the answer to the browser,
/// under the number that its resource takes there.
pub(super) fn asked(answer: impl Future<Output = Answer> + Send + 'static) -> Asked {
    let mut answer = ScopedFuture::new_untracked(answer).boxed();
    let answer = match (&mut answer).now_or_never() {
        Some(answer) => ready(answer).boxed().shared(),
        None => under_way(answer),
    };
    if let Some(page) = Owner::current_shared_context() {
        let (number, carried) = (page.next_id(), answer.clone());
        page.write_async(number, Box::pin(async move { carried.await.to_string() }));
    }
    Asked(StoredValue::new(answer))
}

fn under_way(answer: BoxFuture<'static, Answer>) -> Shared<BoxFuture<'static, Answer>> {
    let question = Question(Arc::new(Mutex::new(Some(answer))));
    let answer = question.clone().boxed().shared();
    if let Some(questions) = use_context::<Questions>() {
        questions.lock().push((question, answer.clone()));
    }
    answer
}

/// A question that can be given up. Whoever waits for it keeps the page that waits, and that page keeps it: nothing else ends
/// them when the browser goes away.
#[derive(Clone)]
struct Question(Arc<Mutex<Option<BoxFuture<'static, Answer>>>>);

impl Question {
    fn give_up(&self) {
        let given_up = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(given_up);
    }
}

impl Future for Question {
    type Output = Answer;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Answer> {
        let mut answer = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        answer.as_mut().map_or(Poll::Pending, |answer| answer.poll_unpin(cx))
    }
}

type UnderWay = (Question, Shared<BoxFuture<'static, Answer>>);

/// The questions of one page that are under way. A page waits for one answer after the other; the others must go on meanwhile.
/// One that stood still would hold the connection that it has borrowed, and pages that wait for each other's wait for ever.
#[derive(Clone, Default)]
pub(crate) struct Questions(Arc<Mutex<Vec<UnderWay>>>);

impl Questions {
    fn lock(&self) -> MutexGuard<'_, Vec<UnderWay>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Renders a page, and has its questions go on whenever it waits. They are given up when the page is.
    pub(crate) async fn beside<T>(&self, page: impl Future<Output = T>) -> T {
        let _given_up_with_it = GivenUp(self);
        let mut page = pin!(page);
        poll_fn(|cx| {
            let rendered = page.as_mut().poll(cx);
            if rendered.is_pending() {
                self.go_on(cx);
            }
            rendered
        })
        .await
    }

    fn go_on(&self, cx: &mut Context<'_>) {
        let mut under_way = mem::take(&mut *self.lock());
        under_way.retain_mut(|(_, answer)| answer.poll_unpin(cx).is_pending());
        self.lock().extend(under_way);
    }
}

struct GivenUp<'q>(&'q Questions);

impl Drop for GivenUp<'_> {
    fn drop(&mut self) {
        let under_way = mem::take(&mut *self.0.lock());
        for (question, _) in under_way {
            question.give_up();
        }
    }
}

/// What a page shows with an answer. In its place the browser has a `Transition`, which takes a number among the page's
/// data: here it is passed over.
pub(super) fn shown<T>(
    loading: Loading<T>,
    _meanwhile: fn() -> AnyView,
    view: impl Fn(Result<T, AppError>) -> AnyView + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + DeserializeOwned + 'static,
{
    if let Some(page) = Owner::current_shared_context() {
        page.next_id();
    }
    // What a view calls while it is written finds its own page's context, whichever request was there before it.
    Suspend::new(async move { OwnedView::new(view(loading.read().await)) })
}

/// A server function's result, which any page's type may be in.
pub trait Value: Any + Send + Sync {
    fn as_text(&self) -> Answer;
    fn as_any(&self) -> &dyn Any;
}

impl<T: Serialize + Send + Sync + 'static> Value for Result<T, AppError> {
    fn as_text(&self) -> Answer {
        match self {
            Ok(data) => match serde_json::to_string(data) {
                Ok(json) => Answer::text(false, &json),
                Err(_) => Answer::failure(&AppError::internal()),
            },
            Err(error) => Answer::failure(error),
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

pub(super) fn value_of<T: Clone + 'static>(value: &dyn Value) -> Result<T, AppError> {
    value.as_any().downcast_ref::<Result<T, AppError>>().cloned().unwrap_or_else(|| Err(AppError::internal()))
}
