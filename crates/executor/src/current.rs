//! Which executor runs on this thread right now.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use crate::handle::Handle;
use crate::state::Core;

thread_local! {
    static CURRENT: RefCell<Option<Rc<Core>>> = const { RefCell::new(None) };
}

/// The executor whose task, callback or top level runs on this thread right now.
#[must_use]
pub fn current() -> Option<Handle> {
    CURRENT.with_borrow(|current| current.clone()).map(|core| Handle { core })
}

/// Whether `look` says so of the executor that runs on this thread; false when none does. `look` runs no user code.
#[inline]
pub(crate) fn with_current(look: impl FnOnce(&Core) -> bool) -> bool {
    // A waker may be used while the thread ends and its locals are gone.
    CURRENT.try_with(|current| current.borrow().as_deref().is_some_and(look)).unwrap_or(false)
}

/// An executor was asked to run while one runs already further down this thread's stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nested;

impl fmt::Display for Nested {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "cannot run an executor while another one runs on the same thread; spawn a task on the running one instead",
        )
    }
}

impl std::error::Error for Nested {}

/// While it lives, the executor is the current one; then the one before is again.
pub(crate) struct Entered {
    before: Option<Rc<Core>>,
}

/// Makes `core` the current executor, so that it may run.
#[inline]
pub(crate) fn enter(core: &Rc<Core>) -> Result<Entered, Nested> {
    CURRENT.with_borrow_mut(|current| {
        if current.is_some() {
            return Err(Nested);
        }
        *current = Some(core.clone());
        Ok(Entered { before: None })
    })
}

/// Makes `core` the current executor while its tasks are dropped, which may well happen inside of another one's task.
pub(crate) fn enter_to_drop(core: &Rc<Core>) -> Entered {
    let before = CURRENT.try_with(|current| current.replace(Some(core.clone())));
    Entered { before: before.ok().flatten() }
}

impl Drop for Entered {
    #[inline]
    fn drop(&mut self) {
        let before = self.before.take();
        let left = CURRENT.try_with(|current| current.replace(before));
        drop(left);
    }
}
