//! Programs, changed as programs are: by lines and words as often as by bytes.
#![no_main]

#[path = "mutate.rs"]
mod mutate;
#[path = "../src/programs.rs"]
mod programs;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| programs::run(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    if seed.is_multiple_of(4) {
        return fuzzer_mutate(data, size, max_size);
    }
    match std::str::from_utf8(&data[..size]) {
        Ok(text) => {
            let changed = mutate::mutated(text, seed);
            let size = changed.len().min(max_size).min(data.len());
            data[..size].copy_from_slice(&changed.as_bytes()[..size]);
            size
        }
        Err(_) => fuzzer_mutate(data, size, max_size),
    }
});
