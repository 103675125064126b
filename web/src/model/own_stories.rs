//! The reader's own program: what they do, what editor, engine and address say, and what comes of it, in the page's model as well.

use std::collections::BTreeMap;

use loopscope_executor::Instant;
use loopscope_executor::trace::{Actor, Chunk, Kind, Record, TextId};
use loopscope_lessons::with_values;
use loopscope_protocol::number::Milli;
use loopscope_protocol::{Frame, Problem, Severity, Variable};
use loopscope_protocol::{Outcome, Status, Update, Value};
use loopscope_version::Version;
use loopscope_view::Cursor;

use super::own::{Brought, Effect, Event, FIRST, FileNo, Kept, OwnProgram, Say, Setting, Shelf, Timer, Trouble};
use super::python::{Failure, Program, Report, Until, Why};
use super::*;

pub(super) const PAGE: &str = "delay = 2  # @param\nprint(delay)\n";

pub(super) fn update(run: u32, count: u32, status: Status) -> Update {
    let kind = Kind::TaskCreated { parent: Actor::Program, name: TextId::EMPTY, coroutine: TextId::EMPTY };
    let record = |seq| Record { time: Instant::ZERO, seq, iteration: 0, task: seq + 1, line: 1, kind };
    let chunk = Chunk { records: (0..count).map(record).collect(), texts: Vec::new() };
    Update::Progress { run, replace: true, chunk, now: Instant::ZERO, status }
}

pub(super) fn finished() -> Status {
    Status::Ended(Outcome::Finished)
}

/// A page: its model, and the reader's own program beside it.
pub(super) struct Story {
    pub(super) own: OwnProgram,
    pub(super) model: Model,
    pub(super) seen: own::Seen,
    /// Events that are to happen next.
    pub(super) wanted: Vec<Event>,
    /// The engine was asked for these, and what it said last is not among them.
    pub(super) asked: Vec<Program>,
    /// The timers that run.
    pub(super) timers: Vec<Timer>,
    /// The text that the editor shows.
    pub(super) editor: Option<String>,
    /// The editor's module is there.
    pub(super) module: bool,
    /// What the browser keeps.
    pub(super) shelf: Shelf,
    /// Live runs that were begun.
    pub(super) live: Vec<Command>,
}

impl Story {
    pub(super) fn of(setting: Setting) -> Story {
        Story::on_page(setting, Runs::Rust)
    }

    /// The page of a program without a twin: its recording is asked for.
    pub(super) fn python(setting: Setting) -> Story {
        Story::on_page(setting, Runs::Python)
    }

    pub(super) fn on_page(setting: Setting, runs: Runs) -> Story {
        let mut story = Story {
            own: OwnProgram::new(setting),
            model: Model::new("page".into(), vec![("delay".into(), Value::Seconds(2.0))], runs),
            seen: own::Seen::default(),
            wanted: Vec::new(),
            asked: Vec::new(),
            timers: Vec::new(),
            editor: None,
            module: false,
            shelf: Shelf::default(),
            live: Vec::new(),
        };
        let page = Text { source: PAGE.into(), python: Version::default() };
        story.model.page = (runs == Runs::Python).then_some(page);
        let commands = story.model.open();
        story.answer(commands);
        story
    }

    /// A lesson's page. Python is there.
    pub(super) fn lesson() -> Story {
        let mut story = Story::of(setting());
        story.on(begin(None, Shelf::default()));
        story.on(Event::Python(Report::Ready));
        story
    }

    /// The same with its editor open.
    pub(super) fn editing() -> Story {
        let mut story = Story::lesson();
        story.edit();
        story
    }

    /// The same with a program of the reader's that has printed three records.
    pub(super) fn own() -> Story {
        let mut story = Story::editing();
        story.write("mine\n");
        story.run(3, finished());
        story
    }

    /// The lesson's engine makes plans of five records. Python is asked for its own.
    pub(super) fn answer(&mut self, commands: Commands) {
        for (engine, command) in commands {
            match (engine, command) {
                (Engine::Plan, Command::Load { run, .. }) => {
                    self.model.hear(Engine::Plan, vec![update(run, 5, finished())], 0.0);
                }
                (Engine::Python, Command::Load { run, program, .. }) => {
                    self.wanted.push(Event::Plan { plan: run, text: with_values(PAGE, &program.params) });
                }
                (_, command) => self.live.push(command),
            }
        }
    }

