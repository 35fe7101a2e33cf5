//! What a page waits for.

use super::{answer::Answer, ask};
use crate::error::AppError;
use leptos::{
    prelude::*,
    server::codee::string::FromToStringCodec,
    server_fn::{
        Http, ServerFn,
        codec::{Json, PostUrl},
    },
};
use serde::{Serialize, de::DeserializeOwned};
use std::marker::PhantomData;

/// The answer of a server function, asked for as soon as a page is chosen.
///
/// A page's `data()` belongs to the main code, so that the data and the page's bundle load side by side. The answer stays
/// text until the page reads it: the main code, which everybody downloads, holds no decoder of any page's data.
pub struct Loading<T> {
    answer: Resource<Answer, FromToStringCodec>,
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
        Self { answer: ask(arguments), of: PhantomData }
    }

    /// Asks again.
    pub fn again(self) {
        self.answer.refetch();
    }

    pub async fn read(self) -> Result<T, AppError>
    where
        T: Clone + DeserializeOwned + 'static,
    {
        self.answer.await.read()
    }
}
