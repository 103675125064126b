//! `loopscope svg`: the timeline of a program's run as a picture that stands alone, still or playing by itself.

use loopscope_view::{Pace, PictureOptions, Reel, Theme, picture};

use crate::drawing::{Drawing, Subject};
use crate::failure::Failure;

/// The picture's colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Colours {
    /// Those of the reader's scheme.
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl From<Colours> for Theme {
    fn from(colours: Colours) -> Theme {
        match colours {
            Colours::Auto => Theme::Auto,
            Colours::Light => Theme::Light,
            Colours::Dark => Theme::Dark,
        }
    }
}

/// Draws the run. `speed`: how many times as fast as the loop's time an animated one plays; 1 if nothing is said.
pub(crate) fn svg(drawing: &Drawing, theme: Colours, animate: bool, speed: Option<f64>) -> Result<(), Failure> {
    if speed.is_some() && !animate {
        return Err(Failure::usage("--speed is for a picture that plays: add --animate"));
    }
    let Subject { title, scope, axis, foot } = drawing.run()?;
    let still = PictureOptions {
        axis,
        theme: theme.into(),
        printed: animate,
        foot: foot.as_ref(),
        ..PictureOptions::new(drawing.lang, &title)
    };
    let drawn = if animate {
        Reel::new(&scope, &still).animated(Pace::of(&scope, axis, speed.unwrap_or(1.0)))
    } else {
        picture(&scope, &still)
    };
    drawing.write(drawn.as_bytes())
}