    /// The text of a file that the browser keeps.
    pub(super) fn kept(&self, no: FileNo) -> Option<&str> {
        self.shelf.files.get(&no).map(|kept| kept.text.as_str())
    }

    /// Has something happen; what is to be done beside the model, timers and the engine.
    pub(super) fn on(&mut self, event: Event) -> Vec<Effect> {
        let mut rest = Vec::new();
        self.wanted.push(event);
        while !self.wanted.is_empty() {
            let event = self.wanted.remove(0);
            for effect in self.own.on(event) {
                self.perform(effect, &mut rest);
            }
            let seen = self.model.seen();
            if seen != self.seen {
                self.seen = seen.clone();
                self.wanted.push(Event::Seen(seen));
            }
        }
        rest
    }

    pub(super) fn perform(&mut self, effect: Effect, rest: &mut Vec<Effect>) {
        match effect {
            Effect::Act(action) => {
                let commands = self.model.act(action, 0.0);
                self.answer(commands);
            }
            Effect::Play => {
                let commands = self.model.act(Action::Play, 0.0);
                self.answer(commands);
            }
            Effect::Run(program) => self.asked.push(program),
            Effect::DropRun => self.asked.clear(),
            Effect::Arm(timer, _) => {
                self.timers.retain(|other| *other != timer);
                self.timers.push(timer);
            }
            Effect::Disarm(timer) => self.timers.retain(|other| *other != timer),
            Effect::OpenEditor { text, .. } | Effect::ReplaceText(text) | Effect::SlideText(text) => {
                self.editor = Some(text)
            }
            Effect::CloseEditor { .. } => self.editor = None,
            Effect::Keep(no, Some(kept)) => drop(self.shelf.files.insert(no, kept)),
            Effect::Keep(no, None) => drop(self.shelf.files.remove(&no)),
            Effect::Remember(file) => self.shelf.shown = Some(file),
            Effect::LoadEditor => {
                self.wanted.extend(self.module.then_some(Event::EditorLoaded));
                rest.push(Effect::LoadEditor);
            }
            other => rest.push(other),
        }
    }

    /// What the reader does in the page beside.
    pub(super) fn act(&mut self, action: Action) {
        let commands = self.model.act(action, 0.0);
        self.answer(commands);
        self.see();
    }

    pub(super) fn see(&mut self) {
        self.seen = self.model.seen();
        self.on(Event::Seen(self.seen.clone()));
    }

    pub(super) fn edit(&mut self) {
        let present = with_values(PAGE, &self.model.params());
        let effects = self.on(Event::Edit(present));
        assert!(effects.contains(&Effect::WantPython) && effects.contains(&Effect::LoadEditor), "{effects:?}");
        self.load();
    }

    /// The editor's module comes.
    pub(super) fn load(&mut self) -> Vec<Effect> {
        self.module = true;
        self.on(Event::EditorLoaded)
    }

    /// A hand types a text.
    pub(super) fn types(&mut self, text: &str) {
        self.editor = Some(text.to_owned());
        self.on(Event::Changed { text: text.to_owned(), moved: false });
    }

    /// And rests.
    pub(super) fn write(&mut self, text: &str) {
        self.types(text);
        self.ring(Timer::Rest);
    }

    pub(super) fn ring(&mut self, timer: Timer) {
        assert!(self.timers.contains(&timer), "{timer:?} does not run");
        self.timers.retain(|other| *other != timer);
        self.on(Event::Rang(timer));
    }

    /// The engine says so much of what it was asked for last.
    pub(super) fn tell(&mut self, count: u32) {
        let run = self.asked.last().expect("nothing is asked for").run;
        self.on(Event::Python(Report::Update(run, Ok(update(run, count, Status::Running)))));
    }

    /// The engine runs what it was asked for last, to its end.
    pub(super) fn run(&mut self, count: u32, status: Status) -> Vec<Effect> {
        let run = self.asked.pop().expect("nothing is asked for").run;
        self.asked.clear();
        self.end(run, count, status)
    }

