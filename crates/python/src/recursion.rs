//! How deep the library's own calls may go through objects of the program's.

use std::cell::Cell;

use rustpython_vm::{PyResult, VirtualMachine};

/// A call one level deeper. As in CPython, it counts as one of the program's: tasks that wait for each other in a ring end in a
/// `RecursionError`.
pub(crate) fn one_deeper(vm: &VirtualMachine, call: impl FnOnce() -> PyResult) -> PyResult {
    thread_local! {
        static DEEP: Cell<usize> = const { Cell::new(0) };
    }
    const WHERE: &str = "while calling a Python object";
    /// In a browser each of these calls takes of a stack that the engine cannot look at.
    const MOST: usize = if cfg!(target_arch = "wasm32") { 230 } else { 1_000_000 };
    let deep = DEEP.get();
    if deep >= MOST || vm.current_recursion_depth() + deep >= vm.recursion_limit.get() {
        return Err(vm.new_recursion_error(format!("maximum recursion depth exceeded {WHERE}")));
    }
    DEEP.set(deep + 1);
    // A browser's stack may be full before.
    let answer = vm.with_recursion(WHERE, call);
    DEEP.set(deep);
    answer
}

/// So many calls more than the program may make are there for what tells of it.
const ROOM: usize = 60;

/// Calls what tells of a program that may have gone as deep as it can.
pub(crate) fn with_room<T>(vm: &VirtualMachine, call: impl FnOnce() -> T) -> T {
    let limit = vm.recursion_limit.get();
    vm.recursion_limit.set(limit.saturating_add(ROOM));
    let answer = call();
    vm.recursion_limit.set(limit);
    answer
}
