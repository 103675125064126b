//! Two runs side by side: which record of one is which of the other, and what is said of the first difference.

use loopscope_executor::Instant;
use loopscope_executor::trace::{Actor, Ending, Kind, Record, Stream, TextId, Trace};
use loopscope_view::{Lang, Pair, Scope, align, alignment_words};

/// A task that prints lines, by its name; each jump of the clock is a record, too.
fn run(name: &str, lines: &[&str]) -> Scope {
    let mut trace = Trace { texts: ["", name, "work"].map(str::to_owned).to_vec(), ..Trace::default() };
    let made = Kind::TaskCreated { parent: Actor::Program, name: TextId(1), coroutine: TextId(2) };
    let mut kinds = vec![(0, Kind::ProgramBegin), (1, made), (1, Kind::PollBegin)];
    for line in lines {
        trace.texts.push(format!("{line}\n"));
        let text = TextId(u32::try_from(trace.texts.len()).expect("few texts") - 1);
        kinds.push((0, Kind::IterationBegin { ready: 1, due: 0 }));
        kinds.push((1, Kind::Output { stream: Stream::Stdout, text }));
    }
    kinds.push((1, Kind::TaskDone(Ending::Ready)));
    kinds.push((0, Kind::ProgramEnd(Ending::Ready)));
    for (seq, (task, kind)) in (0..).zip(kinds) {
        trace.records.push(Record { time: Instant::ZERO, seq, iteration: 0, task, line: 0, kind });
    }
    Scope::new(trace)
}

#[test]
fn a_task_is_known_by_its_coroutine_and_turns_do_not_count() {
    let (one, other) = (run("Task-2", &["a", "b"]), run("Task-1", &["a", "b"]));
    let alignment = align(&one, &other, true);
    assert!(alignment.is_same());
    let words = alignment_words(Lang::En, [&one, &other], ["Python 3.11", "Python 3.14"], &alignment);
    assert_eq!(words, "Python 3.11 and Python 3.14 do the same in the same order, and print the same.");
}

#[test]
fn what_only_one_does_stands_alone_and_the_rest_goes_on_in_pairs() {
    let (one, other) = (run("Task-1", &["a", "b", "c"]), run("Task-1", &["a", "c"]));
    let alignment = align(&one, &other, true);
    let alone: Vec<_> = alignment.pairs.iter().filter(|pair| !pair.is_common()).collect();
    assert_eq!(alone, [&Pair { one: Some(6), other: None }]);
    assert_eq!(alignment.first_difference(), (Some(6), None));
    let printed: Vec<_> = alignment.printed.iter().map(|line| (&*line.text, line.one, line.other)).collect();
    assert_eq!(printed, [("a", true, true), ("b", true, false), ("c", true, true)]);
    let words = |lang| alignment_words(lang, [&one, &other], ["one.py", "other.py"], &alignment);
    let english = words(Lang::En);
    assert!(english.starts_with("Up to here they do the same. Then, with one.py: "), "{english}");
    assert!(english.contains('b') && english.ends_with("With other.py: nothing more of that kind."), "{english}");
    assert!(words(Lang::Zh).ends_with("在 other.py 下：没有对应的事发生。"), "{}", words(Lang::Zh));
}

#[test]
fn runs_that_have_nothing_in_common_are_put_side_by_side_all_the_same() {
    let many: Vec<String> = (0..3000).map(|n| format!("line {n}")).collect();
    let others: Vec<String> = (0..3000).map(|n| format!("other {n}")).collect();
    let lines = |texts: &[String]| run("Task-1", &texts.iter().map(String::as_str).collect::<Vec<_>>());
    let (one, other) = (lines(&many), lines(&others));
    let alignment = align(&one, &other, false);
    let ones: Vec<_> = alignment.pairs.iter().filter_map(|pair| pair.one).collect();
    let others: Vec<_> = alignment.pairs.iter().filter_map(|pair| pair.other).collect();
    assert!(ones.is_sorted() && others.is_sorted());
    assert_eq!((ones.len(), others.len()), (3005, 3005));
}
