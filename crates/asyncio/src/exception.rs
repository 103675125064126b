//! Python's exceptions, as values.

use std::fmt;
use std::panic::Location;
use std::rc::Rc;

/// The result of anything that can raise.
pub type Result<T = ()> = std::result::Result<T, Exception>;

/// An exception: its class and its message, and the line that raised it. Cloning one is cheap; two are equal when class and message
/// are.
#[derive(Clone, Debug)]
pub struct Exception {
    kind: &'static str,
    message: Rc<str>,
    line: u32,
}

impl PartialEq for Exception {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind && self.message == other.message
    }
}

impl Eq for Exception {}

/// The line of a program's that makes an exception; 0 when it is this crate that does: then it is the line that called it.
fn line_of(caller: &Location<'_>) -> u32 {
    let own = file!().trim_end_matches("exception.rs");
    if caller.file().starts_with(own) { 0 } else { caller.line() }
}

impl Exception {
    /// An exception of the class `kind`.
    #[must_use]
    #[track_caller]
    pub fn new(kind: &'static str, message: impl AsRef<str>) -> Self {
        Exception { kind, message: Rc::from(message.as_ref()), line: line_of(Location::caller()) }
    }

    /// A `ValueError`.
    #[must_use]
    #[track_caller]
    pub fn value(message: impl AsRef<str>) -> Self {
        Exception::new("ValueError", message)
    }

    /// A `RuntimeError`.
    #[must_use]
    #[track_caller]
    pub fn runtime(message: impl AsRef<str>) -> Self {
        Exception::new("RuntimeError", message)
    }

    /// An `asyncio.InvalidStateError`.
    #[must_use]
    #[track_caller]
    pub fn invalid_state(message: impl AsRef<str>) -> Self {
        Exception::new("InvalidStateError", message)
    }

    /// An `asyncio.CancelledError`.
    #[must_use]
    #[track_caller]
    pub fn cancelled() -> Self {
        Exception::new("CancelledError", "")
    }

    /// The name of its class, such as `ValueError`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// Its message; may be empty.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether it is a `CancelledError`.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.kind == "CancelledError"
    }

    /// The line that raised it: that which made it, or the `.await` that gave it; 0 when unknown.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The same, as raised on `line`.
    pub(crate) fn at(mut self, line: u32) -> Self {
        self.line = line;
        self
    }

    /// As an `.await` on `line` raises it. What has a line already was raised there; a cancellation comes to each where it waits.
    pub(crate) fn awaited(self, line: u32) -> Self {
        if self.line == 0 || self.is_cancelled() { self.at(line) } else { self }
    }

    /// As a traceback's last line names it: asyncio's own classes with their module.
    pub(crate) fn qualified(&self) -> String {
        let module = match self.kind {
            "CancelledError" | "InvalidStateError" => "asyncio.exceptions.",
            _ => "",
        };
        format!("{module}{self}")
    }

    /// `repr` of the exception object: `ValueError('bad')`.
    pub(crate) fn repr(&self) -> String {
        if self.message.is_empty() {
            return format!("{}()", self.kind);
        }
        let quote = if self.message.contains('\'') && !self.message.contains('"') { '"' } else { '\'' };
        let mut message = self.message.replace('\\', "\\\\").replace('\n', "\\n");
        if quote == '\'' {
            message = message.replace('\'', "\\'");
        }
        format!("{}({quote}{message}{quote})", self.kind)
    }
}

impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind)?;
        if !self.message.is_empty() {
            write!(f, ": {}", self.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Exception {}
