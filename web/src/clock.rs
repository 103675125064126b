//! Loop time where it stands in columns or changes all the time: always as many digits after the point.

use loopscope_executor::Instant;

/// Hundredths of a second, rounded: `0.00`, `12.35`.
pub(crate) fn hundredths(time: Instant) -> String {
    written(time.as_nanos().saturating_add(5_000_000) / 10_000_000, 100)
}

/// Thousandths of a second, rounded: `0.000`, `12.345`.
pub(crate) fn thousandths(time: Instant) -> String {
    written(time.as_nanos().saturating_add(500_000) / 1_000_000, 1000)
}

fn written(count: u64, per_second: u64) -> String {
    // The leading one keeps the zeros after the point.
    let part = (per_second + count % per_second).to_string();
    [&(count / per_second).to_string(), ".", &part[1..]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_always_there() {
        let words = |seconds| hundredths(Instant::from_secs_f64(seconds));
        assert_eq!(words(0.0), "0.00");
        assert_eq!(words(0.019), "0.02");
        assert_eq!(words(12.344), "12.34");
        assert_eq!(words(3600.0), "3600.00");
        assert_eq!(thousandths(Instant::from_secs_f64(2.0096)), "2.010");
        assert_eq!(thousandths(Instant::ZERO), "0.000");
        assert!(thousandths(Instant::MAX).ends_with(".709"));
    }
}
