//! Python's exceptions, as values.

use std::fmt;
use std::rc::Rc;

/// The result of anything that can raise.
pub type Result<T = ()> = std::result::Result<T, Exception>;

/// An exception: its class and its message. Cloning one is cheap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    kind: &'static str,
    message: Rc<str>,
}

impl Exception {
    /// An exception of the class `kind`.
    #[must_use]
    pub fn new(kind: &'static str, message: impl AsRef<str>) -> Self {
        Exception { kind, message: Rc::from(message.as_ref()) }
    }

    /// A `ValueError`.
    #[must_use]
    pub fn value(message: impl AsRef<str>) -> Self {
        Exception::new("ValueError", message)
    }

    /// A `RuntimeError`.
    #[must_use]
    pub fn runtime(message: impl AsRef<str>) -> Self {
        Exception::new("RuntimeError", message)
    }

    /// An `asyncio.InvalidStateError`.
    #[must_use]
    pub fn invalid_state(message: impl AsRef<str>) -> Self {
        Exception::new("InvalidStateError", message)
    }

    /// An `asyncio.CancelledError`.
    #[must_use]
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