    pub(super) fn end(&mut self, run: u32, count: u32, status: Status) -> Vec<Effect> {
        let update = Ok(update(run, count, status));
        self.on(Event::Python(Report::End { run, update, problems: Vec::new(), variables: Vec::new() }))
    }

    pub(super) fn ask(&mut self, question: &str) {
        self.run(2, Status::Ended(Outcome::Asks(question.into())));
    }

    /// The texts that the engine was asked to run.
    pub(super) fn texts(&self) -> Vec<&str> {
        self.asked.iter().map(|program| program.source.as_str()).collect()
    }

    /// The program that the model shows, if it is the reader's.
    pub(super) fn shows(&self) -> Option<&str> {
        self.model.own.as_ref().map(|own| own.source.as_str())
    }

    pub(super) fn records(&self) -> Option<u32> {
        self.model.shown().map(|run| run.scope.len())
    }
}

pub(super) fn setting() -> Setting {
    Setting { source: PAGE.into(), has_python: true, ..Setting::default() }
}

pub(super) fn brought(source: &str) -> Brought {
    Brought { source: source.into(), python: Version::V3_11, file: None }
}

/// A page begins whose address brings this along, or says nothing.
pub(super) fn begin(brought: Option<Brought>, shelf: Shelf) -> Event {
    Event::Begin { plain: brought.is_none(), brought, shelf }
}

/// What a browser has kept that knows of one file.
pub(super) fn shelf(text: &str) -> Shelf {
    let kept = Kept { text: text.into(), python: Version::default(), origin: None, edited: 0 };
    Shelf { files: BTreeMap::from([(FIRST, kept)]), shown: None, next: 1000 }
}

#[test]
fn the_editor_has_the_page_s_program_which_is_still_the_one_that_is_shown() {
    let mut story = Story::editing();
    assert_eq!(story.editor.as_deref(), Some(PAGE));
    assert_eq!((story.shows(), story.records(), story.texts()), (None, Some(5), vec![]));
    assert!(story.own.can_close() && !story.own.can_reset());
    story.on(Event::Close);
    assert_eq!((story.editor, story.own.is_editing()), (None, false));
}

#[test]
fn it_has_the_values_that_the_parameters_have() {
    let mut story = Story::lesson();
    story.act(Action::Param(0, Value::Seconds(0.5)));
    story.edit();
    assert_eq!(story.editor.as_deref(), Some("delay = 0.5  # @param\nprint(delay)\n"));
    assert_eq!(story.texts(), [""; 0], "that is what the lesson runs");
    assert!(story.own.can_reset() && story.own.can_close());
}

#[test]
fn what_is_typed_runs_when_the_hand_rests_and_is_shown_with_its_first_word() {
    let mut story = Story::editing();
    story.types("m");
    story.types("mine\n");
    assert_eq!((story.texts(), story.shows()), (vec![], None));
    story.ring(Timer::Rest);
    assert_eq!((story.texts(), story.shows(), story.records()), (vec!["mine\n"], None, Some(5)));
    story.tell(1);
    assert_eq!((story.shows(), story.records()), (Some("mine\n"), Some(5)));
    story.run(3, finished());
    assert_eq!((story.records(), story.model.cursor()), (Some(3), Cursor(3)));
    assert_eq!(story.kept(FIRST), Some("mine\n"));
    assert!(story.own.can_reset() && !story.own.can_close());
    // From then on the model knows of a text at once.
    story.types("other\n");
    assert_eq!((story.shows(), story.texts()), (Some("other\n"), vec![]));
}

#[test]
fn the_run_of_another_text_is_never_shown() {
    let mut story = Story::own();
    story.write("slow\n");
    let slow = story.asked.last().expect("it is asked for").run;
    story.types("newer\n");
    story.end(slow, 4, finished());
    assert_eq!((story.shows(), story.records()), (Some("newer\n"), Some(3)));
    story.ring(Timer::Rest);
    story.run(2, finished());
    assert_eq!(story.records(), Some(2));
    // Nor is that of a program that has not been shown yet.
    let mut story = Story::editing();
    story.write("slow\n");
    let slow = story.asked.last().expect("it is asked for").run;
    story.types("newer\n");
    story.end(slow, 4, finished());
    assert_eq!((story.shows(), story.records()), (None, Some(5)));
}

