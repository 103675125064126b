//! The browser's live driver: loop time from `performance.now()`, the next iteration through one shared `MessageChannel`, the
//! next deadline through one armed `setTimeout`.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::Uint8Array;
use loopscope_protocol::{Command, Malformed, Update};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

use crate::session::{Session, Source, When, lessons};

/// `setTimeout` takes a signed 32-bit number of milliseconds; a longer wait is armed again when it fires.
const LONGEST_TIMEOUT_MS: f64 = 2_147_483_647.0;

/// How long iterations may follow each other before the worker looks at its messages again.
const BUDGET_MS: f64 = 8.0;

type Tell = Box<dyn Fn(&Update)>;

/// Drives one session at a time. Clones are the same driver.
#[derive(Clone)]
pub struct Driver {
    inner: Rc<RefCell<Inner>>,
}

struct Inner {
    scope: DedicatedWorkerGlobalScope,
    source: Source,
    tell: Tell,
    session: Option<Session>,
    visible: bool,
    /// Posting to it brings control back in a macrotask of its own.
    port: MessagePort,
    /// Whether such a macrotask is under way.
    posted: bool,
    /// The armed timeout.
    timeout: Option<i32>,
    on_timeout: Closure<dyn FnMut()>,
}

impl Driver {
    /// A driver for the programs of `source` that says what happens to `tell`.
    ///
    /// # Errors
    /// The browser's own, when it has no `MessageChannel`.
    pub fn new(source: Source, tell: impl Fn(&Update) + 'static) -> Result<Driver, JsValue> {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let channel = MessageChannel::new()?;
        let inner = Rc::new_cyclic(|weak: &Weak<RefCell<Inner>>| {
            let weak = weak.clone();
            let on_timeout = Closure::new(move || {
                if let Some(inner) = weak.upgrade() {
                    let mut inner = inner.borrow_mut();
                    inner.timeout = None;
                    inner.pump();
                }
            });
            RefCell::new(Inner {
                scope,
                source,
                tell: Box::new(tell),
                session: None,
                visible: true,
                port: channel.port2(),
                posted: false,
                timeout: None,
                on_timeout,
            })
        });
        let pumped = Rc::downgrade(&inner);
        let on_port = Closure::<dyn FnMut()>::new(move || {
            if let Some(inner) = pumped.upgrade() {
                let mut inner = inner.borrow_mut();
                inner.posted = false;
                inner.pump();
            }
        });
        channel.port1().set_onmessage(Some(on_port.as_ref().unchecked_ref()));
        // The port lives as long as the worker.
        on_port.forget();
        Ok(Driver { inner })
    }

    /// Takes what came from the page.
    pub fn receive(&self, command: Result<Command, Malformed>) {
        self.inner.borrow_mut().receive(command);
    }
}

impl Inner {
    fn wall_ms(&self) -> f64 {
        self.scope.performance().map_or(0.0, |performance| performance.now())
    }

    fn tell(&self, update: &Update) {
        (self.tell)(update);
    }

    fn receive(&mut self, command: Result<Command, Malformed>) {
        let wall = self.wall_ms();
        match command {
            Ok(Command::Ping) => return self.tell(&Update::Alive),
            Ok(Command::Load { run, program, mode }) => {
                match Session::load(run, program, mode, self.visible, self.source, wall) {
                    Ok(session) => self.session = Some(session),
                    Err(message) => self.tell(&Update::Refused { run, message }),
                }
            }
            Ok(Command::Replay { run, recording, mode }) => match &mut self.session {
                Some(session) if session.run() == run => session.go_on(recording, wall),
                session => *session = Some(Session::replay(run, recording, mode, self.visible, wall)),
            },
            Ok(command) => {
                if let Command::Visible(visible) = command {
                    self.visible = visible;
                }
                if let Some(session) = &mut self.session
                    && let Err(message) = session.command(command, wall)
                {
                    let run = session.run();
                    self.tell(&Update::Refused { run, message });
                }
            }
            Err(malformed) => self.tell(&Update::Refused { run: 0, message: malformed.to_string() }),
        }
        self.pump();
    }

    /// Runs what is due, tells what happened, and arms what brings control back.
    fn pump(&mut self) {
        let begun = self.wall_ms();
        let when = loop {
            let wall = self.wall_ms();
            let Some(session) = &mut self.session else { break When::Never };
            let when = session.pump(wall);
            if when != When::Now || wall - begun > BUDGET_MS {
                break when;
            }
        };
        let wall = self.wall_ms();
        if let Some(update) = self.session.as_mut().and_then(|session| session.update(wall)) {
            self.tell(&update);
        }
        if let Some(timeout) = self.timeout.take() {
            self.scope.clear_timeout_with_handle(timeout);
        }
        match when {
            When::Now if !self.posted => {
                self.posted = self.port.post_message(&JsValue::NULL).is_ok();
            }
            When::In(ms) => {
                let callback = self.on_timeout.as_ref().unchecked_ref();
                // Rounded up: an early wake-up would only have to be armed again.
                let ms = ms.ceil().min(LONGEST_TIMEOUT_MS) as i32;
                self.timeout = self.scope.set_timeout_with_callback_and_timeout_and_arguments_0(callback, ms).ok();
            }
            When::Now | When::Never => {}
        }
    }
}

/// Whether this code runs in a Web Worker.
#[must_use]
pub fn is_worker() -> bool {
    js_sys::global().is_instance_of::<DedicatedWorkerGlobalScope>()
}

/// The Web Worker's entry: the lessons' engine behind `postMessage`, each message one protocol value in postcard's form.
pub fn serve() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let page = scope.clone();
    let tell = move |update: &Update| {
        let bytes = Uint8Array::from(update.to_bytes().as_slice());
        // It fails only for values that cannot be cloned; bytes can.
        let _ = page.post_message(&bytes);
    };
    // Every browser with WebAssembly has what it needs; without it the page sees the worker's error.
    let driver = Driver::new(lessons, tell.clone()).unwrap_throw();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(bytes) = event.data().dyn_ref::<Uint8Array>() {
            driver.receive(Command::from_bytes(&bytes.to_vec()));
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    on_message.forget();
    tell(&Update::Ready);
}
