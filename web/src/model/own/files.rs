//! The texts that stand beside each other on a page: its own program, what a link brought, and the reader's files, which the browser
//! keeps. The page's and the link's are never changed: who writes in one of them begins a file.
//!
//! ```text
//!                       another text                          another text
//!   page's ◄──► shown ────────────────► a file ◄──► shown ◄──────────────── link's
//!                 ▲                     │    ▲       │                        ▲
//!                 └── the page's text ──┘    └───────┘ another text           │
//!                        (forgotten)         └──────── the link's text ───────┘ (forgotten)
//! ```
//!
//! In a blog there are none: a reader's edits are forgotten with the page.

use std::collections::BTreeMap;

use loopscope_version::Version;

use super::{Brought, Editor, Effect, Effects, OwnProgram, Say, State, Timer};
use crate::model::Action;

/// Number of a file of the reader's, in the order in which they were begun.
pub(crate) type FileNo = u64;

/// The file that is called the reader's own; further ones have the time at which they were begun as their numbers, so that no
/// two windows begin the same.
pub(crate) const FIRST: FileNo = 1;

/// So many further files are kept: of more, that which was not written in for the longest time is forgotten.
const MOST: usize = 5;

/// One of the texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum File {
    /// The page's own program.
    #[default]
    Page,
    /// What a link brought.
    Link,
    /// A file of the reader's.
    Own(FileNo),
}

/// A file of the reader's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Its text.
    pub(crate) text: String,
    /// Which Python it is run as.
    pub(crate) python: Version,
    /// The link's text that it began with, and which Python that was run as; `None` where it began with the page's.
    pub(crate) origin: Option<(String, Version)>,
    /// When it was written in last, so that of two files the later has more.
    pub(crate) edited: u64,
}

/// What the browser has kept for a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shelf {
    /// The reader's files.
    pub(crate) files: BTreeMap<FileNo, Kept>,
    /// What was shown last: the page's, or one of these.
    pub(crate) shown: Option<File>,
    /// More than any number so far: the time.
    pub(crate) next: u64,
}

/// The texts of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Files {
    shown: File,
    link: Option<Brought>,
    own: BTreeMap<FileNo, Kept>,
    next: u64,
}

impl Files {
    fn tick(&mut self) -> u64 {
        self.next = self.next.max(FIRST) + 1;
        self.next
    }

    /// The file with this text.
    fn find(&self, source: &str, python: Version) -> Option<FileNo> {
        let same = |(_, kept): &(&FileNo, &Kept)| kept.text == source && kept.python == python;
        self.own.iter().find(same).map(|(no, _)| *no)
    }

    /// What is in a file; `None` for the page's.
    fn text(&self, file: File) -> Option<(String, Version)> {
        match file {
            File::Page => None,
            File::Link => self.link.as_ref().map(|link| (link.source.clone(), link.python)),
            File::Own(no) => self.own.get(&no).map(|kept| (kept.text.clone(), kept.python)),
        }
    }

    /// The further file that was not written in for the longest time, if there are too many.
    fn surplus(&self, but: FileNo) -> Option<FileNo> {
        let further = self.own.keys().filter(|no| **no != FIRST).count();
        let mut others = self.own.iter().filter(|(no, _)| **no != FIRST && **no != but).collect::<Vec<_>>();
        others.sort_by_key(|(_, kept)| kept.edited);
        others.first().filter(|_| further > MOST).map(|(no, _)| **no)
    }
}

impl OwnProgram {
    /// The texts to choose from, in order, each of the reader's with its place among those; none where there is no choice and
    /// nobody writes.
    pub(crate) fn files(&self) -> Vec<(File, usize)> {
        let own = self.files.own.keys().enumerate().map(|(nth, no)| (File::Own(*no), nth + 1));
        let link = self.files.link.as_ref().map(|_| (File::Link, 0));
        let all: Vec<_> = std::iter::once((File::Page, 0)).chain(own).chain(link).collect();
        if self.setting.embedded || (all.len() == 1 && !self.is_editing()) { Vec::new() } else { all }
    }

    /// The one that is shown, or is to be.
    pub(crate) fn file(&self) -> File {
        self.files.shown
    }

