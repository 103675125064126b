//! Why everybody waits for ever: for each task that does, what it waits for and who is behind it that this never comes. Found
//! when nothing is ready and no timer is set, from the frames in which the tasks stand and from what asyncio's primitives know
//! of who has what (`ledger`); recorded, and told in sentences.

mod sentence;

use std::collections::{BTreeMap, BTreeSet};

use loopscope_executor::trace::{Kind, TaskNo, Why};
use rustpython_vm::builtins::{PyFunction, PyInt, PyList};
use rustpython_vm::frame::FrameObjectRef;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyRef, VirtualMachine};

use crate::classes::future::{Waiter, as_future};
use crate::classes::task::{Doer, PyTask};
use crate::ledger::PyLedger;
use crate::machine::Machine;
use crate::names;
use crate::place::{line_of, suspended};
use crate::stuck::sentence::{Cause, Fate, Stuck};
use crate::text::shown;
use crate::traced::{self, Stands};

/// Finds out who waits for ever and why, and records it, if nothing can wake anybody any more.
pub(crate) fn find(machine: &Machine, vm: &VirtualMachine) {
    if !machine.driver.is_deadlocked() {
        return;
    }
    let tasks = machine.current.tasks(None);
    let alive: BTreeMap<TaskNo, String> = tasks.iter().map(|task| (task.no(), task.shown_name())).collect();
    let finder = Finder { machine, alive: &alive, vm };
    let mut found: Vec<Stuck> = tasks.iter().map(|task| finder.task(task)).collect();
    found.extend(finder.top_level(tasks.is_empty()));
    let waits = |it: &&Stuck| matches!(it.cause.why, Why::Task | Why::Parts(_) | Why::Held(_)) && it.cause.who != 0;
    let next: BTreeMap<TaskNo, TaskNo> = found.iter().filter(waits).map(|it| (it.task, it.cause.who)).collect();
    let deaths = machine.inspection.deaths();
    for it in &mut found {
        let who = it.cause.who;
        if let Some(name) = alive.get(&who) {
            it.who.clone_from(name);
            it.fate = Fate::Waits(is_ring(&next, it.task));
        } else if let Some(death) = deaths.iter().rev().find(|death| death.task == who) {
            it.who.clone_from(&death.name);
            it.fate = death.error.clone().map_or(Fate::Cancelled, Fate::Failed);
        } else if who != 0 {
            let name = it.cause.name.as_ref().and_then(|name| name.str(vm).ok());
            it.who = name.map_or_else(|| format!("Task-{who}"), |name| shown(&name).into_owned());
        }
        let Cause { why, who, at, .. } = it.cause;
        machine.handle().record(Some(it.task), it.line, Kind::Stuck { why, who, at });
    }
    machine.inspection.set_stuck(found.iter().map(Stuck::sentence).collect());
}

/// Whether it waits, over others, for itself.
fn is_ring(next: &BTreeMap<TaskNo, TaskNo>, task: TaskNo) -> bool {
    let mut at = task;
    for _ in 0..next.len() {
        match next.get(&at) {
            Some(whom) if *whom == task => return true,
            Some(whom) => at = *whom,
            None => return false,
        }
    }
    false
}

struct Finder<'a> {
    machine: &'a Machine,
    /// The tasks that are not done.
    alive: &'a BTreeMap<TaskNo, String>,
    vm: &'a VirtualMachine,
}

