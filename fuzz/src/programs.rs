//! A reader's program, from its text to what the page says of its run: it may fail, but not crash and not hang.

use std::rc::Rc;
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant as Clock;

use loopscope_executor::trace::{Chunk, Trace};
use loopscope_executor::{Instant, Limits, text};
use loopscope_python::{Guard, Options, Python};
use loopscope_view::{Cursor, Lang, Scope, internals, sentence};

/// As much as the command line gives a program.
const STACK: usize = 64 << 20;
/// An interpreter is used for so many programs; what one leaves behind is the next one's surprise.
const PROGRAMS: u32 = 50;
/// How long a program may compute, in milliseconds.
const COMPUTING: u32 = 500;

/// Runs it, if it is text.
pub(crate) fn run(bytes: &[u8]) {
    static RUNNER: OnceLock<(Sender<String>, std::sync::Mutex<Receiver<()>>)> = OnceLock::new();
    let Ok(source) = std::str::from_utf8(bytes) else { return };
    let (programs, ends) = RUNNER.get_or_init(|| {
        let (programs, source) = channel::<String>();
        let (end, ends) = channel();
        let thread = std::thread::Builder::new().stack_size(STACK).name("python".to_owned());
        let running = thread.spawn(move || {
            let mut python = Python::new();
            for (nth, source) in (1..).zip(source) {
                if nth % PROGRAMS == 0 {
                    python = Python::new();
                }
                one(&python, &source);
                if end.send(()).is_err() {
                    return;
                }
            }
        });
        drop(running.expect("a thread"));
        (programs, ends.into())
    });
    programs.send(source.to_owned()).expect("no program before has failed");
    ends.lock().expect("one at a time").recv().expect("the engine does not panic");
}

fn one(python: &Python, source: &str) {
    let guard = Guard { limit_ms: COMPUTING, told_ms: COMPUTING, now_ms, tell: Rc::new(|_: Chunk| {}) };
    // Some are looked at, too.
    let inspect = (source.len().is_multiple_of(5)).then_some(source.len() as u32 % 97);
    let day = Instant::from_nanos(24 * 3600 * 1_000_000_000);
    let options = Options { limits: Limits { steps: 5000, records: 5000, time: day }, inspect, ..Options::default() };
    let outcome = python.run_guarded(source, &options, Some(guard), |_, _| {});
    let mut trace = Trace::default();
    trace.append(outcome.trace);
    told(trace);
}

/// All that a page says of a trace.
fn told(trace: Trace) {
    for record in trace.records.iter().take(200) {
        let _ = text::what(&trace, record);
    }
    let scope = Scope::new(trace);
    for seq in (0..scope.len()).step_by((scope.len() as usize / 100).max(1)) {
        let Some(record) = scope.record(seq) else { continue };
        let _ = Lang::ALL.map(|lang| sentence(lang, &scope, record));
        let state = scope.state_at(Cursor(seq));
        let _ = internals(Lang::DEFAULT, &scope, &state);
    }
}

fn now_ms() -> f64 {
    static START: OnceLock<Clock> = OnceLock::new();
    #[expect(clippy::disallowed_methods, reason = "what takes too long is what is looked for")]
    let (start, now) = (START.get_or_init(Clock::now), Clock::now());
    now.duration_since(*start).as_secs_f64() * 1000.0
}