#[test]
fn a_slider_runs_it_at_once() {
    let mut story = Story::own();
    let moved = |text: &str| Event::Changed { text: text.to_owned(), moved: true };
    let effects = story.on(moved("delay = 1  # @param\n"));
    assert_eq!(effects, [Effect::Started]);
    assert_eq!((story.texts(), story.shows()), (vec!["delay = 1  # @param\n"], Some("delay = 1  # @param\n")));
    assert!(!story.timers.contains(&Timer::Rest));
}

#[test]
fn a_number_that_is_dragged_outside_of_the_editor_is_written_in_it_and_runs_at_once() {
    let mut story = Story::editing();
    let text = "pause = 1  # @param\nprint(pause)\n";
    story.write(text);
    story.run(3, finished());
    let [pause] = &own::numbers::numbers(text, &[])[..] else { panic!("there is one number") };
    let slid = Event::Slid(pause.clone(), Milli(3000));
    story.on(slid.clone());
    let written = "pause = 3  # @param\nprint(pause)\n";
    assert_eq!(
        (story.editor.as_deref(), story.texts(), story.kept(FIRST)),
        (Some(written), vec![written], Some(written))
    );
    story.on(slid);
    assert_eq!(story.texts(), [written], "the same is no change");
}

#[test]
fn undone_to_the_page_s_text_the_page_s_program_is_shown_again() {
    let mut story = Story::own();
    story.types("more\n");
    let effects = story.on(Event::Changed { text: PAGE.into(), moved: false });
    assert_eq!(effects, [Effect::Problems(Vec::new())]);
    assert_eq!((story.shows(), story.records(), story.kept(FIRST)), (None, Some(5), None));
    assert_eq!((story.timers.len(), story.texts()), (0, vec![]));
    assert!(story.own.can_close());
    // Also one that was not there yet.
    let mut story = Story::editing();
    story.write("mine\n");
    let run = story.asked.last().expect("it is asked for").run;
    story.on(Event::Changed { text: PAGE.into(), moved: false });
    story.end(run, 3, finished());
    assert_eq!((story.shows(), story.records()), (None, Some(5)));
}

#[test]
fn reset_brings_back_the_text_that_was_here_at_first() {
    let mut story = Story::own();
    let effects = story.on(Event::Reset);
    assert_eq!(effects, [Effect::Problems(Vec::new()), Effect::FocusEditor]);
    assert_eq!((story.editor.as_deref(), story.shows()), (Some(PAGE), None));
    assert_eq!(*story.own.say(), Say::Undone);
    // Where the parameters have other values, that is a program of the reader's.
    let mut story = Story::lesson();
    story.act(Action::Param(0, Value::Seconds(0.5)));
    story.edit();
    story.on(Event::Reset);
    assert_eq!(story.texts(), [PAGE]);
}

#[test]
fn what_was_kept_is_there_again() {
    let mut story = Story::of(setting());
    let effects = story.on(begin(None, shelf("mine\n")));
    assert_eq!(effects, [Effect::WantPython, Effect::LoadEditor]);
    let opened = story.own.on(Event::EditorLoaded);
    let open = Effect::OpenEditor { text: "mine\n".into(), original: PAGE.into(), focus: false };
    assert_eq!(opened[..3], [open, Effect::Disarm(Timer::Rest), Effect::Started]);
    assert!(matches!(&opened[3..], [Effect::Run(program)] if program.source == "mine\n"), "{opened:?}");
    // The page's own text is nothing to speak of.
    assert_eq!(Story::of(setting()).on(begin(None, shelf(PAGE))), []);
}

#[test]
fn in_a_blog_nothing_is_kept_and_the_original_is_the_blogger_s() {
    let mut story = Story::of(Setting { embedded: true, ..setting() });
    story.on(begin(Some(brought("blogger's\n")), Shelf::default()));
    story.on(Event::EditorLoaded);
    story.run(3, finished());
    assert!(!story.own.can_reset());
    story.write("mine\n");
    assert_eq!((&story.shelf, story.own.files()), (&Shelf::default(), vec![]));
    story.on(Event::Reset);
    assert_eq!((story.editor.as_deref(), story.own.can_reset()), (Some("blogger's\n"), false));
}

