//! A connection that is kept open, and as much of HTTP/1.1 as this server answers with. It does little on purpose: the
//! client's work takes from the same processors.

use super::Outcome;
use std::net::SocketAddr;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

/// An answer whose body is put together.
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

/// How far the bytes that came are understood.
struct Progress {
    body: usize,
    framing: Framing,
}

enum Framing {
    Length(usize),
    /// Where the next chunk's size is expected.
    Chunks(usize),
}

impl Connection {
    pub async fn open(address: SocketAddr) -> Outcome<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, received: Vec::with_capacity(128 * 1024) })
    }

    /// Asks and reads the answer to its end; gives its status.
    pub async fn exchange(&mut self, request: &[u8]) -> Outcome<u16> {
        self.receive(request).await?;
        status(&self.received)
    }

    pub async fn get(&mut self, request: &[u8]) -> Outcome<Answer> {
        let Progress { body, framing } = self.receive(request).await?;
        let head = String::from_utf8_lossy(&self.received[..body]).into_owned();
        let body = match framing {
            Framing::Length(length) => self.received[body..body + length].to_vec(),
            Framing::Chunks(_) => joined(&self.received[body..]),
        };
        Ok(Answer { status: status(&self.received)?, head, body })
    }

    async fn receive(&mut self, request: &[u8]) -> Outcome<Progress> {
        self.stream.write_all(request).await?;
        self.received.clear();
        let mut progress = None;
        loop {
            if self.stream.read_buf(&mut self.received).await? == 0 {
                return Err("the server closed the connection".into());
            }
            if progress.is_none() {
                progress = understood(&self.received)?;
            }
            if let Some(known) = &mut progress
                && known.is_complete(&self.received)?
            {
                break;
            }
        }
        progress.ok_or_else(|| "no answer".into())
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub fn text(&self) -> Outcome<String> {
        Ok(String::from_utf8(self.body.clone())?)
    }
}

impl Progress {
    fn is_complete(&mut self, received: &[u8]) -> Outcome<bool> {
        match &mut self.framing {
            Framing::Length(length) => Ok(received.len() >= self.body + *length),
            Framing::Chunks(next) => loop {
                let Some((start, size)) = chunk(received, *next)? else { return Ok(false) };
                let end = start + size + 2;
                if received.len() < end {
                    return Ok(false);
                }
                if size == 0 {
                    return Ok(true);
                }
                *next = end;
            },
        }
    }
}

fn understood(received: &[u8]) -> Outcome<Option<Progress>> {
    let Some(end) = find(received, b"\r\n\r\n") else { return Ok(None) };
    let (head, body) = (std::str::from_utf8(&received[..end])?, end + 4);
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let framing = match length {
        Some(length) => Framing::Length(length.trim().parse()?),
        None => Framing::Chunks(body),
    };
    Ok(Some(Progress { body, framing }))
}

/// Where a chunk's bytes start, and how many they are.
fn chunk(received: &[u8], at: usize) -> Outcome<Option<(usize, usize)>> {
    let Some(line) = received.get(at..).and_then(|rest| find(rest, b"\r\n")) else { return Ok(None) };
    let size = std::str::from_utf8(&received[at..at + line])?;
    Ok(Some((at + line + 2, usize::from_str_radix(size, 16)?)))
}

fn joined(chunked: &[u8]) -> Vec<u8> {
    let (mut body, mut at) = (Vec::with_capacity(chunked.len()), 0);
    while let Ok(Some((start, size))) = chunk(chunked, at)
        && size > 0
    {
        body.extend_from_slice(&chunked[start..start + size]);
        at = start + size + 2;
    }
    body
}

fn status(received: &[u8]) -> Outcome<u16> {
    let digits = received.get(9..12).ok_or("the answer has no status")?;
    Ok(std::str::from_utf8(digits)?.parse()?)
}

fn find(bytes: &[u8], sought: &[u8]) -> Option<usize> {
    bytes.windows(sought.len()).position(|window| window == sought)
}
