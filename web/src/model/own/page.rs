//! The page's own program, where the Python engine runs it: its default run was recorded and comes as a file beside the page, every other
//! is asked of the engine. The model says which it wants, by the number of its plan, and is answered with [`Action::Planned`].
//!
//! ```text
//!                 the text as it stands                  the recording
//!   Event::Plan ─────────────────────────► held ──────────────────────────► ended: Action::Planned
//!        │                                  │ it does not come                ▲
//!        │ other values in it               ▼                                 │ the engine's last word
//!        └──────────────────────────────► running ────────────────────────────┘
//!                                           │ the engine does not come
//!                                           └──────────────────────────► Action::Unplanned
//! ```
//!
//! While a hand drags, values follow each other faster than the engine runs them. It runs one to its end and then the last that was
//! asked for; each that ends is told of, so that the schedule follows the hand.

use loopscope_protocol::{Malformed, RunNo, Update};

use super::{Editor, Effect, Effects, OwnProgram, Run, Say, Stage, State, Timer};
use crate::model::python::Until;
use crate::model::{Action, Notice, RECORDED};

use super::transitions::LONG_MS;

/// The recorded run.
#[derive(Clone, Debug, Default)]
enum Recording {
    /// Nobody wanted it yet.
    #[default]
    Unasked,
    Coming,
    There(Update),
    /// It does not come, or is of another build.
    Missing,
}

/// A run of the page's program.
#[derive(Clone, Debug)]
struct PageRun {
    /// The number of the plan that it is to be; none of one that the reader's Stop has led to.
    plan: Option<RunNo>,
    run: Run,
}

/// The page's own program.
#[derive(Clone, Debug, Default)]
pub(super) struct PageProgram {
    recording: Recording,
    /// Its runs from the one that is shown on, the newest last.
    runs: Vec<PageRun>,
}

impl PageProgram {
    /// The newest run.
    pub(super) fn run(&self) -> Option<&Run> {
        self.runs.last().map(|newest| &newest.run)
    }

    /// Whether the engine was asked for the newest and has not come to its end.
    pub(super) fn waits(&self) -> bool {
        self.run().is_some_and(|run| run.stage == Stage::Running)
    }
}

impl OwnProgram {
    /// The model wants a plan of this text: the page's, with the values of its parameters.
    pub(super) fn plan(&mut self, plan: RunNo, text: String, effects: &mut Effects) {
        if matches!(self.page.recording, Recording::Unasked) {
            self.page.recording = Recording::Coming;
            effects.push(Effect::FetchRecording);
        }
        let run = self.another(text, Stage::Held);
        let is_recorded = run.text == self.setting.source;
        self.page.runs.push(PageRun { plan: Some(plan), run });
        match &self.page.recording {
            Recording::There(update) if is_recorded => {
                let update = update.clone();
                self.answer_newest(update, effects);
            }
            Recording::Unasked | Recording::Coming if is_recorded => {}
            _ => self.run_page(effects),
        }
    }

    /// The recorded run, if it comes. It is shown until the run that is wanted is there, if that is another one.
    pub(super) fn recorded(&mut self, update: Option<Update>, effects: &mut Effects) {
        let coming = matches!(self.editor, Editor::Coming { start: true, .. });
        let newest = self.page.runs.last();
        let held =
            newest.is_some_and(|newest| newest.run.stage == Stage::Held && newest.run.text == self.setting.source);
        match update {
            Some(update) => {
                self.page.recording = Recording::There(update.clone());
                if held {
                    self.answer_newest(update, effects);
                } else if self.page.runs.iter().all(|asked| asked.run.stage != Stage::Ended) {
                    let run = self.another(self.setting.source.clone(), Stage::Ended);
                    self.page.runs.insert(0, PageRun { plan: Some(RECORDED), run });
                    effects.push(Effect::Act(Action::Planned(RECORDED, update)));
                }
            }
            None => {
                self.page.recording = Recording::Missing;
                // The reader's own text comes in its place.
                if held && !coming {
                    self.run_page(effects);
                }
            }
        }
    }