    /// The text to which Reset leads back, and which Python it is run as: that with which the file began; in a blog the blogger's.
    pub(super) fn origin(&self) -> (&str, Version) {
        let of_file = match self.files.shown {
            File::Page => None,
            File::Link => self.files.link.as_ref().map(|link| (&link.source, link.python)),
            File::Own(no) => {
                let origin = self.files.own.get(&no).and_then(|kept| kept.origin.as_ref());
                origin.map(|(text, python)| (text, *python))
            }
        };
        let (text, python) = of_file.unwrap_or((&self.original, self.original_python));
        (text.as_str(), python)
    }

    /// The page begins: with what its address brings along, or with what was shown last if its address says nothing.
    pub(super) fn begin(&mut self, brought: Option<Brought>, shelf: Shelf, plain: bool, effects: &mut Effects) {
        if !self.setting.embedded {
            let Shelf { files, shown: _, next } = &shelf;
            let of_page = |kept: &Kept| kept.text == self.setting.source && kept.python == self.setting.python;
            let others = files.iter().filter(|(_, kept)| !of_page(kept));
            self.files.own = others.map(|(no, kept)| (*no, kept.clone())).collect();
            self.files.next = *next;
        }
        if let Some(brought) = brought {
            return self.arrive(brought, effects);
        }
        let own = &self.files.own;
        let newest = || own.iter().max_by_key(|(no, kept)| (**no == FIRST, kept.edited)).map(|(no, _)| File::Own(*no));
        let there = |file: &File| !matches!(file, File::Own(no) if !own.contains_key(no));
        let shown = shelf.shown.filter(there).or_else(newest);
        if let Some(file @ File::Own(_)) = shown.filter(|_| plain) {
            self.show_file(file, effects);
        }
    }

    /// An address brings a text along: it is one of the reader's files, or stands beside them.
    pub(super) fn arrive(&mut self, brought: Brought, effects: &mut Effects) {
        if self.setting.embedded {
            return self.arrive_in_blog(brought, effects);
        }
        self.typed.clear();
        let Brought { source, python, file } = &brought;
        let known = file.filter(|no| self.files.own.contains_key(no)).or_else(|| self.files.find(source, *python));
        if let Some(no) = known {
            return self.show_file(File::Own(no), effects);
        }
        let is_page = *source == self.setting.source && *python == self.setting.python;
        let shows = if is_page { File::Page } else { File::Link };
        if self.files.shown != shows || (!is_page && self.files.link.as_ref() != Some(&brought)) {
            self.shut(effects);
        }
        if is_page {
            self.turn_to_page();
            return self.open_text(brought.source, effects);
        }
        self.files.link = Some(brought);
        self.show_file(File::Link, effects);
    }

    /// In a blog it is the blogger's, and the one that the reader's is compared with.
    fn arrive_in_blog(&mut self, Brought { source, python, .. }: Brought, effects: &mut Effects) {
        self.python = python;
        self.original_python = python;
        if source != self.original {
            self.original.clone_from(&source);
            self.shut(effects);
        }
        self.open_text(source, effects);
    }

    /// The reader chooses a text. `present`: the page's, with the values that its parameters have.
    pub(super) fn choose(&mut self, file: File, present: String, effects: &mut Effects) {
        let there = file == File::Page || !matches!(self.editor, Editor::Closed);
        if self.setting.embedded || (file == self.files.shown && there) {
            return;
        }
        self.typed.clear();
        self.asks = None;
        if file != File::Page {
            if matches!(self.state, State::Page) {
                self.base = present;
            }
            return self.show_file(file, effects);
        }
        self.shut(effects);
        self.turn_to_page();
        effects.push(Effect::Remember(File::Page));
        // What was said of the other one is said no more.
        if self.say.progress().is_none() {
            self.say = Say::Hint;
        }
        self.page_again(effects);
    }

    /// Shows a text that is not the page's, and runs it.
    fn show_file(&mut self, file: File, effects: &mut Effects) {
        let Some((text, python)) = self.files.text(file) else { return };
        self.python = python;
        if self.files.shown != file {
            self.files.shown = file;
            // Each has an editor of its own: what is undone there is never another text's.
            self.shut(effects);
        }
        if file != File::Link {
            effects.push(Effect::Remember(file));
        }
        self.open_text(text, effects);
    }

    /// What is shown is the page's from now on.
    pub(super) fn turn_to_page(&mut self) {
        self.files.shown = File::Page;
        self.python = self.setting.python;
    }

