//! What an organisation does, as tiles and charts. Its operators and its own people see the same, so that the parts stand here.

mod charts;
mod period;
mod tiles;
pub mod words;

pub(crate) use charts::{UsageCharts, short};
pub(crate) use period::{PeriodTabs, period_of};
pub(crate) use tiles::UsageTiles;
