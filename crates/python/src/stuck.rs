//! Why everybody waits for ever: for each task that does, what it waits for and who is behind it that this never comes. Found
//! when nothing is ready and no timer is set, from the frames in which the tasks stand and from what asyncio's primitives know
//! of who has what (`ledger`); recorded, and told in sentences.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write;

use loopscope_executor::trace::{Kind, TaskNo, Why};
use rustpython_vm::builtins::{
    PyBaseExceptionRef, PyDict, PyFunction, PyInt, PyList, PyModule, PyTraceback, PyTuple, PyType,
};
use rustpython_vm::frame::FrameObjectRef;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyRef, TryFromObject, VirtualMachine};

use crate::asyncio;
use crate::future::{self, Waiter};
use crate::ledger::{Doer, PyLedger};
use crate::machine::{Halt, Machine};
use crate::names;
use crate::place::{is_own, line_of, own_below, suspended};
use crate::task::{self, PyTask};
use crate::text::shown;

/// So many ended tasks are remembered.
const MOST_DEATHS: usize = 1_000;

/// A task that was ended by an error or a cancellation.
#[derive(Debug)]
pub(crate) struct Death {
    task: TaskNo,
    name: String,
    /// The error; `None` when it was cancelled.
    error: Option<String>,
    line: u32,
    /// What it had to do with: what its variables held, by identity.
    touched: BTreeSet<usize>,
}

/// Those that were ended, the latest last.
pub(crate) type Deaths = VecDeque<Death>;

/// Somebody who waits for ever.
#[derive(Debug)]
pub(crate) struct Stuck {
    /// 0 for the program's top level.
    task: TaskNo,
    /// Its name and what it runs; empty for the top level.
    name: String,
    coroutine: String,
    line: u32,
    /// What it waits for, in words; empty when that has no name.
    what: String,
    cause: Cause,
    /// The name of who is behind it, and how that one ended.
    who: String,
    fate: Fate,
}

/// What stands in the record, and the name of who is behind it, where that may be forgotten.
#[derive(Clone, Debug)]
struct Cause {
    why: Why,
    who: TaskNo,
    at: u32,
    name: Option<PyObjectRef>,
}

impl Cause {
    fn new(why: Why, who: TaskNo, at: u32) -> Self {
        Cause { why, who, at, name: None }
    }

    fn by(why: Why, doer: Doer) -> Self {
        Cause { why, who: doer.task, at: doer.line, name: doer.name }
    }
}

#[derive(Debug)]
enum Fate {
    /// It waits for ever itself; `true` when that is for this one, over others.
    Waits(bool),
    Ended,
    Failed(String),
    Cancelled,
}

/// Remembers that a task was ended by `error`, or cancelled.
pub(crate) fn died(
    machine: &Machine,
    task: &PyTask,
    error: Option<&PyBaseExceptionRef>,
    line: u32,
    traceback: Option<PyRef<PyTraceback>>,
    vm: &VirtualMachine,
) {
    let mut deaths = machine.deaths.borrow_mut();
    if deaths.len() >= MOST_DEATHS {
        // An error says more than a cancellation, and the first one more than what followed from it.
        if error.is_none() {
            return;
        }
        deaths.pop_front();
    }
    let error = error.map(|error| asyncio::said(error, vm));
    let touched = touched(machine, traceback, vm);
    deaths.push_back(Death { task: task.no(), name: task.shown_name(), error, line, touched });
}

/// What the variables of the program's frames held, and what the objects in them did.
fn touched(machine: &Machine, traceback: Option<PyRef<PyTraceback>>, vm: &VirtualMachine) -> BTreeSet<usize> {
    let mut touched = BTreeSet::new();
    let mut here = traceback;
    while let Some(entry) = here {
        if is_own(machine, &entry.frame) {
            let globals = entry
                .frame
                .iframe()
                .code()
                .names
                .iter()
                .filter_map(|name| entry.frame.iframe().globals().get_item_opt(*name, vm).ok().flatten());
            let locals = entry.frame.f_locals(vm).and_then(|locals| vm.call_method(&locals, "values", ()));
            let locals = locals.and_then(|values| Vec::<PyObjectRef>::try_from_object(vm, values)).ok();
            for value in globals.chain(locals.unwrap_or_default()) {
                touched.insert(value.get_id());
                let plain = value.downcast_ref::<PyType>().is_none() && value.downcast_ref::<PyModule>().is_none();
                let held = value.dict().filter(|_| plain).and_then(|held| values(held.as_object()));
                let held = held.or_else(|| Some(value.downcast_ref::<PyList>()?.borrow_vec().to_vec()));
                touched.extend(held.unwrap_or_default().iter().map(|held| held.get_id()));
            }
        }
        here = entry.next.lock().clone();
    }
    touched
}

fn values(dict: &PyObject) -> Option<Vec<PyObjectRef>> {
    let dict = dict.downcast_ref::<PyDict>()?;
    Some(dict.into_iter().map(|(_, value)| value).collect())
}

