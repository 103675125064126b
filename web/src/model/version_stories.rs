//! The reader runs a program as another version of Python, and sees where the two part.

use loopscope_strings::Lang;
use loopscope_version::Version;

use super::own::{Event, FIRST, File, Shelf};
use super::own_stories::{PAGE, Story, begin, finished, setting, update};
use super::*;

fn run_as(story: &mut Story, python: Version) {
    story.on(Event::Version(python));
    assert_eq!(story.asked.last().map(|program| program.python), Some(python));
}

#[test]
fn another_version_runs_the_same_text_and_the_run_before_is_its_ghost() {
    let mut story = Story::own();
    assert_eq!(story.own.python(), Version::V3_14);
    run_as(&mut story, Version::V3_11);
    assert_eq!((story.texts(), story.own.python()), (vec!["mine\n"], Version::V3_11));
    assert!(story.model.versions().is_none(), "its run is not there yet");
    story.run(4, finished());
    let parting = story.model.versions().expect("there are two").parting(Lang::En);
    assert!(parting.words.contains("Python 3.14") && parting.words.contains("Python 3.11"), "{}", parting.words);
    assert_eq!(parting.at, Some(Cursor(4)), "the fourth is what only the newer run has");
    assert_eq!(story.shelf.files.get(&FIRST).map(|kept| kept.python), Some(Version::V3_11));
    // Chosen at once again, it is that one's run that it is compared with.
    run_as(&mut story, Version::V3_15);
    story.run(6, finished());
    let parting = story.model.versions().expect("there are two").parting(Lang::En);
    assert!(parting.words.contains("Python 3.11") && parting.words.contains("Python 3.15"), "{}", parting.words);
    // Of another text nothing is said.
    story.write("mine, and more\n");
    story.run(5, finished());
    assert!(story.model.versions().is_none());
    // The same one is no change.
    story.on(Event::Version(Version::V3_15));
    assert_eq!(story.texts(), [""; 0]);
}

#[test]
fn the_page_s_text_as_another_version_is_the_reader_s_until_it_is_the_page_s_again() {
    let mut story = Story::editing();
    run_as(&mut story, Version::V3_15);
    story.run(4, finished());
    assert_eq!((story.shows(), story.own.file(), story.kept(FIRST)), (Some(PAGE), File::Own(FIRST), Some(PAGE)));
    assert_eq!(story.model.own.as_ref().map(|own| own.edited), Some(true), "a link says so");
    assert!(story.own.can_reset());
    // It is a file like any other after a reload.
    let mut later = Story::of(setting());
    later.on(begin(None, story.shelf.clone()));
    assert_eq!((later.own.file(), later.own.python()), (File::Own(FIRST), Version::V3_15));
    story.on(Event::Version(Version::V3_14));
    assert_eq!((story.shows(), story.own.file(), story.kept(FIRST)), (None, File::Page, None));
    // Reset leads back from both.
    run_as(&mut story, Version::V3_15);
    story.run(4, finished());
    story.types("mine\n");
    story.on(Event::Reset);
    assert_eq!((story.shows(), story.own.python(), story.editor.as_deref()), (None, Version::V3_14, Some(PAGE)));
}

#[test]
fn a_page_s_python_program_is_compared_with_its_recorded_run() {
    let mut story = Story::python(setting());
    story.on(begin(None, Shelf::default()));
    story.on(Event::Recorded(Some(update(0, 4, finished()))));
    assert_eq!(story.records(), Some(4));
    story.edit();
    run_as(&mut story, Version::V3_11);
    story.run(3, finished());
    let parting = story.model.versions().expect("there are two").parting(Lang::En);
    assert_eq!((story.records(), parting.at), (Some(3), None), "the older run has more, and the newer nothing else");
    // A twin's run is none of Python's.
    let mut story = Story::editing();
    run_as(&mut story, Version::V3_11);
    story.run(3, finished());
    assert!(story.model.versions().is_none());
}
