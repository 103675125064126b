//! A GIF is decoded and compared, frame by frame, with the still picture of the moment that the frame shows.

use gif::{ColorOutput, DecodeOptions};
use loopscope_engine::native::run_virtual;
use loopscope_engine::session::LIMITS;
use loopscope_protocol::{Epoch, Program};
use loopscope_strings::Lang;
use loopscope_view::{Axis, Scope, Theme};

use super::*;
use crate::raster::pixels;

fn scope(lesson: &str) -> Scope {
    let program =
        Program { lesson: lesson.to_owned(), params: Vec::new(), epoch: Epoch::default(), interventions: Vec::new() };
    Scope::new(run_virtual(&program, LIMITS).expect("it runs").trace)
}

fn fonts() -> Fonts {
    Fonts::of(&Fonts::of_system(), Lang::En).unwrap_or_else(Fonts::none)
}

fn played(axis: Axis, theme: Theme, width: u32) -> Played<'static> {
    Played { lang: Lang::En, title: "A run", axis, theme, width, speed: 1.0, foot: None }
}

/// What is seen after each frame, as red, green and blue; from when on, and until when, in hundredths of a second.
fn shown(bytes: &[u8]) -> Vec<(Vec<u8>, u32, u32)> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    let mut decoder = options.read_info(bytes).expect("a GIF");
    let width = usize::from(decoder.width());
    let mut canvas = vec![0; 3 * width * usize::from(decoder.height())];
    let (mut out, mut time) = (Vec::new(), 0);
    while let Some(frame) = decoder.read_next_frame().expect("a frame") {
        let rows = frame.buffer.chunks_exact(4 * usize::from(frame.width));
        for (row, pixels) in (usize::from(frame.top)..).zip(rows) {
            for (column, pixel) in (usize::from(frame.left)..).zip(pixels.chunks_exact(4)) {
                if pixel[3] > 0 {
                    let place = 3 * (row * width + column);
                    canvas[place..place + 3].copy_from_slice(&pixel[..3]);
                }
            }
        }
        let end = time + u32::from(frame.delay);
        out.push((canvas.clone(), time, end));
        time = end;
    }
    out
}

/// How far a value of a pixel may be from that of the whole picture's: half a step between two of the GIF's colours, and rounding.
const NEAR: u8 = 10;
/// Of the values of all pixels, so many may be further off, and no further than that: where the edges of two colours meet, neither of them
/// the ground.
const FEW: (usize, u8) = (200, 40);

#[test]
fn each_frame_is_the_still_picture_of_its_moment() {
    let fonts = fonts();
    for (lesson, axis, theme, width, each) in [
        ("gather", Axis::Time, Theme::Light, 480, 4),
        ("gather", Axis::Step, Theme::Dark, 480, 23),
        ("event-loop", Axis::Time, Theme::Dark, WIDTH, 17),
    ] {
        let scope = scope(lesson);
        let played = played(axis, theme, width);
        let (reel, pace, zoom) = played.reel(&scope);
        let bytes = played.gif(&scope, &fonts).expect("a GIF");
        let seen = shown(&bytes);
        let whole = u32::try_from(pace.whole().as_millis() / 10).expect("it is short");
        assert_eq!(seen.last().expect("frames").2, whole, "{lesson}: the delays are as long as the run is played");
        let mut time = 0;
        for (nth, frame) in reel.frames(pace).into_iter().enumerate() {
            let (canvas, ..) = seen.iter().find(|(_, from, to)| (*from..*to).contains(&time)).expect("a frame then");
            time += frame.hundredths;
            if nth % each > 0 {
                continue;
            }
            let still = pixels(&reel.at(frame.at), &fonts, None, zoom).expect("a picture");
            assert_eq!((still.width(), 3 * still.pixels().len()), (width, canvas.len()));
            let still = still.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]);
            let far = still.zip(canvas).filter(|(still, shown)| still.abs_diff(**shown) > NEAR);
            let (count, most) =
                far.fold((0, 0), |(count, most), (still, shown)| (count + 1, most.max(still.abs_diff(*shown))));
            assert!(
                count <= FEW.0 && most <= FEW.1,
                "{lesson} by {axis:?}, frame {nth}: {count} values are off, by up to {most}"
            );
        }
        assert_eq!(bytes, played.gif(&scope, &fonts).expect("a GIF"), "the same again");
    }
}

#[test]
fn a_line_that_moves_changes_few_rows_and_columns() {
    let bytes = played(Axis::Time, Theme::Light, WIDTH).gif(&scope("event-loop"), &Fonts::none()).expect("a GIF");
    let mut decoder = DecodeOptions::new().read_info(bytes.as_slice()).expect("a GIF");
    let (width, mut widths) = (decoder.width(), Vec::new());
    while let Some(frame) = decoder.read_next_frame().expect("a frame") {
        widths.push(frame.width);
    }
    assert_eq!(widths[0], width);
    widths[1..].sort_unstable();
    assert!(widths[widths.len() / 2] < width / 20, "{widths:?}");
}

#[test]
fn a_picture_of_thousands_of_tasks_is_refused_with_a_remedy() {
    let mut trace = loopscope_executor::Trace::default();
    for task in 1..=2000 {
        let (seq, time) = (task - 1, loopscope_executor::Instant::ZERO);
        let kind = loopscope_executor::trace::Kind::TaskCreated {
            // Each is made by the one before: of a kind they would be one row.
            parent: match task {
                1 => loopscope_executor::trace::Actor::Outside,
                _ => loopscope_executor::trace::Actor::Task(task - 1),
            },
            name: loopscope_executor::trace::TextId::EMPTY,
            coroutine: loopscope_executor::trace::TextId::EMPTY,
        };
        trace.records.push(loopscope_executor::trace::Record { time, seq, iteration: 1, task, line: 0, kind });
    }
    let error = played(Axis::Time, Theme::Light, WIDTH).gif(&Scope::new(trace), &Fonts::none()).expect_err("too high");
    assert!(
        error.starts_with("the picture would be ") && error.ends_with("or make it smaller with --width"),
        "{error}"
    );
}
