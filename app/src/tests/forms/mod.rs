//! Forms as browsers without scripts send them: what one carries, and what all of them owe to whoever typed something wrong.

mod complete;
mod console;
mod door;
mod html;
mod judge;
mod page;
mod row;
mod scene;
mod sent;
mod studio;
mod tenant;
mod upgrades;
