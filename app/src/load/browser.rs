//! In the browser a question is a request, the same code for every server function.

use super::answer::Answer;
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
use serde::Serialize;
use std::{future::Future, pin::Pin};

pub(super) fn ask<F>(arguments: impl Fn() -> F + Send + Sync + 'static) -> Resource<Answer, FromToStringCodec>
where
    F: ServerFn<Error = AppError> + Serialize + 'static,
{
    asked(F::PATH, Box::new(move || serde_qs::to_string(&arguments()).unwrap_or_default()))
}

fn asked(path: &'static str, fields: Box<dyn Fn() -> String + Send + Sync>) -> Resource<Answer, FromToStringCodec> {
    let fetch = move |fields| -> Pin<Box<dyn Future<Output = Answer> + Send>> { Box::pin(fetch(path, fields)) };
    Resource::new_str(fields, fetch)
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
