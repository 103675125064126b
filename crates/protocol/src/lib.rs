//! What page, engines, links and files say to each other.
//!
//! - [`Param`](param::Param) and [`Value`]: what a program's parameters may be, and what they are.
//! - [`Pane`](pane::Pane): the parts of a page that open and fold.
//! - [`Problem`] and [`Frame`]: what the Python engine has to say of a run beside its trace.
#![forbid(unsafe_code)]

pub mod number;
pub mod pane;
pub mod param;
mod problem;
mod value;
mod variables;

pub use problem::{Problem, Severity};
pub use value::Value;
pub use variables::{Frame, Variable};
