//! Whether a program is to be interrupted from another thread: Ctrl-C, a limit of time.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether something is on its way to the program.
pub(crate) type Pending = Arc<AtomicBool>;

thread_local! {
    static PENDING: RefCell<Pending> = RefCell::default();
}

/// The program of this thread is interrupted by this from now on.
pub(crate) fn listen(pending: &Pending) {
    PENDING.set(pending.clone());
}

/// Whether the program of this thread is to be interrupted, and must not sleep.
pub(crate) fn is_pending() -> bool {
    PENDING.with_borrow(|pending| pending.load(Ordering::Relaxed))
}
