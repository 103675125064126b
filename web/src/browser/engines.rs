//! The two engines' workers. The one for live runs is started once the first plan is there, the one for plans when a plan is
//! too long to be made in the page, as the others are.

use std::cell::OnceCell;
use std::rc::Rc;

use leptos::prelude::*;
use loopscope_engine::plan;
use loopscope_lessons::with_values;
use loopscope_protocol::{Command, Mode};

use super::clock;
use super::engine_client::EngineClient;
pub(crate) use super::engine_client::Report;
use crate::model::own::Event;
use crate::model::{Commands, Engine};
use crate::session::{PLAN_LIMITS, Session};

/// The workers, as far as there are some.
#[derive(Default)]
pub(crate) struct Engines {
    /// The address of web/engine.js.
    address: String,
    plan: OnceCell<Rc<EngineClient>>,
    live: OnceCell<Rc<EngineClient>>,
}

impl Engines {
    /// None is started yet. `address`: that of web/engine.js.
    pub(crate) fn new(address: String) -> Engines {
        Engines { address, ..Engines::default() }
    }

    /// The worker of this engine, started if need be; `None` for that of Python, which has its own (python.rs).
    fn get(&self, session: Session, engine: Engine) -> Option<Rc<EngineClient>> {
        let cell = match engine {
            Engine::Plan => &self.plan,
            Engine::Live => &self.live,
            Engine::Python => return None,
        };
        let start = || EngineClient::start(self.address.clone(), move |report| engine.heard(session, report));
        Some(cell.get_or_init(start).clone())
    }
}

fn worker(session: Session, engine: Engine) -> Option<Rc<EngineClient>> {
    session.engines.with_value(|engines| engines.get(session, engine))
}

/// Hands commands to their engines. A plan that is short enough is made here and now.
pub(crate) fn post(session: Session, commands: Commands) {
    for (engine, mut command) in commands {
        if engine == Engine::Plan
            && let Command::Load { run, program, mode: Mode::Virtual } = &command
            && let Some(update) = plan(*run, program, PLAN_LIMITS)
        {
            engine.heard(session, Report::Updates(vec![update]));
            continue;
        }
        // A page that is only written has no workers.
        if cfg!(feature = "ssr") {
            continue;
        }
        if let (Engine::Python, Command::Load { run, program, .. }) = (engine, &command) {
            let text = with_values(&session.lesson().data.source, &program.params);
            session.own_event(Event::Plan { plan: *run, text });
            continue;
        }
        // A program that runs for real sees the time of day.
        if let Command::Load { program, mode: Mode::Live { .. }, .. } = &mut command {
            program.epoch = clock::present();
        }
        if let Some(worker) = worker(session, engine) {
            worker.post(command);
        }
    }
}

/// With the first plan on the screen there is time to get the engine for live runs ready.
pub(crate) fn get_ready(session: Session) {
    let _ = worker(session, Engine::Live);
}
