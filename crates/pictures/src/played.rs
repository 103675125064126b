//! A run as a GIF: how large and how fast it is played.

use loopscope_strings::Lang;
use loopscope_view::{Axis, Foot, Pace, PictureOptions, Reel, Scope, Theme};

use crate::film;
use crate::raster::Fonts;

/// How wide a GIF is, in pixels, where nothing else is said: what WeChat's articles show, at most (docs/EMBEDDING.md).
pub const WIDTH: u32 = 1080;
/// From how many pixels on two of them make one of the drawing, whose letters are then twice as large: an article's column on a telephone
/// is hardly half as wide as such a picture.
const DOUBLE: u32 = 800;

/// How a run is played as a GIF.
#[derive(Clone, Copy, Debug)]
pub struct Played<'a> {
    /// The language of its words.
    pub lang: Lang,
    /// What stands above it.
    pub title: &'a str,
    /// What lies along it.
    pub axis: Axis,
    /// Light or dark.
    pub theme: Theme,
    /// In pixels.
    pub width: u32,
    /// How many times as fast as the loop's time.
    pub speed: f64,
    /// The address at its foot.
    pub foot: Option<&'a Foot>,
}

impl Played<'_> {
    /// The reel, its pace, and how many pixels of the GIF make one of the reel's.
    pub(crate) fn reel(&self, scope: &Scope) -> (Reel, Pace, u32) {
        let Played { lang, title, axis, theme, width, speed, foot } = *self;
        let zoom = if width >= DOUBLE { 2 } else { 1 };
        let width = i32::try_from(width / zoom).unwrap_or(i32::MAX);
        let options = PictureOptions { lang, title, axis, theme, width, printed: true, foot };
        (Reel::new(scope, &options), Pace::of(scope, axis, speed), zoom)
    }

    /// The GIF.
    ///
    /// # Errors
    ///
    /// Why there is none, and what to do.
    pub fn gif(&self, scope: &Scope, fonts: &Fonts) -> Result<Vec<u8>, String> {
        let (reel, pace, zoom) = self.reel(scope);
        film::gif(&reel, pace, self.theme, zoom, fonts)
    }
}
