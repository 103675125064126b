//! `loopscope gif`: a run that plays by itself where only pictures of dots are taken.

use loopscope_strings::Lang;
use loopscope_view::{Axis, Foot, Pace, PictureOptions, Reel, Scope, Theme};

mod film;
mod palette;

use crate::drawing::{Drawing, Subject};
use crate::failure::Failure;
use crate::raster::Fonts;
use crate::site::say;
use crate::svg::Colours;

/// How wide a GIF is, in pixels, where nothing else is said: what WeChat's articles show, at most (docs/EMBEDDING.md).
pub(crate) const WIDTH: u32 = 1080;
/// From how many pixels on two of them make one of the drawing, whose letters are then twice as large: an article's column on a telephone
/// is hardly half as wide as such a picture.
const DOUBLE: u32 = 800;
/// The least and the most that --width takes.
const WIDTHS: std::ops::RangeInclusive<u32> = 320..=2160;

/// How a run is played as a GIF.
pub(crate) struct Played<'a> {
    pub(crate) lang: Lang,
    pub(crate) title: &'a str,
    pub(crate) axis: Axis,
    pub(crate) theme: Theme,
    /// In pixels.
    pub(crate) width: u32,
    pub(crate) speed: f64,
    pub(crate) foot: Option<&'a Foot>,
}

impl Played<'_> {
    /// The reel, its pace, and how many pixels of the GIF make one of the reel's.
    fn reel(&self, scope: &Scope) -> (Reel, Pace, u32) {
        let Played { lang, title, axis, theme, width, speed, foot } = *self;
        let zoom = if width >= DOUBLE { 2 } else { 1 };
        // It is no more than WIDTHS says.
        let width = (width / zoom) as i32;
        let options = PictureOptions { lang, title, axis, theme, width, printed: true, foot };
        (Reel::new(scope, &options), Pace::of(scope, axis, speed), zoom)
    }

    /// The GIF.
    ///
    /// # Errors
    ///
    /// Why there is none, and what to do.
    pub(crate) fn gif(&self, scope: &Scope, fonts: &Fonts) -> Result<Vec<u8>, String> {
        let (reel, pace, zoom) = self.reel(scope);
        film::gif(&reel, pace, self.theme, zoom, fonts)
    }
}

/// Plays the run into a GIF.
pub(crate) fn gif(drawing: &Drawing, theme: Colours, width: u32, speed: f64) -> Result<(), Failure> {
    if theme == Colours::Auto {
        return Err(Failure::usage("--theme auto: a GIF has one theme wherever it is shown; choose light or dark"));
    }
    drawing.not_for_terminals()?;
    let Subject { title, scope, axis, foot } = drawing.run()?;
    let lang = drawing.lang;
    let fonts = Fonts::of(&Fonts::of_system(), lang).unwrap_or_else(|| {
        say(&format!(
            "there is no font for {} here, so the picture has no texts; install one of {}.",
            lang.name(),
            lang.fonts().join(", ")
        ));
        Fonts::none()
    });
    let played = Played { lang, title: &title, axis, theme: theme.into(), width, speed, foot: foot.as_ref() };
    drawing.write(&played.gif(&scope, &fonts).map_err(Failure::run)?)
}

/// How wide a GIF is to be.
pub(crate) fn width(text: &str) -> Result<u32, String> {
    let width = text.parse().ok().filter(|width| WIDTHS.contains(width));
    width.ok_or_else(|| format!("it must be a number of pixels from {} to {}", WIDTHS.start(), WIDTHS.end()))
}

#[cfg(test)]
mod tests;
