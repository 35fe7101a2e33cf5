//! HTTP/2 by its frames (RFC 9113): what no client's library would send.

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const ROOM: [u8; 4] = (1_u32 << 20).to_be_bytes();
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RESET: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;
const WINDOW: u8 = 8;
/// Of settings: it answers the other end's. Of all others: no more comes of the stream.
const ACK: u8 = 1;
const END: u8 = 1;
const WHOLE_HEAD: u8 = 4;

/// What came of a request.
#[derive(Debug, Default)]
pub struct Heard {
    /// Zero when the protocol itself refused it: the stream was reset, or the connection ended.
    pub status: u16,
    pub body: String,
}

/// Sends one head on a connection of its own, its fields as they are and in their order, and reads what comes of it.
pub async fn ask<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, fields: &[(&str, &str)]) -> Heard {
    let room = [&[0, 4][..], &ROOM].concat();
    let head: Vec<u8> = fields.iter().flat_map(|(name, value)| literal(name, value)).collect();
    let frames = [frame(SETTINGS, 0, 0, &room), frame(WINDOW, 0, 0, &ROOM), frame(HEADERS, END | WHOLE_HEAD, 1, &head)];
    // A server that refuses early closes its side while the rest is still on its way.
    let _ = stream.write_all(&[PREFACE, &frames.concat()].concat()).await;
    let (mut heard, mut body) = (Heard::default(), Vec::new());
    while let Some((kind, flags, payload)) = next(&mut stream).await {
        match kind {
            SETTINGS if flags & ACK == 0 => drop(stream.write_all(&frame(SETTINGS, ACK, 0, &[])).await),
            HEADERS => heard.status = status(&payload),
            DATA => body.extend(payload),
            RESET | GOAWAY => break,
            _ => {}
        }
        if matches!(kind, HEADERS | DATA) && flags & END != 0 {
            break;
        }
    }
    heard.body = String::from_utf8_lossy(&body).into_owned();
    heard
}

fn frame(kind: u8, flags: u8, stream: u8, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, flags, 0, 0, 0, stream], payload].concat()
}

/// A field without Huffman's code and outside of all tables (RFC 7541, section 6.2.2).
fn literal(name: &str, value: &str) -> Vec<u8> {
    let text = |text: &str| {
        let length = u8::try_from(text.len()).unwrap();
        assert!(length < 0x7f, "longer ones are counted in another way");
        [&[length], text.as_bytes()].concat()
    };
    [vec![0], text(name), text(value)].concat()
}

/// `None` at the connection's end.
async fn next(stream: &mut (impl AsyncRead + Unpin)) -> Option<(u8, u8, Vec<u8>)> {
    let mut head = [0; 9];
    stream.read_exact(&mut head).await.ok()?;
    let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
    let mut payload = vec![0; usize::try_from(length).unwrap()];
    stream.read_exact(&mut payload).await.ok()?;
    Some((head[3], head[4], payload))
}

/// The status stands first: of the static table, or as a value of the name in its eighth place (RFC 7541, appendix A).
fn status(head: &[u8]) -> u16 {
    const STATIC: [u16; 7] = [200, 204, 206, 304, 400, 404, 500];
    match head {
        [index @ 0x88..=0x8e, ..] => STATIC[usize::from(index - 0x88)],
        [0x48 | 0x08, length, value @ ..] if length & 0x80 == 0 => {
            String::from_utf8_lossy(&value[..usize::from(*length)]).parse().unwrap()
        }
        [0x48 | 0x08, length, value @ ..] => digits(&value[..usize::from(length & 0x7f)]),
        other => panic!("no status: {other:02x?}"),
    }
}

/// Three digits in Huffman's code: five bits for 0 to 2, six for the others (RFC 7541, appendix B).
fn digits(code: &[u8]) -> u16 {
    let bits: Vec<u16> = code.iter().flat_map(|byte| (0..8).rev().map(move |at| u16::from(byte >> at & 1))).collect();
    let read = |from: usize, many: usize| bits[from..from + many].iter().fold(0, |sum, bit| sum << 1 | bit);
    let (mut number, mut at) = (0, 0);
    for _ in 0..3 {
        let (digit, many) = match read(at, 5) {
            few @ 0..=2 => (few, 5),
            _ => (read(at, 6) - 0b01_1001 + 3, 6),
        };
        number = number * 10 + digit;
        at += many;
    }
    number
}
