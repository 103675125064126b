//! What the page knows, and how it changes: the reader's actions and the engine's reports go in, commands come out.
//!
//! ```text
//!                   Play                       its end, Stop, engine replaced
//!   planned ─────────────────► live: running ─────────────────────────────────► live: ended
//!      ▲                        │   ▲                                             │      │
//!      │                  Pause │   │ Play                                   Play │      │ a parameter changes
//!      │                        ▼   │                                 (runs anew) │      │
//!      │                      live: paused ◄── Step                               │      │
//!      └──────────────────────────────────────────────────────────────────────────┴──────┘
//! ```
//!
//! A plan is the program's run in virtual time, made anew for every change of a parameter; a live run is compared with
//! it. Two engines serve the two, so that a plan never disturbs a run. The cursor belongs to the run that is shown: the
//! live one if there is one, else the plan.
//!
//! What runs the page's program is its Rust twin or the Python engine ([`Runs`]). A program of the reader's own (own/) takes that
//! one's place, and is always the Python engine's (python.rs). A live run of what that runs tells the plan again, at the pace of its
//! clock.
//!
//! ```text
//!   Rust      a change ── Command::Load to Engine::Plan ──► Update                   in the same frame, or a worker's
//!   Python    a change ── Command::Load to Engine::Python ──► Action::Planned        the recording's; else the Python engine's,
//!                │                                               ▲                   which may have to be fetched first
//!                └── until it is there the plan before stays ────┘
//!                    Action::Unplanned: it does not come, and the parameters go back to those of that plan
//! ```
//!
//! ```text
//!   the lesson's ── Own(text) ──► own, its plan is being made ── Told(…, ended) ──► own, planned
//!        ▲                             ▲                                                │ │
//!        │                             └───────────────────── Own(text) ────────────────┘ │
//!        └──────────────────────────── Own(None) ─────────────────────────────────────────┘
//! ```

mod border;
mod live;
pub(crate) mod own;
mod plans;
pub(crate) mod python;
mod told;
mod versions;

use loopscope_executor::{Instant, Intervention};
use loopscope_protocol::address::{Address, Void};
use loopscope_protocol::{Command, Epoch, Mode, Program, RunNo, Status, Value};
use loopscope_view::Cursor;

use crate::run::{By, Filter, Run, Text};

pub(crate) use border::{Action, Commands, Engine, Missing, Notice, Own, RECORDED, Runs};
use live::Live;

/// Slowest and fastest speed.
pub(crate) const SPEEDS: (f64, f64) = (0.1, 10.0);

/// How long a hand may rest, in milliseconds, before its next change of the same parameter is another movement.
const MOVEMENT_MS: f64 = 1500.0;

/// What stands for the text among the places of parameters, and for the Python that it is run as.
const TEXT: usize = usize::MAX;
const VERSION: usize = usize::MAX - 1;

/// Where the reader stands in the run that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the present of a live run; before the beginning of a plan.
    #[default]
    Present,
    /// At a moment of the reader's choice.
    At(Cursor),
}

/// A plan that is being made.
struct Planning {
    run: Run,
    /// A live run goes on, which the plan leaves alone even if it has ended by then.
    beside_live: bool,
}

/// Where the reader is to stand in the plan that is being made.
#[derive(Clone, Copy)]
struct Wanted {
    cursor: Cursor,
    /// As the page's address says, which may be wrong.
    from_address: bool,
    /// In the plan of a program of the reader's own.
    own: bool,
}

/// A moment that the reader is to be led to, in the plan that is being made.
struct Due {
    name: String,
    /// The plan of a program of the reader's own.
    own: bool,
}

