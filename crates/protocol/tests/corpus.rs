//! What the fuzzer of links keeps (fuzz/corpus/links), and links made at random.

use std::path::Path;

use proptest::prelude::*;

#[path = "../../../fuzz/src/links.rs"]
mod links;

#[test]
fn links_of_the_corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/links");
    let files: Vec<_> = std::fs::read_dir(folder).expect("the corpus is there").flatten().collect();
    assert!(!files.is_empty());
    for file in files {
        links::run(&std::fs::read(file.path()).expect("it can be read"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn no_fragment_is_too_strange(fragment in "(v|at|moment|panes|d|z|py|python|p\\.(delay|count|forget|order)|\\PC{0,3})=[\\PC]{0,40}(&(v|at|d|panes|p\\.order)=([0-9a-f%,.]{0,60}|\\PC{0,9})){0,3}") {
        links::run(fragment.as_bytes());
    }

    #[test]
    fn nor_is_an_embed_s_address(address in "(view|start|theme|accent|host|p\\.(delay|count|forget|order)|\\PC{0,3})=([a-z,+%0-9.-]{0,20}|\\PC{0,9})(&(view|start|p\\.order)=([0-9a-f%,.+]{0,20}|\\PC{0,9})){0,3}(#(at|moment|p\\.delay|d)=[a-z0-9.-]{0,9})?") {
        links::run(address.as_bytes());
    }

    #[test]
    fn nor_are_any_digits_of_interventions(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        links::run(["d=02", &digits].concat().as_bytes());
    }
}
