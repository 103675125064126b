//! Who carries out a command of the model's: the page itself, the engine in its worker, or the reader's own Python; and what an
//! engine's report does to the model.

use std::rc::Rc;

use leptos::prelude::*;
use loopscope_engine::{LIMITS, plan};
use loopscope_executor::Limits;
use loopscope_lessons::with_values;
use loopscope_protocol::{Command, Mode};

use super::Session;
use crate::browser::clock;
use crate::browser::engine_client::{EngineClient, Report};
use crate::model::own::Event;
use crate::model::{Commands, Engine};

/// What a plan may cost that is made here, in the frame in which it is wanted; a longer one is the worker's.
pub(crate) const PLAN_LIMITS: Limits = Limits { steps: 20_000, records: 20_000, ..LIMITS };

impl Session {
    /// Hands commands to their engines. A plan that is short enough is made here and now.
    pub(super) fn post(self, commands: Commands) {
        for (engine, mut command) in commands {
            if engine == Engine::Plan
                && let Command::Load { run, program, mode: Mode::Virtual } = &command
                && let Some(update) = plan(*run, program, PLAN_LIMITS)
            {
                self.heard(engine, Report::Updates(vec![update]));
                continue;
            }
            // A page that is only written has no workers.
            if cfg!(feature = "ssr") {
                continue;
            }
            if let (Engine::Python, Command::Load { run, program, .. }) = (engine, &command) {
                let text = with_values(&self.lesson().data.source, &program.params);
                self.own_event(Event::Plan { plan: *run, text });
                continue;
            }
            // A program that runs for real sees the time of day.
            if let Command::Load { program, mode: Mode::Live { .. }, .. } = &mut command {
                program.epoch = clock::present();
            }
            if let Some(worker) = self.worker(engine) {
                worker.post(command);
            }
        }
    }

    /// With the first plan on the screen there is time to get the engine for live runs ready.
    pub(crate) fn get_ready(self) {
        let _ = self.worker(Engine::Live);
    }

    fn worker(self, engine: Engine) -> Option<Rc<EngineClient>> {
        self.engines.with_value(|engines| engines.worker(engine, move |report| self.heard(engine, report)))
    }

    /// Takes what an engine reports.
    fn heard(self, engine: Engine, report: Report) {
        self.hear(move |model, now| match report {
            Report::Updates(updates) => {
                model.hear(engine, updates, now);
                Commands::new()
            }
            Report::Replaced => model.replaced(engine, now),
            Report::Gone => {
                model.gone(engine, now);
                Commands::new()
            }
        });
    }
}