/// Everything.
pub(crate) struct Model {
    slug: String,
    /// What runs the page's program.
    runs: Runs,
    /// The page's program as it stands in its text, where the Python engine runs it.
    pub(crate) page: Option<Text>,
    /// The program of the reader's own that has taken that one's place.
    pub(crate) own: Option<Own>,
    /// The Python engine's number of the run that it told of last.
    told: Option<RunNo>,
    /// The reader wants to see the plan that is being made live.
    play_planned: bool,
    /// The newest plan is of a run of the reader's own program that was stopped on the way.
    interrupted: bool,
    names: Vec<String>,
    /// The value of each parameter at first.
    defaults: Vec<Value>,
    /// The last good value of each parameter.
    pub(crate) values: Vec<Value>,
    /// The values of the plans that the Python engine was asked for, from that of the plan that is there on.
    asked_values: Vec<(RunNo, Vec<Value>)>,
    /// The values of which there is no plan, as Python did not come.
    unmet: Option<Vec<Value>>,
    /// The newest plan that is complete.
    pub(crate) plan: Option<Run>,
    /// The plan before the change that the reader makes, for as long as it may be compared with: until the next run.
    pub(crate) ghost: Option<Run>,
    /// The next plan makes a ghost of the one before.
    haunt: bool,
    /// What the reader has done in the loop's place.
    pub(crate) interventions: Vec<Intervention>,
    /// Which parameter was changed last, and when by the page's clock.
    changed: Option<(usize, f64)>,
    /// The plan that is being made.
    planning: Option<Planning>,
    /// The live run, until a parameter changes after its end.
    pub(crate) live: Option<Live>,
    /// Where the reader stands.
    pub(crate) place: Place,
    /// Which records count as steps.
    pub(crate) filter: Filter,
    /// What one goes back and forth by.
    pub(crate) by: By,
    /// The cursor that the address asks for, until there is a plan.
    wanted: Option<Wanted>,
    /// The moment that it asks for.
    due: Option<Due>,
    /// Loop seconds per second of live runs.
    pub(crate) speed: f64,
    /// What to tell, until the next action.
    pub(crate) notice: Option<Notice>,
    visible: bool,
    last_run: RunNo,
    /// Where the lines of the lesson's records are shown.
    lines: Option<Vec<(u32, u32)>>,
}

impl Model {
    /// The lesson with this slug, its parameters by name and default.
    pub(crate) fn new(slug: String, params: Vec<(String, Value)>, runs: Runs) -> Self {
        let (names, values): (_, Vec<_>) = params.into_iter().unzip();
        let last_run = match runs {
            Runs::Rust => 0,
            Runs::Python => RECORDED,
        };
        Model {
            slug,
            runs,
            page: None,
            own: None,
            told: None,
            play_planned: false,
            interrupted: false,
            names,
            asked_values: vec![(RECORDED, values.clone())],
            unmet: None,
            defaults: values.clone(),
            values,
            plan: None,
            ghost: None,
            haunt: false,
            interventions: Vec::new(),
            changed: None,
            planning: None,
            live: None,
            place: Place::Present,
            filter: Filter::Essential,
            by: By::Record,
            wanted: None,
            due: None,
            speed: 1.0,
            notice: None,
            visible: true,
            last_run,
            lines: None,
        }
    }

    /// The Python engine runs what is shown.
    pub(crate) fn by_python(&self) -> bool {
        self.own.is_some() || self.runs == Runs::Python
    }

    /// The number of the plan that is being made.
    pub(crate) fn planning(&self) -> Option<RunNo> {
        self.planning.as_ref().map(|planning| planning.run.no)
    }

    /// The run that the panes show.
    pub(crate) fn shown(&self) -> Option<&Run> {
        self.live.as_ref().map(|live| &live.run).or(self.plan.as_ref())
    }

    /// Whether the shown run is a live one.
    pub(crate) fn shows_live(&self) -> bool {
        self.live.is_some()
    }

    /// Whether a live run is under way.
    pub(crate) fn is_live(&self) -> bool {
        self.live.as_ref().is_some_and(|live| !live.run.ended())
    }

    /// Whether a change of a parameter is one of the live run's.
    fn takes_changes(&self) -> bool {
        self.is_live() || self.live.as_ref().is_some_and(|live| live.ended_by_change)
    }

    /// Whether a live run is under way and its clock goes.
    pub(crate) fn is_running(&self) -> bool {
        self.live.as_ref().is_some_and(|live| live.run.status == Status::Running)
    }

    /// Where the panes stand in the run that is shown.
    pub(crate) fn cursor(&self) -> Cursor {
        match (self.place, self.shown()) {
            (_, None) => Cursor::START,
            (Place::At(cursor), Some(run)) => cursor.min(run.scope.last()),
            (Place::Present, Some(run)) => {
                if self.live.is_some() {
                    run.scope.last()
                } else {
                    Cursor::START
                }
            }
        }
    }

    /// Loop time where the panes stand, at this time of the page.
    pub(crate) fn now(&self, page_ms: f64) -> Instant {
        match (&self.live, self.place) {
            (Some(live), Place::Present) => live.now(page_ms),
            (_, _) => self.shown().map_or(Instant::ZERO, |run| run.time_at(self.cursor())),
        }
    }

