//! A socket whose other end must say and take something in time.

use super::Limits;
use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Sleep, sleep},
};

/// As long as the first words of HTTP/2: with so many bytes it is known which version is spoken, and whoever speaks it minds the
/// time from there on.
const PREFACE: usize = 24;

pub(super) struct Guarded<I> {
    io: I,
    read: usize,
    /// Until enough came.
    opening: Option<Pin<Box<Sleep>>>,
    stall: Duration,
    /// While the other end takes nothing.
    stalled: Option<Pin<Box<Sleep>>>,
}

impl<I> Guarded<I> {
    pub(super) fn new(io: I, limits: Limits) -> Self {
        let opening = Some(Box::pin(sleep(limits.head)));
        Self { io, read: 0, opening, stall: limits.stall, stalled: None }
    }

    fn heard(&mut self, bytes: &[u8]) {
        self.read += bytes.len();
        // No request begins as the preface does but POST, PUT and the like, which are longer.
        if self.read >= PREFACE || (self.read == bytes.len() && bytes.first().is_some_and(|first| *first != b'P')) {
            self.opening = None;
        }
    }

    /// What came of writing; an error when nothing could be written for too long.
    fn in_time<T>(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(self.stall)));
        ready!(stalled.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<I: AsyncRead + Unpin> AsyncRead for Guarded<I> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        if let Poll::Ready(read) = Pin::new(&mut self.io).poll_read(cx, buffer) {
            self.heard(&buffer.filled()[before..]);
            return Poll::Ready(read);
        }
        match &mut self.opening {
            Some(opening) => {
                ready!(opening.as_mut().poll(cx));
                Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
            }
            None => Poll::Pending,
        }
    }
}

impl<I: AsyncWrite + Unpin> AsyncWrite for Guarded<I> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.io).poll_write(cx, bytes);
        self.in_time(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.io).poll_write_vectored(cx, parts);
        self.in_time(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.io).poll_flush(cx);
        self.in_time(cx, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = Pin::new(&mut self.io).poll_shutdown(cx);
        self.in_time(cx, shut)
    }
}
