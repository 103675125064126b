//! Pictures that play: what the animation's own key times say at an instant is what the trace says of it, and the same as the still
//! picture of that moment, pixel by pixel.

mod common;
mod random;
#[path = "common/words.rs"]
mod words;

use std::collections::BTreeMap;
use std::time::Duration;

use loopscope_asyncio::prelude::*;
use loopscope_executor::{Instant, Limits};
use loopscope_view::timeline::{LaneMarks, MARGIN, Mark, Part, Rows, Scale, Spot, lane_marks, svg, thin};
use loopscope_view::{
    Axis, Before, Cursor, Foot, LEAST_PLAY, Lane, Lang, MOST_PLAY, PICTURE_WIDTH, Pace, PictureOptions, REST, Reel,
    STEP, Scope, Theme, picture,
};
use proptest::prelude::*;
use random::{Ran, traces};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use words::hello_world;

fn scope() -> Scope {
    hello_world("world", 2.5)
}

fn options(axis: Axis) -> PictureOptions<'static> {
    PictureOptions { axis, theme: Theme::Light, printed: true, ..PictureOptions::new(Lang::En, "t") }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before}"));
    rest.split_once(after).unwrap_or_else(|| panic!("no {after} after {before}")).0
}

/// What the rules of an animated picture say.
struct Film<'a> {
    picture: &'a str,
    seconds: f64,
    /// Where the line begins and ends, and when it gets there, as a part of the whole.
    line: (f64, f64, f64),
    /// In how many steps it goes.
    steps: Option<f64>,
    /// When each class is struck, as a part of the whole.
    struck: BTreeMap<&'a str, f64>,
}

impl<'a> Film<'a> {
    fn read(picture: &'a str) -> Self {
        let number = |text: &str| text.parse::<f64>().unwrap_or_else(|_| panic!("{text} is no number"));
        let now = between(picture, "@keyframes now{", "}}");
        let (begin, end) = now.split_once('}').expect("a beginning and an end");
        let x = |frame| number(between(frame, "translateX(", "px)"));
        let struck = picture.split("@keyframes k").skip(1).map(|rule| {
            let name = rule.split_once('{').expect("a rule").0;
            (name, number(between(rule, "opacity:var(--b)}", "%")) / 100.0)
        });
        Film {
            picture,
            seconds: number(between(picture, "animation:now ", "s ")),
            line: (x(begin), x(end), number(end.split_once('%').expect("a time").0) / 100.0),
            steps: begin.contains("steps(").then(|| number(between(begin, "steps(", ")"))),
            struck: struck.collect(),
        }
    }

    /// Where the line stands at this part of the whole.
    fn x(&self, part: f64) -> f64 {
        let (from, to, arrived) = self.line;
        let along = (part / arrived).min(1.0);
        from + (to - from) * self.steps.map_or(along, |steps| (along * steps).floor() / steps)
    }

    /// The picture as it is then, without its animations.
    fn frozen(&self, part: f64) -> String {
        let rules = self.picture.find(".now{animation").expect("rules");
        let end = self.picture.find("</style>").expect("an end of the style");
        let mut out = [&self.picture[..rules], &self.picture[end..]].concat();
        let (before, rest) = out.split_once("class=\"now\" transform=\"translate(").expect("veil and line");
        let rest = rest.split_once(' ').expect("two numbers").1;
        out = format!("{before}transform=\"translate({} {rest}", self.x(part).round());
        for (class, time) in &self.struck {
            for (kind, hidden) in [("", Before::Pale), (" hid", Before::Hidden)] {
                let opacity = if part >= *time { 100 } else { hidden.percent() };
                let opacity = format!("opacity=\"{}\"", f64::from(opacity) / 100.0);
                out = out.replace(&format!("class=\"k{class}{kind}\""), &opacity);
            }
        }
        out
    }
}

fn painted(picture: &str) -> Pixmap {
    let tree = Tree::from_str(picture, &Options::default()).unwrap_or_else(|error| panic!("{error}: {picture}"));
    let size = tree.size().to_int_size();
    let mut pixels = Pixmap::new(size.width(), size.height()).expect("it has a size");
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels
}

