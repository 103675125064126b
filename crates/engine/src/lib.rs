//! A run behind messages: [`Command`](loopscope_protocol::Command)s in, [`Update`](loopscope_protocol::Update)s out.
//!
//! [`session`] decides everything and reads no clock, so that it is tested natively; the worker (`browser`) feeds
//! it the browser's time and messages, [`native`] runs programs on the command line.
#![forbid(unsafe_code)]

use loopscope_executor::{Instant, Limits};

/// What ends a run that would not end by itself: entries, records, and loop time.
pub const LIMITS: Limits =
    Limits { steps: 1_000_000, records: 200_000, time: Instant::from_nanos(24 * 3600 * 1_000_000_000) };

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
