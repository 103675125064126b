//! A run behind a message protocol: [`protocol::Command`]s in, [`protocol::Update`]s out.
//!
//! [`session`] decides everything and reads no clock, so that it is tested natively; the worker (`browser`) feeds
//! it the browser's time and messages, [`native`] runs programs on the command line.
#![forbid(unsafe_code)]

#[cfg(feature = "json")]
pub mod json;
pub mod protocol;

#[cfg(all(feature = "run", target_arch = "wasm32"))]
pub mod browser;
#[cfg(feature = "run")]
mod live_clock;
#[cfg(feature = "run")]
pub mod native;
#[cfg(feature = "run")]
mod plan;
#[cfg(feature = "run")]
pub mod session;
#[cfg(feature = "run")]
mod source;

#[cfg(feature = "run")]
pub use plan::plan;
