//! Stands in for `malachite-bigint` 0.12, in which RustPython keeps Python's whole numbers. Since 0.7 it multiplies numbers of some
//! ten thousand digits by a Fourier transform, whose tables are 150 kB of what every reader downloads; 0.6 has the same numbers
//! without them. `[patch.crates-io]` in the workspace's Cargo.toml puts this crate in its place, and the neighbouring ones in that
//! of what belongs to it.

#![no_std]
#![forbid(unsafe_code)]

pub use before::*;
