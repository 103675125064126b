//! The page's clock, and the time of day where the reader is.

use js_sys::Date;
use loopscope_protocol::Epoch;

/// The page's clock, in milliseconds; it stands in a page that is only written.
pub(crate) fn page_ms() -> f64 {
    if cfg!(feature = "ssr") {
        return 0.0;
    }
    leptos::prelude::window().performance().map_or(0.0, |performance| performance.now())
}

/// The time of day.
pub(crate) fn present() -> Epoch {
    // `as` saturates.
    Epoch { unix_ms: Date::now() as i64, offset_minutes: -(Date::new_0().get_timezone_offset() as i32) }
}
