use super::*;
use axum::routing::get;
use futures::stream;
use std::{
    io,
    net::SocketAddr,
    sync::atomic::{AtomicUsize, Ordering},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
    time::{sleep, timeout},
};

const SHORT: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_mins(1);
/// Whatever is to happen after `SHORT` has happened by then, on a busy machine too.
const SURELY: Duration = Duration::from_secs(20);

const PATIENT: Limits = Limits { most: 8, head: LONG, exchange: LONG, stall: LONG };

struct Server {
    address: SocketAddr,
    stop: CancellationToken,
    serving: JoinHandle<()>,
    /// Answers without end that somebody still means to send.
    endless: Arc<AtomicUsize>,
}

struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

async fn start(limits: Limits) -> Server {
    let endless = Arc::new(AtomicUsize::new(0));
    let counter = endless.clone();
    let pour = async move || {
        counter.fetch_add(1, Ordering::SeqCst);
        let counted = Counted(counter.clone());
        Body::from_stream(stream::repeat_with(move || {
            let _counted = &counted;
            Ok::<_, io::Error>(Bytes::from_static(&[b'x'; 16 * 1024]))
        }))
    };
    let slow = async || {
        sleep(SHORT).await;
        "at last"
    };
    let router = Router::new().route("/", get(async || "here")).route("/endless", get(pour)).route("/slow", get(slow));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
    let stopped = stop.clone().cancelled_owned();
    let serving = tokio::spawn(serve_connections(listener, router, limits, stopped));
    Server { address, stop, serving, endless }
}

impl Server {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// A connection that said something.
    async fn saying(&self, words: &[u8]) -> TcpStream {
        let mut stream = self.connect().await;
        stream.write_all(words).await.unwrap();
        stream
    }

    async fn gives_up_what_is_endless(&self) {
        let given_up = async {
            while self.endless.load(Ordering::SeqCst) > 0 {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(SURELY, given_up).await.expect("it is given up");
    }

    async fn begins_what_is_endless(&self) {
        let begun = async {
            while self.endless.load(Ordering::SeqCst) == 0 {
                sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(SURELY, begun).await.expect("it has begun");
    }
}

/// All that comes until the other end closes, within the time in which it surely has.
async fn until_closed(stream: &mut TcpStream) -> String {
    let mut said = Vec::new();
    // A connection that is cut ends with an error or without one.
    drop(timeout(SURELY, stream.read_to_end(&mut said)).await.expect("it is closed"));
    String::from_utf8_lossy(&said).into_owned()
}

async fn answer(stream: &mut TcpStream) -> String {
    let mut buffer = [0; 1024];
    let read = timeout(SURELY, stream.read(&mut buffer)).await.expect("it answers").unwrap();
    String::from_utf8_lossy(&buffer[..read]).into_owned()
}

#[tokio::test]
async fn who_says_nothing_or_never_comes_to_the_end_of_it_is_cut() {
    let server = start(Limits { head: SHORT, ..PATIENT }).await;
    for words in ["", "G", "PRI * HTTP/2.0", "POST", "GET / HTTP/1.1\r\nhost: a\r\nx: "] {
        let mut stream = server.saying(words.as_bytes()).await;
        assert_eq!(until_closed(&mut stream).await, "", "{words:?}");
    }
    let mut kept = server.saying(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
    assert!(until_closed(&mut kept).await.ends_with("here"), "and who asks nothing more");
}

#[tokio::test]
async fn letters_one_by_one_buy_no_time() {
    let server = start(Limits { head: SHORT, ..PATIENT }).await;
    for start in ["GET / HTTP/1.1\r\nhost: a\r\nx: ", "PRI "] {
        let mut stream = server.saying(start.as_bytes()).await;
        let dripping = async {
            while stream.write_all(b"x").await.is_ok() {
                sleep(Duration::from_millis(50)).await;
            }
        };
        timeout(SURELY, dripping).await.expect("it is cut");
    }
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_given_up() {
    for limits in [Limits { stall: SHORT, ..PATIENT }, Limits { exchange: SHORT, ..PATIENT }] {
        let server = start(limits).await;
        let _unread = server.saying(b"GET /endless HTTP/1.1\r\nhost: a\r\n\r\n").await;
        server.begins_what_is_endless().await;
        server.gives_up_what_is_endless().await;
    }
}

#[tokio::test]
async fn nor_is_one_kept_for_whom_http2_grants_no_room() {
    let server = start(Limits { exchange: SHORT, ..PATIENT }).await;
    // The preface, settings with a window of nothing, and a request in one frame (RFC 9113, section 3.4; RFC 7541, appendix A).
    let mut words = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
    words.extend([0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0]);
    let request = [&[0x82, 0x86, 0x04, 8][..], b"/endless", &[0x41, 1], b"a"].concat();
    words.extend([0, 0, u8::try_from(request.len()).unwrap(), 1, 5, 0, 0, 0, 1]);
    words.extend(request);
    let _unread = server.saying(&words).await;
    server.begins_what_is_endless().await;
    server.gives_up_what_is_endless().await;
}

#[tokio::test]
async fn who_takes_what_comes_is_served_as_long_as_it_lasts() {
    let server = start(Limits { head: SHORT, stall: SHORT, ..PATIENT }).await;
    let mut stream = server.saying(b"GET /endless HTTP/1.1\r\nhost: a\r\n\r\n").await;
    let mut buffer = vec![0; 256 * 1024];
    for _ in 0..20 {
        sleep(SHORT / 5).await;
        assert!(stream.read(&mut buffer).await.unwrap() > 0);
    }
    let mut stream = server.saying(b"GET /slow HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await;
    assert!(until_closed(&mut stream).await.ends_with("at last"), "who waits for an answer says nothing");
}

#[tokio::test]
async fn who_does_nothing_makes_room() {
    let server = start(Limits { most: 2, ..PATIENT }).await;
    let mut idle = server.saying(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
    assert!(answer(&mut idle).await.ends_with("here"));
    let mut busy = server.saying(b"GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").await;
    sleep(SHORT / 6).await;
    let mut third = server.saying(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
    assert!(answer(&mut third).await.ends_with("here"));
    assert_eq!(until_closed(&mut idle).await, "");
    assert!(
        until_closed(&mut busy).await.ends_with("at last"),
        "whose request is not done keeps its place until it is"
    );
}

#[tokio::test]
async fn when_it_stops_requests_end_and_nobody_else_comes() {
    let server = start(PATIENT).await;
    let mut idle = server.saying(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
    answer(&mut idle).await;
    let mut busy = server.saying(b"GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").await;
    sleep(SHORT / 6).await;
    server.stop.cancel();
    assert!(until_closed(&mut busy).await.ends_with("at last"));
    assert_eq!(until_closed(&mut idle).await, "");
    timeout(SURELY, server.serving).await.expect("it ends").unwrap();
    assert!(TcpStream::connect(server.address).await.is_err());
}
