//! The format of a lesson's folder, and of the playground's.
//!
//! ```text
//! lessons/03-event-loop/
//!   lesson.toml   slug, order, title, summary, parameters, moments, goals,
//!                 questions                                              -> manifest
//!   snippet.py    the program in Python, with its parameters and regions     -> snippet
//!   snippet.rs    its Rust twin, with the same regions; or none              -> snippet
//!   CODE.md       the text in each language (read by loopscope-lessons)
//! playground/
//!   playground.toml  titles, texts and parameters of the programs beside it  -> playground
//!   blank.py, *.py   the programs, with their parameters                     -> snippet
//! ```
//!
//! It is a crate of its own because two readers need it: the build script of loopscope-lessons, which makes tables out of
//! the manifests, and the author's tools. Every mistake is a [`Problem`]: file, line, what is wrong and what to do.
#![forbid(unsafe_code)]

pub mod nearest;

#[cfg(feature = "read")]
mod conditions;
#[cfg(feature = "read")]
mod folder;
#[cfg(feature = "read")]
mod manifest;
#[cfg(feature = "read")]
mod param;
#[cfg(feature = "read")]
mod playground;
#[cfg(feature = "read")]
mod problem;
#[cfg(feature = "read")]
mod question;
#[cfg(feature = "read")]
mod reader;
#[cfg(feature = "read")]
mod snippet;

#[cfg(feature = "read")]
pub use conditions::{Goal, Moment};
#[cfg(feature = "read")]
pub use folder::{Folder, Folders, Twin, find};
#[cfg(feature = "read")]
pub use manifest::{MOMENTS, Manifest, Variant};
#[cfg(feature = "read")]
pub use param::Declared;
#[cfg(feature = "read")]
pub use playground::{Example, PLAYGROUND, Playground};
#[cfg(feature = "read")]
pub use problem::Problem;
#[cfg(feature = "read")]
pub use question::{Asks, QUESTIONS, Question};
#[cfg(feature = "read")]
pub use snippet::{Language, Line, ParamSpan, Region, Snippet};
