//! The one error of server functions: the platform's fault, as it travels.

#[cfg(feature = "ssr")]
mod server;

#[cfg(feature = "ssr")]
pub(crate) use server::Answered;

use leptos::{
    prelude::FromServerFnError,
    server_fn::{codec::JsonEncoding, error::ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};
use tenantry::fault::{Kind, Problem};

#[cfg(feature = "ssr")]
type Carried = tenantry::fault::Fault;
#[cfg(not(feature = "ssr"))]
type Carried = ToldFault;

/// The server's own knows what is wrong, and the browser's what is said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AppError(pub Carried);

/// A fault as it is told: the server puts it into the reader's words, so that the browser needs none of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldFault {
    pub kind: Kind,
    pub fields: Vec<ToldProblem>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldProblem {
    pub field: String,
    pub words: String,
    /// The problem as JSON, where a form offers a way on because of it; else nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

impl ToldFault {
    pub fn field(&self, name: &str) -> Option<&ToldProblem> {
        self.fields.iter().find(|of| of.field == name)
    }
}

impl ToldProblem {
    /// `None` for one that no form goes on with.
    pub fn problem(&self) -> Option<Problem> {
        serde_json::from_str(&self.detail).ok()
    }
}

impl AppError {
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    pub fn not_found() -> Self {
        Self::of(Kind::NotFound)
    }

    pub fn forbidden() -> Self {
        Self::of(Kind::Forbidden)
    }

    pub fn invalid() -> Self {
        Self::of(Kind::Invalid)
    }

    pub fn internal() -> Self {
        Self::of(Kind::Internal)
    }

    fn of(kind: Kind) -> Self {
        Self(Carried { kind, fields: Vec::new() })
    }

    #[cfg(not(feature = "ssr"))]
    pub(crate) fn told(self) -> ToldFault {
        self.0
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    /// What goes wrong around a server function: the network, or a request that isn't one of ours.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        Self::of(match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Kind::Unavailable { seconds: 5 },
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Kind::Invalid,
            _ => Kind::Internal,
        })
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0.kind)
    }
}

impl std::error::Error for AppError {}
