//! The Python engine in its worker (web/python): carries out what model/python.rs wants, and tells it what happens.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Array, Error, Promise, Reflect, Uint8Array, WebAssembly};
use leptos::prelude::window;
use loopscope_json::{Json, json};
use loopscope_protocol::{Epoch, Update};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    MessageEvent, ReadableStream, ReadableStreamDefaultReader, RequestCache, RequestCredentials, RequestInit, Response,
    ResponseInit, Worker, WorkerOptions, WorkerType,
};

use super::clock::page_ms;
use super::editor::value;
use super::timers::Timers;
use crate::inbox::Inbox;
use crate::model::python::{Effect, Event, Failure, LIMIT_MS, Order, Python, Report, Timer, Until, Why};

/// What a program is called in tracebacks.
const FILE: &str = "main.py";

/// Where the engine's files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Their folder's address, with a slash at its end.
    pub(crate) folder: String,
    /// What the module weighs before compression, in bytes.
    pub(crate) size: u64,
}

#[wasm_bindgen]
extern "C" {
    /// What the worker says of a run.
    type Said;
    #[wasm_bindgen(method, getter)]
    fn run(this: &Said) -> Option<u32>;
    #[wasm_bindgen(method, getter)]
    fn end(this: &Said) -> Option<Uint8Array>;
    #[wasm_bindgen(method, getter)]
    fn trap(this: &Said) -> Option<String>;
    /// What is wrong with its program, as an update.
    #[wasm_bindgen(method, getter)]
    fn problems(this: &Said) -> Option<Uint8Array>;
    /// Its program's variables, as an update.
    #[wasm_bindgen(method, getter)]
    fn variables(this: &Said) -> Option<Uint8Array>;

    /// A program, as the worker takes it.
    type Asked;
    #[wasm_bindgen(method, setter)]
    fn set_inspect(this: &Asked, inspect: Option<u32>);
    #[wasm_bindgen(method, setter)]
    fn set_interrupt(this: &Asked, interrupt: &Array);

    /// What the worker is told when the end of a run is to be written.
    type Halt;
    #[wasm_bindgen(method, setter)]
    fn set_halted(this: &Halt, told: &Uint8Array);

    /// An error of the worker's own; one whose script did not come has no words.
    type Failed;
    #[wasm_bindgen(method, getter)]
    fn message(this: &Failed) -> Option<String>;
    #[wasm_bindgen(method, js_name = preventDefault)]
    fn prevent_default(this: &Failed);
}

/// The engine. Dropping it ends its worker.
pub(crate) struct PythonEngine {
    /// Itself, for the callbacks it hands out.
    this: Weak<PythonEngine>,
    place: Place,
    machine: RefCell<Python>,
    report: Box<dyn Fn(Report)>,
    worker: RefCell<Option<Worker>>,
    module: RefCell<Option<WebAssembly::Module>>,
    /// Number of the attempt to fetch the module.
    attempt: Cell<u32>,
    timers: Timers<Timer>,
    inbox: Inbox<Event>,
    on_message: Closure<dyn FnMut(MessageEvent)>,
    on_error: Closure<dyn FnMut(Failed)>,
}

impl PythonEngine {
    /// Nothing of it is there yet.
    pub(crate) fn new(place: Place, report: impl Fn(Report) + 'static) -> Rc<Self> {
        Rc::new_cyclic(|this: &Weak<PythonEngine>| {
            let for_message = this.clone();
            let for_error = this.clone();
            PythonEngine {
                this: this.clone(),
                machine: RefCell::new(Python::new(place.size)),
                place,
                report: Box::new(report),
                worker: RefCell::default(),
                module: RefCell::default(),
                attempt: Cell::new(0),
                timers: Timers::default(),
                inbox: Inbox::default(),
                on_message: Closure::new(move |event: MessageEvent| {
                    if let Some(engine) = for_message.upgrade()
                        && let Some(event) = heard(&event.data())
                    {
                        engine.on(event);
                    }
                }),
                on_error: Closure::new(move |event: Failed| {
                    event.prevent_default();
                    if let Some(engine) = for_error.upgrade() {
                        let words = event.message().filter(|words| !words.is_empty());
                        engine.on(Event::Lost(words.map_or(Failure::Unreached, |words| failure("", words))));
                    }
                }),
            }
        })
    }