#[test]
fn an_address_brings_a_program_and_says_which_python_it_is_for() {
    let mut story = Story::of(setting());
    story.on(begin(Some(brought("theirs\n")), Shelf::default()));
    story.load();
    assert_eq!(story.asked.iter().map(|program| program.python).collect::<Vec<_>>(), [Version::V3_11]);
    story.run(3, finished());
    assert_eq!(story.shows(), Some("theirs\n"));
    assert_eq!(story.kept(FIRST), None, "it is kept when it is edited");
    // Another one takes its place.
    story.on(Event::Arrived(brought("another\n")));
    assert_eq!((story.editor.as_deref(), story.texts()), (Some("another\n"), vec!["another\n"]));
    story.run(2, finished());
    // One without a program leads back to the page's.
    story.act(Action::Address(Ok(Address::default())));
    assert_eq!((story.editor.as_deref(), story.shows(), story.records()), (None, None, Some(5)));
    assert!(!story.own.is_editing());
}

#[test]
fn how_far_python_is_is_said_and_then_what_it_does() {
    let mut story = Story::of(setting());
    story.on(begin(None, Shelf::default()));
    story.edit();
    story.write("mine\n");
    let loading = |bytes| Event::Python(Report::Loading { bytes, total: 4 });
    story.on(loading(1));
    assert_eq!((story.own.say(), story.own.say().progress()), (&Say::Loading(1, 4), Some(0.25)));
    story.on(loading(5));
    assert_eq!(story.own.say().progress(), Some(1.0));
    assert_eq!(story.timers, [], "what is on its way is said already");
    story.on(Event::Python(Report::Ready));
    assert_eq!(*story.own.say(), Say::Working);
    story.run(3, finished());
    assert_eq!(*story.own.say(), Say::Hint);
    // Without a program that waits for it there is nothing to say.
    let mut story = Story::of(setting());
    story.on(loading(4));
    story.edit();
    assert_eq!(*story.own.say(), Say::Loading(4, 4));
    story.on(Event::Python(Report::Ready));
    assert_eq!(*story.own.say(), Say::Hint);
}

#[test]
fn a_run_that_takes_long_says_so() {
    let mut story = Story::own();
    story.write("slow\n");
    assert_eq!(*story.own.say(), Say::Hint);
    story.ring(Timer::Long);
    assert_eq!(*story.own.say(), Say::Working);
    story.run(3, finished());
    assert_eq!(*story.own.say(), Say::Hint);
    // One that does not, does not.
    story.write("fast\n");
    story.run(3, finished());
    assert_eq!(story.timers, []);
}

#[test]
fn one_that_was_stopped_says_why_until_the_next() {
    for why in [Why::Time, Why::Memory, Why::Stack, Why::Engine] {
        let mut story = Story::own();
        story.write("endless\n");
        let run = story.asked.last().expect("it is asked for").run;
        story.on(Event::Python(Report::Stopped(run, why)));
        assert_eq!((story.own.say(), story.own.say().is_alarm()), (&Say::Stopped(why), true));
        assert_eq!(story.timers, [], "it says no more that it is running");
        story.tell(1);
        story.run(2, Status::Ended(Outcome::Limited("2000 ms of computing".into())));
        assert_eq!((story.own.say(), story.records()), (&Say::Stopped(why), Some(2)));
        story.write("mine\n");
        assert_eq!(*story.own.say(), Say::Hint);
        // That of another run is of no interest.
        story.on(Event::Python(Report::Stopped(run, why)));
        assert_eq!(*story.own.say(), Say::Hint);
    }
}

#[test]
fn what_is_wrong_is_told_to_the_editor() {
    let mut story = Story::editing();
    story.write("mine\n");
    let run = story.asked.last().expect("it is asked for").run;
    let message = "NameError: name 'mine' is not defined".to_owned();
    let problems = vec![Problem { line: 1, column: 1, end_column: 5, message, severity: Severity::Error }];
    let update = Ok(update(run, 3, Status::Ended(Outcome::Failed("NameError".into()))));
    let end = Report::End { run, update, problems: problems.clone(), variables: Vec::new() };
    assert_eq!(story.on(Event::Python(end)), [Effect::Problems(problems)]);
}

