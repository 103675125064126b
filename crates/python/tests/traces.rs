//! What the trace of a Python program tells beside who ran when: who awaits whom inside of a task, what futures and callbacks
//! are called, and, where it is asked for, variables.

use loopscope_executor::text;
use loopscope_executor::trace::{Kind, PollEnding, Record, Trace, Waiting};
use loopscope_python::{End, Frame, Options, Outcome, Python, Version};

fn run_with(source: &str, options: &Options) -> (Trace, Outcome) {
    let mut outcome = Python::new().run(source, options, |_, _| {});
    let mut trace = Trace::default();
    trace.append(std::mem::take(&mut outcome.trace));
    (trace, outcome)
}

fn run(source: &str) -> Trace {
    let (trace, outcome) = run_with(source, &Options::default());
    assert_eq!(outcome.exit_code, 0, "{}", text::trace(&trace));
    trace
}

/// The same as Python 3.11, whose `wait_for` makes a task, and a future of its own.
fn run_as_311(source: &str) -> Trace {
    let (trace, outcome) = run_with(source, &Options { version: Version::V3_11, ..Options::default() });
    assert_eq!(outcome.exit_code, 0, "{}", text::trace(&trace));
    trace
}

/// What some records say, each with its line.
fn said(trace: &Trace, wanted: impl Fn(&Kind) -> bool) -> Vec<String> {
    let records = trace.records.iter().filter(|record| wanted(&record.kind));
    records.map(|record| format!("{} @{}", text::what(trace, record), record.line)).collect()
}

fn is_of_stack(kind: &Kind) -> bool {
    matches!(kind, Kind::CoroutineEntered(_) | Kind::CoroutineLeft(_) | Kind::Output { .. })
}

/// The names of the futures that tasks wait for, in the order in which they begin to.
fn waited_for(trace: &Trace) -> Vec<&str> {
    let name = |record: &Record| match record.kind {
        Kind::PollEnd(PollEnding::Pending(Waiting::Future(no))) => {
            trace.records.iter().find_map(|made| match made.kind {
                Kind::FutureCreated { future, name } if future == no => Some(trace.text(name)),
                _ => None,
            })
        }
        _ => None,
    };
    trace.records.iter().filter_map(name).collect()
}

