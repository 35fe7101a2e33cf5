//! Bounds on bodies: the bytes of a request, and the time of a whole answer.

use super::{Edge, pages::Situation, trace::Marks};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, Response, header},
    middleware::Next,
};
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::{LengthLimitError, Limited};
use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};
use tokio::time::{Instant, Sleep, sleep_until};

/// Room for the rest of a form around an uploaded file.
const FORM_AROUND_UPLOAD: usize = 64 * 1024;

/// Refuses bodies that say that they are too large, and cuts those that turn out to be. Only multipart forms carry files.
pub(super) async fn limit(State(edge): State<Edge>, request: Request, next: Next) -> Response<Body> {
    let server = &edge.platform.config.server;
    let is_upload = header_starts(request.headers(), "multipart/form-data");
    let most = if is_upload { server.max_upload_bytes + FORM_AROUND_UPLOAD } else { server.max_body_bytes };
    if announced(request.headers()).is_some_and(|bytes| bytes > most) {
        return match request.extensions().get::<Marks>() {
            Some(marks) => edge.notice(marks, None, Situation::TooLarge),
            None => Response::new(Body::empty()),
        };
    }
    let marks = request.extensions().get::<Marks>().cloned();
    let cut = Arc::new(AtomicBool::new(false));
    let bound = |body| Body::new(BoundedBody { inner: Limited::new(body, most), cut: cut.clone() });
    let response = next.run(request.map(bound)).await;
    match marks {
        // Whatever was made of the part that came, the answer is that it was too much.
        Some(marks) if cut.load(Ordering::Relaxed) => edge.notice(&marks, None, Situation::TooLarge),
        _ => response,
    }
}

/// A request's body that ends with an error behind its bound, and remembers that it did.
struct BoundedBody {
    inner: Limited<Body>,
    cut: Arc<AtomicBool>,
}

impl HttpBody for BoundedBody {
    type Data = <Body as HttpBody>::Data;
    type Error = <Limited<Body> as HttpBody>::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let frame = Pin::new(&mut self.inner).poll_frame(cx);
        if let Poll::Ready(Some(Err(error))) = &frame
            && error.is::<LengthLimitError>()
        {
            self.cut.store(true, Ordering::Relaxed);
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

fn header_starts(headers: &HeaderMap, start: &str) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with(start))
}

fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// An answer's body that ends with an error at the deadline: a client that reads slowly can't hold a request for ever.
pub struct DeadlineBody {
    inner: Body,
    deadline: Pin<Box<Sleep>>,
}

impl DeadlineBody {
    pub fn new(inner: Body, deadline: Instant) -> Self {
        Self { inner, deadline: Box::pin(sleep_until(deadline)) }
    }
}

impl HttpBody for DeadlineBody {
    type Data = <Body as HttpBody>::Data;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.inner).poll_frame(cx) {
            return Poll::Ready(frame);
        }
        match self.deadline.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Some(Err(axum::Error::new(io::Error::from(io::ErrorKind::TimedOut))))),
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt;
    use std::time::Duration;

    #[tokio::test(start_paused = true)]
    async fn a_body_that_never_ends_ends_at_the_deadline() {
        let endless = Body::from_stream(futures::stream::pending::<Result<Vec<u8>, io::Error>>());
        let body = DeadlineBody::new(endless, Instant::now() + Duration::from_secs(30));
        assert!(body.collect().await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_ends_in_time_is_whole() {
        let body = DeadlineBody::new(Body::from("whole"), Instant::now() + Duration::from_secs(30));
        assert_eq!(body.collect().await.unwrap().to_bytes(), "whole");
    }
}
