//! Times in words' company: `2`, `0.5`, `0.000998`.

use loopscope_executor::Instant;

/// Seconds without needless zeros, rounded to a thousandth, below a hundredth to a millionth: `2`, `0.5`, `0.000998`.
#[must_use]
pub fn seconds(time: Instant) -> String {
    let nanos = time.as_nanos();
    let (unit, digits) = if nanos < 10_000_000 { (1_000, 6) } else { (1_000_000, 3) };
    let count = nanos / unit + u64::from(nanos % unit >= unit / 2);
    let per_second = 1_000_000_000 / unit;
    let (whole, part) = (count / per_second, count % per_second);
    let mut out = whole.to_string();
    if part != 0 {
        let part = part.to_string();
        out.push('.');
        (part.len()..digits).for_each(|_| out.push('0'));
        out.push_str(part.trim_end_matches('0'));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_short() {
        let words = |nanos| seconds(Instant::from_nanos(nanos));
        assert_eq!(words(0), "0");
        assert_eq!(words(2_000_000_000), "2");
        assert_eq!(words(500_000_000), "0.5");
        assert_eq!(words(10_050_000_000), "10.05");
        assert_eq!(words(998_000), "0.000998");
        assert_eq!(words(998_499), "0.000998");
        assert_eq!(words(1_999_999_999), "2");
        assert_eq!(words(9_999_999), "0.01");
        assert_eq!(words(400), "0");
        assert_eq!(words(2_001_234_567), "2.001");
        assert_eq!(words(u64::MAX), "18446744073.71");
    }
}