    /// Has something happen. What happens meanwhile happens afterwards.
    pub(crate) fn on(&self, event: Event) {
        self.inbox.take(event, |event| {
            let effects = self.machine.borrow_mut().on(event, page_ms());
            for effect in effects {
                self.perform(effect);
            }
        });
    }

    fn perform(&self, effect: Effect) {
        match effect {
            Effect::Fetch => {
                self.hire();
                self.fetch();
            }
            Effect::Replace => {
                self.dismiss();
                self.hire();
                self.hand_over();
            }
            Effect::Discard => {
                self.dismiss();
                self.module.take();
                self.attempt.set(self.attempt.get() + 1);
            }
            Effect::Post(order) => self.post(&message(&order)),
            Effect::Arm(timer, ms) => {
                let this = self.this.clone();
                self.timers.arm(timer, ms, move || {
                    if let Some(engine) = this.upgrade() {
                        engine.on(Event::Rang(timer));
                    }
                });
            }
            Effect::Disarm(timer) => self.timers.disarm(&timer),
            Effect::Report(report) => (self.report)(report),
        }
    }

    fn post(&self, message: &JsValue) {
        if let Some(worker) = &*self.worker.borrow() {
            // It fails only for values that cannot be cloned; modules, texts and numbers can.
            let _ = worker.post_message(message);
        }
    }

    /// Starts a worker, which loads its script.
    fn hire(&self) {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        match Worker::new_with_options(&[&self.place.folder, "worker.js"].concat(), &options) {
            Ok(worker) => {
                worker.set_onmessage(Some(self.on_message.as_ref().unchecked_ref()));
                worker.set_onerror(Some(self.on_error.as_ref().unchecked_ref()));
                *self.worker.borrow_mut() = Some(worker);
            }
            Err(error) => self.on(Event::Lost(reason(&error))),
        }
    }

    fn dismiss(&self) {
        if let Some(worker) = self.worker.take() {
            // What it has said already is of no interest.
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.terminate();
        }
    }

    /// Gives the module to the worker.
    fn hand_over(&self) {
        let module = self.module.borrow().clone();
        if let Some(module) = module {
            self.post(&module);
        }
    }

    /// Fetches the module and compiles it on the way.
    fn fetch(&self) {
        let attempt = self.attempt.get();
        let address = [&self.place.folder, "python_bg.wasm"].concat();
        let this = self.this.clone();
        let current = move || this.upgrade().filter(|engine| engine.attempt.get() == attempt);
        let came = {
            let current = current.clone();
            move |bytes| {
                let engine = current();
                if let Some(engine) = &engine {
                    engine.on(Event::Came(bytes));
                }
                engine.is_some()
            }
        };
        spawn_local(async move {
            // What is kept of it may be cut short: who tries again wants it from the site.
            let cache = if attempt > 0 { RequestCache::Reload } else { RequestCache::Default };
            let compiled = compiled(&address, cache, came).await;
            let Some(engine) = current() else { return };
            match compiled {
                Ok(module) => {
                    *engine.module.borrow_mut() = Some(module);
                    engine.hand_over();
                    engine.on(Event::Compiled);
                }
                Err(failure) => engine.on(Event::Lost(failure)),
            }
        });
    }
}

impl Drop for PythonEngine {
    fn drop(&mut self) {
        self.dismiss();
    }
}

/// The module at this address. `came` is told how many bytes of it are there, and says whether it is still wanted.
async fn compiled(
    address: &str,
    cache: RequestCache,
    came: impl Fn(u64) -> bool + 'static,
) -> Result<WebAssembly::Module, Failure> {
    let init = RequestInit::new();
    init.set_cache(cache);
    init.set_credentials(RequestCredentials::SameOrigin);
    let asked = window().fetch_with_str_and_init(address, &init);
    let response: Response = JsFuture::from(asked).await.map_err(|error| reason(&error))?.unchecked_into();
    if !response.ok() {
        return Err(Failure::Refused(response.status()));
    }
    let module = async {
        let body = response.body().ok_or_else(|| JsValue::from_str("no body"))?;
        // One to compile, and one to count.
        let twins: Array = body.tee().unchecked_into();
        spawn_local(count(twins.get(1).unchecked_into(), came));
        let headers = web_sys::Headers::new()?;
        headers.set("Content-Type", "application/wasm")?;
        let init = ResponseInit::new();
        init.set_headers(&headers);
        let body: ReadableStream = twins.get(0).unchecked_into();
        let response: JsValue = Response::new_with_opt_readable_stream_and_init(Some(&body), &init)?.into();
        JsFuture::from(WebAssembly::compile_streaming(&Promise::resolve(&response))).await
    };
    module.await.map(JsCast::unchecked_into).map_err(|error| reason(&error))
}

