//! Both engines under one SQL text: the same tables, the same names, the same values, and nothing that was acknowledged lost.

mod constraints;
mod disks;
mod drafts;
mod durability;
mod migrations;
mod pools;
mod roles;
mod round_trips;
mod schemas;
mod slow;

/// Runs an expression over a connection of either engine.
macro_rules! on_either {
    ($on:expr, $c:ident => $body:expr) => {
        match tenantry::db::Connection::conn($on) {
            tenantry::db::Conn::Sqlite($c) => $body,
            tenantry::db::Conn::Postgres($c) => $body,
        }
    };
}
pub(crate) use on_either;