    /// The name of the moment that the reader is to be led to, once it can be looked for.
    pub(crate) fn moment_due(&self) -> Option<&str> {
        let due = self.due.as_ref().filter(|due| due.own == self.own.is_some())?;
        let there = self.plan.is_some() && self.planning.is_none() && self.wanted.is_none();
        there.then_some(due.name.as_str())
    }

    /// Makes the first plan.
    pub(crate) fn open(&mut self) -> Commands {
        let mut commands = Vec::new();
        self.make_plan(&mut commands);
        commands
    }

    fn load(&mut self, mode: Mode) -> (RunNo, Command) {
        self.last_run += 1;
        (self.last_run, Command::Load { run: self.last_run, program: self.program(), mode })
    }

    /// The parameters of the page's program, by name, as they are.
    pub(crate) fn params(&self) -> Vec<(String, Value)> {
        self.names.iter().cloned().zip(self.values.iter().cloned()).collect()
    }

    /// What is run, with the parameters as they are.
    pub(crate) fn program(&self) -> Program {
        let params = if self.own.is_none() { self.params() } else { Vec::new() };
        Program {
            lesson: self.slug.clone(),
            params,
            epoch: Epoch::default(),
            interventions: self.interventions.clone(),
        }
    }

    /// Carries out what the reader does. `page_ms`: the page's clock, in milliseconds.
    pub(crate) fn act(&mut self, action: Action, page_ms: f64) -> Commands {
        let mut commands = Vec::new();
        // These are none of the reader's.
        let beside = matches!(action, Action::Visible(_) | Action::Lines(_) | Action::Planned(..));
        if !beside {
            self.notice = None;
        }
        if !beside
            && !matches!(action, Action::Param(..))
            && let Some(live) = &mut self.live
        {
            live.ended_by_change = false;
        }
        match action {
            Action::Play => self.play(&mut commands),
            Action::Stop => {
                if self.is_live() {
                    commands.push((Engine::Live, Command::Stop));
                }
            }
            Action::Step => self.step(self.by, &mut commands),
            Action::StepBack => self.step_back(self.by, &mut commands),
            Action::StepBy { by, forward: true } => self.step(by, &mut commands),
            Action::StepBy { by, forward: false } => self.step_back(by, &mut commands),
            Action::Stride(by) => self.by = by,
            Action::First => self.look_at(Cursor::START, &mut commands),
            Action::Last => self.look_at_end(),
            Action::Seek(cursor) => self.look_at(cursor, &mut commands),
            Action::SeekStep(steps) => {
                let Some(run) = self.shown() else { return commands };
                let cursor = run.after_steps(self.filter, steps);
                self.look_at(cursor, &mut commands);
            }
            Action::ToPresent => self.place = Place::Present,
            Action::Speed(speed) => {
                self.speed = speed.clamp(SPEEDS.0, SPEEDS.1);
                if let Some(live) = self.live.as_mut().filter(|live| !live.run.ended()) {
                    live.run.now = live.now(page_ms);
                    live.heard_at = page_ms;
                    live.speed = self.speed;
                    commands.push((Engine::Live, Command::SetSpeed(self.speed)));
                }
            }
            Action::Param(place, value) => self.set_param(place, value, page_ms, &mut commands),
            Action::Interventions(interventions, cursor) => {
                // They are done where Rust runs.
                if self.by_python() {
                    return commands;
                }
                self.interventions = interventions;
                if self.takes_changes() {
                    commands.push((Engine::Live, Command::SetInterventions(self.interventions.clone())));
                    self.place = Place::Present;
                } else {
                    self.live = None;
                    self.wanted = Some(Wanted { cursor, from_address: false, own: false });
                }
                self.haunt = true;
                self.changed = None;
                self.make_plan(&mut commands);
            }
            Action::Filter(filter) => self.filter = filter,
            Action::Lines(lines) => {
                self.lines = lines;
                self.show_lines();
            }
            Action::Visible(visible) => {
                self.visible = visible;
                commands.push((Engine::Live, Command::Visible(visible)));
            }
            Action::Notice(notice) => {
                if matches!(notice, Notice::NoMoment(..)) {
                    self.due = None;
                }
                self.notice = Some(notice);
            }
            Action::Moment(name) => {
                let own = self.wanted.map_or(self.own.is_some(), |wanted| wanted.own);
                self.due = Some(Due { name, own });
            }
            Action::Address(address) => {
                if self.is_live() {
                    commands.push((Engine::Live, Command::Stop));
                }
                self.live = None;
                self.place = Place::Present;
                if address.as_ref().is_ok_and(|address| address.source.is_none()) {
                    self.own = None;
                }
                self.arrive(address);
                self.make_plan(&mut commands);
            }
            Action::Own(own) => self.set_own(own, page_ms, &mut commands),
            Action::Told(update) => self.hear_told(update, false, &mut commands),
            Action::Interrupted(update) => self.hear_told(update, true, &mut commands),
            Action::Planned(no, update) => self.hear_planned(no, update, &mut commands),
            Action::Unplanned => self.go_back(),
            Action::Again => {
                if let Some(values) = self.unmet.take() {
                    self.values = values;
                    self.haunt = true;
                    self.make_plan(&mut commands);
                }
            }
        }
        commands
    }

