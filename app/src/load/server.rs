//! On the server a question is a call.

use super::answer::Answer;
use crate::error::AppError;
use leptos::{prelude::*, server::codee::string::FromToStringCodec, server_fn::ServerFn};
use serde::Serialize;
use std::{any::Any, sync::Arc};

pub(super) fn ask<F>(arguments: impl Fn() -> F + Send + Sync + 'static) -> Resource<Answer, FromToStringCodec>
where
    F: ServerFn<Error = AppError> + 'static,
    F::Output: Clone + Serialize + Send + Sync + 'static,
{
    Resource::new_str(
        || (),
        move |()| {
            let question = arguments();
            async move { Answer::Value(Arc::new(question.run_body().await)) }
        },
    )
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
