//! Where a request comes from: the peer's address, or what a trusted proxy says of it.

use crate::config::TrustedProxies;
use axum::{extract::ConnectInfo, http::request::Parts};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The right-most address of `X-Forwarded-For` that isn't a trusted proxy; the header is ignored from anybody else.
pub(super) fn address_of(request: &Parts, trusted: &TrustedProxies) -> IpAddr {
    let peer = request.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip().to_canonical());
    if !trusted.contains(peer) {
        return peer;
    }
    let forwarded = request.headers.get_all("x-forwarded-for");
    let hops: Vec<&str> =
        forwarded.iter().filter_map(|value| value.to_str().ok()).flat_map(|line| line.split(',')).collect();
    let hops = hops.iter().rev().map(|hop| hop.trim().parse::<IpAddr>());
    hops.map_while(Result::ok).map(|hop| hop.to_canonical()).find(|hop| !trusted.contains(*hop)).unwrap_or(peer)
}
