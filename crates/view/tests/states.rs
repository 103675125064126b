//! One picture for each state, three writers: the page's markup under the page's own style sheet, the static page's, and the picture
//! that is saved are painted at one scale and have the same pixels. That the state looks as it should is told by named points of
//! one of them.

use std::path::Path;

use loopscope_executor::trace::{Actor, Ending, Held, Kind, PollEnding, Record, TextId, Trace, Waiting, WakeOutcome};
use loopscope_view::timeline::{DARK, LIGHT, Look, MARGIN, Palette, Part, Rows, Scale, drawing, lane_marks, svg, thin};
use loopscope_view::{Axis, Instant, LaneState, Lang, Scope, Theme};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Where a picture is looked at, and what is there.
type Point = (i32, i32, Paint);

const TASK: u32 = 1;

/// A run of two seconds with one task: ready for half of the first one, then running (or blocking the loop); what waits does so from
/// 0.75 s on, and what ends does so at 1.5 s.
fn run_of(state: LaneState) -> Scope {
    let mut trace = Trace::default();
    let mut record = |seconds: f64, task, kind| {
        let seq = trace.records.len() as u32;
        trace.records.push(Record { time: Instant::from_secs_f64(seconds), seq, iteration: 1, task, line: 1, kind });
    };
    record(0.0, TASK, Kind::TaskCreated { parent: Actor::Outside, name: TextId::EMPTY, coroutine: TextId::EMPTY });
    record(0.0, TASK, Kind::WakeRequested { by: Actor::Outside, outcome: WakeOutcome::Queued });
    record(0.5, TASK, Kind::PollBegin);
    let ending = match state {
        LaneState::Blocking => {
            let since = Instant::from_secs_f64(0.5);
            record(1.5, TASK, Kind::Blocked { since, by: Held::Sleeping });
            None
        }
        LaneState::Ready | LaneState::Running | LaneState::Waiting => None,
        LaneState::Done => Some(Ending::Ready),
        LaneState::Failed => Some(Ending::Failed(TextId::EMPTY)),
        LaneState::Cancelled => Some(Ending::Cancelled),
        LaneState::Collected => Some(Ending::Collected),
    };
    if state != LaneState::Blocking {
        record(0.75, TASK, Kind::PollEnd(PollEnding::Pending(Waiting::Unknown)));
    }
    if let Some(ending) = ending {
        record(1.5, TASK, Kind::TaskDone(ending));
    }
    record(2.0, 0, Kind::LoopClosed);
    Scope::new(trace)
}

/// The page's lane, so many pixels wide.
fn page_lane(scope: &Scope, width: i32) -> String {
    let (scale, lane) = (Scale::of(scope, Axis::Time, width), &scope.lanes()[0]);
    let all = Part::Past(scope.last(), scope.end());
    svg::lane(&lane_marks(Lang::En, &scale, lane, &thin(&scale, lane), all, Instant::ZERO, scale.width), Rows::PAGE)
}

/// The page's rules for lanes, where variables are what the palette says.
fn page_style(palette: &Palette) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/styles/colours.css");
    let style = std::fs::read_to_string(path).expect("the page's style sheet");
    let rules = &style[style.find(".lane ").expect("rules for lanes")..];
    let rules = rules.replace("var(--task)", palette.tasks[1]);
    rules.replace("var(--paper)", palette.paper).replace("var(--alarm)", palette.alarm)
}

/// A lane by itself on its ground. `edge`: where the drawing's edge is, from which the hatching is counted.
fn painted(lane: &str, style: &str, palette: &Palette, width: i32, edge: i32) -> Pixmap {
    let (height, paper) = (Rows::PAGE.height, palette.paper);
    let hatch = svg::HATCH.replace("rotate(45)", &format!("translate({edge} 0) rotate(45)"));
    let picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"><style>{style}</style>\
         <defs>{hatch}</defs><rect width=\"{width}\" height=\"{height}\" style=\"fill:{paper}\"/>{lane}</svg>"
    );
    let tree = Tree::from_str(&picture, &Options::default()).unwrap_or_else(|error| panic!("{error}: {picture}"));
    let mut pixels = Pixmap::new(width as u32, height as u32).expect("it has a size");
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels
}

/// The one lane of some markup, as it stands there.
fn cut<'a>(markup: &'a str, what: &str) -> &'a str {
    let document = roxmltree::Document::parse(markup).unwrap_or_else(|error| panic!("{what}: {error}"));
    let lane = document.descendants().find(|node| node.attribute("class") == Some("lane hue-1"));
    &markup[lane.unwrap_or_else(|| panic!("{what} has no lane")).range()]
}

/// The same without its place among other lanes; how wide the drawing is that it stands in, in a saved picture.
fn unplaced(lane: &str) -> (String, i32) {
    let (begin, rest) = lane.split_once(" transform=\"translate(").expect("it has a place");
    let (place, rest) = rest.split_once(")\"").expect("it has a place");
    let left: i32 = place.split(' ').next().and_then(|left| left.parse().ok()).expect("a number");
    // As wide as is left but for the picture's edges, on the right without the drawing's own.
    (format!("{begin}{rest}"), 960 - 2 * 16 + MARGIN - left)
}

fn assert_same(one: &Pixmap, other: &Pixmap, what: &str) {
    let different = one.data().iter().zip(other.data()).filter(|(one, other)| one.abs_diff(**other) > 2).count();
    assert!(one.width() == other.width() && different == 0, "{what}: {different} of {} differ", one.data().len());
}

