//! Support access: an operator asks to come into an organisation, an owner allows it for a time, and all that is seen and
//! done there stands in a trail that the organisation reads.

mod types;

#[cfg(feature = "server")]
mod actor;
#[cfg(feature = "server")]
mod ask;
#[cfg(feature = "server")]
mod decide;
#[cfg(feature = "server")]
mod end;
#[cfg(feature = "server")]
mod handoff;
#[cfg(feature = "server")]
mod mailed;
#[cfg(feature = "server")]
mod standing;
#[cfg(feature = "server")]
mod store;
#[cfg(feature = "server")]
mod trail;

pub use types::*;

#[cfg(feature = "server")]
pub use actor::SupportActor;
#[cfg(feature = "server")]
pub use ask::{ask, withdraw};
#[cfg(feature = "server")]
pub use decide::{allow, refuse};
#[cfg(feature = "server")]
pub use end::{end, end_by_id, expire, find_by_id};
#[cfg(feature = "server")]
pub(crate) use handoff::consume;
#[cfg(feature = "server")]
pub use handoff::{hand_off, leave};
#[cfg(feature = "server")]
pub(crate) use mailed::mailed;
#[cfg(feature = "server")]
pub use standing::Standing;
#[cfg(feature = "server")]
pub use store::{desk, history, list};
#[cfg(feature = "server")]
pub(crate) use trail::{Noted, Seen, note, note_refusal};
#[cfg(feature = "server")]
pub use trail::{trail, whole_trail};
