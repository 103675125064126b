//! What the fuzzers keep (fuzz/corpus) still neither crashes nor hangs: programs and messages. Links are in crates/protocol, authors'
//! files in those of their format.

use std::fs;
use std::path::Path;

#[path = "../../../fuzz/src/messages.rs"]
mod messages;
#[path = "../../../fuzz/src/programs.rs"]
mod programs;

/// Feeds every file to what the fuzzer feeds.
fn feed(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let mut files: Vec<_> =
        fs::read_dir(&folder).expect("the corpus is there").flatten().map(|entry| entry.path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    for file in files {
        run(&fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display())));
    }
}

#[test]
fn programs_of_the_corpus() {
    feed("programs", programs::run);
}

#[test]
fn messages_of_the_corpus() {
    feed("messages", messages::run);
}