/// Finds out who waits for ever and why, and records it, if nothing can wake anybody any more.
pub(crate) fn find(machine: &Machine, vm: &VirtualMachine) {
    if *machine.halt.borrow() != Some(Halt::Deadlock) {
        return;
    }
    let tasks = task::alive(None);
    let alive: BTreeMap<TaskNo, String> = tasks.iter().map(|task| (task.no(), task.shown_name())).collect();
    let finder = Finder { machine, alive: &alive, vm };
    let mut found: Vec<Stuck> = tasks.iter().map(|task| finder.task(task)).collect();
    found.extend(finder.top_level(tasks.is_empty()));
    let waits = |it: &&Stuck| matches!(it.cause.why, Why::Task | Why::Parts(_) | Why::Held(_)) && it.cause.who != 0;
    let next: BTreeMap<TaskNo, TaskNo> = found.iter().filter(waits).map(|it| (it.task, it.cause.who)).collect();
    let deaths = machine.deaths.borrow();
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
        machine.handle.record(Some(it.task), it.line, Kind::Stuck { why, who, at });
    }
    machine.stuck.replace(found);
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
            if is_own(self.machine, &frame) {
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
                    future = self.local(&here, "future");
                    frame = here.f_back(self.vm);
                    break;
                }
            } else if entered {
                frame = Some(here);
                break;
            }
            frame = here.f_back(self.vm);
        }
        let line = own_below(self.machine, frame, self.vm).map_or(0, |frame| line_of(&frame));
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
        let name = |frame: &FrameObjectRef| {
            let code = frame.iframe().code();
            let known = code.source_path().as_str().starts_with("<asyncio.");
            if known { code.qualname.as_str().to_owned() } else { String::new() }
        };
        // Whoever waits on a condition has to get its lock back in the end.
        let innermost = library.last().filter(|frame| name(frame) == "Lock.acquire");
        for frame in innermost.into_iter().chain(library) {
            let local = |name| self.local(frame, name);
            let this = || local("self");
            let found = match &*name(frame) {
                "Lock.acquire" | "Semaphore.acquire" => this().map(|lock| self.held(task, &lock)),
                "Queue.join" => this().map(|queue| self.unfinished(&queue)),
                "Queue.get" => this().map(|queue| match self.attribute(&queue, "_todo") {
                    Some(todo) => self.parts(keys(&todo)),
                    None => self.served(&queue, Why::Empty, PyLedger::last_put),
                }),
                "Queue.put" => this().map(|queue| self.served(&queue, Why::Full, PyLedger::last_taken)),
                "Barrier.wait" => this().map(|barrier| self.missing(&barrier)),
                "Condition.wait" | "Event.wait" => this().map(|primitive| self.nobody(&primitive)),
                "TaskGroup.__aexit__" => {
                    this().and_then(|group| self.attribute(&group, "_tasks")).map(|tasks| self.parts(keys(&tasks)))
                }
                "_wait" => local("fs").map(|fs| self.parts(keys(&fs))),
                "wait_for" => local("fut").filter(|fut| future::as_future(fut).is_some()).map(|fut| self.future(&fut)),
                _ => None,
            };
            if let Some(found) = found {
                return found;
            }
        }
        waits_for.map_or(Cause::new(Why::Nobody, 0, 0), |future| self.future(future))
    }

    fn local(&self, frame: &FrameObjectRef, name: &'static str) -> Option<PyObjectRef> {
        frame.f_locals(self.vm).ok()?.get_item(name, self.vm).ok()
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
        let recorded = future::as_future(awaited)?.name().map(str::to_owned);
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
        let waiters = future::as_future(outer)?.waiters.borrow().clone();
        waiters.into_iter().find_map(|waiter| {
            let Waiter::Callback { callback, .. } = waiter else { return None };
            let function = callback.downcast_ref::<PyFunction>()?;
            if names::library_code(function.as_object(), self.vm)?.qualname.as_str()
                != "shield.<locals>._outer_done_callback"
            {
                return None;
            }
            let cells = function.as_object().get_attr("__closure__", self.vm).ok()?;
            let cells = cells.downcast_ref::<PyTuple>()?.as_slice().to_vec();
            let held = cells.iter().filter_map(|cell| cell.get_attr("cell_contents", self.vm).ok());
            let held: Vec<PyObjectRef> = held.collect();
            held.into_iter().find(|held| future::as_future(held).is_some())
        })
    }

    fn parts(&self, parts: Vec<PyObjectRef>) -> Cause {
        let mut seen = BTreeSet::new();
        let is_left = |part: &PyObjectRef| future::as_future(part).is_some_and(|future| !future.is_done());
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
        let deaths = self.machine.deaths.borrow();
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
        let deaths = self.machine.deaths.borrow();
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
        let deaths = self.machine.deaths.borrow();
        let with_it = || deaths.iter().filter(|death| death.touched.contains(&id));
        // Who went last could have done it for longest.
        let death = with_it().rfind(|death| death.error.is_some()).or_else(|| with_it().next_back());
        let (who, at) = death.map_or((0, 0), |death| (death.task, death.line));
        Cause::new(Why::Nobody, who, at)
    }
}

