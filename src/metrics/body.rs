//! An answer's body whose bytes are counted once it has ended, or the client is gone.

use super::slip::Slip;
use crate::{http::DeadlineBody, platform::Platform};
use http_body::{Body, Frame, SizeHint};
use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

pub(crate) struct MeteredBody {
    inner: DeadlineBody,
    bytes: u64,
    slip: Arc<Slip>,
    platform: Arc<Platform>,
}

impl MeteredBody {
    pub(crate) fn new(inner: DeadlineBody, slip: Arc<Slip>, platform: Arc<Platform>) -> Self {
        Self { inner, bytes: 0, slip, platform }
    }
}

impl Body for MeteredBody {
    type Data = <DeadlineBody as Body>::Data;
    type Error = <DeadlineBody as Body>::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let frame = Pin::new(&mut self.inner).poll_frame(cx);
        if let Poll::Ready(Some(Ok(frame))) = &frame
            && let Some(data) = frame.data_ref()
        {
            self.bytes += data.len() as u64;
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

impl Drop for MeteredBody {
    fn drop(&mut self) {
        self.platform.meters.sent(&self.slip, self.bytes);
    }
}
