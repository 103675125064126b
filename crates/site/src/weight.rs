//! What files weigh on their way to a reader, compressed as a host compresses them once: brotli, as small as it can.

use std::fs;
use std::path::Path;

use brotli::enc::BrotliEncoderParams;

/// What every embedded lesson has in common, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Common {
    /// The element's script.
    pub(crate) loader: u32,
    /// What a page that comes to life loads beside itself.
    pub(crate) live: u32,
}

impl Common {
    /// Of these files, below the site's root; `None` when one of them, or the element's script, is not there.
    pub(crate) fn of<'a>(out: &Path, files: impl Iterator<Item = &'a str>) -> Option<Common> {
        let of = |file: &str| Some(weigh(&fs::read(out.join(file)).ok()?));
        let loader = of("embed.js")?;
        let live = files.map(of).sum::<Option<u32>>()?;
        Some(Common { loader, live })
    }
}

/// How many bytes travel.
pub(crate) fn weigh(mut bytes: &[u8]) -> u32 {
    let params = BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut packed = Vec::new();
    // It fails only where writing does, and a vector takes everything.
    let _ = brotli::BrotliCompress(&mut bytes, &mut packed, &params);
    u32::try_from(packed.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_weighs_little() {
        assert!(weigh(&[7; 10_000]) < 100);
        assert_eq!(weigh(b""), 1);
    }

    #[test]
    fn where_a_file_is_missing_nothing_is_known() {
        let out = tempfile::tempdir().expect("a folder");
        fs::write(out.path().join("embed.js"), "let a = 1;").expect("it is written");
        assert!(Common::of(out.path(), ["absent.css"].into_iter()).is_none());
        assert!(Common::of(out.path(), std::iter::empty()).is_some_and(|common| common.live == 0 && common.loader > 0));
    }
}
