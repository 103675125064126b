//! Python's `time` module, on the loop's clock. Its functions panic outside of a running [`crate::Program`].

use std::panic::Location;
use std::time::Duration;

use ::time::{OffsetDateTime, UtcOffset};

use crate::runtime::Runtime;

/// Blocks: nothing else of the program runs until `seconds` have passed. Zero, negative numbers and NaN block nothing
/// (for the latter two CPython raises `ValueError`).
#[track_caller]
pub fn sleep(seconds: f64) {
    if seconds > 0.0 {
        let duration = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
        Runtime::current().handle.block(duration, Location::caller().line());
    }
}

/// Seconds since 1970-01-01 UTC.
#[must_use]
pub fn time() -> f64 {
    let runtime = Runtime::current();
    runtime.epoch + runtime.now().as_secs_f64()
}

/// Seconds on a clock that only goes forward.
#[must_use]
pub fn monotonic() -> f64 {
    Runtime::current().now().as_secs_f64()
}

fn local() -> OffsetDateTime {
    let offset = UtcOffset::from_whole_seconds(Runtime::current().utc_offset).unwrap_or(UtcOffset::UTC);
    // Out of the calendar's range only for a program that has slept thousands of years.
    OffsetDateTime::from_unix_timestamp(time().floor() as i64)
        .ok()
        .and_then(|now| now.checked_to_offset(offset))
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// Local time, as Python prints a `time.struct_time`.
#[must_use]
pub fn localtime() -> String {
    let now = local();
    format!(
        "time.struct_time(tm_year={}, tm_mon={}, tm_mday={}, tm_hour={}, tm_min={}, tm_sec={}, tm_wday={}, tm_yday={}, tm_isdst=0)",
        now.year(),
        u8::from(now.month()),
        now.day(),
        now.hour(),
        now.minute(),
        now.second(),
        now.weekday().number_days_from_monday(),
        now.ordinal(),
    )
}

/// Local time by a format of `%Y %m %d %H %M %S` and `%%`; anything else stands as it is.
#[must_use]
pub fn strftime(format: &str) -> String {
    let now = local();
    let mut out = String::new();
    let mut chars = format.chars();
    while let Some(char) = chars.next() {
        if char != '%' {
            out.push(char);
            continue;
        }
        match chars.next() {
            Some('Y') => out.push_str(&format!("{}", now.year())),
            Some('m') => out.push_str(&two(u8::from(now.month()))),
            Some('d') => out.push_str(&two(now.day())),
            Some('H') => out.push_str(&two(now.hour())),
            Some('M') => out.push_str(&two(now.minute())),
            Some('S') => out.push_str(&two(now.second())),
            Some('%') | None => out.push('%'),
            Some(other) => out.extend(['%', other]),
        }
    }
    out
}

fn two(number: u8) -> String {
    format!("{number:02}")
}
