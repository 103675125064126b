//! Runs beside each other: what counts as the same order, how drift is told, and which lane is whose ghost.

mod common;
mod random;

use loopscope_asyncio::prelude::*;
use loopscope_executor::trace::{Chunk, Kind, Trace};
use loopscope_executor::{Instant, Limits};
use loopscope_view::{Comparison, Difference, Lang, PROGRAM, Scope, compare, comparison_words, ghost, ghost_words};
use proptest::prelude::*;
use random::{Ran, traces};

async fn nap(seconds: f64) -> Result {
    sleep(seconds).await
}

async fn main(first: f64, second: f64, third: bool) -> Result {
    let mut tasks = vec![create_task(coro!(nap(first))).named("nap"), create_task(coro!(nap(second))).named("nap")];
    if third {
        tasks.push(create_task(coro!(nap(0.1))).named("third"));
    }
    for task in tasks {
        task.await?;
    }
    print(format!("took {}", get_running_loop()?.time()));
    Ok(())
}

fn scope(first: f64, second: f64, third: bool) -> Scope {
    Scope::new(common::trace_of(Limits::default(), async move { run(coro!(main(first, second, third))).await }))
}

/// The trace as a live run would have it: without jumps of the clock, and everything later by so many nanoseconds.
fn live(trace: &Trace, late: u64) -> Trace {
    let mut trace = trace.clone();
    trace.records.retain(|record| !matches!(record.kind, Kind::ClockAdvanced { .. }));
    for (seq, record) in (0..).zip(&mut trace.records) {
        record.seq = seq;
        record.time = Instant::from_nanos(record.time.as_nanos() + late);
        if let Kind::TimerSet { deadline, .. } = &mut record.kind {
            *deadline = Instant::from_nanos(deadline.as_nanos() + late);
        }
    }
    trace
}

#[test]
fn the_clock_s_doings_are_no_difference() {
    let planned = scope(1.0, 2.0, false);
    let late = Scope::new(live(planned.trace(), 12_000_000));
    let comparison = compare(&planned, &late);
    assert!(comparison.same_order());
    assert_eq!(comparison.drift, 12_000_000);
    let told = |lang, comparison| comparison_words(lang, &planned, &late, &comparison);
    assert_eq!(told(Lang::En, comparison), "In the planned order so far, 0.012 s behind the plan.");
    assert_eq!(told(Lang::Zh, comparison), "到目前为止顺序与预演一致，比预演晚 0.012 s。");
    let early = compare(&late, &planned);
    assert_eq!(told(Lang::En, early), "In the planned order so far, 0.012 s ahead of the plan.");
    assert_eq!(told(Lang::En, Comparison::default()), "In the planned order so far, and on time.");
}

#[test]
fn the_first_difference_is_told_with_both_sentences() {
    let (planned, other) = (scope(1.0, 2.0, false), scope(2.0, 1.0, false));
    let comparison = compare(&planned, &other);
    let Some(Difference { planned: Some(seq), live }) = comparison.difference else { panic!("{comparison:?}") };
    assert!(!comparison.same_order());
    let words = comparison_words(Lang::En, &planned, &other, &comparison);
    assert_eq!(
        words,
        "From here on the run is not as planned. Planned: The timer of sleep(1), set by nap, is due. What happened: The timer of sleep(1), set by nap, is due."
    );
    assert!(matches!(planned.record(seq).unwrap().kind, Kind::TimerFired(1)));
    assert!(matches!(other.record(live).unwrap().kind, Kind::TimerFired(2)));
    // A plan that is over.
    let part =
        Scope::new(Trace { records: planned.trace().records[..9].to_vec(), texts: planned.trace().texts.clone() });
    let comparison = compare(&part, &planned);
    assert_eq!(comparison.difference, Some(Difference { planned: None, live: 9 }));
    assert!(
        comparison_words(Lang::Zh, &part, &planned, &comparison)
            .starts_with("从这里起与预演不同：预演到此已经结束。实际：")
    );
}

#[test]
fn a_ghost_has_the_same_name_and_the_same_turn_among_its_namesakes() {
    let (before, now) = (scope(1.0, 2.0, true), scope(2.0, 1.6, false));
    let ghost = ghost(&before, &now);
    let place = |scope: &Scope, task| scope.lane_of(task).unwrap();
    assert_eq!(ghost.lanes.len(), now.lanes().len());
    for task in [PROGRAM, 1, 2, 3] {
        assert_eq!(ghost.lanes[place(&now, task)].before, Some(place(&before, task)));
    }
    assert_eq!(ghost.lanes[place(&now, 2)].longer, 1_000_000_000);
    assert_eq!(ghost.lanes[place(&now, 3)].longer, -400_000_000);
    assert_eq!(ghost.gone, [place(&before, 4)]);
    assert_eq!(ghost.longer, 0);
    let back = loopscope_view::ghost(&now, &before);
    assert_eq!(back.lanes[place(&before, 4)].before, None);
}

#[test]
fn lengths_are_compared_in_words() {
    assert_eq!(ghost_words(Lang::En, -400_000_000), "0.4 s shorter than before");
    assert_eq!(ghost_words(Lang::Zh, -400_000_000), "比上次短 0.4 s");
    assert_eq!(ghost_words(Lang::En, 1_000_000_000), "1 s longer than before");
    assert_eq!(ghost_words(Lang::Zh, 0), "与上次一样长");
    assert_eq!(ghost_words(Lang::En, 7), "as long as before");
    assert_eq!(ghost_words(Lang::En, i64::MIN), "9223372036.855 s shorter than before");
}

#[test]
fn empty_runs_can_be_compared() {
    let (empty, some) = (Scope::default(), scope(0.0, 0.0, false));
    assert!(compare(&empty, &empty).same_order() && compare(&some, &empty).same_order());
    assert!(!compare(&empty, &some).same_order());
    assert!(ghost(&some, &empty).lanes.is_empty());
    assert!(ghost(&empty, &some).lanes.iter().all(|lane| lane.before.is_none()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_run_is_as_it_was_planned(Ran(trace) in traces(), late in 0..1_000_000_u64, length in 1..40_usize) {
        let planned = Scope::new(trace.clone());
        let whole = live(&trace, late);
        let mut scope = Scope::default();
        let mut comparison = Comparison::default();
        let mut texts = Some(whole.texts[1..].to_vec());
        for records in whole.records.chunks(length) {
            scope.append(Chunk { records: records.to_vec(), texts: texts.take().unwrap_or_default() });
            comparison.update(&planned, &scope);
            prop_assert!(comparison.same_order());
            prop_assert_eq!(comparison, compare(&planned, &scope));
        }
        prop_assert!(whole.records.is_empty() || comparison.drift == i64::try_from(late).unwrap());
        let ghost = ghost(&planned, &planned);
        prop_assert!(ghost.gone.is_empty() && ghost.longer == 0);
        prop_assert!(ghost.lanes.iter().enumerate().all(|(at, lane)| lane.before == Some(at) && lane.longer == 0));
    }
}
