//! The two engines' workers. The one for live runs is started once the first plan is there, the one for plans when a plan is
//! too long to be made in the page, as the others are.

use std::cell::OnceCell;
use std::rc::Rc;

use super::engine_client::{EngineClient, Report};
use crate::model::Engine;

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

    /// The worker of this engine, started if need be, which then tells `report`; `None` for that of Python, which has its own (python.rs).
    pub(crate) fn worker(&self, engine: Engine, report: impl Fn(Report) + 'static) -> Option<Rc<EngineClient>> {
        let cell = match engine {
            Engine::Plan => &self.plan,
            Engine::Live => &self.live,
            Engine::Python => return None,
        };
        Some(cell.get_or_init(|| EngineClient::start(self.address.clone(), report)).clone())
    }
}
