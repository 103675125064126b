//! The timeline's drawing: which marks a lane has at a cursor, and how they are written for the page and for the static page.

mod common;

use loopscope_asyncio::prelude::*;
use loopscope_executor::Limits;
use loopscope_view::timeline::{
    Axis, Part, Rows, Scale, Unit, Window, drawing, few_arrows, ghost_marks, lane_marks, shown_tasks, states_of, svg,
    thin, turn_records, wake_arrows,
};
use loopscope_view::{Cursor, Instant, Lane, LaneState, Lang, Scope, Segment, Wait};

fn segment(from: u32, to: u32, start: f64, end: f64, state: LaneState) -> Segment {
    let (start, end) = (Instant::from_secs_f64(start), Instant::from_secs_f64(end));
    let waiting =
        (state == LaneState::Waiting).then(|| Wait::Future { future: 1, name: "sleep(<2>)".into(), until: Some(end) });
    Segment { from, to, start, end, state, waiting, line: 1 }
}

/// Runs at once, waits two seconds, ends.
fn sleeper() -> Lane {
    Lane {
        task: 1,
        parent: Some(0),
        depth: 1,
        name: "Task-1".into(),
        coroutine: "main".into(),
        made_at: 1,
        segments: vec![
            segment(1, 3, 0.0, 0.0, LaneState::Ready),
            segment(3, 6, 0.0, 0.0, LaneState::Running),
            segment(6, 9, 0.0, 2.0, LaneState::Waiting),
            segment(9, 12, 2.0, 2.0, LaneState::Running),
            segment(12, 13, 2.0, 2.0, LaneState::Done),
        ],
    }
}

fn scale(axis: Axis, width: i32, end: f64, steps: u32) -> Scale {
    Scale { axis, unit: Unit::Pixel, width, end: Instant::from_secs_f64(end), steps, window: Window::WHOLE }
}

fn drawn(scale: &Scale, lane: &Lane, part: Part) -> String {
    svg::lane(&lane_marks(Lang::En, scale, lane, &thin(scale, lane), part, Instant::ZERO, scale.width), Rows::PAGE)
}

fn sleeper_drawn(width: i32, part: Part) -> String {
    drawn(&scale(Axis::Time, width, 2.0, 13), &sleeper(), part)
}

#[test]
fn the_whole_past() {
    let all = Part::Past(Cursor(13), Instant::from_secs_f64(2.0));
    assert_eq!(
        sleeper_drawn(216, all),
        "<path class=\"waiting\" d=\"M8 16h200\"/>\
         <path class=\"running\" d=\"M8 8h3v16h-3zM208 8h3v16h-3z\"/>\
         <path class=\"done\" d=\"M203 16a5 5 0 1 0 10 0a5 5 0 1 0-10 0\"/>\
         <text x=\"16\" y=\"11\">sleep(&lt;2&gt;), until t = 2 s</text>"
    );
    // The longest words that fit, if any do.
    assert!(sleeper_drawn(150, all).contains("<text x=\"16\" y=\"11\">sleep(&lt;2&gt;)</text>"));
    assert!(!sleeper_drawn(60, all).contains("<text"));
}

#[test]
fn past_and_future_meet_at_the_cursor() {
    let now = Instant::from_secs_f64(0.5);
    assert_eq!(
        sleeper_drawn(216, Part::Past(Cursor(7), now)),
        "<path class=\"waiting\" d=\"M8 16h50\"/><path class=\"running\" d=\"M8 8h3v16h-3z\"/>\
         <text x=\"16\" y=\"11\">sleep(&lt;2&gt;), until t = 2 s</text>"
    );
    assert_eq!(
        sleeper_drawn(216, Part::Future(Cursor(7), now)),
        "<path class=\"waiting\" d=\"M58 16h150\"/><path class=\"running\" d=\"M208 8h3v16h-3z\"/>\
         <path class=\"done\" d=\"M203 16a5 5 0 1 0 10 0a5 5 0 1 0-10 0\"/>"
    );
}

