//! Whoever asks for names that are nobody's gets no handshake, and costs no order.

use super::{Served, client, count};
use crate::harness::both_engines;
use futures::{StreamExt, stream};
use rustls::pki_types::ServerName;
use tenantry::domains::HostName;
use tokio::net::TcpStream;

const MANY: usize = 10_000;

both_engines! {
    async fn ten_thousand_strange_names_order_nothing(t: Deployment) {
        let s = Served::start(t.engine, |_| {}).await;
        s.t.tenant("paris").await;
        let connector = client::connector(s.roots.clone(), &[]);
        let shaken = stream::iter(0..MANY).map(|number| {
            let connector = connector.clone();
            async move {
                // Some of them below the deployment's own host, as somebody would try who wants to spend its budget.
                let name = if number % 2 == 0 { format!("n{number}.tenantry.test") } else { format!("n{number}.example") };
                let socket = TcpStream::connect(s.tls).await.unwrap();
                connector.connect(ServerName::try_from(name).unwrap(), socket).await.is_ok()
            }
        });
        let shaken = shaken.buffer_unordered(50).filter(|shaken| std::future::ready(*shaken)).count().await;
        assert_eq!(shaken, 0);
        assert_eq!((s.pebble.orders(), count(&s.t, "select count(*) from acme_order").await), (0, 0));
        assert_eq!(count(&s.t, "select count(*) from certificate").await, 0);
        let lookups = s.t.platform.directory.lookups();
        assert!(lookups <= MANY as u64 + 10, "each name once: {lookups}");
        assert!(s.t.platform.certificates.remembered().1 <= 10_000);
        // Who is somebody still gets theirs, in the midst of it.
        assert!(s.certificate_of("paris.tenantry.test").await.is_some());
        assert_eq!(s.pebble.orders(), 1);
        s.end().await;
    }

    async fn a_handshake_without_a_name_is_refused(t: Deployment) {
        let s = Served::start(t.engine, |_| {}).await;
        let connector = client::connector(s.roots.clone(), &[]);
        let socket = TcpStream::connect(s.tls).await.unwrap();
        let by_address = ServerName::try_from("127.0.0.1").unwrap();
        assert!(connector.connect(by_address, socket).await.is_err());
        for name in ["127.0.0.1", "unproven.example"] {
            assert!(!s.t.platform.certificates.prepare(&s.t.platform, &HostName::parse(name).unwrap()).await, "{name}");
        }
        assert_eq!(s.pebble.orders(), 0);
        s.end().await;
    }
}
