//! A collector of traces: it takes what is posted to it over a socket, and decodes it.

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::{KeyValue, any_value::Value},
    trace::v1::Span,
};
use prost::Message;
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tenantry::config::Config;
use tokio::net::TcpListener;

/// How it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    Takes,
    /// It takes the request and never answers.
    Sleeps,
    Refuses,
}

#[derive(Clone)]
pub struct Collector {
    address: SocketAddr,
    came: Arc<Mutex<Came>>,
}

struct Came {
    manner: Manner,
    bodies: Vec<Bytes>,
    headers: Vec<HeaderMap>,
}

impl Collector {
    pub async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let came = Arc::new(Mutex::new(Came { manner, bodies: Vec::new(), headers: Vec::new() }));
        let routes = Router::new().route("/v1/traces", post(take)).with_state(came.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        Self { address, came }
    }

    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A deployment whose traces come here.
    pub fn of(&self, config: &mut Config) {
        config.traces.endpoint = self.endpoint().parse().unwrap();
    }

    pub fn behave(&self, manner: Manner) {
        self.came.lock().unwrap().manner = manner;
    }

    pub fn posts(&self) -> usize {
        self.came.lock().unwrap().bodies.len()
    }

    pub fn header(&self, name: &str) -> Option<String> {
        let came = self.came.lock().unwrap();
        came.headers.last()?.get(name).map(|value| value.to_str().unwrap().to_owned())
    }

    /// Whether a text stands anywhere in what came, whatever it is there.
    pub fn has_bytes(&self, text: &str) -> bool {
        let has = |body: &Bytes| body.windows(text.len()).any(|window| window == text.as_bytes());
        self.came.lock().unwrap().bodies.iter().any(has)
    }

    pub fn spans(&self) -> Vec<Span> {
        let bodies = self.came.lock().unwrap().bodies.clone();
        let requests = bodies.into_iter().map(|body| ExportTraceServiceRequest::decode(body).unwrap());
        let resources = requests.flat_map(|request| request.resource_spans);
        resources.flat_map(|of| of.scope_spans).flat_map(|of| of.spans).collect()
    }

    /// What the program says of itself.
    pub fn resource(&self, key: &str) -> Option<String> {
        let body = self.came.lock().unwrap().bodies.last()?.clone();
        let request = ExportTraceServiceRequest::decode(body).unwrap();
        text_of(&request.resource_spans[0].resource.as_ref()?.attributes, key)
    }

    /// The one span of that name.
    pub fn one(&self, name: &str) -> Span {
        let mut found: Vec<Span> = self.spans().into_iter().filter(|span| span.name == name).collect();
        assert_eq!(found.len(), 1, "{name} in {:?}", self.names());
        found.remove(0)
    }

    pub fn names(&self) -> Vec<String> {
        self.spans().into_iter().map(|span| span.name).collect()
    }
}

async fn take(State(came): State<Arc<Mutex<Came>>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let manner = {
        let mut came = came.lock().unwrap();
        came.bodies.push(body);
        came.headers.push(headers);
        came.manner
    };
    match manner {
        Manner::Takes => StatusCode::OK,
        Manner::Sleeps => std::future::pending().await,
        Manner::Refuses => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// An attribute of a span, as text.
pub fn attribute(span: &Span, key: &str) -> Option<String> {
    text_of(&span.attributes, key)
}

fn text_of(attributes: &[KeyValue], key: &str) -> Option<String> {
    let value = attributes.iter().find(|of| of.key == key)?.value.clone()?.value?;
    Some(match value {
        Value::StringValue(text) => text,
        Value::IntValue(number) => number.to_string(),
        Value::BoolValue(yes) => yes.to_string(),
        other => format!("{other:?}"),
    })
}

pub fn trace_of(span: &Span) -> String {
    let id = span.trace_id.as_slice().try_into().expect("an identifier of a trace has sixteen bytes");
    format!("{:032x}", u128::from_be_bytes(id))
}
