//! What is told: what the program prints, at once to who takes it and as records of its trace, and that trace to who watches over it.
//!
//! ```text
//!   print ──► the sink, at once
//!        └──► gathered; a line's end, or the other stream's turn ──► a record
//!   records ──tell──► who watches over the program
//!          └──take──► the outcome
//!   ended from outside: what is printed and recorded from then on is not the program's doing, and goes nowhere
//! ```

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use loopscope_executor::Handle;
use loopscope_executor::trace::{Chunk, Kind, Stream};

/// So many printed lines are told of one by one to whoever watches over the program; after that what was printed is told with the step,
/// as a program that prints without end would do nothing else.
const AT_ONCE: u32 = 200;

/// Takes what a program prints.
pub(crate) type Sink = Box<dyn Fn(Stream, &str)>;
/// Takes what was recorded so far.
pub(crate) type Listener = Rc<dyn Fn(Chunk)>;

/// The program's streams and its trace, on their way out.
pub(crate) struct Output {
    handle: Handle,
    recording: bool,
    sink: Sink,
    listener: Option<Listener>,
    /// Its last word was said by other means.
    muted: Cell<bool>,
    /// How many more lines are told of at once.
    at_once: Cell<u32>,
    /// What was printed and is not recorded yet: a record is a line.
    unrecorded: RefCell<(Stream, String)>,
    /// What was printed on standard output since the last line's end.
    open_line: RefCell<String>,
    /// Which of the standard streams the program has closed.
    closed: RefCell<BTreeSet<&'static str>>,
    /// It was ended from outside: what it prints while it is torn down says nothing of it.
    silent: Cell<bool>,
    /// How many records had been made when it was ended; those that come later do not count.
    ended: Cell<Option<u32>>,
    /// The modules that the program has imported whose answers are canned.
    canned: RefCell<Vec<String>>,
}

impl Output {
    /// Of a program whose executor has this handle.
    pub(crate) fn new(handle: Handle, recording: bool, sink: Sink, listener: Option<Listener>) -> Self {
        Output {
            handle,
            recording,
            sink,
            listener,
            muted: Cell::new(false),
            at_once: Cell::new(AT_ONCE),
            unrecorded: RefCell::new((Stream::Stdout, String::new())),
            open_line: RefCell::default(),
            closed: RefCell::default(),
            silent: Cell::new(false),
            ended: Cell::new(None),
            canned: RefCell::default(),
        }
    }

    /// Prints; a line, or what comes until the stream changes, is a record. `line`: the line of the program's that prints.
    pub(crate) fn print(&self, stream: Stream, text: &str, line: u32) {
        if text.is_empty() || !self.is_heard() {
            return;
        }
        (self.sink)(stream, text);
        if !self.recording {
            return;
        }
        if stream == Stream::Stdout {
            let mut open = self.open_line.borrow_mut();
            if let Some((_, rest)) = text.rsplit_once('\n') {
                rest.clone_into(&mut open);
            } else {
                open.push_str(text);
            }
        }
        if self.unrecorded.borrow().0 != stream {
            self.flush(line);
            self.unrecorded.borrow_mut().0 = stream;
        }
        self.unrecorded.borrow_mut().1.push_str(text);
        if text.ends_with('\n') {
            self.flush(line);
        }
    }

    /// Records what was printed since the last line's end.
    pub(crate) fn flush(&self, line: u32) {
        let (stream, text) = {
            let mut unrecorded = self.unrecorded.borrow_mut();
            (unrecorded.0, std::mem::take(&mut unrecorded.1))
        };
        if !text.is_empty() {
            self.handle.output(stream, &text, line);
            // What follows may be one long call, and the end of all telling.
            if let Some(left) = self.at_once.get().checked_sub(1) {
                self.at_once.set(left);
                self.tell();
            }
        }
    }

    /// What was printed on standard output since the last line's end, which may be a question. Of a run with a trace.
    pub(crate) fn question(&self) -> String {
        self.open_line.borrow().clone()
    }

    /// The program closes one of its streams.
    pub(crate) fn close_stream(&self, name: &'static str) {
        self.closed.borrow_mut().insert(name);
    }

    /// Whether it has.
    pub(crate) fn is_closed(&self, name: &str) -> bool {
        self.closed.borrow().contains(name)
    }

    /// The program has imported a module whose answers come from no server.
    pub(crate) fn imported_canned(&self, module: &str, line: u32) {
        self.flush(line);
        self.handle.record(None, line, Kind::Canned(self.handle.text(module)));
        self.canned.borrow_mut().push(module.to_owned());
    }

    /// Those that it has imported.
    pub(crate) fn take_canned(&self) -> Vec<String> {
        self.canned.take()
    }

    /// Tells whoever watches over the program what it did since the last time.
    pub(crate) fn tell(&self) {
        if self.muted.get() {
            return;
        }
        if let Some(listener) = &self.listener {
            let chunk = self.take_records();
            if !chunk.is_empty() {
                listener(chunk);
            }
        }
    }

    /// Whoever watches over the program is told no more, or again: that it was stopped is told with its end, and who has to end it by other
    /// means before that says so, once.
    pub(crate) fn mute(&self, muted: bool) {
        self.muted.set(muted);
    }

    /// What was recorded since the last call.
    pub(crate) fn take_records(&self) -> Chunk {
        let mut chunk = self.handle.take_records();
        let ended = self.ended.get();
        chunk.records.retain(|record| ended.is_none_or(|ended| record.seq < ended));
        chunk
    }

    /// Nothing that is printed from now on is the program's doing.
    pub(crate) fn silence(&self) {
        self.silent.set(true);
    }

    /// Nor is anything that is recorded.
    pub(crate) fn end(&self) {
        self.ended.set(Some(self.handle.records_made()));
    }

    /// Whether what is printed now is the program's doing.
    pub(crate) fn is_heard(&self) -> bool {
        !self.is_ended() && !self.silent.get()
    }

    /// Whether the program was ended so.
    pub(crate) fn is_ended(&self) -> bool {
        self.ended.get().is_some()
    }
}
