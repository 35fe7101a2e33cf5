//! A name server of the tests' own, with the zone that a test gives it.

use hickory_resolver::proto::{
    op::{Message, OpCode, ResponseCode},
    rr::{
        Name, RData, Record, RecordType,
        rdata::{A, AAAA, CAA, CNAME, MX, SOA, TXT},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    net::{IpAddr, SocketAddr},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::net::UdpSocket;

const TTL: u32 = 300;

#[derive(Clone)]
pub struct NameServer {
    pub address: SocketAddr,
    zone: Arc<Mutex<Zone>>,
    asked: Arc<AtomicUsize>,
}

#[derive(Default)]
struct Zone {
    records: BTreeMap<String, Vec<RData>>,
    failing: BTreeSet<String>,
    silent: bool,
}

impl NameServer {
    pub async fn start() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let server = Self { address, zone: Arc::default(), asked: Arc::default() };
        tokio::spawn(server.clone().serve(socket));
        server
    }

    async fn serve(self, socket: UdpSocket) {
        let mut bytes = [0; 4096];
        loop {
            let Ok((length, from)) = socket.recv_from(&mut bytes).await else { return };
            let Ok(question) = Message::from_vec(&bytes[..length]) else { continue };
            self.asked.fetch_add(1, Ordering::Relaxed);
            if let Some(answer) = self.answer(&question) {
                let _ = socket.send_to(&answer.to_vec().unwrap(), from).await;
            }
        }
    }

    fn answer(&self, question: &Message) -> Option<Message> {
        let zone = self.zone.lock().unwrap();
        let query = question.queries.first().filter(|_| !zone.silent)?;
        let name = plain(query.name());
        let mut answer = Message::response(question.metadata.id, OpCode::Query);
        answer.metadata.recursion_desired = true;
        answer.metadata.recursion_available = true;
        answer.add_query(query.clone());
        answer.metadata.response_code = match () {
            () if zone.failing.contains(&name) => ResponseCode::ServFail,
            () if zone.has(&name) => ResponseCode::NoError,
            () => ResponseCode::NXDomain,
        };
        answer.add_answers(zone.records_of(&name, query.query_type()));
        Some(answer)
    }

    fn add(&self, name: &str, data: RData) -> &Self {
        self.zone.lock().unwrap().records.entry(name.to_owned()).or_default().push(data);
        self
    }

    pub fn txt(&self, name: &str, text: &str) -> &Self {
        self.add(name, RData::TXT(TXT::new(vec![text.to_owned()])))
    }

    pub fn cname(&self, name: &str, target: &str) -> &Self {
        self.add(name, RData::CNAME(CNAME(full(target))))
    }

    pub fn address(&self, name: &str, address: &str) -> &Self {
        self.add(
            name,
            match address.parse().unwrap() {
                IpAddr::V4(address) => RData::A(A(address)),
                IpAddr::V6(address) => RData::AAAA(AAAA(address)),
            },
        )
    }

    pub fn caa(&self, name: &str, issuer: &str) -> &Self {
        let issuer = (!issuer.is_empty()).then(|| Name::from_ascii(issuer).unwrap());
        self.add(name, RData::CAA(CAA::new_issue(false, issuer, Vec::new())))
    }

    /// A record as a zone may have it, whether it makes sense or not.
    pub fn caa_of(&self, name: &str, is_critical: bool, tag: &str, value: &str) -> &Self {
        let mut caa = CAA::new_issue(is_critical, None, Vec::new());
        tag.clone_into(&mut caa.tag);
        caa.value = value.as_bytes().to_vec();
        self.add(name, RData::CAA(caa))
    }

    pub fn mx(&self, name: &str, server: &str) -> &Self {
        self.add(name, RData::MX(MX::new(10, full(server))))
    }

    /// Makes the name the top of a zone.
    pub fn top(&self, name: &str) -> &Self {
        self.add(name, RData::SOA(SOA::new(full("ns.example.net"), full("admin.example.net"), 1, 60, 60, 60, 60)))
    }

    pub fn remove(&self, name: &str) -> &Self {
        self.zone.lock().unwrap().records.remove(name);
        self
    }

    pub fn clear(&self) -> &Self {
        *self.zone.lock().unwrap() = Zone::default();
        self
    }

    /// Every question about the name is answered with a failure.
    pub fn fail(&self, name: &str) -> &Self {
        self.zone.lock().unwrap().failing.insert(name.to_owned());
        self
    }

    /// No question is answered.
    pub fn be_silent(&self, silent: bool) -> &Self {
        self.zone.lock().unwrap().silent = silent;
        self
    }

    /// How many questions came so far.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

impl Zone {
    /// Whether the name, or one below it, has records.
    fn has(&self, name: &str) -> bool {
        self.records.keys().any(|known| known == name || known.ends_with(&format!(".{name}")))
    }

    /// Those of the type, or the alias and what it leads to.
    fn records_of(&self, name: &str, of: RecordType) -> Vec<Record> {
        let all = self.records.get(name).map(Vec::as_slice).unwrap_or_default();
        let own: Vec<&RData> = all.iter().filter(|data| data.record_type() == of).collect();
        let alias = all.iter().find_map(|data| if let RData::CNAME(target) = data { Some(target) } else { None });
        let record = |data: &RData| Record::from_rdata(full(name), TTL, data.clone());
        match alias {
            Some(target) if own.is_empty() => {
                let mut records = vec![record(&RData::CNAME(target.clone()))];
                records.extend(self.records_of(&plain(&target.0), of));
                records
            }
            _ => own.into_iter().map(record).collect(),
        }
    }
}

fn full(name: &str) -> Name {
    Name::from_ascii(format!("{name}.")).unwrap()
}

fn plain(name: &Name) -> String {
    name.to_ascii().to_ascii_lowercase().trim_end_matches('.').to_owned()
}
