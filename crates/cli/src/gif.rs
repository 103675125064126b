//! `loopscope gif`: a run that plays by itself where only pictures of dots are taken.

use loopscope_pictures::{Fonts, Played};

use crate::drawing::{Drawing, Subject};
use crate::failure::Failure;
use crate::say;
use crate::svg::Colours;

/// The least and the most that --width takes.
const WIDTHS: std::ops::RangeInclusive<u32> = 320..=2160;

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
mod tests {
    use loopscope_pictures::WIDTH;
    use loopscope_strings::Lang;
    use loopscope_view::{Axis, Scope, Theme};

    use super::*;
    use crate::lesson_program::LessonProgram;

    #[test]
    fn each_lesson_s_gif_is_as_small_as_the_docs_say() {
        let fonts = Fonts::of(&Fonts::of_system(), Lang::En).unwrap_or_else(Fonts::none);
        let foot = loopscope_pictures::foot("https://host.example/loopscope/en/event-loop/").expect("a code");
        for lesson in loopscope_lessons::lessons().iter().map(|lesson| lesson.slug) {
            let program = LessonProgram::read(lesson, &[]).expect("a lesson");
            let scope = Scope::new(program.told(&[]).expect("it runs").trace);
            let (title, axis, theme) = ("A run", Axis::Time, Theme::Light);
            let played = Played { lang: Lang::En, title, axis, theme, width: WIDTH, speed: 1.0, foot: Some(&foot) };
            let bytes = played.gif(&scope, &fonts).expect("a GIF").len();
            assert!(bytes <= 200_000, "{lesson}: {bytes} bytes");
        }
    }
}
