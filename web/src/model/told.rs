//! What the Python engine runs, as the page knows it: programs of the reader's own, and the page's where that has no twin. The engine tells
//! whole runs, which are plans like any other; what is played live is a plan told again.

use loopscope_executor::Instant;
use loopscope_protocol::{Command, Mode, Outcome, Recording, RunNo, Status, Update};
use loopscope_view::Cursor;

use super::{Commands, Engine, Model, Own, TEXT, VERSION, Wanted, own};

impl Model {
    /// The plan as a run that is told live; `None` while there is none of the program as it is.
    pub(super) fn recording(&self) -> Option<Recording> {
        let plan = self.plan.as_ref().filter(|_| self.planning.is_none())?;
        // A chunk's texts continue a trace's, whose first one is the empty text.
        match plan.since(true, 0, 1) {
            Update::Progress { chunk, now: end, status: Status::Ended(outcome), .. } => {
                Some(Recording { chunk, end, outcome })
            }
            _ => None,
        }
    }

    /// What the reader's own program has to know of the run that is shown.
    pub(crate) fn seen(&self) -> own::Seen {
        let own = self.own.is_some();
        let shown = self.shown();
        let cursor = if self.by_python() { self.cursor_in_plan() } else { None };
        own::Seen {
            shown: shown.map_or((0, 0), |run| (run.no, run.version)),
            own,
            stopped: self.stopped(),
            again: self.wants_again(),
            planned: cursor.map(|cursor| cursor.0),
            asks: shown.filter(|_| own).and_then(|run| match &run.status {
                Status::Ended(Outcome::Asks(question)) => Some(question.clone()),
                _ => None,
            }),
        }
    }

    /// Record and loop time at which the reader has stopped a Python program, as long as nobody knows what it did then.
    pub(crate) fn stopped(&self) -> Option<(u32, Instant)> {
        let run = &self.live.as_ref().filter(|_| self.by_python())?.run;
        (run.status == Status::Ended(Outcome::Stopped)).then(|| (run.scope.len().saturating_sub(1), run.now))
    }

    /// Whether a plan that nobody has stopped is wanted.
    pub(crate) fn wants_again(&self) -> bool {
        self.interrupted && self.play_planned
    }

    pub(super) fn set_own(&mut self, own: Option<Own>, page_ms: f64, commands: &mut Commands) {
        if own.is_none() {
            // Where an address wants to lead in a program that does not come any more is of no interest.
            self.due.take_if(|due| due.own);
            self.wanted.take_if(|wanted| wanted.own);
            if self.own.is_none() {
                return;
            }
        }
        let before = self.by_python();
        let of_page = self.page.as_ref().map(|page| page.python);
        let python = |own: &Option<Own>| own.as_ref().map(|own| own.python).or(of_page);
        let changed = match (python(&self.own), python(&own)) {
            (Some(was), Some(is)) if was != is => VERSION,
            _ => TEXT,
        };
        let edited = |own: &Option<Own>| own.as_ref().is_some_and(|own| own.edited);
        let begins = edited(&own) && !edited(&self.own);
        self.own = own;
        // What runs live is another program; one of Python's goes on as the text now has it.
        if self.by_python() != before {
            if self.is_live() {
                commands.push((Engine::Live, Command::Stop));
            }
            self.live = None;
            self.changed = None;
        }
        self.note_change(changed, page_ms);
        // Who begins to write a program wants to see what becomes of it, and that is at its end.
        if begins && self.cursor() == Cursor::START && self.wanted.is_none() {
            self.wanted = Some(Wanted { cursor: Cursor(u32::MAX), from_address: false, own: true });
        }
        self.interventions.clear();
        self.play_planned = false;
        self.interrupted = false;
        self.make_plan(commands);
    }

    /// Takes what the Python engine said of the program that is shown.
    pub(super) fn hear_told(&mut self, mut update: Update, interrupted: bool, commands: &mut Commands) {
        let Update::Progress { run, .. } = &mut update else { return };
        if !self.by_python() {
            return;
        }
        let another = self.told.replace(*run) != Some(*run);
        if another || self.planning.is_none() {
            self.begin_plan();
        }
        self.interrupted = interrupted;
        // What it would have done stays to be seen beside what it did.
        self.haunt |= interrupted;
        // A plan like any other, under a number of the page's.
        *run = self.last_run;
        self.hear(Engine::Plan, vec![update], 0.0);
        self.follow_plan(commands);
    }

    /// Takes what the Python engine said of the page's program: of the newest plan that was asked for; or of one that a hand has
    /// dragged past meanwhile, which is then shown on the way.
    pub(super) fn hear_planned(&mut self, no: RunNo, update: Update, commands: &mut Commands) {
        let Update::Progress { replace, chunk, now, status, .. } = update else { return };
        let Some(current) = self.planning().filter(|_| self.own.is_none()) else { return };
        if no == current {
            self.interrupted = false;
            let update = Update::Progress { run: no, replace, chunk, now, status };
            self.hear(Engine::Plan, vec![update], 0.0);
            self.follow_plan(commands);
        } else if no < current
            && self.plan.as_ref().is_none_or(|plan| plan.no < no)
            && matches!(status, Status::Ended(_))
        {
            let mut plan = self.asked_plan(no);
            plan.take(replace, chunk, now, status);
            let beside_live = self.planning.as_ref().is_some_and(|planning| planning.beside_live);
            self.stand_in(&plan, beside_live);
            self.take_plan(plan);
        }
    }

    /// There is no plan of the parameters' values: they are those of the plan that there is again.
    pub(super) fn go_back(&mut self) {
        if self.own.is_some() || self.planning.is_none() {
            return;
        }
        let Some(plan) = &self.plan else { return };
        let Some((_, values)) = self.asked_values.iter().find(|(no, _)| *no == plan.no) else { return };
        self.unmet = Some(std::mem::replace(&mut self.values, values.clone()));
        self.planning = None;
        self.wanted = None;
        self.haunt = false;
        self.play_planned = false;
        self.changed = None;
    }

    /// What follows from a plan that the Python engine has made, once it is all there.
    pub(super) fn follow_plan(&mut self, commands: &mut Commands) {
        if self.planning.is_some() {
            return;
        }
        if self.takes_changes()
            && let (Some(recording), Some(live)) = (self.recording(), &self.live)
        {
            // The mode is that of the run that goes on.
            commands.push((Engine::Live, Command::Replay { run: live.run.no, recording, mode: Mode::Virtual }));
        }
        if std::mem::take(&mut self.play_planned) {
            self.play(commands);
        }
    }
}