#[test]
fn python_that_does_not_come_is_told_of_and_wanted_once_more() {
    for failure in [Failure::Unreached, Failure::Refused(503), Failure::Broken("x".into()), Failure::Memory] {
        let mut story = Story::of(setting());
        story.on(begin(None, Shelf::default()));
        story.edit();
        story.write("mine\n");
        story.on(Event::Python(Report::Failed(failure.clone())));
        assert_eq!(*story.own.say(), Say::Failed(failure));
        assert!(story.own.say().is_alarm() && story.own.say().can_be_retried());
        assert_eq!((story.records(), story.model.notice.clone()), (Some(5), None), "what was shown is still there");
        assert_eq!(story.on(Event::Retry), [Effect::Started]);
        assert_eq!((story.texts().last(), story.own.say()), (Some(&"mine\n"), &Say::Hint));
    }
    // Where nothing waits for it, it is loaded and no more.
    let mut story = Story::editing();
    story.on(Event::Python(Report::Failed(Failure::Unreached)));
    assert_eq!(story.on(Event::Retry), [Effect::WantPython]);
    assert_eq!(story.texts(), [""; 0]);
}

#[test]
fn whoever_has_only_come_near_need_not_know_that_something_does_not_come() {
    let mut story = Story::of(setting());
    assert_eq!(story.on(Event::Near), [Effect::WantPython, Effect::LoadEditor]);
    story.on(Event::Python(Report::Loading { bytes: 1, total: 4 }));
    story.on(Event::Python(Report::Failed(Failure::Unreached)));
    story.on(Event::EditorFailed(Trouble::Unreached));
    assert_eq!((story.model.notice.clone(), story.own.is_editing()), (None, false));
    // An editor that comes is not opened for them.
    story.on(Event::EditorLoaded);
    assert_eq!(story.editor, None);
}

#[test]
fn an_editor_that_does_not_come_is_told_of_and_wanted_once_more() {
    for trouble in [Trouble::Unreached, Trouble::Broken("Error: not made for this browser".into())] {
        let mut story = Story::lesson();
        story.on(Event::Edit(PAGE.into()));
        story.on(Event::EditorFailed(trouble.clone()));
        assert_eq!(story.model.notice, Some(Notice::Own(Say::NoEditor(trouble))));
        story.edit();
        assert_eq!((story.editor.as_deref(), story.own.say()), (Some(PAGE), &Say::Hint));
    }
}

#[test]
fn a_site_without_python_says_so() {
    let mut story = Story::of(Setting { has_python: false, ..setting() });
    assert_eq!(story.on(Event::Edit(PAGE.into())), [Effect::LoadEditor]);
    story.on(Event::EditorLoaded);
    story.write("mine\n");
    assert_eq!((story.own.say(), story.texts()), (&Say::Absent, vec![]));
    assert!(!story.own.say().can_be_retried());
}

#[test]
fn a_browser_that_keeps_nothing_is_told_of() {
    let mut story = Story::editing();
    story.types("mine\n");
    story.on(Event::Unkept);
    assert_eq!((story.own.say(), story.own.say().is_alarm()), (&Say::Unkept, false));
}

#[test]
fn played_too_early_it_runs_first() {
    let mut story = Story::own();
    story.types("newer\n");
    story.on(Event::Play);
    assert_eq!((story.texts(), story.live.len(), story.timers.contains(&Timer::Rest)), (vec!["newer\n"], 0, false));
    story.run(2, finished());
    let played =
        |command: &Command| matches!(command, Command::Replay { recording, .. } if recording.chunk.records.len() == 2);
    assert!(matches!(&story.live[..], [command] if played(command)), "{:?}", story.live);
}

