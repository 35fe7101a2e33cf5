//! Bounds on bodies: the bytes of a request, and the time of a whole answer.

use super::{Edge, pages::Situation, trace::Marks};
use crate::brand::{PICTURE_MAX_BYTES, PICTURES_OF_A_FORM};
use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, Response, header},
    middleware::Next,
};
use futures::{StreamExt, stream::iter};
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::BodyExt;
use std::{
    io, mem,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::time::{Instant, Sleep, sleep_until, timeout};

/// Room for the rest of a form around its files.
const FORM_AROUND_UPLOAD: usize = 64 * 1024;

/// How much of an upload that nobody wants is still taken, and for how long.
const MOST_UNWANTED: usize = 32 * 1024 * 1024;
const UNWANTED: Duration = Duration::from_secs(5);

/// What a form without files seldom exceeds.
const WAITED_FOR: usize = 64 * 1024;

/// Waits for a body before its request takes a place from others, and says whether all of it is there. Of a long one the rest
/// comes while it is read.
pub(super) async fn arrived(headers: &HeaderMap, mut body: Body) -> (Body, bool) {
    if body.is_end_stream() {
        return (body, true);
    }
    if announced(headers).is_some_and(|bytes| bytes > WAITED_FOR) {
        return (body, false);
    }
    // Copied, so that somebody who sends a byte at a time holds no more than was sent.
    let mut read = Vec::new();
    while !body.is_end_stream() && read.len() <= WAITED_FOR {
        match body.frame().await {
            Some(Ok(frame)) => read.extend_from_slice(frame.data_ref().map_or(&[][..], |data| data)),
            // Whoever reads it learns of that.
            Some(Err(error)) => {
                let broken = iter([Ok(Bytes::from(read)), Err(error)]);
                return (Body::from_stream(broken), true);
            }
            None => return (Body::from(read), true),
        }
    }
    if body.is_end_stream() {
        return (Body::from(read), true);
    }
    (Body::from_stream(iter([Ok(Bytes::from(read))]).chain(body.into_data_stream())), false)
}

/// Refuses bodies that say that they are too large, and cuts those that turn out to be. Only multipart forms carry files: they
/// are read up to their bound whatever they say, so that the form can name each file that is too large. Each file has a bound of
/// its own; all of a form fit.
pub(super) async fn limit(State(edge): State<Edge>, request: Request, next: Next) -> Response<Body> {
    let Some(marks) = request.extensions().get::<Marks>().cloned() else { return Response::new(Body::empty()) };
    let server = &edge.platform.config.server;
    let is_upload = header_starts(request.headers(), "multipart/form-data");
    let files = PICTURES_OF_A_FORM * server.max_upload_bytes.min(PICTURE_MAX_BYTES);
    let most = if is_upload { files + FORM_AROUND_UPLOAD } else { server.max_body_bytes };
    if !is_upload && announced(request.headers()).is_some_and(|bytes| bytes > most) {
        return edge.notice(&marks, None, Situation::TooLarge);
    }
    let spent = Arc::new(Mutex::new(Spent::default()));
    let bound =
        |body| Body::new(BoundedBody { inner: body, left: most, is_over: false, is_upload, spent: spent.clone() });
    let response = next.run(request.map(bound)).await;
    let Spent { was_cut, rest } = mem::take(&mut *spent.lock().unwrap_or_else(PoisonError::into_inner));
    if is_upload {
        take_unwanted(rest).await;
    }
    // Whatever was made of the part that came, the answer is that it was too much.
    if was_cut { edge.notice(&marks, None, Situation::TooLarge) } else { response }
}

/// A browser shows an answer that comes early only once it has sent all that it wanted to say.
async fn take_unwanted(mut rest: Body) {
    let take = async {
        let mut taken = 0;
        while let Some(Ok(frame)) = rest.frame().await {
            taken += frame.data_ref().map_or(0, Bytes::len);
            if taken > MOST_UNWANTED {
                break;
            }
        }
    };
    drop(timeout(UNWANTED, take).await);
}

/// What is known of a body that was let go.
#[derive(Default)]
struct Spent {
    /// Whether its reader came to the bound.
    was_cut: bool,
    /// What nobody read.
    rest: Body,
}

/// A request's body that ends at its bound: with an error, but a form with files, of which none is whole without its last line,
/// just so. Up to there all of it comes.
struct BoundedBody {
    inner: Body,
    left: usize,
    is_over: bool,
    is_upload: bool,
    spent: Arc<Mutex<Spent>>,
}

impl BoundedBody {
    fn cut(&self) -> axum::Error {
        self.spent.lock().unwrap_or_else(PoisonError::into_inner).was_cut = true;
        axum::Error::new(io::Error::from(io::ErrorKind::FileTooLarge))
    }
}

impl HttpBody for BoundedBody {
    type Data = <Body as HttpBody>::Data;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        if self.is_over {
            return Poll::Ready((!self.is_upload).then(|| Err(self.cut())));
        }
        let frame = ready!(Pin::new(&mut self.inner).poll_frame(cx));
        let mut data = match frame.map(|frame| frame.map(Frame::into_data)) {
            Some(Ok(Ok(data))) => data,
            Some(Ok(Err(trailers))) => return Poll::Ready(Some(Ok(trailers))),
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        self.is_over = data.len() > self.left;
        data.truncate(self.left);
        self.left -= data.len();
        Poll::Ready(Some(Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        !self.is_over && self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

impl Drop for BoundedBody {
    fn drop(&mut self) {
        self.spent.lock().unwrap_or_else(PoisonError::into_inner).rest = mem::take(&mut self.inner);
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

/// An answer's body that ends with an error at the deadline, when it comes too slowly. It is asked only while there is room for
/// more: whoever doesn't take what is there is minded by the connection (`connections.rs`).
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

    fn bounded(frames: Vec<&'static str>, most: usize) -> (BoundedBody, Arc<Mutex<Spent>>) {
        let spent = Arc::new(Mutex::new(Spent::default()));
        let inner = Body::from_stream(futures::stream::iter(frames.into_iter().map(Ok::<_, io::Error>)));
        (BoundedBody { inner, left: most, is_over: false, is_upload: false, spent: spent.clone() }, spent)
    }

    #[tokio::test]
    async fn a_body_that_fits_is_whole() {
        let (body, spent) = bounded(vec!["wh", "ole"], 5);
        assert_eq!(body.collect().await.unwrap().to_bytes(), "whole");
        assert!(!spent.lock().unwrap().was_cut);
    }

    #[tokio::test]
    async fn a_body_that_is_too_large_comes_up_to_its_bound_and_leaves_the_rest() {
        let (mut body, spent) = bounded(vec!["wh", "ole", "more"], 4);
        for part in ["wh", "ol"] {
            assert!(!body.is_end_stream());
            assert_eq!(body.frame().await.unwrap().unwrap().into_data().unwrap(), part);
        }
        assert!(!spent.lock().unwrap().was_cut, "nobody asked for what is behind");
        assert!(body.frame().await.unwrap().is_err());
        drop(body);
        let Spent { was_cut, rest } = mem::take(&mut *spent.lock().unwrap());
        assert!(was_cut);
        assert_eq!(rest.collect().await.unwrap().to_bytes(), "more");
    }

    #[tokio::test]
    async fn a_last_part_that_is_too_large_does_not_pass_for_the_end() {
        let (body, spent) = bounded(vec!["whole"], 4);
        assert!(body.collect().await.is_err());
        assert!(spent.lock().unwrap().was_cut);
    }

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
