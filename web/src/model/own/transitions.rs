//! How the reader's own program goes from state to state.

use loopscope_executor::Instant;
use loopscope_protocol::Problem;
use loopscope_protocol::number::Milli;
use loopscope_protocol::{Malformed, RunNo, Update};
use loopscope_version::Version;

use super::numbers::Number;
use super::variables::{self, Moment, Next};
use super::{Editor, Effect, Effects, File, OwnProgram, Run, Say, Seen, Stage, State, Timer};
use crate::model::python::{Program, Report, Until};
use crate::model::{Action, Notice, Own};

/// How long a hand rests, in milliseconds, before what it types is run.
const REST_MS: f64 = 350.0;
/// A run that takes longer than this, in milliseconds, is told of.
pub(super) const LONG_MS: f64 = 250.0;

impl OwnProgram {
    pub(super) fn near(&self, effects: &mut Effects) {
        if self.setting.has_python {
            effects.push(Effect::WantPython);
        }
        if !self.is_editing() {
            effects.push(Effect::LoadEditor);
        }
    }

    pub(super) fn edit(&mut self, present: String, effects: &mut Effects) {
        match &mut self.editor {
            Editor::Open(_) => return,
            Editor::Coming { focus, .. } => *focus = true,
            Editor::Closed => {
                self.base.clone_from(&present);
                self.editor = Editor::Coming { text: present, focus: true, start: false };
            }
        }
        self.near(effects);
    }

    /// The editor is there; it is opened if it is wanted.
    pub(super) fn open(&mut self, effects: &mut Effects) {
        let Editor::Coming { text, focus, start } = &self.editor else { return };
        let (text, focus, start) = (text.clone(), *focus, *start);
        self.editor = Editor::Open(text.clone());
        self.editors += 1;
        effects.push(Effect::OpenEditor { text: text.clone(), original: self.original.clone(), focus });
        if self.say.progress().is_none() {
            self.say = Say::Hint;
        }
        if start {
            self.start(text, effects);
        }
    }

    pub(super) fn close(&mut self, effects: &mut Effects) {
        self.editor = Editor::Closed;
        effects.push(Effect::CloseEditor { focus: true });
    }

    pub(super) fn change(&mut self, text: String, moved: bool, effects: &mut Effects) {
        let Editor::Open(there) = &mut self.editor else { return };
        there.clone_from(&text);
        self.write(&text, effects);
        effects.push(Effect::Disarm(Timer::Rest));
        if self.is_page(&text) {
            self.page_again(effects);
            effects.push(Effect::Problems(Vec::new()));
            self.tell(Say::Hint, effects);
        } else if moved {
            self.start(text, effects);
        } else {
            // The model knows at once; the run follows when the hand rests.
            let run = self.another(text.clone(), Stage::Typed);
            effects.push(Effect::Disarm(Timer::Long));
            self.state = match self.state {
                State::Page | State::Awaited(_) => State::Awaited(run),
                State::Own(_) => State::Own(run),
            };
            if matches!(self.state, State::Own(_)) {
                self.show(text, effects);
            }
            effects.push(Effect::Arm(Timer::Rest, REST_MS));
        }
    }

    /// A number of the text has this value from now on.
    pub(super) fn slide(&mut self, number: &Number, value: Milli, effects: &mut Effects) {
        if let Editor::Open(text) = &self.editor
            && let Some(slid) = number.written_in(text, value)
            && slid != *text
        {
            effects.push(Effect::SlideText(slid.clone()));
            self.change(slid, true, effects);
        }
    }

    /// The text is to be run as another Python.
    pub(super) fn run_as(&mut self, python: Version, effects: &mut Effects) {
        if let Editor::Open(text) = &self.editor
            && python != self.python
        {
            let text = text.clone();
            self.python = python;
            self.change(text, true, effects);
        }
    }

    /// Whether this text, as the Python that is chosen, is the program that the page's own run is of.
    fn is_page(&self, text: &str) -> bool {
        text == self.base && self.python == self.setting.python
    }

    /// The page shows its own program again. Whether it showed the reader's.
    pub(super) fn leave(&mut self, effects: &mut Effects) -> bool {
        effects.extend([Effect::Disarm(Timer::Rest), Effect::Disarm(Timer::Long), Effect::DropRun]);
        self.asks = None;
        self.variables.stand(None);
        matches!(std::mem::replace(&mut self.state, State::Page), State::Own(_))
    }

