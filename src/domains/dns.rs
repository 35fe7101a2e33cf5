//! Questions to the DNS: with a bounded wait, and without a memory, since what somebody changed a moment ago is to be seen.

use crate::config::DnsSettings;
use hickory_resolver::{
    TokioResolver,
    config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig},
    net::{DnsError, NetError, runtime::TokioRuntimeProvider},
    proto::{
        op::ResponseCode,
        rr::{Name, RData, Record, RecordType},
    },
};
use std::{net::SocketAddr, time::Duration};

#[derive(Clone, Debug)]
pub(crate) struct Dns {
    /// The system's own without one.
    server: Option<SocketAddr>,
    wait: Duration,
}

/// What the DNS said to one question.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    Records(Vec<Record>),
    /// Nothing there; seconds for which resolvers may remember that.
    Nothing {
        is_no_name: bool,
        seconds: Option<u32>,
    },
    Silence,
    /// The zone's servers, or the resolver, answered with an error.
    ServerFailed,
}

impl Answer {
    pub(super) fn records(&self) -> &[Record] {
        match self {
            Self::Records(records) => records,
            _ => &[],
        }
    }

    pub(super) fn has_failed(&self) -> bool {
        matches!(self, Self::Silence | Self::ServerFailed)
    }

    /// The texts of TXT records, and for how many seconds they may be remembered.
    pub(super) fn texts(&self) -> Vec<(String, u32)> {
        let text = |record: &Record| match &record.data {
            RData::TXT(text) => {
                let bytes: Vec<u8> = text.txt_data.iter().flat_map(|part| part.iter().copied()).collect();
                Some((String::from_utf8_lossy(&bytes).into_owned(), record.ttl))
            }
            _ => None,
        };
        self.records().iter().filter_map(text).collect()
    }
}

/// A name as it is compared: in lower case, without the last dot.
pub(super) fn plain(name: &Name) -> String {
    let text = name.to_ascii().to_ascii_lowercase();
    text.strip_suffix('.').unwrap_or(&text).to_owned()
}

impl Dns {
    pub(crate) fn new(settings: &DnsSettings) -> Self {
        Self { server: settings.server, wait: Duration::from_millis(settings.timeout_ms) }
    }

    /// One for each look: what it learns of the servers is of no use to the next, and the system's settings may have changed.
    pub(super) fn resolver(&self) -> Option<Resolver> {
        let mut builder = match self.server {
            Some(server) => TokioResolver::builder_with_config(only(server), TokioRuntimeProvider::default()),
            None => TokioResolver::builder_tokio()
                .inspect_err(|error| tracing::warn!(%error, "the system's settings of the DNS can't be read"))
                .ok()?,
        };
        let options = builder.options_mut();
        options.cache_size = 0;
        options.use_hosts_file = ResolveHosts::Never;
        options.timeout = self.wait / 2;
        options.attempts = 1;
        let resolver = builder.build().inspect_err(|error| tracing::warn!(%error, "the DNS can't be asked")).ok()?;
        Some(Resolver { resolver, wait: self.wait })
    }
}

fn only(server: SocketAddr) -> ResolverConfig {
    let (mut udp, mut tcp) = (ConnectionConfig::udp(), ConnectionConfig::tcp());
    udp.port = server.port();
    tcp.port = server.port();
    ResolverConfig::from_parts(None, Vec::new(), vec![NameServerConfig::new(server.ip(), true, vec![udp, tcp])])
}

pub(super) struct Resolver {
    resolver: TokioResolver,
    wait: Duration,
}

impl Resolver {
    pub(super) async fn ask(&self, name: &str, of: RecordType) -> Answer {
        let Ok(name) = Name::from_ascii(format!("{name}.")) else {
            return Answer::Nothing { is_no_name: true, seconds: None };
        };
        match tokio::time::timeout(self.wait, self.resolver.lookup(name, of)).await {
            Ok(Ok(found)) => Answer::Records(found.answers().to_vec()),
            Ok(Err(error)) => refused(&error),
            Err(_late) => Answer::Silence,
        }
    }
}

fn refused(error: &NetError) -> Answer {
    match error {
        NetError::Dns(DnsError::NoRecordsFound(nothing)) => match nothing.response_code {
            ResponseCode::NXDomain => Answer::Nothing { is_no_name: true, seconds: nothing.negative_ttl },
            ResponseCode::NoError => Answer::Nothing { is_no_name: false, seconds: nothing.negative_ttl },
            _ => Answer::ServerFailed,
        },
        NetError::Dns(_) => Answer::ServerFailed,
        _ => Answer::Silence,
    }
}
