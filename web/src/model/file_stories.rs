//! The texts that stand side by side on a page: what is shown, what is kept, and that nothing the reader wrote is ever lost.

use std::collections::BTreeMap;

use loopscope_protocol::Value;
use loopscope_version::Version;

use super::own::{Brought, Event, FIRST, File, FileNo, Kept, Setting, Shelf, Timer};
use super::own_stories::{PAGE, Story, begin, brought, finished, setting, shelf};
use super::*;

const MINE: File = File::Own(FIRST);

/// A page that an address has brought this to, while these are kept.
fn linked(shelf: Shelf) -> Story {
    let mut story = Story::of(setting());
    story.shelf = shelf.clone();
    story.on(begin(Some(brought("theirs\n")), shelf));
    story.load();
    story.run(3, finished());
    story
}

fn choose(story: &mut Story, file: File) {
    story.on(Event::Chosen(file, PAGE.into()));
}

/// A page that is opened once more, at an address.
fn again(story: &Story, brought: Option<Brought>) -> Story {
    let mut next = Story::of(setting());
    next.shelf = story.shelf.clone();
    next.on(begin(brought, story.shelf.clone()));
    next.load();
    next
}

fn files(story: &Story) -> Vec<File> {
    story.own.files().into_iter().map(|(file, _)| file).collect()
}

/// The number of the reader's newest further file.
fn further(story: &Story) -> FileNo {
    *story.shelf.files.keys().next_back().expect("there is one")
}

/// Every text that the browser keeps.
fn texts(story: &Story) -> Vec<&str> {
    story.shelf.files.values().map(|kept| kept.text.as_str()).collect()
}

#[test]
fn where_there_is_one_text_there_is_nothing_to_choose_until_somebody_writes() {
    let mut story = Story::lesson();
    assert_eq!(files(&story), []);
    story.edit();
    assert_eq!((files(&story), story.own.file()), (vec![File::Page], File::Page));
    story.types("mine\n");
    assert_eq!((files(&story), story.own.file()), (vec![File::Page, MINE], MINE));
}

#[test]
fn a_choice_shows_a_text_and_runs_it() {
    let mut story = Story::own();
    choose(&mut story, File::Page);
    assert_eq!((story.editor.as_deref(), story.shows(), story.records()), (None, None, Some(5)));
    assert_eq!((story.own.file(), story.kept(FIRST)), (File::Page, Some("mine\n")));
    assert_eq!(files(&story), [File::Page, MINE], "it is still there to be chosen");
    choose(&mut story, MINE);
    assert_eq!((story.editor.as_deref(), story.texts()), (Some("mine\n"), vec!["mine\n"]));
    story.run(3, finished());
    assert_eq!((story.shows(), story.records()), (Some("mine\n"), Some(3)));
    // The one that is shown already need not be run again.
    choose(&mut story, MINE);
    assert_eq!((story.texts(), story.own.opened()), (vec![], Some(2)));
}

#[test]
fn what_was_being_typed_is_kept_and_not_run_when_another_text_is_chosen() {
    let mut story = Story::own();
    story.types("newer\n");
    choose(&mut story, File::Page);
    assert_eq!((story.timers.contains(&Timer::Rest), story.kept(FIRST), story.shows()), (false, Some("newer\n"), None));
    // Nor does the run of the other one come after.
    let mut story = Story::own();
    story.write("slow\n");
    let slow = story.asked.last().expect("it is asked for").run;
    choose(&mut story, File::Page);
    story.end(slow, 4, finished());
    assert_eq!((story.shows(), story.records()), (None, Some(5)));
}

#[test]
fn a_link_stands_beside_what_the_reader_has_written() {
    let mut story = linked(shelf("mine\n"));
    assert_eq!((files(&story), story.own.file()), (vec![File::Page, MINE, File::Link], File::Link));
    assert_eq!((story.shows(), story.kept(FIRST)), (Some("theirs\n"), Some("mine\n")));
    assert!(!story.own.can_reset() && !story.own.can_close());
    choose(&mut story, MINE);
    assert_eq!(story.asked.last().map(|program| program.python), Some(Version::default()));
    choose(&mut story, File::Link);
    assert_eq!(story.asked.last().map(|program| program.python), Some(Version::V3_11));
}