    /// The text that waits for a hand to rest.
    pub(super) fn resting(&self) -> Option<String> {
        self.run().filter(|run| run.stage == Stage::Typed).map(|run| run.text.clone())
    }

    /// The newest run of the program that the page shows, or is to show.
    fn run(&self) -> Option<&Run> {
        match &self.state {
            State::Page => self.page.run(),
            State::Awaited(run) | State::Own(run) => Some(run),
        }
    }

    /// The run of which all is known.
    fn ended(&self) -> Option<&Run> {
        self.run().filter(|run| run.stage == Stage::Ended)
    }

    pub(super) fn another(&mut self, text: String, stage: Stage) -> Run {
        self.runs += 1;
        Run { no: self.runs, text, stage, interrupted: false }
    }

    /// Runs a text as the reader's own program.
    pub(super) fn start(&mut self, text: String, effects: &mut Effects) {
        effects.push(Effect::Disarm(Timer::Rest));
        if !self.setting.has_python {
            return self.tell(Say::Absent, effects);
        }
        if self.say.is_alarm() {
            self.say = Say::Hint;
        }
        if self.is_editing() {
            effects.push(Effect::Started);
        }
        let run = self.another(text.clone(), Stage::Running);
        let program = self.program(&run, Until::End);
        if let State::Own(_) = self.state {
            // It stands there from now on, whenever its run may come.
            self.show(text, effects);
            self.state = State::Own(run);
        } else {
            self.state = State::Awaited(run);
        }
        if self.ready {
            effects.push(Effect::Arm(Timer::Long, LONG_MS));
        }
        effects.push(Effect::Run(program));
    }

    /// Runs the same text, which is shown already, once more; up to where the reader has stopped it, and on as it then goes.
    pub(super) fn rerun(&mut self, stopped: Option<(u32, Instant)>, effects: &mut Effects) {
        if !self.setting.has_python || matches!(self.state, State::Awaited(_)) {
            return;
        }
        let Some(text) = self.run().map(|run| run.text.clone()) else { return };
        let run = Run { interrupted: stopped.is_some(), ..self.another(text, Stage::Running) };
        let until = stopped.map_or(Until::End, |(record, at)| Until::Interrupted(record, at));
        effects.push(Effect::Run(self.program(&run, until)));
        if matches!(self.state, State::Own(_)) {
            self.state = State::Own(run);
        } else {
            self.rerun_page(run);
        }
    }

    pub(super) fn program(&self, run: &Run, until: Until) -> Program {
        Program { run: run.no, source: run.text.clone(), python: self.python, typed: self.typed.clone(), until }
    }

    /// The model shows this text's run from now on.
    fn show(&self, source: String, effects: &mut Effects) {
        let edited = source != self.setting.source || self.python != self.setting.python;
        effects.push(Effect::Act(Action::Own(Some(Own { source, edited, python: self.python }))));
    }

    /// Once more what could not be loaded; a text of which all is known needs no run.
    pub(super) fn retry(&mut self, effects: &mut Effects) {
        self.say = Say::Hint;
        match self.run() {
            _ if matches!(self.state, State::Page) => {
                effects.push(Effect::WantPython);
                self.run_page(effects);
                effects.push(Effect::Act(Action::Again));
            }
            Some(run) if run.stage != Stage::Ended => {
                let text = match &self.editor {
                    Editor::Open(text) => text.clone(),
                    _ => run.text.clone(),
                };
                self.start(text, effects);
            }
            _ => effects.push(Effect::WantPython),
        }
    }