#[test]
fn words_end_where_the_next_ones_begin() {
    // A sleep of ten seconds that was cancelled after two, and another wait at once.
    let mut cancelled = sleeper();
    cancelled.segments.truncate(2);
    let mut sleep = segment(6, 9, 0.0, 2.0, LaneState::Waiting);
    sleep.waiting =
        Some(Wait::Future { future: 1, name: "sleep(10)".into(), until: Some(Instant::from_secs_f64(10.0)) });
    cancelled.segments.push(sleep);
    let going_on = cancelled.clone();
    cancelled.segments.push(segment(9, 10, 2.0, 2.0, LaneState::Running));
    cancelled.segments.push(segment(10, 13, 2.0, 9.0, LaneState::Waiting));
    let scale = scale(Axis::Time, 516, 10.0, 13);
    let begin = 8 + 100;
    let words = |lane: &Lane, part, free| {
        let drawn = lane_marks(Lang::En, &scale, lane, &thin(&scale, lane), part, Instant::ZERO, free);
        drawn.labels.into_iter().map(|label| (label.x, label.text)).collect::<Vec<_>>()
    };
    let all = Part::Past(Cursor(13), Instant::from_secs_f64(9.0));
    assert_eq!(
        words(&cancelled, all, scale.width),
        [(8, "sleep(10)".to_owned()), (begin, "sleep(<2>), until t = 9 s".to_owned())]
    );
    // While it goes on, the plan has the other wait, and the words are those that will stay.
    let now = Part::Past(Cursor(7), Instant::from_secs_f64(1.0));
    assert_eq!(words(&going_on, now, begin), [(8, "sleep(10)".to_owned())]);
    assert_eq!(words(&going_on, now, scale.width), [(8, "sleep(10), until t = 10 s".to_owned())]);
}

#[test]
fn nothing_before_the_beginning_and_after_the_end() {
    assert_eq!(sleeper_drawn(216, Part::Past(Cursor::START, Instant::ZERO)), "");
    assert_eq!(sleeper_drawn(216, Part::Future(Cursor(13), Instant::from_secs_f64(2.0))), "");
}

#[test]
fn of_many_marks_on_one_pixel_one_is_drawn() {
    let mut busy = sleeper();
    busy.segments = (0..5000)
        .map(|nth| {
            let state = if nth % 2 == 0 { LaneState::Running } else { LaneState::Ready };
            segment(nth, nth + 1, f64::from(nth) / 5000.0, f64::from(nth + 1) / 5000.0, state)
        })
        .collect();
    let far = scale(Axis::Step, 216, 1.0, 5000);
    let part = Part::Past(Cursor(5000), Instant::from_secs_f64(1.0));
    let all = drawn(&far, &busy, part);
    assert!((150..=400).contains(&all.matches('M').count()), "{}", all.len());
    // Zoomed in, each stands for itself, and only those in sight are drawn.
    let near = Scale { window: Window { from: 0.5, span: 0.004 }, ..far };
    let some = drawn(&near, &busy, part);
    assert!((18..=26).contains(&some.matches('M').count()), "{some}");
}

#[test]
fn a_ghost_keeps_the_ends_of_its_waits() {
    let marks = ghost_marks(&scale(Axis::Time, 416, 4.0, 13), &sleeper()).expect("it has states");
    assert_eq!(svg::ghost(&marks, Rows::PAGE), "<path class=\"ghost\" d=\"M8 26H208M208 23v6\"/>");
    assert_eq!(ghost_marks(&scale(Axis::Time, 416, 4.0, 13), &Lane { segments: Vec::new(), ..sleeper() }), None);
}

async fn say(delay: f64) -> Result {
    sleep(delay).await?;
    print("said");
    Ok(())
}

async fn main() -> Result {
    let one = create_task(coro!(say(1.0)));
    let other = create_task(coro!(say(2.0)));
    one.await?;
    other.await
}

fn scope() -> Scope {
    Scope::new(common::trace_of(Limits::default(), async { run(coro!(main())).await }))
}

