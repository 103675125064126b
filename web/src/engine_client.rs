//! The engine behind its worker: commands go in, and once a frame what it said since comes out.
//!
//! ```text
//!                        Ready                   Load                     Ended, Refused
//!   starting ──────────────────► idle ─────────────────► busy ───────────────────────────► idle
//!      │ error                    │ error                  │ error (it panicked), or two ticks without
//!      │                          │                        │ an answer to Ping (it hangs)
//!      └──────────────────────────┴────────────┬───────────┘
//!                                              ▼
//!                              terminated and replaced: starting again
//!                       (twice in a row without Ready: gone for good)
//! ```
//!
//! Missed answers are counted in ticks of a timer, not in time: after a laptop slept, or in a throttled tab, what the
//! worker has answered is read before the next tick.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Array, Reflect, Uint8Array};
use loopscope_protocol::{Command, Status, Update};
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker};

/// How often a busy worker is asked whether it lives.
const TICK_MS: i32 = 1000;
/// How many ticks it may leave unanswered.
const PATIENCE: u32 = 2;
/// How many workers in a row may fail before they are ready.
const TRIES: u32 = 2;

/// What a client has to say.
#[derive(Debug)]
pub(crate) enum Report {
    /// What the engine said since the last frame, in order.
    Updates(Vec<Update>),
    /// The worker panicked or hung; what ran is lost, another worker takes its place.
    Replaced,
    /// No worker can be started.
    Gone,
}

/// One engine. Dropping it ends its worker.
pub(crate) struct EngineClient {
    /// Itself, for the callbacks it hands out.
    this: Weak<EngineClient>,
    address: String,
    report: Box<dyn Fn(Report)>,
    worker: RefCell<Option<Worker>>,
    ready: Cell<bool>,
    busy: Cell<bool>,
    /// Workers that failed before they were ready, since the last one that was.
    failures: Cell<u32>,
    unanswered: Cell<u32>,
    ticking: Cell<Option<i32>>,
    /// Commands given before the worker was ready.
    waiting: RefCell<Vec<Command>>,
    inbox: RefCell<Vec<Update>>,
    frame_asked: Cell<bool>,
    on_message: Closure<dyn FnMut(MessageEvent)>,
    on_error: Closure<dyn FnMut(ErrorEvent)>,
    on_frame: Closure<dyn FnMut()>,
    on_tick: Closure<dyn FnMut()>,
}

/// The address of the script that goes with this module, as the page names it.
fn script() -> String {
    let link = leptos::prelude::document().query_selector("link[rel=modulepreload]").ok().flatten();
    link.map(|link| link.unchecked_into::<web_sys::HtmlLinkElement>().href()).unwrap_or_default()
}

/// The worker that web/boot.js has started beside the download of this application, with what it has said so far.
fn started_early() -> Option<(Worker, Array)> {
    let early = Reflect::get(&js_sys::global(), &"loopscopeEngine".into()).ok()?;
    let worker = Reflect::get(&early, &"worker".into()).ok()?.dyn_into().ok()?;
    let said = Reflect::get(&early, &"said".into()).ok()?.dyn_into().ok()?;
    // It is taken once.
    let _ = Reflect::set(&js_sys::global(), &"loopscopeEngine".into(), &JsValue::UNDEFINED);
    Some((worker, said))
}

impl EngineClient {
    /// Starts an engine, or takes over the one that was started early. `address`: that of web/engine.js.
    pub(crate) fn start(address: String, report: impl Fn(Report) + 'static) -> Rc<Self> {
        let client = Rc::new_cyclic(|this: &Weak<EngineClient>| {
            fn call(this: &Weak<EngineClient>, f: fn(&EngineClient)) -> Closure<dyn FnMut()> {
                let this = this.clone();
                Closure::new(move || {
                    if let Some(client) = this.upgrade() {
                        f(&client);
                    }
                })
            }
            let for_message = this.clone();
            let for_error = this.clone();
            EngineClient {
                this: this.clone(),
                address,
                report: Box::new(report),
                worker: RefCell::default(),
                ready: Cell::new(false),
                busy: Cell::new(false),
                failures: Cell::new(0),
                unanswered: Cell::new(0),
                ticking: Cell::new(None),
                waiting: RefCell::default(),
                inbox: RefCell::default(),
                frame_asked: Cell::new(false),
                on_message: Closure::new(move |event: MessageEvent| {
                    if let Some(client) = for_message.upgrade() {
                        client.hear(&event.data());
                    }
                }),
                on_error: Closure::new(move |event: ErrorEvent| {
                    event.prevent_default();
                    if let Some(client) = for_error.upgrade() {
                        client.replace();
                    }
                }),
                on_frame: call(this, EngineClient::frame),
                on_tick: call(this, EngineClient::tick),
            }
        });
        match started_early() {
            Some((worker, said)) => {
                client.take(worker);
                for word in said.iter() {
                    if word.is_null() {
                        client.replace();
                    } else {
                        client.hear(&word);
                    }
                }
            }
            None => client.start_worker(),
        }
        client
    }

