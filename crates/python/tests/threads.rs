//! What the trace of a Python program tells of its threads.

use loopscope_executor::text;
use loopscope_executor::trace::{Actor, Kind, Trace, thread_of, thread_task};
use loopscope_python::{Options, Python};

fn run(source: &str) -> Trace {
    let mut outcome = Python::new().run(source, &Options::default(), |_, _| {});
    let mut trace = Trace::default();
    trace.append(std::mem::take(&mut outcome.trace));
    assert_eq!(outcome.exit_code, 0, "{}", text::trace(&trace));
    trace
}

/// What happens to threads, and what they print: when, to which, what, on which line.
fn told(trace: &Trace) -> Vec<String> {
    let records = trace.records.iter().filter_map(|record| {
        let thread = thread_of(record.task)?;
        let ms = record.time.as_nanos() / 1_000_000;
        Some(format!("{ms} T{thread} {} @{}", text::what(trace, record), record.line))
    });
    records.collect()
}

#[test]
fn a_thread_has_its_start_its_waits_and_its_end() {
    let trace = run("\
import asyncio, time
def fetch(name):
    time.sleep(0.5)
    print(name)
async def main():
    await asyncio.gather(asyncio.to_thread(fetch, 'a'), asyncio.to_thread(lambda: fetch('b')))
asyncio.run(main())
");
    let expected = [
        "0 T1 thread started by task 2, name asyncio_0 @0",
        "0 T1 thread runs @0",
        "0 T1 thread waits: sleep(0.5) @3",
        "0 T2 thread started by task 3, name asyncio_1 @0",
        "0 T2 thread runs @0",
        "0 T2 thread waits: sleep(0.5) @3",
        "500 T1 thread runs @3",
        "500 T1 stdout \"a\\n\" @4",
        "500 T1 callback 1 queued by thread 1: wrap_future: a thread's result @0",
        "500 T1 thread waits: ThreadPoolExecutor: something to do @0",
        "500 T2 thread runs @3",
        "500 T2 stdout \"b\\n\" @4",
    ];
    assert_eq!(told(&trace)[..expected.len()], expected, "{}", text::trace(&trace));
}

#[test]
fn a_thread_that_goes_round_and_round_waits_for_its_turn() {
    let trace = run("\
import threading, time
done = False
def spin():
    while not done:
        pass
    print('seen')
thread = threading.Thread(target=spin)
thread.start()
time.sleep(0.1)
done = True
thread.join()
");
    let told = told(&trace);
    assert_eq!(
        told.first().map(String::as_str),
        Some("0 T1 thread started by program, name Thread-1 (spin), runs spin @8")
    );
    assert!(told.contains(&"5 T1 thread waits: its next turn @4".to_owned()), "{told:?}");
    let end = ["stdout \"seen\\n\" @6", "thread ended: ready @0"];
    assert!(told[told.len() - 2..].iter().zip(end).all(|(told, end)| told.ends_with(end)), "{told:?}");
}

#[test]
fn what_a_thread_does_to_the_loop_says_so() {
    let trace = run("\
import asyncio, threading, time
async def main():
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    def work():
        time.sleep(0.2)
        loop.call_soon_threadsafe(done.set_result, 42)
    threading.Thread(target=work).start()
    print(await done)
asyncio.run(main())
");
    let by_thread = trace.records.iter().any(|record| match record.kind {
        Kind::CallbackQueued { by, .. } => by == Actor::Thread(1) && record.line == 7,
        _ => false,
    });
    assert!(by_thread, "{}", text::trace(&trace));
    let ends = trace.records.iter().filter(|record| matches!(record.kind, Kind::ThreadEnded(_)));
    assert_eq!(ends.map(|record| record.task).collect::<Vec<_>>(), [thread_task(1)]);
}

#[test]
fn a_thread_that_cannot_be_left_is_told_of() {
    let trace = run("\
import threading, time
def values():
    for n in range(2):
        time.sleep(0.1)
        yield n
def use():
    print(list(map(str, values())))
thread = threading.Thread(target=use)
thread.start()
thread.join()
");
    let inexact = trace.records.iter().filter(|record| matches!(record.kind, Kind::Inexact(_)));
    assert_eq!(inexact.map(|record| record.line).collect::<Vec<_>>(), [4, 4], "{}", text::trace(&trace));
}

#[test]
fn variables_are_had_of_a_program_that_spins() {
    let source = "\
import threading, time
thread = threading.Thread(target=time.sleep, args=(0.1,))
thread.start()
while thread.is_alive(): pass
value = 42
print('over')
";
    let trace = run(source);
    let over = trace.records.iter().find(|record| matches!(record.kind, Kind::Output { .. })).expect("it prints");
    let options = Options { inspect: Some(over.seq), ..Options::default() };
    let variables = Python::new().run(source, &options, |_, _| {}).variables;
    assert!(format!("{variables:?}").contains("42"), "{variables:?}");
}
