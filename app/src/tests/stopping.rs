//! The program as it is stopped: who is in the middle of something gets the answer, and the process ends by itself.

use crate::{
    app::TestApp,
    client::{Answer, encoded},
    harness::{Deployment, PASSWORD, both_engines},
};
use app::endpoints;
use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Command, ExitStatus, Stdio},
    time::Duration,
};
use tenantry::{access::Role, db::Location};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{sleep, timeout},
};

/// The binary, serving the databases of a test.
struct Program {
    child: Child,
    address: SocketAddr,
}

/// Nothing is made ahead that the test would leave behind.
const STOCKS: [&str; 4] = [
    "TENANTRY_STOCK_SQLITE",
    "TENANTRY_STOCK_POSTGRES_DATABASE",
    "TENANTRY_STOCK_POSTGRES_SCHEMA",
    "TENANTRY_STOCK_POSTGRES_SERVER",
];

impl Program {
    fn start(t: &Deployment, request_timeout_seconds: u32) -> Self {
        let location = match t.platform.lifecycle.location() {
            Location::Sqlite(directory) => format!("sqlite:{}", directory.display()),
            Location::Postgres(address) => address.clone(),
        };
        let database = &t.platform.config.database;
        let mut child = Command::new(env!("CARGO_BIN_EXE_tenantry"))
            .arg("serve")
            .current_dir(&t.directory)
            .env("TENANTRY_DATABASE", location)
            .env("TENANTRY_DATABASE_DIRECTORY", &database.directory)
            .env("TENANTRY_KEY_FILE", &database.key_file)
            .env("TENANTRY_LISTEN", "127.0.0.1:0")
            .env("TENANTRY_PUBLIC_URL", t.platform.config.server.public_url.to_string())
            .env("TENANTRY_REQUEST_TIMEOUT_SECONDS", request_timeout_seconds.to_string())
            .envs(STOCKS.map(|stock| (stock, "0")))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let listening = lines.find_map(|line| line.strip_prefix("Listening on ")?.parse().ok());
        Self { child, address: listening.expect("it says where it listens") }
    }

    async fn stop(&self) {
        let kill = Command::new("sh").args(["-c", &format!("kill -TERM {}", self.child.id())]).status().unwrap();
        assert!(kill.success());
        // It has heard of it when it takes nobody in any more.
        while TcpStream::connect(self.address).await.is_ok() {
            sleep(Duration::from_millis(10)).await;
        }
    }

    fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    async fn ended(&mut self) -> ExitStatus {
        while !self.has_ended() {
            sleep(Duration::from_millis(10)).await;
        }
        self.child.wait().unwrap()
    }
}

impl Drop for Program {
    /// Of a test that failed nothing goes on.
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// A sign-in whose form the server waits for: it has asked for the body, and gets it later.
async fn a_sign_in_under_way(address: SocketAddr, host: &str, length: usize) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: {host}:3000\r\nsec-fetch-site: same-origin\r\naccept: text/html\r\nexpect: 100-continue\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n",
        endpoints::SIGN_IN.path
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let asked = b"HTTP/1.1 100 Continue\r\n\r\n";
    let mut answer = vec![0; asked.len()];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(answer, asked, "{}", String::from_utf8_lossy(&answer));
    stream
}

/// Longer than any of this takes, and shorter than it would take if somebody were waited for in vain.
const SOON: Duration = Duration::from_secs(25);

both_engines! {
    async fn who_is_in_the_middle_of_a_request_gets_the_whole_answer(t: Deployment) {
        let app = TestApp::start(t).await;
        let house = app.tenant("paris").await;
        house.signed_in_as(Role::Owner).await;
        let mut program = Program::start(&app.deployment, 30);
        let form = encoded(&[("email", "owner@paris.example"), ("password", PASSWORD)]);
        let mut stream = a_sign_in_under_way(program.address, house.host(), form.len()).await;
        program.stop().await;
        assert!(!program.has_ended(), "somebody is still in the middle of something");

        stream.write_all(form.as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        timeout(SOON, stream.read_to_end(&mut bytes)).await.expect("the connection ends with the answer").unwrap();
        let answer = Answer::read(&bytes);
        assert!(answer.status == 303 && answer.is_whole, "{answer:?}");
        assert!(answer.header("set-cookie").is_some_and(|cookie| cookie.starts_with("sid=")), "signed in: {answer:?}");
        let status = timeout(SOON, program.ended()).await.expect("nobody is left");
        assert!(status.success(), "{status}");
    }

    async fn who_never_comes_to_an_end_holds_nobody_up(t: Deployment) {
        let app = TestApp::start(t).await;
        let house = app.tenant("paris").await;
        let mut program = Program::start(&app.deployment, 1);
        let mut stream = a_sign_in_under_way(program.address, house.host(), 100).await;
        program.stop().await;
        let mut bytes = Vec::new();
        timeout(SOON, stream.read_to_end(&mut bytes)).await.expect("it is sent away").unwrap();
        let status = timeout(SOON, program.ended()).await.expect("it waits as long as a request may last, and no longer");
        assert!(status.success(), "{status}");
    }
}