impl Finder<'_> {
    fn task(&self, task: &PyRef<PyTask>) -> Stuck {
        let (mut line, mut library) = (0, Vec::new());
        let coroutine = task.coroutine();
        for frame in coroutine.iter().flat_map(|coroutine| suspended(coroutine)) {
            if self.machine.program.is_own(&frame) {
                line = line_of(&frame);
                library.clear();
            } else {
                library.push(frame);
            }
        }
        let waits_for = task.waits_for();
        let name = coroutine.and_then(|coroutine| names::awaited(self.machine, &coroutine, self.vm));
        let what = name.or_else(|| self.name(waits_for.as_deref()?)).unwrap_or_default();
        let cause = self.cause(task.no(), &library, waits_for.as_deref());
        let (name, coroutine) = (task.shown_name(), task.coroutine_name(self.vm));
        Stuck { task: task.no(), name, coroutine, line, what, cause, who: String::new(), fate: Fate::Ended }
    }

    /// Why the top level waits, if that is for nothing that is a task's: it runs the loop until a future is done, or for ever.
    fn top_level(&self, alone: bool) -> Option<Stuck> {
        let (mut frame, mut entered) = (self.vm.current_frame(), false);
        let mut future = None;
        while let Some(here) = frame {
            let code = here.iframe().code();
            if code.source_path().as_str() == "<asyncio.base_events>" {
                entered = true;
                if code.obj_name.as_str() == "run_until_complete" {
                    future = traced::local(&here, "future", self.vm);
                    frame = here.f_back(self.vm);
                    break;
                }
            } else if entered {
                frame = Some(here);
                break;
            }
            frame = here.f_back(self.vm);
        }
        let line = self.machine.program.own_below(frame, self.vm).map_or(0, |frame| line_of(&frame));
        let (what, cause) = match future {
            Some(future) if future.downcast_ref::<PyTask>().is_some() => return None,
            Some(future) => {
                let what = self.name(&future).unwrap_or_default();
                (what, self.future(&future))
            }
            None if alone => ("run_forever".to_owned(), Cause::new(Why::Stop, 0, 0)),
            None => return None,
        };
        let (name, coroutine, who) = Default::default();
        Some(Stuck { task: 0, name, coroutine, line, what, cause, who, fate: Fate::Ended })
    }

    /// `library`: the functions of asyncio in which the task stands, the outermost first.
    fn cause(&self, task: TaskNo, library: &[FrameObjectRef], waits_for: Option<&PyObject>) -> Cause {
        // Whoever waits on a condition has to get its lock back in the end.
        let is_innermost = |frame: &&FrameObjectRef| traced::of_frame(frame, self.vm).is_some_and(|it| it.innermost);
        for frame in library.last().filter(is_innermost).into_iter().chain(library) {
            let stands = traced::of_frame(frame, self.vm).and_then(|traced| traced.stands(frame, self.vm));
            if let Some(found) = stands.and_then(|(stands, of)| self.behind(stands, task, &of)) {
                return found;
            }
        }
        waits_for.map_or(Cause::new(Why::Nobody, 0, 0), |future| self.future(future))
    }

    /// Who is behind it that a task stands in a function of asyncio for ever, which says how (`traced.rs`).
    fn behind(&self, stands: Stands, task: TaskNo, of: &PyObject) -> Option<Cause> {
        Some(match stands {
            Stands::Held => self.held(task, of),
            Stands::Unfinished => self.unfinished(of),
            // What `as_completed` waits with knows for whom.
            Stands::Empty => match self.attribute(of, "_todo") {
                Some(todo) => self.parts(traced::items(&todo)?),
                None => self.served(of, Why::Empty, PyLedger::last_put),
            },
            Stands::Full => self.served(of, Why::Full, PyLedger::last_taken),
            Stands::Missing => self.missing(of),
            Stands::Nobody => self.nobody(of),
            Stands::Parts => self.parts(traced::items(of)?),
            Stands::Future => self.future(as_future(of).map(|_| of)?),
        })
    }

    /// Of asyncio's own objects only: asking runs no code of the program's.
    fn attribute(&self, object: &PyObject, name: &'static str) -> Option<PyObjectRef> {
        object.dict()?.get_item_opt(name, self.vm).ok().flatten()
    }

    fn number(&self, object: &PyObject, name: &'static str) -> u32 {
        let number =
            self.attribute(object, name).and_then(|it| it.downcast_ref::<PyInt>().map(|it| it.as_bigint().clone()));
        number.and_then(|number| u32::try_from(number).ok()).unwrap_or(0)
    }

    fn ledger(&self, object: &PyObject) -> Option<PyRef<PyLedger>> {
        self.attribute(object, "_ledger")?.downcast::<PyLedger>().ok()
    }

    /// A future, or a task, that somebody waits for.
    fn future(&self, awaited: &PyObject) -> Cause {
        if let Some(task) = awaited.downcast_ref::<PyTask>() {
            return Cause::new(Why::Task, task.no(), 0);
        }
        if let Some(children) = self.attribute(awaited, "_children")
            && let Some(children) = children.downcast_ref::<PyList>()
        {
            return self.parts(children.borrow_vec().to_vec());
        }
        self.shielded(awaited).map_or_else(|| self.nobody(awaited), |inner| self.future(&inner))
    }

    /// What a future is called; of the few that the program awaits themselves, also when nothing is recorded.
    fn name(&self, awaited: &PyObject) -> Option<String> {
        let recorded = as_future(awaited)?.name().map(str::to_owned);
        recorded.or_else(|| {
            let class = awaited.class().name().to_string();
            match &*class {
                "_GatheringFuture" => Some("gather".to_owned()),
                "Future" | "Task" => self.shielded(awaited).map(|_| "shield".to_owned()),
                _ => Some(class),
            }
        })
    }

    /// What a `shield` shields: its callback on the future that it gave holds it.
    fn shielded(&self, outer: &PyObject) -> Option<PyObjectRef> {
        let waiters = as_future(outer)?.waiters.borrow().clone();
        waiters.into_iter().find_map(|waiter| {
            let Waiter::Callback { callback, .. } = waiter else { return None };
            let traced = traced::of_function(&callback, self.vm)?;
            traced.shields(callback.downcast_ref::<PyFunction>()?, self.vm)
        })
    }

    fn parts(&self, parts: Vec<PyObjectRef>) -> Cause {
        let mut seen = BTreeSet::new();
        let is_left = |part: &PyObjectRef| as_future(part).is_some_and(|future| !future.is_done());
        let left: Vec<_> = parts.into_iter().filter(|part| is_left(part) && seen.insert(part.get_id())).collect();
        let who = left.iter().find_map(|part| part.downcast_ref::<PyTask>().map(|task| task.no()));
        Cause::new(Why::Parts(count(left.len())), who.unwrap_or(0), 0)
    }

    /// Behind it are those who ended without giving it back, then others, then the one who waits.
    fn held(&self, task: TaskNo, lock: &PyObject) -> Cause {
        let (holders, count) = self.ledger(lock).map(|ledger| ledger.holders()).unwrap_or_default();
        let rank = |doer: &Doer| (self.alive.contains_key(&doer.task), doer.task == task);
        match holders.into_iter().min_by_key(rank) {
            Some(doer) => Cause::by(Why::Held(count), doer),
            None => self.nobody(lock),
        }
    }

    fn unfinished(&self, queue: &PyObject) -> Cause {
        let why = Why::Unfinished(self.number(queue, "_unfinished_tasks"));
        let (holders, _) = self.ledger(queue).map(|ledger| ledger.holders()).unwrap_or_default();
        let deaths = self.machine.inspection.deaths();
        let death = |task: TaskNo| deaths.iter().find(|death| death.task == task);
        // Who died with an item in its hands is behind it; else who just never said that it was done.
        if let Some(death) = holders.iter().find_map(|doer| death(doer.task)) {
            return Cause::new(why, death.task, death.line);
        }
        drop(deaths);
        if let Some(doer) = holders.into_iter().find(|doer| doer.task != 0) {
            return Cause::by(why, doer);
        }
        Cause { why, ..self.nobody(queue) }
    }

    /// A queue that nobody puts something into, or takes something out of, any more; `last`: who did it last.
    fn served(&self, queue: &PyObject, why: Why, last: fn(&PyLedger) -> Option<Doer>) -> Cause {
        let Some(doer) = self.ledger(queue).and_then(|ledger| last(&ledger)).filter(|doer| doer.task != 0) else {
            return Cause { why, ..self.nobody(queue) };
        };
        let deaths = self.machine.inspection.deaths();
        let died = deaths.iter().find(|death| death.task == doer.task).map(|death| death.line);
        Cause { at: died.unwrap_or(doer.line), ..Cause::by(why, doer) }
    }

    fn missing(&self, barrier: &PyObject) -> Cause {
        let missing = self.number(barrier, "_parties").saturating_sub(self.number(barrier, "_count"));
        Cause { why: Why::Missing(missing), ..self.nobody(barrier) }
    }

    /// Nobody is left who could do something with it; maybe somebody who could have is known.
    fn nobody(&self, object: &PyObject) -> Cause {
        let id = object.get_id();
        let deaths = self.machine.inspection.deaths();
        let with_it = || deaths.iter().filter(|death| death.touched.contains(&id));
        // Who went last could have done it for longest.
        let death = with_it().rfind(|death| death.error.is_some()).or_else(|| with_it().next_back());
        let (who, at) = death.map_or((0, 0), |death| (death.task, death.line));
        Cause::new(Why::Nobody, who, at)
    }
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}