/// How many values of pixels differ.
fn different(one: &str, other: &str) -> usize {
    let (one, other) = (painted(one), painted(other));
    assert_eq!((one.width(), one.height()), (other.width(), other.height()));
    one.data().iter().zip(other.data()).filter(|(one, other)| one.abs_diff(**other) > 2).count()
}

/// The moment that this part of the playing time shows.
fn spot(scope: &Scope, axis: Axis, part: f64) -> Spot {
    match Scale::of(scope, axis, 0).axis {
        Axis::Time => Spot::Time(Instant::from_secs_f64(scope.end().as_secs_f64() * part)),
        Axis::Step => Spot::Records(Cursor((f64::from(scope.len()) * part) as u32)),
    }
}

/// Up to where the run has come there.
fn cursor(scope: &Scope, at: Spot) -> (Cursor, Instant) {
    match at {
        Spot::Time(now) => (scope.cursor_at(now), now),
        Spot::Records(cursor) => {
            let last = cursor.last().and_then(|seq| scope.record(seq));
            (cursor, last.map_or(Instant::ZERO, |record| record.time))
        }
    }
}

/// Parts of the playing time at which nothing happens just then.
const MOMENTS: [f64; 6] = [0.0, 0.111, 0.3987, 0.4013, 0.7777, 0.9991];

#[test]
fn an_animated_picture_is_at_any_instant_the_still_one_of_that_moment() {
    let scope = scope();
    for axis in [Axis::Time, Axis::Step] {
        let reel = Reel::new(&scope, &options(axis));
        let pace = Pace::of(&scope, axis, 1.0);
        let animated = reel.animated(pace);
        let film = Film::read(&animated);
        assert!((film.seconds - pace.whole().as_secs_f64()).abs() < 1e-9);
        for moment in MOMENTS {
            let part = moment * film.line.2;
            let still = reel.at(spot(&scope, axis, moment));
            assert_eq!(different(&film.frozen(part), &still), 0, "{axis:?} at {moment}");
        }
        // The whole run stands still at the end, and it is what one sees where nothing is animated.
        let whole = reel.at(reel.spot(u64::MAX));
        assert_eq!(different(&film.frozen(film.line.2 + 0.001), &whole), 0, "{axis:?}: the end");
        assert_eq!(different(&animated, &whole), 0, "{axis:?}: without animations");
        assert!(different(&film.frozen(0.0), &whole) > 1000, "{axis:?}: something moves");
    }
}

/// A lane's marks: each with its path, and whether it lasts longer than the veil can show.
fn paths(marks: &[Mark]) -> impl Iterator<Item = (Mark, String)> {
    marks.iter().map(|mark| {
        let alone = LaneMarks { marks: vec![*mark], labels: Vec::new() };
        (*mark, between(&svg::lane(&alone, Rows::PAGE), "d=\"", "\"").to_owned())
    })
}