    /// Takes the editor off the page, if there is one, and what was to be run of it.
    fn shut(&mut self, effects: &mut Effects) {
        effects.push(Effect::Disarm(Timer::Rest));
        if self.is_editing() {
            effects.push(Effect::CloseEditor { focus: false });
        }
        self.editor = Editor::Closed;
    }

    /// Has this text in the editor, and runs it.
    fn open_text(&mut self, text: String, effects: &mut Effects) {
        self.near(effects);
        if let Editor::Open(there) = &mut self.editor {
            if *there != text {
                there.clone_from(&text);
                effects.push(Effect::ReplaceText(text.clone()));
            }
            return self.start(text, effects);
        }
        self.editor = Editor::Coming { text, focus: false, start: true };
    }

    /// The page's program is shown again.
    pub(super) fn page_again(&mut self, effects: &mut Effects) {
        let was_own = self.leave(effects);
        effects.push(Effect::Act(Action::Own(None)));
        if !was_own {
            self.run_page(effects);
        }
    }

    /// The reader has made this of the text that is shown: keeps it as a file of theirs, unless it is the one that the file began
    /// with.
    pub(super) fn write(&mut self, text: &str, effects: &mut Effects) {
        if self.setting.embedded {
            return;
        }
        let before = self.files.shown;
        let is_page = self.python == self.setting.python && (text == self.base || text == self.setting.source);
        let now = if is_page {
            File::Page
        } else if self.is_origin(text) {
            File::Link
        } else {
            File::Own(self.keep(text, effects))
        };
        if let (File::Own(no), true) = (before, before != now) {
            self.files.own.remove(&no);
            effects.push(Effect::Keep(no, None));
        }
        if before == now {
            return;
        }
        match now {
            File::Page => self.turn_to_page(),
            File::Link | File::Own(_) => {}
        }
        self.files.shown = now;
        if now != File::Link {
            effects.push(Effect::Remember(now));
        }
    }

    /// Whether this is the link's text with which the file that is shown began. After a reload the link is there again with it.
    fn is_origin(&mut self, text: &str) -> bool {
        let is_same = |link: &Brought, python| link.source == text && link.python == python;
        if let File::Own(no) = self.files.shown
            && let Some(kept) = self.files.own.get(&no)
            && kept.origin.as_ref().is_some_and(|(origin, python)| origin == text && *python == self.python)
        {
            let link = Brought { source: text.to_owned(), python: self.python, file: None };
            return is_same(self.files.link.get_or_insert(link), self.python);
        }
        self.files.shown == File::Link && self.files.link.as_ref().is_some_and(|link| is_same(link, self.python))
    }

    /// Keeps a text in the file that is shown, or begins one. The file.
    fn keep(&mut self, text: &str, effects: &mut Effects) -> FileNo {
        match self.files.shown {
            File::Own(no) => self.keep_as(no, text, effects),
            File::Page | File::Link => {
                let no = if self.files.own.contains_key(&FIRST) { self.files.tick() } else { FIRST };
                self.keep_as(no, text, effects)
            }
        }
    }

    fn keep_as(&mut self, no: FileNo, text: &str, effects: &mut Effects) -> FileNo {
        let origin = match self.files.shown {
            File::Page => None,
            File::Link => self.files.link.as_ref().map(|link| (link.source.clone(), link.python)),
            File::Own(shown) => self.files.own.get(&shown).and_then(|kept| kept.origin.clone()),
        };
        let kept = Kept { text: text.to_owned(), python: self.python, origin, edited: self.files.tick() };
        self.files.own.insert(no, kept.clone());
        effects.push(Effect::Keep(no, Some(kept)));
        if let Some(surplus) = self.files.surplus(no) {
            self.files.own.remove(&surplus);
            effects.push(Effect::Keep(surplus, None));
        }
        no
    }

    /// Another window has written in a file meanwhile, which therefore was not overwritten: what stands here is another one.
    pub(super) fn written_elsewhere(&mut self, no: FileNo, theirs: Kept, effects: &mut Effects) {
        let here = match &self.editor {
            Editor::Open(text) if self.files.shown == File::Own(no) && *text != theirs.text => Some(text.clone()),
            _ => None,
        };
        if let Some(text) = here {
            let another = self.files.tick();
            self.keep_as(another, &text, effects);
            self.files.shown = File::Own(another);
            effects.push(Effect::Remember(self.files.shown));
        }
        self.files.own.insert(no, theirs);
    }
}