#[test]
fn coroutines_are_entered_and_left_where_they_begin_and_end() {
    let trace = run("\
import asyncio
async def inner():
    print('in')
async def outer():
    await inner()
    await asyncio.sleep(1)
    print('out')
async def main():
    await outer()
asyncio.run(main())
");
    let expected = [
        "coroutine entered: outer @9",
        "coroutine entered: inner @5",
        "stdout \"in\\n\" @3",
        "coroutine left: inner @5",
        "stdout \"out\\n\" @7",
        "coroutine left: outer @9",
    ];
    assert_eq!(said(&trace, is_of_stack), expected);
}

#[test]
fn a_coroutine_that_raises_is_left() {
    let trace = run("\
import asyncio
async def fails():
    await asyncio.sleep(1)
    raise ValueError
async def main():
    try:
        await fails()
    except ValueError:
        print('caught')
    task = asyncio.create_task(sleeps())
    await asyncio.sleep(1)
    task.cancel()
async def sleeps():
    await deeper()
async def deeper():
    try:
        await asyncio.sleep(9)
    finally:
        print('cancelled')
asyncio.run(main())
");
    let expected = [
        "coroutine entered: fails @7",
        "coroutine left: fails @7",
        "stdout \"caught\\n\" @9",
        "coroutine entered: deeper @14",
        "stdout \"cancelled\\n\" @19",
        "coroutine left: deeper @14",
    ];
    assert_eq!(said(&trace, is_of_stack), expected);
}

#[test]
fn an_asynchronous_generator_is_left_with_each_value() {
    let trace = run("\
import asyncio
async def numbers():
    for n in range(2):
        await asyncio.sleep(1)
        yield n
async def main():
    async for n in numbers():
        print(n)
asyncio.run(main())
");
    let round = ["coroutine entered: numbers @7", "coroutine left: numbers @7"];
    let expected =
        [round[0], round[1], "stdout \"0\\n\" @8", round[0], round[1], "stdout \"1\\n\" @8", round[0], round[1]];
    assert_eq!(said(&trace, is_of_stack), expected);
    let suspended = said(&trace, |kind| matches!(kind, Kind::PollEnd(PollEnding::Pending(_))));
    assert_eq!(suspended, ["poll ends: pending on future 1 @4", "poll ends: pending on future 2 @4"]);
}

#[test]
fn what_ends_without_a_word_is_left_when_the_next_one_begins() {
    let trace = run("\
import asyncio
class Once:
    def __await__(self):
        yield from asyncio.sleep(1).__await__()
async def next():
    print('next')
async def main():
    await Once()
    await next()
asyncio.run(main())
");
    let expected = [
        "coroutine entered: __await__ @8",
        "coroutine left: __await__ @8",
        "coroutine entered: next @9",
        "stdout \"next\\n\" @6",
        "coroutine left: next @9",
    ];
    assert_eq!(said(&trace, is_of_stack), expected);
}

#[test]
fn awaitables_of_the_programs_own_stand_in_the_stack() {
    let trace = run("\
import asyncio
class Twice:
    def __await__(self):
        yield from asyncio.sleep(1).__await__()
        yield from asyncio.sleep(1).__await__()
async def main():
    await Twice()
asyncio.run(main())
");
    assert_eq!(said(&trace, is_of_stack), ["coroutine entered: __await__ @7", "coroutine left: __await__ @7"]);
    let suspended = said(&trace, |kind| matches!(kind, Kind::PollEnd(PollEnding::Pending(_))));
    assert_eq!(suspended, ["poll ends: pending on future 1 @4", "poll ends: pending on future 2 @5"]);
}

#[test]
fn futures_are_named_after_what_the_program_called() {
    let trace = run_as_311(
        "\
import asyncio
async def nap(seconds):
    await asyncio.sleep(seconds)
async def main():
    lock, queue, event = asyncio.Lock(), asyncio.Queue(1), asyncio.Event()
    barrier, semaphore, condition = asyncio.Barrier(2), asyncio.Semaphore(1), asyncio.Condition()
    async def first():
        async with lock, semaphore:
            await asyncio.sleep(0.5)
        await queue.get()
        await barrier.wait()
        async with condition:
            condition.notify()
        event.set()
    async def second():
        async with lock:
            pass
        async with semaphore:
            pass
        await queue.put(1)
        async with condition:
            asyncio.create_task(first_of_two())
            await condition.wait()
    async def first_of_two():
        await barrier.wait()
    asyncio.create_task(first())
    asyncio.create_task(second())
    await event.wait()
    await asyncio.gather(nap(1), nap(2))
    await asyncio.wait([asyncio.create_task(nap(3))])
    await asyncio.wait_for(nap(4), 9)
    await asyncio.shield(nap(5))
    async with asyncio.TaskGroup() as group:
        group.create_task(nap(6))
    await asyncio.to_thread(print, 'x')
    for next in asyncio.as_completed([nap(7)]):
        await next
    await asyncio.get_running_loop().create_future()
try:
    asyncio.run(asyncio.wait_for(main(), 60))
except TimeoutError:
    pass
",
    );
    let mut seen = Vec::new();
    for name in waited_for(&trace) {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    let expected = [
        "wait_for",
        "Event.wait",
        "sleep(0.5)",
        "Lock.acquire",
        "Queue.get",
        "Barrier.wait",
        "Condition.wait",
        "gather",
        "sleep(1)",
        "sleep(2)",
        "wait",
        "sleep(3)",
        "sleep(4)",
        "shield",
        "sleep(5)",
        "TaskGroup",
        "sleep(6)",
        "to_thread",
        "as_completed",
        "sleep(7)",
        "",
        "shutdown_default_executor",
    ];
    seen.sort_unstable();
    let mut wanted = expected.to_vec();
    wanted.sort_unstable();
    assert_eq!(seen, wanted, "{}", text::trace(&trace));
}

#[test]
fn what_a_future_is_made_of_is_known() {
    let trace = run_as_311(
        "\
import asyncio
async def nap(seconds):
    await asyncio.sleep(seconds)
async def main():
    await asyncio.gather(nap(1), nap(2))
    async with asyncio.TaskGroup() as group:
        group.create_task(nap(1))
        group.create_task(nap(1))
    await asyncio.wait_for(nap(1), 9)
asyncio.run(main())
",
    );
    let added = said(&trace, |kind| matches!(kind, Kind::CallbackAdded { serves, .. } if *serves != 0));
    let expected = [
        "callback added to task 2 for future 1: gather: a child is done @5",
        "callback added to task 3 for future 1: gather: a child is done @5",
        "callback added to task 4 for future 4: TaskGroup: a task is done @6",
        "callback added to task 5 for future 4: TaskGroup: a task is done @6",
        "callback added to task 6 for future 7: wait_for: it is done @9",
    ];
    assert_eq!(added, expected);
    let queued = said(&trace, |kind| matches!(kind, Kind::CallbackQueued { .. }));
    assert!(queued.iter().any(|said| said.contains(": sleep(2) ")), "{queued:?}");
}

/// The variables right after the first record that says this.
fn variables_at(source: &str, said: &str) -> (Trace, Vec<Frame>) {
    let trace = run(source);
    let found = trace.records.iter().find(|record| text::what(&trace, record) == said);
    let record = found.unwrap_or_else(|| panic!("{said:?} is not in {}", text::trace(&trace))).seq;
    let (cut, outcome) = run_with(source, &Options { inspect: Some(record), ..Options::default() });
    assert!(trace.records.starts_with(&cut.records), "it did something else:\n{}", text::trace(&cut));
    assert!(cut.records.len() > record as usize, "it ended too early:\n{}", text::trace(&cut));
    assert_eq!(outcome.end, End::Inspected);
    (cut, outcome.variables.expect("they were asked for"))
}

fn written(frames: &[Frame]) -> Vec<String> {
    let written = |frame: &Frame| {
        let variables: Vec<_> = frame.variables.iter().map(|it| format!("{}={}", it.name, it.value)).collect();
        format!("{} {} {}: {}", frame.task, frame.function, frame.line, variables.join(" "))
    };
    frames.iter().map(written).collect()
}

const SHOP: &str = "\
import asyncio
from collections import deque
limit = 3
async def fetch(name, seconds):
    order = deque([name, seconds])
    await asyncio.sleep(seconds)
    order = 'done'
    return name
async def main():
    results = []
    task = asyncio.create_task(fetch('tea', 2), name='tea')
    results.append(await fetch('toast', 1))
    print('toast')
    results.append(await task)
asyncio.run(main())
";

#[test]
fn variables_of_what_runs_and_of_what_is_suspended() {
    let (_, variables) = variables_at(SHOP, "stdout \"toast\\n\"");
    let expected = [
        "0 <module> 15: limit=3",
        "1 main 13: results=['toast'] task=<Task tea pending>",
        "2 fetch 6: name='tea' seconds=2 order=deque(['tea', 2])",
    ];
    assert_eq!(written(&variables), expected);

    let (_, variables) = variables_at(SHOP, "poll ends: pending on future 2");
    let expected = [
        "0 <module> 15: limit=3",
        "1 main 12: results=[] task=<Task tea pending>",
        "1 fetch 6: name='toast' seconds=1 order=deque(['toast', 1])",
        "2 fetch 6: name='tea' seconds=2 order=deque(['tea', 2])",
    ];
    assert_eq!(written(&variables), expected);
}

#[test]
fn a_run_that_ends_before_the_record_is_looked_at_where_it_ends() {
    let (_, outcome) = run_with("x = 1\n", &Options { inspect: Some(1_000), ..Options::default() });
    assert_eq!(outcome.variables, Some(Vec::new()), "nothing runs any more");
    let (_, outcome) = run_with("x = 1\n", &Options::default());
    assert_eq!(outcome.variables, None);
}

#[test]
fn what_a_repr_does_counts_for_nothing() {
    let source = "\
import asyncio
class Hangs:
    def __repr__(self):
        while True:
            pass
class Stubborn:
    def __repr__(self):
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
class Raises:
    def __repr__(self):
        raise SystemExit
class Prints:
    def __repr__(self):
        print('x' * 10)
        asyncio.get_running_loop().call_soon(print, 'y')
        asyncio.current_task().cancel()
        return 'printed'
class Endless:
    def __repr__(self):
        return repr(self)
class Plain:
    pass
async def main():
    a, b, c, d, e, f = Hangs(), Stubborn(), Raises(), Prints(), Endless(), Plain()
    g, h, i, j = [Raises(), 1], 'x' * 1000, list(range(10**6)), 10**10**5
    itself = []
    itself.append(itself)
    k = {'a': {'b': {'c': {'d': 1}}}}
    print('here')
    await asyncio.sleep(1)
asyncio.run(main())
";
    let (trace, variables) = variables_at(source, "stdout \"here\\n\"");
    let main = variables.iter().find(|frame| frame.task == 1).expect("the main task");
    let variables: Vec<_> = main.variables.iter().map(|it| (&*it.name, &*it.value)).collect();
    let long = format!("'{}…", "x".repeat(58));
    let expected = [
        ("a", "<repr failed>"),
        ("b", "<repr failed>"),
        ("c", "<repr failed>"),
        ("d", "printed"),
        ("e", "<repr failed>"),
        ("f", "<__main__.Plain object>"),
        ("g", "[<repr failed>, 1]"),
        ("h", &*long),
        ("i", "[0, 1, 2, 3, 4, 5, 6, 7, …]"),
        ("j", "<int of 332193 bits>"),
        ("itself", "[[[[…]]]]"),
        ("k", "{'a': {'b': {'c': {…}}}}"),
    ];
    assert_eq!(variables, expected);
    assert!(!text::trace(&trace).contains("xxxxx"));
}

#[test]
fn a_program_that_does_not_want_to_end_is_ended_after_it_was_looked_at() {
    let source = "\
import asyncio
async def main():
    await asyncio.sleep(1)
    for n in range(3):
        print('here')
    while stubborn:
        try:
            n += 1
        except BaseException:
            pass
stubborn = False
asyncio.run(main())
";
    let said = run(source).records.iter().find(|record| matches!(record.kind, Kind::Output { .. })).map(|it| it.seq);
    let stubborn = source.replace("stubborn = False", "stubborn = True");
    let (_, outcome) = run_with(&stubborn, &Options { inspect: said, ..Options::default() });
    let variables = outcome.variables.expect("they were asked for");
    assert_eq!(written(&variables)[1], "1 main 5: n=0");
}

#[test]
fn not_too_many_variables_are_shown() {
    let names: Vec<_> = (0..40).map(|number| format!("v{number}")).collect();
    let source = format!(
        "import asyncio\n{} = 1\n__hidden = 2\nclass C: pass\ndef f(): pass\nprint('here')\n",
        names.join(" = ")
    );
    let (_, variables) = variables_at(&source, "stdout \"here\\n\"");
    let frame = &variables[0];
    assert_eq!((frame.variables.len(), frame.more), (30, 10));
}

/// What moved the clock, with the line.
fn moves(trace: &Trace) -> Vec<String> {
    said(trace, |kind| matches!(kind, Kind::ClockAdvanced { .. } | Kind::Blocked { .. }))
}

#[test]
fn who_polls_by_turns_comes_to_the_next_timer() {
    let source = "\
import asyncio
async def main():
    task = asyncio.create_task(asyncio.sleep(1))
    while not task.done():
        await asyncio.sleep(0)
    await asyncio.sleep(2)
asyncio.run(main())
";
    let trace = run(source);
    let moves = moves(&trace);
    assert!((3_000..6_000).contains(&moves.len()), "{} moves", moves.len());
    assert_eq!(moves[0], "clock advanced from 0s by polling @0");
    let fired = trace.records.iter().find(|record| matches!(record.kind, Kind::TimerFired(_)));
    assert_eq!(fired.map(|record| record.time.as_secs_f64()), Some(1.0));
    assert!(moves[moves.len() - 1].starts_with("clock advanced from 1") && !moves[moves.len() - 1].contains("polling"));
    assert_eq!(run(source), trace, "every run is the same");
}

#[test]
fn who_polls_the_clock_blocks_the_loop_in_one_record() {
    let trace = run("\
import asyncio, time
async def main():
    await asyncio.sleep(1)
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        pass
    print('free')
asyncio.run(main())
end = time.time() + 2
while time.time() < end:
    pass
");
    assert_eq!(
        moves(&trace),
        ["clock advanced from 0s @0", "loop blocked since 1s by polling the clock @5", moves(&trace)[2].as_str(),]
    );
    assert!(moves(&trace)[2].ends_with("by polling the clock @10"), "{:?}", moves(&trace));
    let blocked = trace.records.iter().filter(|record| matches!(record.kind, Kind::Blocked { .. }));
    let ends: Vec<f64> = blocked.map(|record| record.time.as_secs_f64()).collect();
    assert!((1.5..1.501).contains(&ends[0]) && (3.5..3.504).contains(&ends[1]), "{ends:?}");
}

#[test]
fn who_does_not_poll_keeps_exact_instants() {
    let trace = run("\
import asyncio, time
async def main():
    for _ in range(900):
        await asyncio.sleep(0)
    for n in range(60):
        time.time()
    for n in range(30):
        await asyncio.sleep(0.1)
asyncio.run(main())
");
    let last = trace.records.iter().rev().find(|record| matches!(record.kind, Kind::TimerFired(_)));
    assert_eq!(last.map(|record| record.time.as_nanos()), Some(3_000_000_000));
    assert_eq!(moves(&trace).len(), 30);
}

#[test]
fn computing_takes_time_where_that_is_switched_on() {
    let source = "\
import asyncio
async def main():
    await asyncio.sleep(1)
    total = 0
    for n in range(100_000):
        total += n
    await asyncio.sleep(1)
asyncio.run(main())
";
    assert_eq!(moves(&run(source)), ["clock advanced from 0s @0", "clock advanced from 1s @0"]);
    let (trace, _) = run_with(source, &Options { computing: true, ..Options::default() });
    let computed = moves(&trace);
    assert_eq!(computed.len(), 3, "{computed:?}");
    assert!(computed[1].starts_with("loop blocked since 1s by computing @"), "{computed:?}");
    assert_eq!(moves(&run(&format!("{source}# @computing\n"))), computed);
}
