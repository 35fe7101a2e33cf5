//! The organisation's home: how the loans stand, or what one can do here.

mod chart;
mod figures;
mod late;
mod page;
mod welcome;
pub mod words;

pub(crate) use page::Blocks;
pub use page::HomePage;
pub(crate) use welcome::Welcome;
