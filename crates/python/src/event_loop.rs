//! The event loop as far as it decides the order (`Lib/asyncio/base_events.py`, 3.11); what else a loop can do is Python of
//! ours, in a subclass (`lib/asyncio/base_events.py`).
//!
//! ```text
//!   new ──► entered: _run_until_stopped [LoopEntered] ──► left: stopped, after the iteration's end [LoopLeft]
//!    ▲  └───────────────────────────────◄───────────────────────────┘   │
//!    └──────────────────────────────────────────────────────────────────┴──► closed [LoopClosed]
//! ```
//!
//! All loops of a program share the executor's queue and clock. What comes up while another loop runs, or none, is set
//! aside until its own loop runs; what comes up after its loop was closed is passed over.

mod class;

use std::rc::Rc;

use loopscope_executor::Next;
use loopscope_executor::trace::Kind;
use rustpython_vm::frame::FrameObjectRef;
use rustpython_vm::object::{Traverse, TraverseFn};
use rustpython_vm::{AsObject, Py, PyObjectRef, PyRef, PyResult, VirtualMachine};

use crate::checkpoint;
use crate::classes::event_loop::{PyLoop, Replaced, SetAside};
use crate::classes::task::PyTask;
use crate::collect::{Holds, held};
use crate::handle;
use crate::library;
use crate::machine::Machine;
use crate::machine::driver::Halt;
use crate::machine::threads::{For, Wait};
use crate::{threads, turns, waiting};

impl PyLoop {
    /// Seconds on the loop's clock, which may be the program's own.
    fn ask_time(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
        if !zelf.replaced.get().time {
            return Ok(vm.ctx.new_float(now()).into());
        }
        let now = vm.call_method(zelf.as_object(), "time", ())?;
        zelf.own_now.set(now.try_float(vm)?.to_f64());
        Ok(now)
    }

    /// The loop's run begins; the line that wanted it.
    fn begin_run(
        zelf: &PyRef<Self>,
        caller: Option<FrameObjectRef>,
        vm: &VirtualMachine,
    ) -> PyResult<(Rc<Machine>, u32)> {
        zelf.check_open(vm)?;
        if zelf.running.get() {
            return Err(vm.new_runtime_error("This event loop is already running"));
        }
        let machine = Machine::current().ok_or_else(|| vm.new_runtime_error("no program runs"))?;
        if machine.driver.is_over() {
            return Err(vm.new_runtime_error("the program is over"));
        }
        if machine.current.has_loop() {
            return Err(vm.new_runtime_error("Cannot run the event loop while another loop is running"));
        }
        let caller = caller.filter(|_| machine.recording);
        let line = machine.program.line_below(caller, vm);
        machine.output.flush(line);
        machine.handle().record(None, line, Kind::LoopEntered);
        zelf.replaced.set(Replaced::by(zelf.as_object(), vm));
        zelf.running.set(true);
        machine.current.replace_loop(Some(zelf.clone()));
        machine.current.replace_visible_loop(Some(zelf.clone().into()));
        PyLoop::take_up_set_aside(zelf, vm);
        machine.driver.set_top_level(false);
        Ok((machine, line))
    }

    /// The loop's run ends.
    fn end_run(&self, machine: &Machine, line: u32) {
        machine.output.flush(0);
        self.stopping.set(false);
        self.running.set(false);
        let own = (machine.current.replace_loop(None), machine.current.replace_visible_loop(None));
        drop(own);
        machine.driver.set_top_level(true);
        machine.handle().record(None, line, Kind::LoopLeft);
    }

    /// The run of a loop in a thread begins.
    pub(crate) fn begin_in_thread(zelf: &PyRef<Self>, vm: &VirtualMachine) -> PyResult<u32> {
        Ok(PyLoop::begin_run(zelf, vm.current_frame(), vm)?.1)
    }

    /// A loop in a thread turns until it would wait: for what, and until when. `None` when it is to stop.
    pub(crate) fn turn_in_thread(zelf: &PyRef<Self>, vm: &VirtualMachine) -> PyResult<Option<Wait>> {
        let machine = Machine::current().ok_or_else(|| vm.new_runtime_error("no program runs"))?;
        let actor = machine.handle().actor();
        machine.current.replace_visible_loop(Some(zelf.clone().into()));
        machine.driver.set_top_level(false);
        let outcome = loop {
            if let Err(exception) = checkpoint::pass(vm).and_then(|()| vm.check_signals()) {
                break Err(exception);
            }
            if zelf.stopping.get() && !machine.driver.in_turn() {
                break Ok(None);
            }
            let until = match machine.driver.next() {
                Next::Now => Some(machine.driver.now()),
                _ if machine.driver.in_turn() => Some(machine.driver.now()),
                Next::At(deadline) => Some(deadline),
                Next::Idle { .. } | Next::Stopped(_) => None,
            };
            if until.is_none_or(|until| until > machine.driver.now()) {
                break Ok(Some(Wait { what: For::Loop, until }));
            }
            if turns::entry(&machine).is_none() {
                break Err(library::halted(vm));
            }
            if let Some(exception) = machine.driver.take_failure() {
                break Err(exception);
            }
        };
        machine.handle().set_actor(actor);
        outcome
    }

    /// The run of a loop in a thread ends.
    pub(crate) fn end_in_thread(&self, line: u32) {
        let Some(machine) = Machine::current() else { return };
        let actor = machine.handle().actor();
        self.end_run(&machine, line);
        machine.handle().set_actor(actor);
    }

