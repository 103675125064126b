//! Stands in for `wasm-streams`, with which Leptos' server functions send and read the bodies of requests piece by piece: this site
//! has no server, so none is ever sent. What that crate exports to JavaScript is kept in a module whether it is called or not, and
//! every reader would download it. `[patch.crates-io]` in the workspace's Cargo.toml puts this crate in its place.

#![forbid(unsafe_code)]

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;

/// A stream of the browser's.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// A stream of the browser's that has nothing of this one.
    pub fn from_stream<S>(_: S) -> Self
    where
        S: Stream<Item = Result<JsValue, JsValue>> + 'static,
    {
        // It fails only for a source that is none.
        ReadableStream(web_sys::ReadableStream::new().unwrap_or_else(|thrown| wasm_bindgen::throw_val(thrown)))
    }

    /// This stream of the browser's.
    #[must_use]
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        ReadableStream(raw)
    }

    /// The stream of the browser's.
    #[must_use]
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// What it gives: nothing.
    #[must_use]
    pub fn into_stream(self) -> IntoStream {
        IntoStream
    }
}

/// What a stream gives: nothing.
#[derive(Debug)]
pub struct IntoStream;

impl Stream for IntoStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
