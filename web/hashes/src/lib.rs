//! The sums of Python's `hashlib` as a WebAssembly module of their own, beside the engine's: its worker fetches it when a program asks
//! for the first (`web/python/library.js`).
#![forbid(unsafe_code)]

use wasm_bindgen::prelude::*;

/// The sum of some bytes, or nothing if there is no such algorithm; or, with a salt, a key made of a password.
#[wasm_bindgen]
#[must_use]
pub fn sum(algorithm: &str, data: &[u8], size: usize, salt: Option<Vec<u8>>, rounds: u32) -> Option<Vec<u8>> {
    match salt {
        Some(salt) => loopscope_hashes::pbkdf2(algorithm, data, &salt, rounds, size),
        None => loopscope_hashes::sum(algorithm, data, size),
    }
}
