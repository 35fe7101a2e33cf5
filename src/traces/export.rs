//! The task that sends spans, many at once. It ends when nobody can end a span any more.

use super::{
    collector::Client,
    queue::{Queue, Waiting},
};
use opentelemetry_proto::{
    tonic::collector::trace::v1::ExportTraceServiceRequest,
    transform::{common::tonic::ResourceAttributesWithSchema, trace::tonic::group_spans_by_resource_and_scope},
};
use opentelemetry_sdk::{Resource, trace::SpanData};
use prost::Message;
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use tokio::sync::mpsc::Receiver;

/// So many are sent at once.
const AT_ONCE: usize = 512;

/// So long the first of them waits for others.
const GATHERED_FOR: Duration = Duration::from_secs(1);

pub(super) struct Exporter {
    client: Client,
    resource: ResourceAttributesWithSchema,
    counted: Arc<super::queue::Counted>,
    is_away: bool,
}

impl Exporter {
    pub(super) fn start(client: Client, resource: &Resource) -> Queue {
        let (queue, waiting) = Queue::new();
        let exporter = Self { client, resource: resource.into(), counted: queue.counted.clone(), is_away: false };
        tokio::spawn(exporter.run(waiting));
        queue
    }

    async fn run(mut self, mut waiting: Receiver<Waiting>) {
        let mut taken = Vec::with_capacity(AT_ONCE);
        while waiting.recv_many(&mut taken, AT_ONCE).await > 0 {
            if !taken.iter().any(|of| matches!(of, Waiting::Flush(_))) {
                gather(&mut waiting, &mut taken).await;
            }
            let (mut spans, mut told) = (Vec::with_capacity(taken.len()), Vec::new());
            for of in taken.drain(..) {
                match of {
                    Waiting::Span(span) => spans.push(*span),
                    Waiting::Flush(done) => told.push(done),
                }
            }
            self.send(spans).await;
            for done in told {
                let _ = done.send(());
            }
        }
    }

    async fn send(&mut self, spans: Vec<SpanData>) {
        let count = spans.len() as u64;
        if count == 0 {
            return;
        }
        let resource_spans = group_spans_by_resource_and_scope(spans, &self.resource);
        let body = ExportTraceServiceRequest { resource_spans }.encode_to_vec();
        match self.client.post(body).await {
            Ok(rejected) => {
                self.counted.sent.fetch_add(count.saturating_sub(rejected), Ordering::Relaxed);
                self.counted.dropped.fetch_add(rejected.min(count), Ordering::Relaxed);
                if std::mem::take(&mut self.is_away) {
                    tracing::info!("the collector of traces takes them again");
                }
            }
            Err(reason) => {
                self.counted.dropped.fetch_add(count, Ordering::Relaxed);
                // Once, and not for each batch that is lost meanwhile.
                if !std::mem::replace(&mut self.is_away, true) {
                    tracing::warn!(collector = %self.client.uri(), reason, "traces could not be sent, and are dropped until they can");
                }
            }
        }
    }
}

/// What else comes within a moment, unless somebody waits for what is there.
async fn gather(waiting: &mut Receiver<Waiting>, taken: &mut Vec<Waiting>) {
    let deadline = tokio::time::Instant::now() + GATHERED_FOR;
    while taken.len() < AT_ONCE {
        let room = AT_ONCE - taken.len();
        match tokio::time::timeout_at(deadline, waiting.recv_many(taken, room)).await {
            Ok(0) | Err(_) => return,
            Ok(_) if taken.iter().any(|of| matches!(of, Waiting::Flush(_))) => return,
            Ok(_) => {}
        }
    }
}
