//! A mail server that keeps what it gets, or refuses it in the way that a test asks for.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

#[derive(Clone)]
pub struct PostOffice {
    address: SocketAddr,
    delivered: Arc<Mutex<Vec<String>>>,
    /// Answers to the next recipients; when there is none left they are welcome.
    refusals: Arc<Mutex<VecDeque<&'static str>>>,
}

impl PostOffice {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let office = Self { address, delivered: Arc::default(), refusals: Arc::default() };
        let behind = office.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(behind.clone().serve(stream));
            }
        });
        office
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    pub fn refuse_with(&self, answer: &'static str) {
        self.refusals.lock().unwrap().push_back(answer);
    }

    /// The mails as they came, headers and all.
    pub fn delivered(&self) -> Vec<String> {
        self.delivered.lock().unwrap().clone()
    }

    async fn serve(self, stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 post.example ESMTP\r\n").await?;
        let mut line = String::new();
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let command = line.to_ascii_uppercase();
            let answer = if command.starts_with("AUTH") {
                "235 It is you"
            } else if command.starts_with("EHLO") {
                "250-post.example\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME"
            } else if command.starts_with("RCPT") {
                self.refusals.lock().unwrap().pop_front().unwrap_or("250 Welcome")
            } else if command.starts_with("DATA") {
                stream.write_all(b"354 Go on\r\n").await?;
                self.take(&mut stream).await?;
                "250 Taken"
            } else if command.starts_with("QUIT") {
                return stream.write_all(b"221 Bye\r\n").await;
            } else {
                "250 Fine"
            };
            stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
        }
    }

    async fn take(&self, stream: &mut BufReader<TcpStream>) -> std::io::Result<()> {
        let mut mail = String::new();
        while !mail.ends_with("\r\n.\r\n") {
            if stream.read_line(&mut mail).await? == 0 {
                return Ok(());
            }
        }
        self.delivered.lock().unwrap().push(mail);
        Ok(())
    }
}