#[test]
fn who_writes_in_a_link_s_text_begins_a_file_and_loses_none() {
    let mut story = linked(shelf("mine\n"));
    story.write("theirs, and more\n");
    let begun = further(&story);
    assert_eq!(texts(&story), ["mine\n", "theirs, and more\n"]);
    assert_eq!(files(&story), [File::Page, MINE, File::Own(begun), File::Link]);
    assert_eq!(story.own.file(), File::Own(begun));
    assert_eq!(story.asked.last().map(|program| program.python), Some(Version::V3_11), "as the link had it");
    // Going on is no further file.
    story.types("theirs, and even more\n");
    assert_eq!(texts(&story), ["mine\n", "theirs, and even more\n"]);
    // The link's is as it was, and so is the reader's.
    choose(&mut story, File::Link);
    assert_eq!(story.editor.as_deref(), Some("theirs\n"));
    choose(&mut story, MINE);
    assert_eq!(story.editor.as_deref(), Some("mine\n"));
    // Reset leads back to the link's, and nothing is left of the file.
    choose(&mut story, File::Own(begun));
    assert!(story.own.can_reset());
    story.on(Event::Reset);
    assert_eq!((story.editor.as_deref(), story.own.file()), (Some("theirs\n"), File::Link));
    assert_eq!(texts(&story), ["mine\n"]);
}

#[test]
fn where_nothing_was_kept_what_becomes_of_a_link_s_text_is_the_reader_s_own() {
    let mut story = linked(Shelf::default());
    story.write("theirs, and more\n");
    assert_eq!((files(&story), story.own.file()), (vec![File::Page, MINE, File::Link], MINE));
    // After a reload, too, it is run as the link had it, and Reset leads back to the link's text.
    let brought = Brought { file: Some(FIRST), ..brought("theirs, and more\n") };
    let mut story = again(&story, Some(brought));
    assert_eq!((files(&story), story.own.file()), (vec![File::Page, MINE], MINE));
    assert_eq!(story.asked.last().map(|program| program.python), Some(Version::V3_11));
    story.on(Event::Reset);
    assert_eq!((files(&story), story.own.file()), (vec![File::Page, File::Link], File::Link));
    assert_eq!(story.editor.as_deref(), Some("theirs\n"));
}

#[test]
fn who_writes_in_the_page_s_text_while_a_file_of_theirs_is_kept_begins_another() {
    let mut story = Story::own();
    choose(&mut story, File::Page);
    story.edit();
    assert_eq!((story.editor.as_deref(), story.own.can_close()), (Some(PAGE), true));
    story.types("second\n");
    assert_eq!(texts(&story), ["mine\n", "second\n"]);
    // Undone to the page's text, nothing of it is left.
    story.types(PAGE);
    assert_eq!((texts(&story), story.own.file()), (vec!["mine\n"], File::Page));
}

#[test]
fn the_page_s_program_has_the_values_that_its_parameters_had() {
    let mut story = Story::own();
    choose(&mut story, File::Page);
    story.act(Action::Param(0, Value::Seconds(0.5)));
    let half = "delay = 0.5  # @param\nprint(delay)\n";
    story.on(Event::Chosen(MINE, half.into()));
    story.run(3, finished());
    story.types(half);
    assert_eq!((story.shows(), story.own.file(), story.records()), (None, File::Page, Some(5)));
}

#[test]
fn a_reload_shows_what_was_shown() {
    // The reader's file, by its text, and by what the history says where the address lags behind.
    let story = Story::own();
    for (text, file) in [("mine\n", None), ("min\n", Some(FIRST))] {
        let brought = Brought { source: text.into(), python: Version::default(), file };
        let story = again(&story, Some(brought));
        assert_eq!((story.own.file(), story.editor.as_deref()), (MINE, Some("mine\n")), "{text}");
        assert_eq!(files(&story), [File::Page, MINE]);
    }
    // The page's, also where a file of the reader's is kept.
    let mut story = Story::own();
    choose(&mut story, File::Page);
    let mut story = again(&story, None);
    assert_eq!((story.own.file(), files(&story), story.texts()), (File::Page, vec![File::Page, MINE], vec![]));
    choose(&mut story, MINE);
    assert_eq!(again(&story, None).own.file(), MINE);
    // A link's.
    let story = linked(shelf("mine\n"));
    assert_eq!(again(&story, Some(brought("theirs\n"))).own.file(), File::Link);
    // A further file.
    let mut story = linked(shelf("mine\n"));
    story.types("theirs, and more\n");
    let begun = File::Own(further(&story));
    assert_eq!(again(&story, None).own.file(), begun);
    assert_eq!(again(&story, Some(brought("theirs, and more\n"))).own.file(), begun);
}