    /// Posts a command, as soon as there is a worker to take it.
    pub(crate) fn post(&self, command: Command) {
        if matches!(command, Command::Load { .. } | Command::SetParam { .. }) {
            self.set_busy(true);
        }
        if self.ready.get() {
            self.send(&command);
        } else {
            self.waiting.borrow_mut().push(command);
        }
    }

    fn send(&self, command: &Command) {
        let worker = self.worker.borrow().clone();
        if let Some(worker) = worker {
            let bytes = Uint8Array::from(command.to_bytes().as_slice());
            // It fails only for values that cannot be cloned; bytes can.
            let _ = worker.post_message(&bytes);
        }
    }

    fn start_worker(&self) {
        let options = web_sys::WorkerOptions::new();
        options.set_type(web_sys::WorkerType::Module);
        match Worker::new_with_options(&self.address, &options) {
            Ok(worker) => {
                // What web/engine.js waits for: this module, and the script that goes with it.
                let start = Array::of2(&wasm_bindgen::module(), &script().into());
                // It fails only for values that cannot be cloned; a module can.
                let _ = worker.post_message(&start);
                self.take(worker);
            }
            Err(_) => (self.report)(Report::Gone),
        }
    }

    fn take(&self, worker: Worker) {
        worker.set_onmessage(Some(self.on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(self.on_error.as_ref().unchecked_ref()));
        *self.worker.borrow_mut() = Some(worker);
    }

    fn hear(&self, data: &JsValue) {
        let Some(bytes) = data.dyn_ref::<Uint8Array>() else { return };
        self.unanswered.set(0);
        match Update::from_bytes(&bytes.to_vec()) {
            Ok(Update::Ready) => {
                self.ready.set(true);
                self.failures.set(0);
                for command in self.waiting.take() {
                    self.send(&command);
                }
            }
            Ok(Update::Alive) => {}
            Ok(update) => self.receive(update),
            Err(malformed) => self.receive(Update::Refused { run: 0, message: malformed.to_string() }),
        }
    }

    fn receive(&self, update: Update) {
        if matches!(&update, Update::Refused { .. } | Update::Progress { status: Status::Ended(_), .. }) {
            self.set_busy(false);
        }
        self.inbox.borrow_mut().push(update);
        if !self.frame_asked.replace(true) {
            let _ = leptos::prelude::window().request_animation_frame(self.on_frame.as_ref().unchecked_ref());
        }
    }

    fn frame(&self) {
        self.frame_asked.set(false);
        let updates = self.inbox.take();
        if !updates.is_empty() {
            (self.report)(Report::Updates(updates));
        }
    }

    fn set_busy(&self, busy: bool) {
        self.busy.set(busy);
        self.unanswered.set(0);
        let window = leptos::prelude::window();
        match (busy, self.ticking.get()) {
            (true, None) => {
                let tick = self.on_tick.as_ref().unchecked_ref();
                self.ticking.set(window.set_interval_with_callback_and_timeout_and_arguments_0(tick, TICK_MS).ok());
            }
            (false, Some(id)) => {
                window.clear_interval_with_handle(id);
                self.ticking.set(None);
            }
            _ => {}
        }
    }

    fn tick(&self) {
        // A worker that is not ready is still on its way over the network, for as long as that takes.
        if !self.ready.get() {
            return;
        }
        if self.unanswered.get() >= PATIENCE {
            self.replace();
        } else {
            self.unanswered.set(self.unanswered.get() + 1);
            self.send(&Command::Ping);
        }
    }

    /// Ends the worker, which is of no more use, and starts another.
    fn replace(&self) {
        let Some(this) = self.this.upgrade() else { return };
        if let Some(worker) = this.worker.take() {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.terminate();
        }
        this.set_busy(false);
        this.inbox.take();
        if !this.ready.replace(false) {
            this.failures.set(this.failures.get() + 1);
            if this.failures.get() >= TRIES {
                (this.report)(Report::Gone);
                return;
            }
            // What was asked for before is still waiting, and will be asked again.
            this.start_worker();
            if !this.waiting.borrow().is_empty() {
                this.set_busy(true);
            }
            return;
        }
        this.start_worker();
        (this.report)(Report::Replaced);
    }
}

impl Drop for EngineClient {
    fn drop(&mut self) {
        if let Some(id) = self.ticking.get() {
            leptos::prelude::window().clear_interval_with_handle(id);
        }
        if let Some(worker) = self.worker.take() {
            worker.terminate();
        }
    }
}
