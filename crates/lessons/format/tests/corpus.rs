//! What the fuzzer of authors' files keeps (fuzz/corpus/manifests) is still answered with problems at most.
#![cfg(feature = "read")]

use std::fs;
use std::path::Path;

#[path = "../../../../fuzz/src/manifests.rs"]
mod manifests;

#[test]
fn files_of_the_corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fuzz/corpus/manifests");
    let files: Vec<_> = fs::read_dir(folder).expect("the corpus is there").flatten().collect();
    assert!(!files.is_empty());
    for file in files {
        manifests::run(&fs::read(file.path()).expect("it can be read"));
    }
}