#[test]
fn it_asks_for_lines_and_is_run_again_with_all_that_was_typed() {
    let mut story = Story::own();
    story.write("input()\n");
    story.ask("name? ");
    assert_eq!((story.own.asks(), story.own.has_typed()), (Some("name? "), false));
    story.on(Event::Line("Ann".into()));
    assert_eq!((story.own.asks(), story.own.has_typed()), (None, true));
    assert_eq!(story.asked.iter().map(|program| program.typed.clone()).collect::<Vec<_>>(), [["Ann"]]);
    // It asks the same once more, in the same words and at the same place.
    story.ask("name? ");
    assert_eq!(story.own.asks(), Some("name? "));
    story.on(Event::Line("Bob".into()));
    assert_eq!(story.asked[0].typed, ["Ann", "Bob"]);
    story.run(4, finished());
    assert_eq!((story.own.asks(), story.own.has_typed()), (None, true));
    story.on(Event::Forget);
    assert_eq!((story.asked[0].typed.len(), story.own.has_typed()), (0, false));
    story.ask("");
    assert_eq!(story.own.asks(), Some(""), "it may ask without words");
    story.on(Event::Reset);
    assert_eq!(story.own.asks(), None);
}

/// A live run that goes on, of which one record was heard.
fn live() -> (Story, u32) {
    let mut story = Story::own();
    story.on(Event::Play);
    let Some(Command::Replay { run, .. }) = story.live.pop() else { panic!("it does not run") };
    story.model.hear(Engine::Live, vec![update(run, 1, Status::Running)], 0.0);
    story.see();
    assert_eq!(story.texts(), [""; 0]);
    (story, run)
}

#[test]
fn stopped_it_is_run_up_to_there_and_on_as_it_then_goes() {
    let (mut story, run) = live();
    story.act(Action::Stop);
    story.model.hear(Engine::Live, vec![update(run, 1, Status::Ended(Outcome::Stopped))], 0.0);
    story.see();
    let until = |story: &Story| story.asked.iter().map(|program| program.until).collect::<Vec<_>>();
    assert_eq!(until(&story), [Until::Interrupted(0, Instant::ZERO)]);
    // Once is enough.
    story.see();
    assert_eq!(story.asked.len(), 1);
    story.run(2, Status::Ended(Outcome::Failed("KeyboardInterrupt".into())));
    assert_eq!((story.records(), story.asked.len()), (Some(2), 0));
    // Played again it begins anew, as if nobody had stopped it.
    story.live.clear();
    story.on(Event::Play);
    assert_eq!((until(&story), story.live.len()), (vec![Until::End], 0));
    story.run(3, finished());
    assert_eq!((story.live.len(), story.asked.len()), (1, 0));
}

#[test]
fn the_variables_of_the_cursor_are_asked_for_when_they_are_looked_at_and_it_rests() {
    let mut story = Story::own();
    story.act(Action::Seek(Cursor(2)));
    assert_eq!(story.timers, [], "nobody looks at them");
    story.on(Event::Variables(true));
    story.ring(Timer::Look);
    let asked = story.asked.pop().expect("they are asked for");
    assert_eq!((asked.until, asked.source.as_str()), (Until::Record(1), "mine\n"));
    let frame =
        |name: &str, variables: Vec<Variable>| Frame { task: 1, function: name.into(), line: 1, variables, more: 0 };
    let count = Variable { name: "count".into(), value: "3".into() };
    let variables = vec![frame("empty", Vec::new()), frame("main", vec![count])];
    let told =
        Report::End { run: asked.run, update: Ok(update(asked.run, 2, finished())), problems: Vec::new(), variables };
    story.on(Event::Python(told));
    let functions =
        |story: &Story| story.own.variables().frames.iter().map(|frame| frame.function.clone()).collect::<Vec<_>>();
    assert_eq!((functions(&story), story.records()), (vec!["main".to_owned()], Some(3)), "its run is not shown");
    // At the same place nothing is asked, and before everything there are none.
    story.see();
    assert_eq!(story.timers, []);
    story.act(Action::First);
    assert_eq!((functions(&story), story.timers.len(), story.asked.len()), (vec![], 0, 0));
    // Another text's are others, at the same place.
    story.act(Action::Seek(Cursor(2)));
    story.types("other\n");
    assert_eq!(story.own.on(Event::Rang(Timer::Look)), [], "what is under way does not make way for a look");
    story.ring(Timer::Rest);
    story.run(3, finished());
    story.ring(Timer::Look);
    assert_eq!(story.asked.last().map(|program| program.source.as_str()), Some("other\n"));
    story.on(Event::Variables(false));
    story.act(Action::Seek(Cursor(1)));
    assert_eq!(story.timers, []);
}
