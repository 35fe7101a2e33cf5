//! The requests of one connection that aren't answered yet, and whether one of them takes too long.

use axum::body::{Body, Bytes};
use http_body::{Body as HttpBody, Frame, SizeHint};
use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};
use tokio::time::{Instant, Sleep, sleep_until};

/// When each of them began. By HTTP/1 there is one at most.
#[derive(Debug, Default)]
pub(super) struct Exchanges(Mutex<Begun>);

#[derive(Debug, Default)]
struct Begun {
    next: u64,
    since: Vec<(u64, Instant)>,
}

impl Exchanges {
    pub(super) fn begin(self: &Arc<Self>) -> Exchange {
        let mut begun = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        begun.next += 1;
        let id = begun.next;
        begun.since.push((id, Instant::now()));
        Exchange { id, of: self.clone() }
    }

    fn oldest(&self) -> Option<Instant> {
        let begun = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        begun.since.iter().map(|(_, since)| *since).min()
    }
}

/// A request, until its answer has been handed over whole or was given up.
#[derive(Debug)]
pub(super) struct Exchange {
    id: u64,
    of: Arc<Exchanges>,
}

impl Exchange {
    pub(super) fn with(self, body: Body) -> Exchanged {
        Exchanged { body, _exchange: self }
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        let mut begun = self.of.0.lock().unwrap_or_else(PoisonError::into_inner);
        begun.since.retain(|(id, _)| *id != self.id);
    }
}

/// An answer's body.
pub(super) struct Exchanged {
    body: Body,
    _exchange: Exchange,
}

impl HttpBody for Exchanged {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Comes when the oldest of them has lasted too long: then the other end doesn't take what is sent, and no body is asked any
/// more that could tell.
pub(super) struct Overdue {
    exchanges: Arc<Exchanges>,
    patience: Duration,
    /// Set by the first request. It may be early: by then that one is over, and another began later.
    timer: Option<Pin<Box<Sleep>>>,
}

impl Overdue {
    pub(super) fn new(exchanges: Arc<Exchanges>, patience: Duration) -> Self {
        Self { exchanges, patience, timer: None }
    }

    /// To be asked whenever the connection was: a request that came with it is seen then.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            match &mut self.timer {
                Some(timer) => std::task::ready!(timer.as_mut().poll(cx)),
                None if self.exchanges.oldest().is_none() => return Poll::Pending,
                None => {}
            }
            let Some(since) = self.exchanges.oldest() else {
                self.timer = None;
                return Poll::Pending;
            };
            let end = since + self.patience;
            if Instant::now() >= end {
                return Poll::Ready(());
            }
            match &mut self.timer {
                Some(timer) => timer.as_mut().reset(end),
                None => self.timer = Some(Box::pin(sleep_until(end))),
            }
        }
    }
}