fn keys(dict: &PyObject) -> Vec<PyObjectRef> {
    dict.downcast_ref::<PyDict>().map(|dict| dict.keys_vec()).unwrap_or_default()
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

/// A sentence on each: what it runs, where it waits for what, and why that never comes.
pub(crate) fn sentences(stuck: &[Stuck]) -> Vec<String> {
    stuck.iter().map(Stuck::sentence).collect()
}

impl Stuck {
    fn sentence(&self) -> String {
        let mut out =
            if self.task == 0 { "the program".to_owned() } else { format!("{} ({})", self.name, self.coroutine) };
        out.push_str(" waits");
        if self.line != 0 {
            let _ = write!(out, " on line {}", self.line);
        }
        let _ = match (&*self.what, self.cause.why) {
            ("", Why::Task) => write!(out, " for {} to end", self.who),
            ("", _) => write!(out, " for a future"),
            (what, _) => write!(out, " for {what}"),
        };
        out.push_str(": ");
        out.push_str(&self.because());
        out
    }

    fn because(&self) -> String {
        let Cause { why, who, at, .. } = self.cause;
        let name = &self.who;
        let told = |word: &str| if at == 0 { String::new() } else { format!(" {word} line {at}") };
        let (on, since) = (told("on"), told("since"));
        // How somebody ended who is behind it.
        let ended = |before: &str| match &self.fate {
            Fate::Failed(error) => format!("{name} failed{on}{before} ({error})"),
            Fate::Cancelled => format!("{name} was cancelled{on}{before}"),
            Fate::Ended => format!("{name} has ended{before}"),
            Fate::Waits(_) => format!("{name} waits for ever"),
        };
        let with = |text: String| match self.fate {
            _ if who == 0 => text,
            _ => format!("{text}; {}", ended("")),
        };
        if matches!(self.fate, Fate::Waits(true)) && who != self.task {
            let ring = match why {
                Why::Held(_) => format!("{name} has held it{since}, and in the end waits for {}", self.name),
                _ => format!("{name} in the end waits for {}", self.name),
            };
            return format!("that is a ring: {ring}");
        }
        match why {
            Why::Nobody => with("nobody is left who could do it".to_owned()),
            Why::Task => format!("{name} waits for ever itself"),
            Why::Parts(1) if who != 0 => format!("{name} never ends"),
            Why::Parts(count) if who != 0 => format!("{count} of its parts never end, the first of them {name}"),
            Why::Parts(count) => format!("{count} of its parts never end"),
            Why::Held(_) if who == self.task => match at {
                0 => "it holds that itself".to_owned(),
                _ => format!("it holds that itself,{since}"),
            },
            Why::Held(_) if who == 0 => format!("it was taken{on}, outside of every task, and never released"),
            Why::Held(_) => match &self.fate {
                Fate::Waits(_) => format!("{name} has held it{since} and waits for ever itself"),
                Fate::Failed(error) => format!("{name} took it{on} and failed ({error}) without releasing it"),
                Fate::Cancelled => format!("{name} took it{on} and was cancelled without releasing it"),
                Fate::Ended => format!("{name} took it{on} and ended without releasing it"),
            },
            Why::Unfinished(count) => {
                let left = format!("items not dealt with: {count}");
                match &self.fate {
                    _ if who == 0 => format!("{left}; nobody is left who would call task_done()"),
                    Fate::Waits(_) => format!("{left}; {name} took one{on} and has not called task_done()"),
                    Fate::Ended => {
                        format!("{left}; {name} took one{on} and ended without calling task_done()")
                    }
                    _ => format!("{left}; {}", ended(", before it called task_done()")),
                }
            }
            Why::Empty => match self.fate {
                Fate::Ended if who != 0 => {
                    format!("it is empty, and {name}, which put the last item in{on}, has ended")
                }
                Fate::Waits(_) => {
                    format!("it is empty, and {name}, which put the last item in{on}, waits for ever itself")
                }
                _ => with("it is empty, and nobody is left who would put something in".to_owned()),
            },
            Why::Full => match self.fate {
                Fate::Ended if who != 0 => {
                    format!("it is full, and {name}, which took the last item out{on}, has ended")
                }
                Fate::Waits(_) => {
                    format!("it is full, and {name}, which took the last item out{on}, waits for ever itself")
                }
                _ => with("it is full, and nobody is left who would take something out".to_owned()),
            },
            Why::Missing(count) => with(format!("still to come: {count}; nobody is left who could")),
            Why::Stop => "everything is done, and nobody calls stop()".to_owned(),
        }
    }
}