    /// The newest run is this one, and all of it is there.
    fn answer_newest(&mut self, update: Update, effects: &mut Effects) {
        let Some(mut newest) = self.page.runs.pop() else { return };
        newest.run.stage = Stage::Ended;
        effects.extend(newest.plan.map(|plan| Effect::Act(Action::Planned(plan, update))));
        effects.push(Effect::Disarm(Timer::Long));
        self.page.runs = vec![newest];
        self.rest();
    }

    /// Nothing is waited for: what was said of that is said no more.
    fn rest(&mut self) {
        if matches!(self.state, State::Page) && !self.say.is_alarm() && self.say.progress().is_none() {
            self.say = Say::Hint;
        }
    }

    /// Has the engine run what is wanted of the page's program, unless the reader's own goes first.
    pub(super) fn run_page(&mut self, effects: &mut Effects) {
        if !matches!(self.state, State::Page) {
            return;
        }
        // What the reader's Stop has led to is over with what took its place.
        let wanted = |newest: &&mut PageRun| newest.run.stage != Stage::Ended && newest.plan.is_some();
        let Some(newest) = self.page.runs.last_mut().filter(wanted) else { return };
        if !self.setting.has_python {
            self.give_up(effects);
            return self.tell(Say::Absent, effects);
        }
        newest.run.stage = Stage::Running;
        let run = newest.run.clone();
        let program = self.program(&run, Until::End);
        if self.say.is_alarm() {
            self.say = Say::Hint;
        }
        if self.ready {
            effects.push(Effect::Arm(Timer::Long, LONG_MS));
        } else {
            self.comes();
        }
        effects.push(Effect::Run(program));
    }

    /// Python is waited for from now on, and how far it is will be known when its first bytes are there.
    fn comes(&mut self) {
        if self.say.progress().is_none() {
            self.say = Say::Loading(0, 0);
        }
    }

    /// The run that is wanted does not come. Where another is shown that stays, with its values; else it is waited for.
    pub(super) fn give_up(&mut self, effects: &mut Effects) {
        if self.page.runs.iter().any(|asked| asked.run.stage == Stage::Ended) {
            self.page.runs.retain(|asked| asked.run.stage == Stage::Ended);
            effects.push(Effect::Act(Action::Unplanned));
        }
    }

    /// The page's program is run as this, once more: as the reader has stopped it, or as nobody has.
    pub(super) fn rerun_page(&mut self, run: Run) {
        if !self.ready {
            self.comes();
        }
        self.page.runs.push(PageRun { plan: None, run });
    }

    /// A run of the page's program told this, and if it has ended, all. What was told is given back if the run is none of those.
    pub(super) fn told_page(
        &mut self,
        no: RunNo,
        update: Result<Update, Malformed>,
        ended: bool,
        effects: &mut Effects,
    ) -> Option<Result<Update, Malformed>> {
        let Some(nth) = self.page.runs.iter().position(|asked| asked.run.no == no) else { return Some(update) };
        let is_newest = nth + 1 == self.page.runs.len();
        // Of what was asked for before it, one was overtaken and nothing comes.
        if ended {
            self.page.runs.drain(..nth);
        }
        let asked = &mut self.page.runs[if ended { 0 } else { nth }];
        if ended {
            asked.run.stage = Stage::Ended;
        }
        let action = match (update, asked.plan) {
            (Ok(update), Some(plan)) => Some(Action::Planned(plan, update)),
            // What the reader does meanwhile goes before.
            (Ok(_), None) if !is_newest => None,
            (Ok(update), None) if asked.run.interrupted => Some(Action::Interrupted(update)),
            (Ok(update), None) => Some(Action::Told(update)),
            (Err(malformed), _) => Some(Action::Notice(Notice::Refused(malformed.to_string()))),
        };
        effects.extend(action.map(Effect::Act));
        if ended && is_newest {
            effects.push(Effect::Disarm(Timer::Long));
            self.rest();
        }
        None
    }
}