    /// Takes what the address says; the next plan is made of it.
    pub(crate) fn arrive(&mut self, address: Result<Address, Void>) {
        let broken = address.is_err();
        self.due = None;
        let address = address.unwrap_or_default();
        let value = |(name, default): (&String, &Value)| address.value(name).unwrap_or(default).clone();
        self.values = self.names.iter().zip(&self.defaults).map(value).collect();
        self.interventions = address.interventions;
        let own = address.source.is_some();
        self.wanted = Some(Wanted { cursor: Cursor(address.at.unwrap_or(0)), from_address: true, own });
        if broken {
            self.notice = Some(Notice::BadAddress);
        }
    }

    /// Where the lines of records are shown. A program of the reader's own is shown as it is.
    fn shown_lines(&self) -> Option<Vec<(u32, u32)>> {
        self.lines.clone().filter(|_| self.own.is_none())
    }

    /// Lets the sentences of all runs name lines as they are shown.
    fn show_lines(&mut self) {
        let lines = self.shown_lines();
        let live = self.live.as_mut().map(|live| &mut live.run);
        let planning = self.planning.as_mut().map(|planning| &mut planning.run);
        for run in [self.plan.as_mut(), self.ghost.as_mut(), planning, live].into_iter().flatten() {
            run.show_lines(lines.clone());
        }
    }

    /// A run that has been asked for.
    fn asked(&self, no: RunNo) -> Run {
        let mut run = Run::asked(no);
        run.show_lines(self.shown_lines());
        run
    }

    /// Where the plan stands when as much of it has happened as of the run that is shown; `None` while that is not known
    /// or goes on, and for one that was stopped on the way.
    pub(crate) fn cursor_in_plan(&self) -> Option<Cursor> {
        let plan = self.plan.as_ref().filter(|_| self.stands())?;
        match &self.live {
            None => Some(self.cursor()),
            Some(live) => Some(plan.counterpart(&live.run, self.cursor())),
        }
    }

    /// Whether the place where the reader stands is one of the plan's.
    fn stands(&self) -> bool {
        self.wanted.is_none() && self.due.is_none() && !self.is_running() && !self.interrupted
    }

    /// Notes a change. Those that follow each other closely at the same place are one movement of the hand, and what comes of them
    /// is compared with what was there before it.
    fn note_change(&mut self, place: usize, page_ms: f64) {
        // A version is chosen, and no hand moves on from one to the next.
        let goes_on =
            place != VERSION && self.changed.is_some_and(|(last, when)| last == place && page_ms - when < MOVEMENT_MS);
        self.haunt |= !goes_on;
        self.changed = Some((place, page_ms));
    }

    fn set_param(&mut self, place: usize, value: Value, page_ms: f64, commands: &mut Commands) {
        let Some(old) = self.values.get_mut(place).filter(|_| self.own.is_none()) else { return };
        if *old == value {
            return;
        }
        *old = value.clone();
        self.note_change(place, page_ms);
        // A live run that tells a plan again is given the next one when that is there.
        if self.takes_changes() && self.runs == Runs::Rust {
            commands.push((Engine::Live, Command::SetParam { name: self.names[place].clone(), value }));
        }
        self.make_plan(commands);
    }
}

#[cfg(test)]
mod file_stories;
#[cfg(test)]
mod own_stories;
#[cfg(test)]
mod own_tests;
#[cfg(test)]
mod page_stories;
#[cfg(test)]
mod python_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod version_stories;
