//! Stands in for `malachite-q` 0.12, next to `malachite-bigint`, which says why.

#![no_std]
#![forbid(unsafe_code)]

pub use before::*;