/// Counts the bytes of a stream as they come, until they are not wanted any more. That it breaks off is said elsewhere.
async fn count(stream: ReadableStream, came: impl Fn(u64) -> bool) {
    let Ok(reader) = ReadableStreamDefaultReader::new(&stream) else { return };
    let mut bytes = 0;
    while let Ok(read) = JsFuture::from(reader.read()).await {
        let chunk = Reflect::get(&read, &"value".into()).ok().and_then(|chunk| chunk.dyn_into::<Uint8Array>().ok());
        let Some(chunk) = chunk else { return };
        bytes += u64::from(chunk.length());
        if !came(bytes) {
            return;
        }
    }
}

/// Why the engine does not come, from what was thrown.
fn reason(error: &JsValue) -> Failure {
    match error.dyn_ref::<Error>() {
        Some(error) => failure(&String::from(error.name()), String::from(error.message())),
        None => Failure::Broken(super::load::words(error)),
    }
}

/// The same from an error's name and message. A `TypeError` is what `fetch` throws when nothing answers, and a stream that breaks off.
fn failure(name: &str, message: String) -> Failure {
    let memory = message.contains("RangeError") || message.to_ascii_lowercase().contains("out of memory");
    match name {
        "RangeError" => Failure::Memory,
        _ if memory => Failure::Memory,
        "TypeError" | "NetworkError" => Failure::Unreached,
        _ => Failure::Broken(message),
    }
}

/// What the worker said, if it is understood.
fn heard(data: &JsValue) -> Option<Event> {
    if data.is_string() {
        return Some(Event::Ready);
    }
    if let Some(update) = data.dyn_ref::<Uint8Array>() {
        return Some(Event::Told(update.to_vec()));
    }
    let said: &Said = data.unchecked_ref();
    let run = said.run()?;
    if let Some(why) = said.trap() {
        return Some(Event::Trapped(run, Why::from_name(&why)));
    }
    let update = said.end()?.to_vec();
    let told = |bytes: Option<Uint8Array>| Update::from_bytes(&bytes?.to_vec()).ok();
    let problems = match told(said.problems()) {
        Some(Update::Problems { problems, .. }) => problems,
        _ => Vec::new(),
    };
    let variables = match told(said.variables()) {
        Some(Update::Variables { frames, .. }) => frames,
        _ => Vec::new(),
    };
    Some(Event::Ended { run, update, problems, variables })
}

/// What the worker is told, as worker.js takes it: of a program that runs, and of a run that was stopped from outside.
fn message(order: &Order) -> JsValue {
    match order {
        Order::Run { program, most_ms, limit_ms } => {
            let (inspect, interrupt) = match program.until {
                Until::End => (None, Vec::new()),
                Until::Record(record) => (Some(record), Vec::new()),
                Until::Interrupted(record, at) => (None, vec![f64::from(record), at.as_secs_f64()]),
            };
            let run = value(&json!({
                "run": program.run,
                "file": FILE,
                "source": &*program.source,
                "epoch": Epoch::default().unix_ms / 1000,
                "python": program.python.name(),
                "most": *most_ms,
                "limit": *limit_ms,
                "told": LIMIT_MS,
                "typed": program.typed.iter().map(String::as_str).collect::<Json>(),
            }));
            let asked = run.unchecked_ref::<Asked>();
            asked.set_inspect(inspect);
            asked.set_interrupt(&interrupt.into_iter().map(JsValue::from).collect::<Array>());
            run
        }
        Order::Halt { run, told, why } => {
            let halt = value(&json!({ "run": *run, "why": why.name(), "ms": LIMIT_MS }));
            halt.unchecked_ref::<Halt>().set_halted(&Uint8Array::from(told.as_slice()));
            halt
        }
    }
}
