//! The page's parts build upon each other in one direction, as docs/ARCHITECTURE.md draws them: whoever reads one needs to know what
//! stands below it, and nothing else.

#[path = "../../crates/python/tests/imports/mod.rs"]
mod imports;

use imports::{Imports, circle, of_crate, of_folders};

fn parts() -> Imports {
    of_folders(&of_crate(env!("CARGO_MANIFEST_DIR")))
}

#[test]
fn no_part_imports_another_one_in_a_circle() {
    let parts = parts();
    assert!(parts.len() > 20, "{} parts", parts.len());
    let found = circle(&parts);
    assert!(found.is_none(), "a circle of imports: {}", found.unwrap_or_default().join(" → "));
}

#[test]
fn the_session_stands_between_what_is_shown_and_the_browser() {
    let parts = parts();
    for (above, below) in
        [("app", "session"), ("player", "session"), ("session", "browser"), ("session", "model"), ("browser", "model")]
    {
        assert!(parts[above].contains(below), "{above} does not import {below}");
        let mut back = parts.clone();
        back.get_mut(below).expect("a part").insert(above.to_owned());
        assert!(circle(&back).is_some(), "{below} may import {above}");
    }
}