    /// Turns until the loop is stopped.
    fn run_until_stopped(zelf: &PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
        // What calls this is the function that goes round the loop.
        let caller = vm.current_frame().and_then(|frame| frame.f_back(vm));
        let (machine, line) = PyLoop::begin_run(zelf, caller, vm)?;
        let result = loop {
            // An interrupt that came while the loop slept.
            if let Err(exception) = checkpoint::pass(vm).and_then(|()| vm.check_signals()) {
                break Err(exception);
            }
            let replaced = zelf.replaced.get();
            if replaced.run_once || replaced.time {
                let turned = match replaced.run_once {
                    true => vm.call_method(zelf.as_object(), "_run_once", ()).map(drop),
                    false => PyLoop::turn(zelf, &machine, vm),
                };
                if let Err(exception) = turned {
                    threads::note_halt(&machine, vm)?;
                    break Err(exception);
                }
            } else if !turns::step(&machine, || zelf.is_stopping()) {
                threads::note_halt(&machine, vm)?;
                break Err(library::halted(vm));
            }
            if let Some(exception) = machine.driver.take_failure() {
                break Err(exception);
            }
            if zelf.stopping.get() && !machine.driver.in_turn() {
                break Ok(());
            }
        };
        zelf.end_run(&machine, line);
        result.and_then(|()| checkpoint::pass(vm))
    }

    /// A whole iteration as CPython's `_run_once` has it, for a loop with a clock or a `_run_once` of its own: the wait for what is
    /// to come, the timers that are due, and all that is ready then.
    fn turn(zelf: &PyRef<Self>, machine: &Machine, vm: &VirtualMachine) -> PyResult<()> {
        let own_time = zelf.replaced.get().time;
        let next = machine.driver.next();
        let ready = machine.driver.in_turn() || next == Next::Now || zelf.stopping.get();
        if ready && !machine.driver.in_turn() {
            turns::pass(machine);
        } else if !ready {
            let first = if own_time { handle::timers_of(zelf, machine).into_iter().next() } else { None };
            match (first, next) {
                (Some(timer), _) => {
                    let now = PyLoop::ask_time(zelf, vm)?.try_float(vm)?.to_f64();
                    let when = timer.get_attr("_when", vm)?.try_float(vm)?.to_f64();
                    waiting::wait_until(machine, machine.driver.now().offset_secs_f64((when - now).max(0.0)));
                }
                (None, Next::At(deadline)) => waiting::wait_until(machine, deadline),
                (None, _) if turns::idle(machine) => {}
                (None, _) => return Err(library::halted(vm)),
            }
        }
        if own_time {
            let now = PyLoop::ask_time(zelf, vm)?.try_float(vm)?.to_f64();
            handle::set_timers(zelf, now, machine, vm)?;
        }
        loop {
            checkpoint::pass(vm)?;
            match turns::entry(machine) {
                None => return Err(library::halted(vm)),
                Some(Next::Stopped(limit)) if !machine.driver.in_turn() => {
                    machine.halt(Halt::Limit(limit));
                    return Err(library::halted(vm));
                }
                Some(_) => {}
            }
            if let Some(exception) = machine.driver.take_failure() {
                return Err(exception);
            }
            if !machine.driver.in_turn() {
                return Ok(());
            }
        }
    }

    /// One iteration; also of a loop that does not run.
    fn run_once(zelf: &PyRef<Self>, vm: &VirtualMachine) -> PyResult<()> {
        let machine = Machine::current().ok_or_else(|| vm.new_runtime_error("no program runs"))?;
        if machine.driver.is_over() {
            return Err(vm.new_runtime_error("the program is over"));
        }
        if zelf.running.get() {
            return PyLoop::turn(zelf, &machine, vm);
        }
        zelf.running.set(true);
        let before = machine.current.replace_loop(Some(zelf.clone()));
        PyLoop::take_up_set_aside(zelf, vm);
        let turned = PyLoop::turn(zelf, &machine, vm);
        zelf.running.set(false);
        machine.driver.set_top_level(before.is_none());
        drop(machine.current.replace_loop(before));
        turned
    }

    /// Queues again what came up while the loop did not run.
    fn take_up_set_aside(zelf: &PyRef<Self>, vm: &VirtualMachine) {
        for entry in zelf.set_aside.take() {
            match entry {
                SetAside::Task(task) => PyTask::wake(&task),
                SetAside::Callback(handle) => handle::queue(&handle, vm),
            }
        }
    }
}

/// No loop will run any more: what is queued is its loop's alone, so that it goes when the loop does.
pub(crate) fn hand_over_queued(machine: &Machine) {
    for task in machine.current.tasks(None) {
        if let (Some(own), Some(event_loop)) = (task.queued.take(), PyLoop::of(&task.base)) {
            event_loop.set_aside(SetAside::Task(own));
        }
    }
}

/// Seconds on the loop's clock.
fn now() -> f64 {
    Machine::current().map_or(0.0, |machine| machine.driver.seconds())
}

impl Holds for PyLoop {
    fn show(&self, each: &mut TraverseFn<'_>) {
        if let Ok(set_aside) = self.set_aside.try_borrow() {
            for entry in &*set_aside {
                match entry {
                    SetAside::Task(task) => task.traverse(each),
                    SetAside::Callback(handle) => handle.traverse(each),
                }
            }
        }
        // It is the loop that holds its timers and callbacks, as in CPython; the executor keeps them for it.
        if let Some(machine) = Machine::current() {
            handle::show_queued(self, &machine, each);
        }
    }

    fn let_go(&mut self, into: &mut Vec<PyObjectRef>) {
        for entry in self.set_aside.take() {
            into.push(match entry {
                SetAside::Task(task) => task.into(),
                SetAside::Callback(handle) => handle,
            });
        }
        if let Some(machine) = Machine::current() {
            into.extend(handle::cancel_timers(self, &machine));
        }
    }
}

held!(PyLoop);
