//! The one error of server functions: the platform's fault, as it travels.

use leptos::{
    prelude::FromServerFnError,
    server_fn::{codec::JsonEncoding, error::ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};
use tenantry::fault::{Fault, Kind};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AppError(pub Fault);

impl AppError {
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    pub fn not_found() -> Self {
        Self(Fault::new(Kind::NotFound))
    }

    pub fn forbidden() -> Self {
        Self(Fault::new(Kind::Forbidden))
    }

    pub fn invalid() -> Self {
        Self(Fault::new(Kind::Invalid))
    }

    pub fn internal() -> Self {
        Self(Fault::new(Kind::Internal))
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    /// What goes wrong around a server function: the network, or a request that isn't one of ours.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let kind = match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Kind::Unavailable { seconds: 5 },
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Kind::Invalid,
            _ => Kind::Internal,
        };
        Self(Fault::new(kind))
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0.kind)
    }
}

impl std::error::Error for AppError {}

#[cfg(feature = "ssr")]
impl AppError {
    /// For a form without fields, which the page offers only where it can be done: somebody else was first. What is in the way
    /// is still said.
    pub fn of_another_state(error: tenantry::error::Error) -> Self {
        let fault = error.into_fault();
        Self(if fault.fields.is_empty() { fault } else { Fault { kind: Kind::Conflict, ..fault } })
    }
}

#[cfg(feature = "ssr")]
impl From<tenantry::error::Error> for AppError {
    /// Logs the cause; what travels is the fault.
    fn from(error: tenantry::error::Error) -> Self {
        Self(error.into_fault())
    }
}