#[test]
fn what_is_strong_is_what_has_happened_in_the_trace() {
    let scope = scope();
    for axis in [Axis::Time, Axis::Step] {
        let animated = Reel::new(&scope, &options(axis)).animated(Pace::of(&scope, axis, 1.0));
        let film = Film::read(&animated);
        let document = roxmltree::Document::parse(&animated).expect("well-formed");
        // Each drawn lane, where it is, and in which class.
        let groups: Vec<_> = document
            .descendants()
            .filter(|node| node.attribute("class").is_some_and(|class| class.starts_with("lane hue-")))
            .filter(|node| node.has_children() && node.attribute("transform").is_some())
            .collect();
        let place = |node: &roxmltree::Node<'_, '_>| -> Vec<i32> {
            let place = between(node.attribute("transform").expect("a place"), "(", ")");
            place.split(' ').map(|number| number.parse().expect("a number")).collect()
        };
        // The legend has lanes' signs, too, elsewhere.
        let first = groups.iter().map(place).find(|place| place[1] == 28 + Rows::PAGE.top_of(0));
        let left = first.expect("a first lane")[0];
        let scale = Scale::of(&scope, axis, PICTURE_WIDTH - 2 * 16 + MARGIN - left);
        let marks = |lane: &Lane, part| {
            lane_marks(Lang::En, &scale, lane, &thin(&scale, lane), part, Instant::ZERO, scale.width).marks
        };
        for moment in MOMENTS {
            let (part, at) = (moment * film.line.2, spot(&scope, axis, moment));
            let (cursor, now) = cursor(&scope, at);
            let mut seen = 0;
            for (nth, lane) in scope.lanes().iter().enumerate() {
                let top = 28 + Rows::PAGE.top_of(nth);
                let past: BTreeMap<u32, Mark> =
                    marks(lane, Part::Past(cursor, now)).into_iter().map(|mark| (mark.place, mark)).collect();
                for (mark, path) in paths(&marks(lane, Part::Past(scope.last(), scope.end()))) {
                    let group = groups
                        .iter()
                        .filter(|node| place(node) == [left, top])
                        .find(|node| node.descendants().any(|it| it.attribute("d").is_some_and(|d| d.contains(&path))))
                        .unwrap_or_else(|| panic!("{:?} of {} is not drawn", mark, lane.name));
                    let class = group.parent().and_then(|parent| parent.attribute("class"));
                    let happened = past.get(&mark.place);
                    if mark.width <= 3 || mark.state.is_end() {
                        let struck =
                            class.and_then(|class| class.strip_prefix('k')).map_or(0.0, |key| film.struck[key]);
                        assert_eq!(part >= struck, happened.is_some(), "{axis:?} {moment}: {mark:?} of {}", lane.name);
                        seen += 1;
                    } else {
                        assert_eq!(class, None, "what lasts grows with the line");
                        // The part of it that the veil leaves free.
                        let free = (film.x(part).round() as i32 - mark.x).clamp(0, mark.width);
                        assert_eq!(free, happened.map_or(0, |past| past.width), "{axis:?} {moment}: {mark:?}");
                    }
                }
            }
            assert!(seen >= 3);
            // What is printed appears when it is printed.
            for printed in scope.printed() {
                let word = scope.trace().text(printed.text).trim_end();
                // A lane may be called the same.
                let texts = document.descendants().filter(|node| node.is_text() && node.text() == Some(word));
                let classes = texts.flat_map(|text| text.ancestors()).filter_map(|node| node.attribute("class"));
                let class = classes.into_iter().find(|class| class.ends_with(" hid")).expect("it appears");
                let key = class.strip_prefix('k').and_then(|class| class.strip_suffix(" hid")).expect("a class");
                assert_eq!(part >= film.struck[key], printed.seq < cursor.0, "{axis:?} {moment}: {word}");
            }
        }
    }
}

#[test]
fn an_animated_picture_needs_no_script_and_stops_where_less_motion_is_wanted() {
    let picture = Reel::new(&scope(), &options(Axis::Time)).animated(Pace::of(&scope(), Axis::Time, 1.0));
    let document = roxmltree::Document::parse(&picture).expect("well-formed");
    for node in document.descendants() {
        assert!(!["script", "image", "foreignObject"].contains(&node.tag_name().name()));
        assert!(node.attributes().all(|it| it.name() != "style" && !it.value().contains("://")));
    }
    let rules = between(&picture, "<style>", "</style>");
    assert!(rules.ends_with("@media print,(prefers-reduced-motion:reduce){.now,[class^=k]{animation:none}}"));
}