#[test]
fn each_state_looks_the_same_on_the_page_the_static_page_and_in_a_picture() {
    for (palette, theme) in [(LIGHT, Theme::Light), (DARK, Theme::Dark)] {
        for state in LaneState::ALL {
            let (scope, class) = (run_of(state), Look::of(state).class);
            let lane = |width| format!("<g class=\"lane hue-1\">{}</g>", page_lane(&scope, width));
            let page = |width| painted(&lane(width), &page_style(&palette), &palette, width, 0);
            assert!(lane(856).contains(&format!("class=\"{class}\"")), "{class}");

            let still = drawing(Lang::En, &scope, "");
            let still = unplaced(cut(&still, "the static page")).0;
            // An axis of a thousand pixels between its margins.
            let inner = format!("<svg x=\"{MARGIN}\" width=\"1000\" height=\"32\" overflow=\"visible\">{still}</svg>");
            let width = 1000 + 2 * MARGIN;
            let found = painted(&inner, &page_style(&palette), &palette, width, -MARGIN);
            assert_same(&page(width), &found, &format!("{class}, static page"));

            let picture = loopscope_view::svg(Lang::En, &scope, "", Axis::Time, theme);
            let (_, rest) = picture.split_once("<style>").expect("a style");
            let (style, _) = rest.split_once("</style>").expect("a style");
            let (saved, width) = unplaced(cut(&picture, "the picture"));
            assert_same(&page(width), &painted(&saved, style, &palette, width, 0), &format!("{class}, picture"));
            // The very same path.
            let page = lane(width);
            let drawn =
                page.split("<path ").find(|path| path.starts_with(&format!("class=\"{class}\""))).expect("a path");
            assert!(saved.contains(drawn.split("/>").next().expect("an element")), "{class}: {saved}");
        }
    }
}

/// What a place is painted with.
#[derive(Debug, PartialEq, Eq)]
enum Paint {
    Paper,
    Task,
    Alarm,
}

/// The paint that a pixel is nearest to.
fn paint(pixels: &Pixmap, x: i32, y: i32) -> Paint {
    let pixel = pixels.pixel(x as u32, y as u32).expect("inside").demultiply();
    // The colours are said here once more, so that the palette does not change unnoticed.
    let colours = [(Paint::Paper, [252, 252, 250]), (Paint::Task, [0, 105, 168]), (Paint::Alarm, [179, 55, 28])];
    let far = |colour: [i32; 3]| {
        let found = [pixel.red(), pixel.green(), pixel.blue()];
        found.into_iter().zip(colour).map(|(found, wanted)| (i32::from(found) - wanted).pow(2)).sum::<i32>()
    };
    colours.into_iter().min_by_key(|(_, colour)| far(*colour)).map(|(paint, _)| paint).expect("three")
}

#[test]
fn each_state_has_its_shape_and_colour() {
    use LaneState::{Blocking, Cancelled, Collected, Done, Failed, Ready, Running, Waiting};
    use Paint::{Alarm, Paper, Task};
    // On an axis of 1000 pixels: ready from x = 8, running from 258 to 383, waiting from there on, an end at 758. The middle is at 16.
    let points: [(LaneState, &[Point]); 8] = [
        (Ready, &[(130, 12, Task), (130, 16, Paper), (130, 19, Task), (130, 9, Paper), (130, 22, Paper)]),
        (
            Running,
            &[(320, 8, Task), (320, 16, Task), (320, 23, Task), (320, 6, Paper), (320, 25, Paper), (390, 9, Paper)],
        ),
        (Blocking, &[(500, 6, Paper), (500, 25, Paper)]),
        (Waiting, &[(600, 12, Paper), (600, 20, Paper)]),
        (Done, &[(758, 16, Task), (762, 16, Task), (758, 12, Task), (762, 20, Paper), (764, 16, Paper)]),
        (
            Failed,
            &[
                (758, 16, Alarm),
                (761, 19, Alarm),
                (761, 12, Alarm),
                (754, 12, Alarm),
                (762, 16, Paper),
                (758, 12, Paper),
            ],
        ),
        (
            Cancelled,
            &[(758, 16, Paper), (760, 18, Task), (755, 13, Task), (758, 10, Task), (763, 16, Task), (762, 20, Paper)],
        ),
        (Collected, &[(758, 16, Paper), (762, 16, Task), (762, 20, Task), (753, 11, Task), (765, 16, Paper)]),
    ];
    let width = 1000 + 2 * MARGIN;
    for (state, points) in points {
        let lane = format!("<g class=\"lane hue-1\">{}</g>", page_lane(&run_of(state), width));
        let pixels = painted(&lane, &page_style(&LIGHT), &LIGHT, width, 0);
        for (x, y, wanted) in points {
            assert_eq!(paint(&pixels, *x, *y), *wanted, "{state:?} at {x}, {y}");
        }
        // Hatched and dotted: some of the middle, not all.
        let (from, to) = if state == Blocking { (258, 758) } else { (400, 750) };
        if matches!(state, Blocking | Waiting) {
            let inked = (from..to).filter(|x| paint(&pixels, *x, 15) == Task).count();
            let all = (to - from) as usize;
            assert!((all / 10..=9 * all / 10).contains(&inked), "{state:?}: {inked} of {all}");
        }
    }
}