#[test]
fn an_address_that_speaks_of_the_page_s_program_shows_that() {
    let mut story = Story::of(setting());
    story.on(Event::Begin { brought: None, shelf: shelf("mine\n"), plain: false });
    assert_eq!((story.own.file(), files(&story)), (File::Page, vec![File::Page, MINE]));
}

#[test]
fn back_and_forward_lead_from_text_to_text() {
    let mut story = Story::own();
    story.on(Event::Arrived(brought("theirs\n")));
    assert_eq!((story.own.file(), story.editor.as_deref()), (File::Link, Some("theirs\n")));
    story.run(2, finished());
    let back = Brought { source: "mine\n".into(), python: Version::default(), file: Some(FIRST) };
    story.on(Event::Arrived(back));
    assert_eq!((story.own.file(), story.editor.as_deref()), (MINE, Some("mine\n")));
    assert_eq!(files(&story), [File::Page, MINE, File::Link]);
    story.run(3, finished());
    // To the page's, which is then what the next visit begins with.
    story.act(Action::Address(Ok(Address::default())));
    assert_eq!((story.own.file(), story.editor.as_deref(), story.shows()), (File::Page, None, None));
    assert_eq!(story.shelf.shown, Some(File::Page));
    // Another link takes the place of the one before.
    story.on(Event::Arrived(brought("other\n")));
    assert_eq!((story.editor.as_deref(), files(&story)), (Some("other\n"), vec![File::Page, MINE, File::Link]));
    story.on(Event::Arrived(brought("third\n")));
    assert_eq!((story.editor.as_deref(), story.own.opened()), (Some("third\n"), Some(5)), "in an editor of its own");
}

#[test]
fn of_many_files_the_one_that_rests_longest_is_forgotten_but_never_the_first() {
    let mut story = linked(shelf("mine\n"));
    for nth in 0..6 {
        story.on(Event::Arrived(brought(&format!("link {nth}\n"))));
        story.types(&format!("mine of {nth}\n"));
        if nth == 4 {
            // The oldest is written in once more.
            let oldest = *story.shelf.files.keys().nth(1).expect("it is there");
            choose(&mut story, File::Own(oldest));
            story.types("mine of 0, again\n");
        }
    }
    let kept = ["mine\n", "mine of 0, again\n", "mine of 2\n", "mine of 3\n", "mine of 4\n", "mine of 5\n"];
    assert_eq!(texts(&story), kept);
}

#[test]
fn another_window_s_text_is_not_overwritten() {
    let mut story = Story::own();
    story.types("mine, here\n");
    let theirs = Kept { text: "mine, there\n".into(), python: Version::default(), origin: None, edited: 7 };
    // What the browser kept of this window's is the other's.
    story.shelf.files = BTreeMap::from([(FIRST, theirs.clone())]);
    story.on(Event::Elsewhere(FIRST, theirs));
    assert_eq!(texts(&story), ["mine, there\n", "mine, here\n"]);
    assert_eq!((story.own.file(), files(&story).len()), (File::Own(further(&story)), 3));
    choose(&mut story, MINE);
    assert_eq!(story.editor.as_deref(), Some("mine, there\n"));
}

#[test]
fn an_editor_that_does_not_come_leaves_the_page_s_program_and_the_choice() {
    let mut story = Story::of(setting());
    story.on(begin(None, shelf("mine\n")));
    story.on(Event::EditorFailed(own::Trouble::Unreached));
    assert_eq!((story.own.file(), files(&story)), (File::Page, vec![File::Page, MINE]));
    choose(&mut story, MINE);
    story.load();
    assert_eq!((story.own.file(), story.editor.as_deref()), (MINE, Some("mine\n")));
}

#[test]
fn in_a_blog_there_is_nothing_to_choose() {
    let mut story = Story::of(Setting { embedded: true, ..setting() });
    story.on(begin(Some(brought("blogger's\n")), Shelf::default()));
    story.load();
    story.run(3, finished());
    story.types("mine\n");
    assert_eq!(files(&story), []);
    choose(&mut story, File::Page);
    assert_eq!(story.editor.as_deref(), Some("mine\n"));
}
