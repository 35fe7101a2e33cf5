//! In the browser a question is a request, the same code for every server function.

use super::{Loading, answer::Answer};
use crate::error::AppError;
use leptos::{
    prelude::*,
    server::codee::string::FromToStringCodec,
    server_fn::{
        ContentType, ServerFn,
        client::{Client, browser::BrowserClient},
        codec::{Json, PostUrl},
        request::{ClientReq, browser::BrowserRequest},
        response::{ClientRes, browser::BrowserResponse},
    },
};
use serde::{Serialize, de::DeserializeOwned};
use std::{future::Future, pin::Pin};

/// An answer that is asked for anew when what it depends on changes. At first it is what the page carries.
#[derive(Clone, Copy)]
pub struct Asked(Resource<Answer, FromToStringCodec>);

impl Asked {
    pub(super) async fn answer(self) -> Answer {
        self.0.await
    }

    pub(super) fn again(self) {
        self.0.refetch();
    }
}

pub(super) fn ask<F>(arguments: impl Fn() -> F + Send + Sync + 'static) -> Asked
where
    F: ServerFn<Error = AppError> + Serialize + 'static,
{
    asked(F::PATH, Box::new(move || serde_qs::to_string(&arguments()).unwrap_or_default()))
}

fn asked(path: &'static str, fields: Box<dyn Fn() -> String + Send + Sync>) -> Asked {
    let fetch = move |fields| -> Pin<Box<dyn Future<Output = Answer> + Send>> { Box::pin(fetch(path, fields)) };
    Asked(Resource::new_str(fields, fetch))
}

/// What a page shows with an answer, and `meanwhile` before the first one is there.
pub(super) fn shown<T>(
    loading: Loading<T>,
    meanwhile: fn() -> AnyView,
    view: impl Fn(Result<T, AppError>) -> AnyView + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + DeserializeOwned + 'static,
{
    view! {
        <Transition fallback=meanwhile>
            {move || {
                let view = view.clone();
                Suspend::new(async move { view(loading.read().await) })
            }}
        </Transition>
    }
}

async fn fetch(path: &'static str, fields: String) -> Answer {
    let answer = async move {
        let request: Result<BrowserRequest, AppError> =
            BrowserRequest::try_new_post(path, PostUrl::CONTENT_TYPE, Json::CONTENT_TYPE, fields);
        let response = <BrowserClient as Client<AppError>>::send(request?).await?;
        let status = <BrowserResponse as ClientRes<AppError>>::status(&response);
        let text: Result<String, AppError> = response.try_into_string().await;
        Ok(Answer::text(status >= 400, &text?))
    };
    answer.await.unwrap_or_else(|error| Answer::failure(&error))
}
