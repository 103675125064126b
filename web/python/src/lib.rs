//! The Python engine as a Web Worker's module: a program goes in, its run comes out as a protocol value. `worker.js` beside it
//! calls it, and gives each program an interpreter that no other has used.

mod pulse;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Uint8Array};
use loopscope_engine::LIMITS;
use loopscope_executor::trace::{Chunk, Kind, Limit, Record, Stream};
use loopscope_executor::{Instant, text};
use loopscope_protocol::{Frame, Outcome, Problem, RunNo, Status, Update};
use loopscope_python::{Clocks, Guard, Interruption, Options, Python};
use wasm_bindgen::prelude::*;

thread_local! {
    /// The interpreter, once it was made.
    static PYTHON: RefCell<Option<Python>> = const { RefCell::new(None) };
    /// What the last program printed: on its standard output, and on its standard error.
    static PRINTED: RefCell<[String; 2]> = const { RefCell::new([String::new(), String::new()]) };
    /// What else is known of it.
    static LAST: RefCell<Last> = RefCell::default();
}

/// What is known of the last program beside its trace and what it printed.
#[derive(Default)]
struct Last {
    run: RunNo,
    /// What is wrong with it.
    problems: Vec<Problem>,
    /// Its variables after this record, if they were asked for.
    variables: Option<(u32, Vec<Frame>)>,
}

/// Makes the interpreter, with all in it that programs need first.
#[wasm_bindgen]
pub fn warm() {
    let python = Python::new();
    python.warm();
    PYTHON.set(Some(python));
}

/// Where in memory stands what is of no use any more once [`warm`] was called: an address and a length in bytes, and so on.
/// `scripts/snapshot.mjs` asks.
#[wasm_bindgen]
pub fn spent() -> Vec<u32> {
    let place = |bytes: &[u8]| [bytes.as_ptr().addr() as u32, bytes.len() as u32];
    PYTHON.with_borrow(|python| python.iter().flat_map(Python::spent).flat_map(place).collect())
}

/// Brings into the interpreter what programs often want beside that.
#[wasm_bindgen]
pub fn stock() {
    PYTHON.with_borrow(|python| python.as_ref().map(Python::stock));
}

/// Says who fetches what the next program asks for (`library.js`): `text` gives a package's modules by its name, `sum` what
/// `HashRequest` asks for; each `undefined` where there is none.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn provide(text: Function, sum: Function) {
    loopscope_python::set_fetch(move |name| text.call1(&JsValue::UNDEFINED, &name.into()).ok()?.as_string());
    loopscope_python::set_maker(move |request| {
        let (salt, rounds) = match request.derive {
            Some((salt, rounds)) => (Uint8Array::from(salt).into(), rounds),
            None => (JsValue::UNDEFINED, 0),
        };
        let request: [JsValue; 5] = [
            request.algorithm.into(),
            Uint8Array::from(request.data).into(),
            (request.size as u32).into(),
            salt,
            rounds.into(),
        ];
        let found = sum.apply(&JsValue::UNDEFINED, &request.iter().collect::<js_sys::Array>()).ok()?;
        found.dyn_into::<Uint8Array>().ok().map(|found| found.to_vec())
    });
}

