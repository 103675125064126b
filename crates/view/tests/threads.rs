//! A thread's lane: how it is marked, what it does at each record, and what is said of that.

use loopscope_executor::Instant;
use loopscope_executor::trace::{Actor, Ending, Kind, Record, TextId, Trace, thread_task};
use loopscope_view::{Cursor, LaneState, Lang, Scope, sentence};

/// A thread that sleeps, is gone on with, and ends.
fn scope() -> Scope {
    let mut trace = Trace { texts: ["", "work", "sleep(0.5)"].map(str::to_owned).to_vec(), ..Trace::default() };
    let me = thread_task(1);
    let kinds = [
        (0, 0, Kind::ProgramBegin),
        (me, 0, Kind::ThreadStarted { by: Actor::Program, name: TextId(1), function: TextId(1) }),
        (me, 0, Kind::ThreadResumed),
        (me, 0, Kind::ThreadWaiting(TextId(2))),
        (me, 500, Kind::ThreadResumed),
        (me, 500, Kind::ThreadEnded(Ending::Ready)),
        (0, 500, Kind::ProgramEnd(Ending::Ready)),
    ];
    for (seq, (task, ms, kind)) in (0..).zip(kinds) {
        let time = Instant::from_nanos(ms * 1_000_000);
        trace.records.push(Record { time, seq, iteration: 0, task, line: 0, kind });
    }
    Scope::new(trace)
}

#[test]
fn a_thread_is_a_lane_that_runs_waits_and_ends() {
    let scope = scope();
    let lanes: Vec<_> = scope.lanes().iter().map(|lane| lane.task).collect();
    assert_eq!(lanes, [0, thread_task(1)]);
    let states: Vec<_> = (2..7)
        .filter_map(|records| {
            let state = scope.state_at(Cursor(records));
            state.tasks.iter().find(|task| task.task == thread_task(1)).map(|task| task.state)
        })
        .collect();
    let expected = [LaneState::Ready, LaneState::Running, LaneState::Waiting, LaneState::Running];
    assert_eq!(states[..4], expected);
    assert!(states[4].is_end());
}

#[test]
fn what_it_does_is_said_in_both_languages() {
    let scope = scope();
    let told = |lang| -> Vec<String> {
        (1..6).filter_map(|seq| scope.record(seq)).map(|record| sentence(lang, &scope, record)).collect()
    };
    let english = [
        "The program starts the thread work to run work.",
        "The thread work begins to run.",
        "The thread work waits: sleep(0.5). The others run on meanwhile.",
        "The thread work goes on.",
        "The thread work ends.",
    ];
    assert_eq!(told(Lang::En), english);
    let chinese = [
        "程序启动了线程 work，用来运行 work。",
        "线程 work 开始运行。",
        "线程 work 在等：sleep(0.5)。这期间别的照常运行。",
        "线程 work 接着运行。",
        "线程 work 结束。",
    ];
    assert_eq!(told(Lang::Zh), chinese);
}
