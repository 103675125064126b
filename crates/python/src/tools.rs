//! Who listens to `sys.monitoring` (PEP 669): a number for each, of the six that there are. A program of Python 3.11 knows of none.

/// What watches over a run that was ended before (`guard.rs`).
pub(crate) const GUARD: i32 = 0;
/// Computing that takes time (`computing.rs`).
pub(crate) const COMPUTING: i32 = 1;
/// Loops that wait for a thread (`spinning.rs`).
pub(crate) const SPINNING: i32 = 2;
/// Variables at a record (`inspect.rs`).
pub(crate) const VARIABLES: i32 = 3;
/// Who awaits whom (`stack.rs`).
pub(crate) const STACK: i32 = 4;
/// A program that is to end (`halted.rs`).
pub(crate) const HALTED: i32 = 5;