#[test]
fn arrows_lead_from_row_to_row_and_down_from_the_axis() {
    let scope = scope();
    let scale = Scale::of(&scope, Axis::Time, 216);
    let arrows = |records| wake_arrows(&scope, records, &scale, Some).collect::<Vec<_>>();
    let all: Vec<_> = arrows(0..scope.len()).into_iter().map(|it| (it.begin, it.from, it.end, it.to)).collect();
    assert_eq!(
        all,
        [
            (8, Some(0), 8, 1),
            (8, Some(1), 8, 2),
            (8, Some(1), 8, 3),
            (108, None, 108, 2),
            (108, Some(2), 108, 1),
            (208, None, 208, 3),
            (208, Some(3), 208, 1),
        ]
    );
    let path = |nth: usize| {
        let mut path = String::new();
        svg::arrow(&arrows(0..scope.len())[nth], Rows::PAGE, &mut path);
        path
    };
    // From below one bar to above the other, with a head; up the other way round; a timer's begins at the row's top.
    assert_eq!(path(1), "M8 82L8 94M5 89L8 94L11 89");
    assert_eq!(path(4), "M108 94L108 82M105 87L108 82L111 87");
    assert_eq!(path(3), "M108 88L108 94M105 89L108 94L111 89");
    // Those of the turn that one looks at.
    let at = scope.cursor_at(Instant::from_secs_f64(1.0));
    assert!(arrows(turn_records(&scope, at)).len() < all.len());
    assert_eq!(turn_records(&scope, Cursor::START), 0..0);
    assert!(few_arrows(&scope, all.len()) && !few_arrows(&scope, all.len() - 1));
}

#[test]
fn the_static_page_s_drawing_stands_where_the_page_s_does() {
    let scope = scope();
    let html = drawing(Lang::En, &scope, "a \"label\" & more");
    let tree = roxmltree::Document::parse(&html).expect("it is well-formed");
    assert_eq!(tree.root_element().attribute("aria-label"), Some("a \"label\" & more"));
    let classes = |class: &str| {
        tree.descendants()
            .filter(|node| node.attribute("class").is_some_and(|of| of.starts_with(class)))
            .collect::<Vec<_>>()
    };
    assert_eq!(classes("lane ").len(), scope.lanes().len());
    // The second to sleep does so for all of the two seconds.
    let ends: Vec<_> = classes("waiting").iter().map(|it| (it.attribute("x1"), it.attribute("x2"))).collect();
    assert!(ends.contains(&(Some("0%"), Some("50%"))) && ends.contains(&(Some("0%"), Some("100%"))), "{ends:?}");
    let texts: Vec<_> = tree.descendants().filter(|it| it.has_tag_name("text")).filter_map(|it| it.text()).collect();
    assert_eq!(texts[..3], ["0 s", "1 s", "2 s"]);
    assert!(texts.contains(&"sleep(2)") || texts.contains(&"sleep(2), until t = 2 s"), "{texts:?}");
    // Only what occurs is defined.
    assert!(!html.contains("id=\"hatch\"") && html.contains("id=\"down\"") && html.contains("id=\"up\""));
}

#[test]
fn a_legend_has_the_states_that_occur() {
    let scope = scope();
    let states = states_of(scope.lanes().iter());
    assert_eq!(states, [LaneState::Ready, LaneState::Running, LaneState::Waiting, LaneState::Done]);
    assert_eq!(
        svg::legend(Lang::En, &states[3..]),
        "<li><svg class=\"lane\" width=\"20\" height=\"18\" aria-hidden=\"true\">\
         <path class=\"done\" d=\"M5 9a5 5 0 1 0 10 0a5 5 0 1 0-10 0\"/></svg>done</li>"
    );
}

#[test]
fn rows_are_the_plan_s_and_then_what_only_the_live_run_has() {
    let whole = scope();
    let mut trace = whole.trace().clone();
    trace.records.truncate(3);
    let part = Scope::new(trace);
    assert_eq!(shown_tasks(Some(&part), None), [0, 1]);
    assert_eq!(shown_tasks(Some(&part), Some(&whole)), [0, 1, 2, 3]);
    assert_eq!(shown_tasks(Some(&whole), Some(&part)), [0, 1, 2, 3]);
    assert_eq!(shown_tasks(None, None), []);
}