/// Runs a program to its end, in virtual time, and gives what it did as `Update::Progress`.
///
/// `run`: the number of the run. `file`: what the program is called in tracebacks. `epoch`: seconds between 1970 and its start.
/// `most_ms`: milliseconds that it may compute; then the call throws `pulse::OVER`, and the instance is of no use any more.
/// `limit_ms`: milliseconds after which a run that is watched over ends by itself, which its trace tells of as `told_ms`; 0 for a
/// run that is not. With such a limit, `tell` gets an update with what is new before each step. `inspect`: the record of the trace
/// after which the run ends, for the sake of `variables`. `python`: which Python it is run as, by its name. `typed`: the lines that the
/// reader has typed so far. `interrupt`: the record and the second of loop time at which the reader interrupts it; empty if never.
#[wasm_bindgen]
#[expect(clippy::too_many_arguments, reason = "a worker's message, field by field")]
pub fn run(
    run: u32,
    file: &str,
    source: &str,
    epoch: f64,
    most_ms: u32,
    limit_ms: u32,
    told_ms: u32,
    tell: Function,
    inspect: Option<u32>,
    python: &str,
    typed: Vec<String>,
    interrupt: &[f64],
) -> Vec<u8> {
    let told = Rc::new(RefCell::new(false));
    let update = move |told: &RefCell<bool>, chunk: Chunk, now: Instant, status: Status| {
        let replace = !told.replace(true);
        Update::Progress { run, replace, chunk, now, status }.to_bytes()
    };
    let guard = (limit_ms > 0).then(|| {
        let told = told.clone();
        Guard {
            limit_ms,
            told_ms,
            now_ms: pulse::had_ms,
            tell: Rc::new(move |chunk: Chunk| {
                let now = chunk.records.last().map_or(Instant::ZERO, |record| record.time);
                let bytes = update(&told, chunk, now, Status::Running);
                // Whoever does not listen misses what is new; the run goes on.
                let _ = tell.call1(&JsValue::UNDEFINED, &Uint8Array::from(bytes.as_slice()));
            }),
        }
    });
    let options = Options {
        file: file.to_owned(),
        args: Vec::new(),
        clock: Clocks::Virtual,
        recording: true,
        limits: LIMITS,
        epoch,
        decoded: false,
        inspect,
        computing: false,
        version: python.parse().unwrap_or_default(),
        input: Some(typed),
        interruption: match *interrupt {
            [record, seconds] => Some(Interruption { record: record as u32, at: Instant::from_secs_f64(seconds) }),
            _ => None,
        },
    };
    PRINTED.take();
    let Some(python) = PYTHON.take() else { wasm_bindgen::throw_str("no interpreter was made") };
    pulse::begin(most_ms);
    let outcome =
        python.run_guarded(source, &options, guard, |stream, text| {
            PRINTED.with_borrow_mut(|[stdout, stderr]| {
                if stream == Stream::Stdout { stdout.push_str(text) } else { stderr.push_str(text) }
            });
        });
    pulse::end();
    let ended = Status::Ended(outcome.told());
    LAST.set(Last { run, problems: outcome.problems, variables: inspect.zip(outcome.variables) });
    // What it has left behind is of no use to anybody: the next program gets another interpreter.
    std::mem::forget(python);
    update(&told, outcome.trace, outcome.time, ended)
}

/// The end of a run that was stopped from outside, as `Update::Progress`. `last`: the last update that it told, if it told one.
/// `why`: `time` after `ms` milliseconds of computing, `memory`, `stack`, or `engine`.
#[wasm_bindgen]
pub fn halted(run: u32, last: &[u8], why: &str, ms: u32) -> Vec<u8> {
    let told = match Update::from_bytes(last) {
        Ok(Update::Progress { chunk, .. }) => chunk.records.last().copied(),
        _ => None,
    };
    let mut chunk = Chunk::default();
    if let Some(told) = told.filter(|_| why == "time") {
        let kind = Kind::LimitReached(Limit::Computing(ms));
        chunk.records.push(Record { seq: told.seq + 1, task: 0, line: 0, kind, ..told });
    }
    let outcome = match why {
        "time" => Outcome::Limited(text::limit(&Limit::Computing(ms))),
        "memory" => Outcome::Limited("512 MB of memory".to_owned()),
        "stack" => Outcome::Failed("RecursionError: calls are nested too deeply".to_owned()),
        _ => Outcome::Failed("the Python engine has failed".to_owned()),
    };
    let now = told.map_or(Instant::ZERO, |record| record.time);
    Update::Progress { run, replace: last.is_empty(), chunk, now, status: Status::Ended(outcome) }.to_bytes()
}

/// What the last program printed on its standard output.
#[wasm_bindgen]
pub fn stdout() -> String {
    PRINTED.with_borrow(|[stdout, _]| stdout.clone())
}

/// What it printed on its standard error.
#[wasm_bindgen]
pub fn stderr() -> String {
    PRINTED.with_borrow(|[_, stderr]| stderr.clone())
}

/// What is wrong with the last program, as `Update::Problems`.
#[wasm_bindgen]
pub fn problems() -> Vec<u8> {
    LAST.with_borrow(|last| Update::Problems { run: last.run, problems: last.problems.clone() }.to_bytes())
}

/// The variables of the last program at the record that `run` was given as `inspect`, as `Update::Variables`; `undefined` when they were not
/// asked for.
#[wasm_bindgen]
pub fn variables() -> Option<Vec<u8>> {
    let told = |(record, frames): &(u32, Vec<Frame>), run| {
        Update::Variables { run, record: *record, frames: frames.clone() }.to_bytes()
    };
    LAST.with_borrow(|last| last.variables.as_ref().map(|variables| told(variables, last.run)))
}
