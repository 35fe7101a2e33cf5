//! Where a request comes from: the peer's address, or what a trusted proxy says of it.

use crate::config::TrustedProxies;
use axum::{
    extract::{ConnectInfo, Request},
    http::{Extensions, request::Parts},
};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Whether a trusted proxy sent it.
pub(crate) fn comes_from(request: &Request, trusted: &TrustedProxies) -> bool {
    peer(request.extensions()).is_some_and(|peer| trusted.contains(peer))
}

/// The right-most address of `X-Forwarded-For` that isn't a trusted proxy; the header is ignored from anybody else.
pub(super) fn address_of(request: &Parts, trusted: &TrustedProxies) -> IpAddr {
    let peer = peer(&request.extensions).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    if !trusted.contains(peer) {
        return peer;
    }
    let forwarded = request.headers.get_all("x-forwarded-for");
    let hops: Vec<&str> =
        forwarded.iter().filter_map(|value| value.to_str().ok()).flat_map(|line| line.split(',')).collect();
    let hops = hops.iter().rev().map(|hop| hop.trim().parse::<IpAddr>());
    hops.map_while(Result::ok).map(|hop| hop.to_canonical()).find(|hop| !trusted.contains(*hop)).unwrap_or(peer)
}

fn peer(extensions: &Extensions) -> Option<IpAddr> {
    extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip().to_canonical())
}
