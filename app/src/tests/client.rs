//! A client over a bare socket: it sends what a test says, byte for byte if need be, and follows nothing.

use std::fmt::Write as _;
use std::{collections::BTreeMap, net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// An answer as it came.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Zero when the server closed the connection without an answer.
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: String,
    /// The same as it came.
    pub bytes: Vec<u8>,
    /// Whether the body came to its announced end.
    pub is_whole: bool,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    pub fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    /// The path that a redirect leads to.
    pub fn leads_to(&self) -> Option<&str> {
        self.header("location")
    }

    pub fn says(&self, text: &str) -> bool {
        self.body.contains(text) || self.headers.iter().any(|(_, value)| value.contains(text))
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.body))
    }

    pub fn read(bytes: &[u8]) -> Self {
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return Self::default() };
        let head = String::from_utf8_lossy(&bytes[..end]);
        let mut lines = head.split("\r\n");
        let status =
            lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok()).unwrap_or(0);
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let mut answer = Self { status, headers, body: String::new(), bytes: Vec::new(), is_whole: false };
        let rest = &bytes[end + 4..];
        let (body, is_whole) = if answer.header("transfer-encoding") == Some("chunked") {
            unchunked(rest)
        } else {
            let length = answer.header("content-length").and_then(|length| length.parse().ok());
            (rest.to_vec(), length.is_none_or(|length: usize| rest.len() >= length))
        };
        answer.body = String::from_utf8_lossy(&body).into_owned();
        answer.bytes = body;
        answer.is_whole = is_whole;
        answer
    }
}

/// The body, and whether its last chunk came.
fn unchunked(mut rest: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    while let Some(line_end) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(&String::from_utf8_lossy(&rest[..line_end]), 16).unwrap_or(0);
        rest = &rest[line_end + 2..];
        if size == 0 {
            return (body, true);
        }
        body.extend_from_slice(&rest[..size.min(rest.len())]);
        rest = rest.get(size + 2..).unwrap_or_default();
    }
    (body, false)
}

/// Sends bytes on a connection of their own and reads until the server closes it.
pub async fn raw(address: SocketAddr, request: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // A server that refuses early closes its side while the rest is still on its way.
    let _ = stream.write_all(request).await;
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    Answer::read(&bytes)
}

/// A browser with one host's page open: it keeps that host's cookies and says of itself what browsers say.
#[derive(Clone, Debug)]
pub struct Browser {
    address: SocketAddr,
    pub host: String,
    pub cookies: BTreeMap<String, String>,
    language: &'static str,
}

pub const FORM: &str = "application/x-www-form-urlencoded";
const PAGE: &str = "text/html,application/xhtml+xml";
const DATA: &str = "application/json";

impl Browser {
    pub fn new(address: SocketAddr, host: &str) -> Self {
        Self { address, host: host.to_owned(), cookies: BTreeMap::new(), language: "en" }
    }

    pub fn speaking(mut self, language: &'static str) -> Self {
        self.language = language;
        self.cookies.insert("lang".into(), language.into());
        self
    }

    /// The same cookies on another host's pages, as a thief would use them.
    pub fn on(&self, host: &str) -> Self {
        Self { host: host.to_owned(), ..self.clone() }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.request("GET", path, &[("accept", PAGE)], b"").await
    }

    /// Loads a page again and again, as it asks for, until it says this.
    pub async fn reloaded(&mut self, page: &str, text: &str) -> Answer {
        for _ in 0..600 {
            let answer = self.get(page).await;
            assert_eq!(answer.status, 200, "{answer:?}");
            if answer.says(text) {
                return answer;
            }
            assert!(
                answer.says("http-equiv=\"refresh\""),
                "it goes on, and the page says when to look again: {}",
                answer.body
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{page} never says {text:?}");
    }

    /// What the page's code reads.
    pub async fn read(&mut self, path: &str) -> Answer {
        self.request("GET", path, &[("accept", DATA)], b"").await
    }

    /// Calls a server function as the page's code does.
    pub async fn call(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post(path, "/", DATA, &encoded(fields)).await
    }

    /// Sends a plain form that stands on a page, without any code of the page.
    pub async fn submit(&mut self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post(path, page, PAGE, &encoded(fields)).await
    }

    /// The same with files, each a control's name and what was chosen there.
    pub async fn submit_files(
        &mut self,
        page: &str,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Answer {
        let part = |name: &str, more: &str, content: &[u8]| {
            let head = format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n");
            [head.as_bytes(), content, b"\r\n"].concat()
        };
        let values = fields.iter().flat_map(|(name, value)| part(name, "", value.as_bytes()));
        let files = files.iter().flat_map(|(name, file)| part(name, "; filename=\"chosen\"", file));
        let body: Vec<u8> = values.chain(files).chain(*b"--edge--\r\n").collect();
        let referer = format!("{}{page}", self.origin());
        let kind = "multipart/form-data; boundary=edge";
        let headers = [("accept", PAGE), ("content-type", kind), ("referer", referer.as_str())];
        self.request("POST", path, &headers, &body).await
    }

    async fn post(&mut self, path: &str, page: &str, accept: &str, body: &str) -> Answer {
        let referer = format!("{}{page}", self.origin());
        let headers = [("accept", accept), ("content-type", FORM), ("referer", referer.as_str())];
        self.request("POST", path, &headers, body.as_bytes()).await
    }

    pub fn origin(&self) -> String {
        format!("http://{}:3000", self.host)
    }

    /// Any request from this page, with the headers that a browser adds by itself.
    pub async fn request(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let origin = self.origin();
        let mut own = vec![("sec-fetch-site", "same-origin")];
        if method != "GET" {
            own.push(("origin", origin.as_str()));
        }
        own.extend_from_slice(headers);
        self.bare(method, path, &own, body).await
    }

    /// The same without what a browser says of where a request comes from.
    pub async fn bare(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let cookie = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}:3000\r\nconnection: close\r\naccept-language: {}\r\n",
            self.host, self.language
        );
        if !cookie.is_empty() {
            let _ = write!(head, "cookie: {cookie}\r\n");
        }
        if method != "GET" {
            let _ = write!(head, "content-length: {}\r\n", body.len());
        }
        for (name, value) in headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        let answer = raw(self.address, &[head.as_bytes(), b"\r\n", body].concat()).await;
        self.keep_cookies(&answer);
        answer
    }

    fn keep_cookies(&mut self, answer: &Answer) {
        for line in answer.headers("set-cookie") {
            let Some((name, value)) = line.split(';').next().and_then(|pair| pair.split_once('=')) else { continue };
            if value.is_empty() || line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

pub fn encoded(fields: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(fields).unwrap()
}