    pub(super) fn hear(&mut self, report: Report, effects: &mut Effects) {
        match report {
            Report::Loading { bytes, total } => self.tell(Say::Loading(bytes, total), effects),
            Report::Ready => {
                self.ready = true;
                // Another worker in the place of one that was ended is ready too, and nothing to speak of.
                if self.say.progress().is_some() {
                    let waits = match &self.state {
                        State::Page => self.page.waits(),
                        State::Awaited(run) => run.stage == Stage::Running,
                        State::Own(_) => false,
                    };
                    self.tell(if waits { Say::Working } else { Say::Hint }, effects);
                }
            }
            Report::Failed(failure) => {
                self.ready = false;
                self.variables.lost();
                let waits = self.run().is_some_and(|run| run.stage == Stage::Running);
                // Whoever has only come near need not know.
                if self.is_editing() || waits {
                    effects.push(Effect::Disarm(Timer::Long));
                    if matches!(self.state, State::Page) {
                        self.give_up(effects);
                    }
                    self.tell(Say::Failed(failure), effects);
                } else {
                    self.say = Say::Hint;
                }
            }
            Report::Stopped(run, why) => {
                if self.run().is_some_and(|current| current.no == run) {
                    effects.push(Effect::Disarm(Timer::Long));
                    self.tell(Say::Stopped(why), effects);
                }
            }
            Report::Update(run, update) => self.told(run, update, None, effects),
            Report::End { run, variables, .. } if self.variables.asks(run) => self.variables.told(variables),
            Report::End { run, update, problems, .. } => self.told(run, update, Some(problems), effects),
        }
    }

    /// A run told this; if that was all, what is wrong with it.
    fn told(&mut self, no: RunNo, update: Result<Update, Malformed>, end: Option<Vec<Problem>>, effects: &mut Effects) {
        let Some(update) = self.told_page(no, update, end.is_some(), effects) else { return };
        let mut run = match std::mem::replace(&mut self.state, State::Page) {
            State::Awaited(run) if run.no == no => {
                self.show(run.text.clone(), effects);
                run
            }
            State::Own(run) if run.no == no => run,
            // Another text stands there by now.
            other => {
                self.state = other;
                return;
            }
        };
        if end.is_some() {
            run.stage = Stage::Ended;
        }
        effects.push(Effect::Act(match update {
            Ok(update) if run.interrupted => Action::Interrupted(update),
            Ok(update) => Action::Told(update),
            Err(malformed) => Action::Notice(Notice::Refused(malformed.to_string())),
        }));
        self.state = State::Own(run);
        if let Some(problems) = end {
            effects.push(Effect::Disarm(Timer::Long));
            if !self.say.is_alarm() {
                self.say = Say::Hint;
            }
            if self.is_editing() {
                effects.push(Effect::Problems(problems));
            }
        }
    }

    pub(super) fn see(&mut self, seen: Seen, effects: &mut Effects) {
        if !seen.own && matches!(self.state, State::Own(_)) {
            // The address led back to the page's own program.
            self.leave(effects);
            self.turn_to_page();
            if !self.setting.embedded {
                effects.push(Effect::Remember(File::Page));
            }
            if self.is_editing() {
                self.close(effects);
            }
            self.run_page(effects);
        }
        if self.ended().is_some() {
            if let Some(stopped) = seen.stopped {
                // What it does when it is stopped, or from its beginning as if nobody had.
                self.rerun(Some(stopped), effects);
            } else if seen.again {
                self.rerun(None, effects);
            }
            self.asks = seen.asks;
        }
        let at = self.ended().map(|run| run.no).zip(seen.planned).map(|(run, records)| Moment { run, records });
        look_soon(self.variables.stand(at), effects);
    }

    /// The cursor has rested: the variables there are asked for.
    pub(super) fn look(&mut self, effects: &mut Effects) {
        // What is under way does not make way for a look.
        let Some(run) = self.ended() else { return };
        let text = run.text.clone();
        let asking = self.runs + 1;
        if let Some(record) = self.variables.ask(asking) {
            let run = self.another(text, Stage::Running);
            effects.push(Effect::Run(self.program(&run, Until::Record(record))));
        }
    }

    /// Says something under the editor; without one what went wrong is said in the player.
    pub(super) fn tell(&mut self, say: Say, effects: &mut Effects) {
        if say.is_alarm() && !self.is_editing() {
            effects.push(Effect::Act(Action::Notice(Notice::Own(say.clone()))));
        }
        self.say = say;
    }
}

/// Has the variables asked for when the cursor has rested.
pub(super) fn look_soon(next: Next, effects: &mut Effects) {
    match next {
        Next::Nothing => {}
        Next::Rest => effects.push(Effect::Arm(Timer::Look, variables::REST_MS)),
        Next::Leave => effects.push(Effect::Disarm(Timer::Look)),
    }
}
