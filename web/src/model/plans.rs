//! Plans: asked for, told of, and put in the place of what is shown.

use loopscope_protocol::{Command, Mode, Outcome, RunNo, Status, Update};
use loopscope_view::Cursor;

use super::{Commands, Engine, Model, Notice, Place, Planning, Runs, Wanted};
use crate::run::Run;

impl Model {
    /// A plan is being made; what asks for it.
    pub(super) fn begin_plan(&mut self) -> Command {
        let (no, load) = self.load(Mode::Virtual);
        // A live run of the Python engine's has not taken the change: once it is over, the plan is what there is to see.
        let beside_live = self.takes_changes() && !self.by_python();
        self.planning = Some(Planning { run: self.asked_plan(no), beside_live });
        if self.own.is_none() && self.runs == Runs::Python {
            self.asked_values.push((no, self.values.clone()));
        }
        load
    }

    /// A plan that has been asked for.
    pub(super) fn asked_plan(&self, no: RunNo) -> Run {
        let mut run = self.asked(no);
        run.of = self.program_text();
        run
    }

    pub(super) fn make_plan(&mut self, commands: &mut Commands) {
        let load = self.begin_plan();
        match (&self.own, self.runs) {
            // Who has brought the text has had it run.
            (Some(_), _) => {}
            (None, Runs::Rust) => commands.push((Engine::Plan, load)),
            (None, Runs::Python) => {
                self.unmet = None;
                commands.push((Engine::Python, load));
            }
        }
    }

    /// Takes what an engine said.
    pub(crate) fn hear(&mut self, engine: Engine, updates: Vec<Update>, page_ms: f64) {
        for update in updates {
            match update {
                // What the Python engine says beside a run is not the model's.
                Update::Ready | Update::Alive | Update::Problems { .. } | Update::Variables { .. } => {}
                Update::Refused { message, .. } => {
                    self.notice = Some(Notice::Refused(message));
                    match engine {
                        Engine::Plan | Engine::Python => self.planning = None,
                        // A live run of which nothing has come yet was refused as a whole.
                        Engine::Live => {
                            if self.live.as_ref().is_some_and(|live| live.run.scope.is_empty()) {
                                self.live = None;
                            }
                        }
                    }
                }
                Update::Progress { run, replace, chunk, now, status } => match engine {
                    Engine::Plan | Engine::Python => {
                        let Some(plan) = self.planning.as_mut().filter(|plan| plan.run.no == run) else { continue };
                        plan.run.take(replace, chunk, now, status);
                        if plan.run.ended() {
                            self.finish_plan();
                        }
                    }
                    Engine::Live => {
                        let Some(live) = self.live.as_mut().filter(|live| live.run.no == run) else { continue };
                        // What replaces a run that has begun is what a change made of it.
                        let changed = replace && !live.run.scope.is_empty();
                        live.run.take(replace, chunk, now, status);
                        live.heard_at = page_ms;
                        live.ended_by_change = changed && live.run.ended();
                    }
                },
            }
        }
    }

    /// The new plan takes the old one's place, and that of a live run that has ended.
    pub(super) fn finish_plan(&mut self) {
        let Some(Planning { run: plan, beside_live }) = self.planning.take() else { return };
        self.stand_in(&plan, beside_live);
        let own = self.own.is_some();
        if let Some(Wanted { cursor, from_address, .. }) = self.wanted.take_if(|wanted| wanted.own == own)
            && self.live.is_none()
        {
            let last = plan.scope.last();
            self.place = if cursor == Cursor::START { Place::Present } else { Place::At(cursor.min(last)) };
            if from_address && cursor > last {
                self.place = Place::Present;
                self.notice = Some(Notice::BadAddress);
            }
        }
        self.take_plan(plan);
    }

    /// This plan takes the place of what is shown: the reader stays at the same place in loop time, or at the end.
    pub(super) fn stand_in(&mut self, plan: &Run, beside_live: bool) {
        if !self.takes_changes() && !beside_live {
            if let Some(before) = self.shown() {
                let cursor = self.cursor();
                self.place = if cursor == Cursor::START {
                    Place::Present
                } else if cursor == before.scope.last() {
                    Place::At(plan.scope.last())
                } else {
                    Place::At(plan.cursor_at(before.time_at(cursor)))
                };
            }
            self.live = None;
        }
    }

    /// The plan takes the place of the one before.
    pub(super) fn take_plan(&mut self, plan: Run) {
        self.asked_values.retain(|(no, _)| *no >= plan.no);
        // Before the first one there is none to be compared with.
        let Some(before) = self.plan.replace(plan) else { return };
        if std::mem::take(&mut self.haunt) {
            self.ghost = Some(before);
        }
    }

    /// An engine failed; a new one stands ready.
    pub(crate) fn replaced(&mut self, engine: Engine, page_ms: f64) -> Commands {
        self.lost(engine, Notice::EngineReplaced, page_ms);
        match engine {
            // What the page said before, the new worker has not heard.
            Engine::Live if !self.visible => vec![(engine, Command::Visible(false))],
            _ => Vec::new(),
        }
    }

    /// There is no engine any more.
    pub(crate) fn gone(&mut self, engine: Engine, page_ms: f64) {
        self.lost(engine, Notice::EngineGone, page_ms);
    }

    pub(super) fn lost(&mut self, engine: Engine, notice: Notice, page_ms: f64) {
        self.notice = Some(notice);
        match engine {
            Engine::Plan | Engine::Python => self.planning = None,
            Engine::Live => match &mut self.live {
                // What it has recorded stays.
                Some(live) if !live.run.scope.is_empty() => {
                    live.run.now = live.now(page_ms);
                    live.run.status = Status::Ended(Outcome::Stopped);
                }
                _ => self.live = None,
            },
        }
    }
}