#[test]
fn a_run_is_stretched_and_squeezed_and_one_without_time_goes_by_steps() {
    let nap = |seconds: f64| {
        async fn nap(seconds: f64) -> Result {
            sleep(seconds).await
        }
        Scope::new(common::trace_of(Limits::default(), async move { run(coro!(nap(seconds))).await }))
    };
    let play = |scope: &Scope, axis, speed| Pace::of(scope, axis, speed).play;
    assert_eq!(play(&nap(0.1), Axis::Time, 1.0), LEAST_PLAY);
    assert_eq!(play(&nap(3600.0), Axis::Time, 1.0), MOST_PLAY);
    assert_eq!(play(&nap(8.0), Axis::Time, 1.0), Duration::from_secs(8));
    assert_eq!(play(&nap(8.0), Axis::Time, 2.0), Duration::from_secs(4));
    for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(play(&nap(8.0), Axis::Time, wrong), Duration::from_secs(8));
    }
    let still = nap(0.0);
    let steps = STEP * still.len();
    assert_eq!(play(&still, Axis::Time, 1.0), steps.clamp(LEAST_PLAY, MOST_PLAY));
    assert_eq!(play(&nap(8.0), Axis::Step, 1.0), (STEP * nap(8.0).len()).clamp(LEAST_PLAY, MOST_PLAY));
    let picture = Reel::new(&still, &options(Axis::Time)).animated(Pace::of(&still, Axis::Time, 1.0));
    assert!(picture.contains(&format!("steps({})", still.len())));
}

#[test]
fn nothing_recorded_is_a_picture_too() {
    let reel = Reel::new(&Scope::default(), &options(Axis::Time));
    let pace = Pace::of(&Scope::default(), Axis::Time, 1.0);
    assert!(reel.animated(pace).contains("Nothing has been recorded."));
    assert!(!reel.animated(pace).contains("@keyframes"));
    assert_eq!(reel.frames(pace).len(), 1);
}

#[test]
fn at_the_foot_stand_the_address_and_its_code() {
    let foot = Foot::new("https://host.example/en/", 25, |column, row| (column + row) % 2 == 0);
    for theme in [Theme::Light, Theme::Dark] {
        let with = PictureOptions { foot: Some(&foot), theme, ..options(Axis::Time) };
        let still = picture(&scope(), &with);
        let document = roxmltree::Document::parse(&still).expect("well-formed");
        assert!(document.descendants().any(|node| node.text() == Some("https://host.example/en/")));
        let pixels = painted(&still);
        // The quiet zone is light, and the first square dark, whatever the theme.
        let (left, top) = (16, pixels.height() - 16 - 33 * 3);
        let at = |x: u32, y: u32| pixels.pixel(left + x, top + y).expect("inside").red();
        assert_eq!((at(1, 1), at(11, 11), at(12, 12), at(14, 14), at(15, 12)), (255, 255, 0, 0, 255), "{theme:?}");
        assert!(Reel::new(&scope(), &with).animated(Pace::of(&scope(), Axis::Time, 1.0)).contains("https://host"));
    }
}

#[test]
fn a_played_picture_is_little_larger_than_a_still_one() {
    let scope = scope();
    let still = picture(&scope, &options(Axis::Time)).len();
    let animated = Reel::new(&scope, &options(Axis::Time)).animated(Pace::of(&scope, Axis::Time, 1.0)).len();
    assert!(animated < 2 * still, "{animated} and {still} bytes");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn frames_last_as_long_as_the_run_is_played_and_show_it_in_order(Ran(trace) in traces(), speed in 0.1..10.0_f64) {
        let scope = Scope::new(trace);
        for axis in [Axis::Time, Axis::Step] {
            let reel = Reel::new(&scope, &options(axis));
            let pace = Pace::of(&scope, axis, speed);
            let frames = reel.frames(pace);
            let sum: u32 = frames.iter().map(|frame| frame.hundredths).sum();
            prop_assert_eq!(u128::from(sum) * 10, pace.whole().as_millis());
            prop_assert!(frames.iter().all(|frame| frame.hundredths >= 4));
            prop_assert!(u128::from(frames[frames.len() - 1].hundredths) * 10 >= REST.as_millis());
            prop_assert!(frames.windows(2).all(|pair| reel.x(pair[0].at) <= reel.x(pair[1].at)));
            prop_assert_eq!(frames[frames.len() - 1].at, reel.spot(u64::MAX));
            let animated = reel.animated(pace);
            prop_assert!(roxmltree::Document::parse(&animated).is_ok());
            prop_assert!(!animated.contains("NaN"));
        }
    }
}
