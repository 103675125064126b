//! The live run, and where the reader stands in the run that is shown: to run, to pause, to step, to look elsewhere.

use loopscope_executor::Instant;
use loopscope_protocol::{Command, Milestone, Mode, Status};
use loopscope_view::Cursor;

use super::{Commands, Engine, Model, Place};
use crate::run::{By, Run};

/// The live run.
pub(crate) struct Live {
    /// The run.
    pub(crate) run: Run,
    /// Page time, in milliseconds, when `run.now` was true.
    pub(super) heard_at: f64,
    /// Loop seconds per second since then.
    pub(super) speed: f64,
    /// A change of a parameter has ended it on the spot, and the next change, as of a hand that drags on, may set it going
    /// again.
    pub(super) ended_by_change: bool,
}

impl Model {
    /// Goes to a moment of the run that is shown; a live run stands still meanwhile.
    pub(super) fn look_at(&mut self, cursor: Cursor, commands: &mut Commands) {
        if self.is_running() {
            commands.push((Engine::Live, Command::Pause));
        }
        self.place = Place::At(cursor);
    }

    pub(super) fn play(&mut self, commands: &mut Commands) {
        let status = self.live.as_ref().map(|live| live.run.status.clone());
        match (status, self.place) {
            (Some(Status::Running), Place::Present) => commands.push((Engine::Live, Command::Pause)),
            (Some(Status::Running | Status::Paused), _) => {
                self.place = Place::Present;
                commands.push((Engine::Live, Command::Resume));
            }
            (Some(Status::Ended(_)) | None, _) => {
                let speed = self.speed;
                let mode = Mode::Live { speed, paused: false };
                let (no, mut load) = self.load(mode);
                if self.by_python() {
                    self.play_planned = self.planning.is_some() || self.interrupted;
                    if self.interrupted {
                        return;
                    }
                    let Some(recording) = self.recording() else { return };
                    load = Command::Replay { run: no, recording, mode };
                }
                self.live = Some(Live { run: self.asked(no), heard_at: f64::INFINITY, speed, ended_by_change: false });
                self.place = Place::Present;
                self.ghost = None;
                self.changed = None;
                commands.push((Engine::Live, load));
            }
        }
    }

    pub(super) fn step(&mut self, by: By, commands: &mut Commands) {
        if self.live.is_some() && self.place == Place::Present {
            if self.is_live() {
                let command = match by {
                    By::Record => Command::Step,
                    By::Task => Command::StepTo(Milestone::TaskStep),
                    By::Turn => Command::StepTo(Milestone::TurnEnd),
                    By::Timer => Command::StepTo(Milestone::Timer),
                };
                commands.push((Engine::Live, command));
            }
            return;
        }
        let Some(run) = self.shown() else { return };
        match run.next(by, self.filter, self.cursor()) {
            Some(cursor) => self.place = Place::At(cursor),
            None => self.look_at_end(),
        }
    }

    pub(super) fn step_back(&mut self, by: By, commands: &mut Commands) {
        let Some(run) = self.shown() else { return };
        let present = self.place == Place::Present;
        let cursor = run.before(by, self.filter, self.cursor(), present);
        self.look_at(cursor, commands);
    }

    pub(super) fn look_at_end(&mut self) {
        if self.live.is_some() {
            self.place = Place::Present;
        } else if let Some(plan) = &self.plan {
            self.place = Place::At(plan.scope.last());
        }
    }
}

impl Live {
    /// Loop time at this time of the page: between two updates it goes on with the clock.
    pub(super) fn now(&self, page_ms: f64) -> Instant {
        if self.run.status != Status::Running {
            return self.run.now;
        }
        self.run.now.offset_secs_f64((page_ms - self.heard_at).max(0.0) / 1000.0 * self.speed)
    }
}
