//! A proxy's question whether it may order a certificate: for hosts that are there, and for names that are nobody's.

use super::{Connection, Outcome, house::House, load::Sample};
use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    time::Instant,
};

/// Each host is asked for once at least, and each name that is nobody's once.
const ASKED: usize = 4_000;

/// An address for the questions that nobody listens at.
pub(super) fn address() -> Outcome<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

pub(super) async fn ask(address: SocketAddr, houses: &[House]) -> Outcome<Sample> {
    let (mut connection, mut sample) = (Connection::open(address).await?, Sample::default());
    for (number, house) in (0..ASKED).zip(houses.iter().cycle()) {
        let is_nobodys = number % 2 == 1;
        let host = if is_nobodys { format!("nobody-{number}.example") } else { house.host() };
        let request = format!("GET /internal/tls/ask?domain={host} HTTP/1.1\r\nhost: {address}\r\n\r\n");
        let asked = Instant::now();
        let answered = connection.exchange(request.as_bytes()).await?;
        sample.note_as(answered == if is_nobodys { 404 } else { 200 }, asked.elapsed());
    }
    Ok(sample)
}
