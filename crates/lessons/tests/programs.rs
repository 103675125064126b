//! The table of programs: they run, and what comes from outside is checked.

use loopscope_asyncio::{End, Program};
use loopscope_lessons::{Lesson, Runs, lesson, lessons, program, typed};
use loopscope_protocol::Value;

fn message(name: &str, values: &[(&str, Value)]) -> String {
    let values: Vec<_> = values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    program(name, &values).err().expect("it is refused").to_string()
}

/// Those that have a Rust twin.
fn twins() -> impl Iterator<Item = &'static Lesson> {
    lessons().iter().filter(|lesson| matches!(lesson.runs, Runs::Rust(_)))
}

#[test]
fn every_twin_ends_by_itself_at_its_defaults() {
    assert!(twins().count() > 0);
    for lesson in twins() {
        let mut program = Program::new(0.0, lesson.program(&[]).expect("defaults are allowed"));
        assert_eq!(program.run_virtual(Default::default()), End::Finished, "{}", lesson.slug);
    }
}

#[test]
fn lessons_are_in_order_and_found_by_slug_and_by_number() {
    for (index, each) in lessons().iter().enumerate() {
        assert_eq!(each.order as usize, index + 1);
        assert_eq!(lesson(each.slug).expect("by slug").slug, each.slug);
        assert_eq!(lesson(&each.order.to_string()).expect("by number").slug, each.slug);
        let begin = match each.runs {
            Runs::Rust(_) => "pub async fn program",
            Runs::Python(_) => "import asyncio",
        };
        assert!(each.source().contains(begin), "{}", each.slug);
    }
}

#[test]
fn an_unknown_lesson_names_the_nearest() {
    let known = lessons().iter().map(|lesson| lesson.slug).collect::<Vec<_>>().join(", ");
    assert_eq!(
        message("evnt-loop", &[]),
        format!("there is no lesson \"evnt-loop\"; did you mean \"event-loop\"? Lessons are {known}")
    );
    assert_eq!(message("99", &[]), format!("there is no lesson \"99\". Lessons are {known}"));
}

#[test]
fn a_lesson_without_a_twin_is_run_by_the_python_engine() {
    assert_eq!(
        message("background", &[]),
        "lesson \"background\" is a Python program without a Rust twin; the Python engine runs it"
    );
    let lesson = lesson("background").expect("it is there");
    assert!(matches!(lesson.runs, Runs::Python(_)) && !lesson.source().contains("#:"));
    assert_eq!(lesson.values(&[]).map(|values| values.len()), Ok(lesson.params.len()));
}

#[test]
fn an_unknown_parameter_names_the_nearest() {
    assert_eq!(
        message("event-loop", &[("dely", Value::Seconds(1.0))]),
        "lesson \"event-loop\" has no parameter \"dely\"; did you mean \"delay\"? Parameters are delay"
    );
}

#[test]
fn numbers_that_are_none_or_out_of_range() {
    for (seconds, shown) in [(f64::NAN, "NaN"), (-1.0, "-1"), (5.1, "5.1"), (f64::INFINITY, "inf")] {
        assert_eq!(
            message("event-loop", &[("delay", Value::Seconds(seconds))]),
            format!("delay = {shown}: it must be a number of seconds from 0 to 5")
        );
    }
    assert_eq!(message("asyncio-run", &[("runs", Value::Int(4))]), "runs = 4: it must be a whole number from 1 to 3");
}

#[test]
fn values_of_another_kind() {
    assert_eq!(
        message("event-loop", &[("delay", Value::Bool(true))]),
        "delay = true: it must be a number of seconds from 0 to 5"
    );
    assert_eq!(message("coroutines", &[("forget", Value::Int(1))]), "forget = 1: it must be true or false");
    assert_eq!(
        message("async-await", &[("between", Value::Choice("slep".to_owned()))]),
        "between = slep: it must be one of: nothing, sleep(0), sleep; did you mean sleep?"
    );
}

#[test]
fn typed_values() {
    let delay = lesson("event-loop").and_then(|lesson| lesson.param("delay")).expect("it has one");
    assert_eq!(typed(delay, " 0.5 "), Ok(Value::Seconds(0.5)));
    // A negative zero would be printed with its sign.
    assert!(matches!(typed(delay, "-0"), Ok(Value::Seconds(zero)) if zero.is_sign_positive()));
    for (text, shown) in [("", "nothing"), ("two", "two"), ("NaN", "NaN"), ("1e99", "1e99"), ("-1", "-1")] {
        assert_eq!(
            typed(delay, text).expect_err("it is refused").to_string(),
            format!("delay = {shown}: it must be a number of seconds from 0 to 5")
        );
    }
    let runs = lesson("asyncio-run").and_then(|lesson| lesson.param("runs")).expect("it has one");
    assert_eq!(typed(runs, "2"), Ok(Value::Int(2)));
    assert_eq!(
        typed(runs, "2.5").expect_err("it is refused").to_string(),
        "runs = 2.5: it must be a whole number from 1 to 3"
    );
    let forget = lesson("coroutines").and_then(|lesson| lesson.param("forget")).expect("it has one");
    assert_eq!((typed(forget, "true"), typed(forget, "False")), (Ok(Value::Bool(true)), Ok(Value::Bool(false))));
    assert_eq!(
        typed(forget, "maybe").expect_err("it is refused").to_string(),
        "forget = maybe: it must be true or false"
    );
}

#[test]
fn of_two_values_for_one_parameter_the_later_holds() {
    let values = [("delay".to_owned(), Value::Seconds(1.0)), ("delay".to_owned(), Value::Seconds(3.0))];
    let mut program = Program::new(0.0, program("event-loop", &values).expect("both are allowed"));
    assert_eq!(program.run_virtual(Default::default()), End::Finished);
    assert_eq!(program.now().as_secs_f64(), 3.0);
}
