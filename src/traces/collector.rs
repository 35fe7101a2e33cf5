//! The collector: OTLP as a POST, by the HTTP client and the TLS that orders of certificates go by.

use crate::{
    config::TracesSettings,
    error::{Error, Result},
};
use axum::body::Bytes;
use http::{HeaderName, HeaderValue, Request, Uri, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client as Hyper, connect::HttpConnector},
    rt::TokioExecutor,
};
use opentelemetry_proto::tonic::collector::trace::v1::{ExportTraceServiceRequest, ExportTraceServiceResponse};
use prost::Message;
use rustls::crypto::aws_lc_rs;
use std::time::Duration;

/// After which a collector that says nothing is given up.
const PATIENCE: Duration = Duration::from_secs(10);

/// The most that is read of an answer.
const ANSWER: usize = 64 * 1024;

#[derive(Debug)]
pub(super) struct Client {
    hyper: Hyper<HttpsConnector<HttpConnector>, Full<Bytes>>,
    uri: Uri,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Client {
    /// `None` when the settings name no collector.
    pub(super) fn new(settings: &TracesSettings) -> Result<Option<Self>> {
        let Some(uri) = settings.endpoint.traces() else { return Ok(None) };
        let builder = HttpsConnectorBuilder::new();
        let connector = if uri.scheme_str() == Some("https") {
            builder
                .with_provider_and_native_roots(aws_lc_rs::default_provider())
                .map_err(Error::internal)?
                .https_only()
                .enable_http1()
                .build()
        } else {
            let roots = rustls::RootCertStore::empty();
            let plain = rustls::ClientConfig::builder_with_provider(aws_lc_rs::default_provider().into())
                .with_safe_default_protocol_versions()
                .map_err(Error::internal)?
                .with_root_certificates(roots)
                .with_no_client_auth();
            builder.with_tls_config(plain).https_or_http().enable_http1().build()
        };
        let hyper = Hyper::builder(TokioExecutor::new()).pool_max_idle_per_host(1).build(connector);
        Ok(Some(Self { hyper, uri, headers: settings.headers.iter().cloned().collect() }))
    }

    pub(super) fn uri(&self) -> &Uri {
        &self.uri
    }

    /// Gives how many of the spans were not taken.
    ///
    /// # Errors
    /// In the words of whatever failed, which hold no header.
    pub(super) async fn post(&self, body: Vec<u8>) -> Result<u64, String> {
        let mut request = Request::post(&self.uri).header(header::CONTENT_TYPE, "application/x-protobuf");
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = request.body(Full::from(body)).map_err(|error| error.to_string())?;
        let answered = async {
            let answer = self.hyper.request(request).await.map_err(|error| in_one_line(&error))?;
            let status = answer.status();
            if !status.is_success() {
                return Err(format!("it answers {status}"));
            }
            let body = Limited::new(answer.into_body(), ANSWER).collect().await.map_err(|error| error.to_string())?;
            Ok(rejected(&body.to_bytes()))
        };
        tokio::time::timeout(PATIENCE, answered).await.unwrap_or_else(|_| Err("it does not answer in time".into()))
    }
}

/// What a collector took in part says how many it didn't.
fn rejected(body: &[u8]) -> u64 {
    let answer = ExportTraceServiceResponse::decode(body).unwrap_or_default();
    answer.partial_success.map_or(0, |partial| u64::try_from(partial.rejected_spans).unwrap_or(0))
}

fn in_one_line(error: &dyn std::error::Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        line = format!("{line}: {error}");
        cause = error.source();
    }
    line
}

/// Asks the collector by sending no spans at all. `None` when the settings name none.
///
/// # Errors
/// Why it can't be sent to.
pub async fn answers(settings: &TracesSettings) -> Option<Result<(), String>> {
    let client = match Client::new(settings) {
        Ok(client) => client?,
        Err(error) => return Some(Err(error.with_causes())),
    };
    Some(client.post(ExportTraceServiceRequest::default().encode_to_vec()).await.map(drop))
}
