//! Spans that ended and wait to be sent. Who ends one never waits: when there is no room it is dropped and counted.

use opentelemetry::Context;
use opentelemetry_sdk::{
    error::OTelSdkResult,
    trace::{Span, SpanData, SpanProcessor},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::{mpsc, oneshot};

/// A few seconds of a busy server. One takes about a kilobyte.
const ROOM: usize = 8192;

#[derive(Clone, Debug)]
pub(super) struct Queue {
    waiting: mpsc::Sender<Waiting>,
    pub(super) counted: Arc<Counted>,
}

#[derive(Debug)]
pub(super) enum Waiting {
    Span(Box<SpanData>),
    /// Somebody waits until all before it is sent.
    Flush(oneshot::Sender<()>),
}

#[derive(Debug, Default)]
pub(super) struct Counted {
    pub(super) sent: AtomicU64,
    pub(super) dropped: AtomicU64,
}

impl Queue {
    pub(super) fn new() -> (Self, mpsc::Receiver<Waiting>) {
        let (waiting, next) = mpsc::channel(ROOM);
        (Self { waiting, counted: Arc::default() }, next)
    }

    pub(super) async fn flush(&self) {
        let (done, is_done) = oneshot::channel();
        if self.waiting.send(Waiting::Flush(done)).await.is_ok() {
            let _ = is_done.await;
        }
    }

    /// Sent and dropped.
    pub(super) fn counted(&self) -> (u64, u64) {
        (self.counted.sent.load(Ordering::Relaxed), self.counted.dropped.load(Ordering::Relaxed))
    }
}

impl SpanProcessor for Queue {
    fn on_start(&self, _span: &mut Span, _cx: &Context) {}

    fn on_end(&self, span: SpanData) {
        if span.span_context.is_sampled() && self.waiting.try_send(Waiting::Span(Box::new(span))).is_err() {
            self.counted.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The exporter is told by [`Queue::flush`]: nothing may block here.
    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _timeout: Duration) -> OTelSdkResult {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use opentelemetry::trace::{Tracer, TracerProvider};
    use opentelemetry_sdk::trace::SdkTracerProvider;

    #[test]
    fn what_has_no_room_is_dropped_and_counted_and_nobody_waits() {
        let (queue, mut waiting) = Queue::new();
        let provider = SdkTracerProvider::builder().with_span_processor(queue.clone()).build();
        let tracer = provider.tracer("test");
        for _ in 0..ROOM + 7 {
            drop(tracer.start("a part"));
        }
        assert_eq!(queue.counted(), (0, 7));
        let first = waiting.try_recv().unwrap();
        assert!(matches!(first, Waiting::Span(_)));
        drop(tracer.start("a part"));
        assert_eq!(queue.counted(), (0, 7), "there is room again");
    }
}
