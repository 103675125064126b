//! `asyncio.Task`: a future whose result is that of a coroutine which the loop runs (CPython's `Modules/_asynciomodule.c`,
//! 3.11). Each is a task of the executor; a poll is a step.
//!
//! ```text
//!             ┌─► step: the coroutine runs to its next suspension
//!   created ──┤      ├── suspended on a future ──► woken when that is done ──► step
//!             │      ├── gave way (sleep(0)) ─────► step in the next iteration
//!             │      └── returned or raised ──────► done: the task's future resolves
//!             └─► cancelled before its first step: the step raises it, the body never runs
//! ```

mod cancel;
mod class;
mod own;

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use loopscope_executor::trace::{Ending, Kind, Waiting};
use rustpython_vm::builtins::PyGenerator;
use rustpython_vm::protocol::PyIterReturn;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyRef, PyResult, VirtualMachine};

use crate::checkpoint;
use crate::classes::context::PyContext;
use crate::classes::event_loop::{PyLoop, SetAside};
use crate::classes::future::{as_future, exact};
use crate::classes::task::{Next, PyTask};
use crate::deaths;
use crate::future;
use crate::library;
use crate::machine::Machine;
use crate::overrides;
use crate::resume::resume;

impl PyTask {
    // ---- A step

    /// Runs the coroutine to its next suspension; false when it is done. An error is none of the coroutine's, but of what became
    /// of the step.
    fn step(zelf: &PyRef<Self>, vm: &VirtualMachine) -> PyResult<bool> {
        // Once it was looked at, the program is over.
        if checkpoint::pass(vm).is_err() {
            return Ok(true);
        }
        // Called by the program before its turn came.
        let Some(next) = zelf.next.take() else { return Ok(!zelf.base.is_done()) };
        let handle = zelf.handle.take();
        if handle.is_some_and(|handle| handle.is_cancelled()) {
            return Ok(true);
        }
        if zelf.base.is_done() {
            return Err(PyTask::already_done(zelf, &next, vm)?);
        }
        let mut exception = match next {
            Next::Send => None,
            Next::Raise(exception) => Some(exception),
            Next::TakeUp(future) => match exact(&future, vm) {
                Some(native) => native.outcome(vm).err(),
                None => vm.call_method(&future, "result", ()).err(),
            },
        };
        if zelf.must_cancel.replace(false)
            && !exception.as_ref().is_some_and(|it| it.fast_isinstance(&library::cancelled_error(vm)))
        {
            exception = Some(zelf.base.make_cancelled_error(vm));
        }
        let waited_for = zelf.waits_for.take();
        drop(waited_for);
        if let Some(exception) = &exception {
            zelf.inherit(exception);
        }
        let Some(coroutine) = zelf.coroutine.borrow().clone() else { return Ok(false) };
        let Some(machine) = Machine::current() else { return Ok(false) };
        if zelf.is_told(exception.as_ref(), vm) {
            machine.handle().record(Some(zelf.no()), 0, Kind::CancelDelivered);
        }

        let before = machine.current.replace_task(Some(zelf.clone()));
        let context = zelf.context.borrow().clone();
        let result = match &context {
            // Who calls a step has entered its context.
            Some(context) if zelf.called.borrow().is_none() => {
                PyContext::within(context, vm, || resume(&coroutine, exception, vm))
            }
            _ => resume(&coroutine, exception, vm),
        };
        machine.output.flush(0);
        let own = machine.current.replace_task(before);
        drop(own);

        match result {
            Ok(PyIterReturn::Return(yielded)) => {
                let line = if machine.recording {
                    zelf.stack.suspend(machine.handle(), &machine.program, &coroutine)
                } else {
                    0
                };
                let waiting = PyTask::suspend(zelf, yielded, vm)?;
                machine.handle().waiting_on(waiting, line);
                // That it is over is noticed at the step's end.
                let _ = checkpoint::pass(vm);
                Ok(true)
            }
            Ok(PyIterReturn::StopIteration(value)) => {
                zelf.stack.end(machine.handle());
                let value = value.unwrap_or_else(|| vm.ctx.none());
                let task: &PyObject = zelf.as_object();
                if zelf.must_cancel.replace(false) {
                    machine.handle().ending(Ending::Cancelled, 0);
                    let message = zelf.base.cancel_message();
                    future::cancel(task, message, vm)?;
                } else {
                    future::finish(task, value, vm)?;
                }
                Ok(false)
            }
            Err(exception) => {
                zelf.stack.end(machine.handle());
                let task: &PyObject = zelf.as_object();
                let cancelled = exception.fast_isinstance(&library::cancelled_error(vm));
                let traceback = exception.__traceback__();
                let line = machine.program.raised_line(traceback.clone(), cancelled.then(|| zelf.inherited.get()));
                deaths::died(&machine, zelf, (!cancelled).then_some(&exception), line, traceback, vm);
                if cancelled {
                    machine.handle().ending(Ending::Cancelled, line);
                    zelf.base.cancelled_error.replace(Some(exception));
                    future::cancel(task, None, vm)?;
                } else {
                    machine
                        .handle()
                        .ending(Ending::Failed(machine.handle().text(&library::said(&exception, vm))), line);
                    let fatal = library::ends_run(&exception, vm).then(|| exception.clone());
                    future::fail(task, exception.into(), vm)?;
                    if let Some(fatal) = fatal {
                        return Err(fatal);
                    }
                }
                Ok(false)
            }
        }
    }

    /// Sees to it that what was awaited wakes the task. What it waits for, in the trace's terms.
    fn suspend(zelf: &PyRef<Self>, yielded: PyObjectRef, vm: &VirtualMachine) -> PyResult<Waiting> {
        match PyTask::wait_for(zelf, &yielded, vm) {
            Ok(waiting) => Ok(waiting),
            Err(exception) => {
                PyTask::call_step_soon(zelf, Some(exception), vm)?;
                Ok(Waiting::Turn)
            }
        }
    }

    fn wait_for(zelf: &PyRef<Self>, yielded: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Waiting> {
        if vm.is_none(yielded) {
            PyTask::call_step_soon(zelf, None, vm)?;
            return Ok(Waiting::Turn);
        }
        let own: &PyObject = zelf.as_object();
        let error = |text: String| vm.new_runtime_error(text);
        if let Some(native) = as_future(yielded) {
            PyTask::check_loop_of(zelf, yielded, vm)?;
            if !native.blocking.replace(false) {
                let (task, future) = (own.repr(vm)?, yielded.repr(vm)?);
                return Err(error(format!("yield was used instead of yield from in task {task} with {future}")));
            }
            if yielded.is(own) {
                return Err(error(format!("Task cannot await on itself: {}", own.repr(vm)?)));
            }
            match exact(yielded, vm) {
                Some(native) => future::add_task(yielded, native, zelf.clone(), vm)?,
                None => PyTask::be_told_by(zelf, yielded, vm)?,
            }
        } else if let Some(blocking) = vm.get_attribute_opt(yielded, "_asyncio_future_blocking")? {
            // A future of the program's own making.
            if !blocking.try_to_bool(vm)? {
                let (task, future) = (own.repr(vm)?, yielded.repr(vm)?);
                return Err(error(format!("yield was used instead of yield from in task {task} with {future}")));
            }
            PyTask::check_loop_of(zelf, yielded, vm)?;
            yielded.set_attr("_asyncio_future_blocking", vm.ctx.new_bool(false), vm)?;
            PyTask::be_told_by(zelf, yielded, vm)?;
        } else if yielded.downcast_ref::<PyGenerator>().is_some() {
            let (task, what) = (own.repr(vm)?, yielded.repr(vm)?);
            return Err(error(format!(
                "yield was used instead of yield from for generator in task {task} with {what}"
            )));
        } else {
            return Err(error(format!("Task got bad yield: {}", yielded.repr(vm)?)));
        }
        zelf.waits_for.replace(Some(yielded.clone()));
        if zelf.must_cancel.get() && zelf.pass_on_late(yielded, vm)? {
            zelf.must_cancel.set(false);
        }
        Ok(match future::waiting(yielded) {
            // What only the program knows has its class's name.
            Waiting::Unknown => Machine::current()
                .map_or(Waiting::Unknown, |machine| Waiting::Primitive(machine.handle().text(&yielded.class().name()))),
            known => known,
        })
    }
}

/// The executor's side of a task: the task for as long as it is queued. Suspended it belongs to who will wake it, as in CPython, where
/// the loop knows callbacks and no tasks.
struct Body(Rc<Cell<Option<PyRef<PyTask>>>>);

impl Future for Body {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<()> {
        // Only a queued task is polled, unless the program polled it before its turn came.
        let Some(task) = self.0.take() else { return Poll::Pending };
        if task.abandoned.get() {
            return Poll::Ready(());
        }
        if let Some(event_loop) = PyLoop::of(&task.base)
            && task.called.borrow().is_none()
            && !event_loop.admits(|| SetAside::Task(task.clone()))
        {
            if let Some(machine) = Machine::current() {
                machine.handle().waiting_on(Waiting::Turn, 0);
            }
            return Poll::Pending;
        }
        // What the step was to take up is told of with what it raises.
        let woken_by = match &*task.next.borrow() {
            Some(Next::TakeUp(future)) => Some(future.clone()),
            _ => None,
        };
        let goes_on = rustpython_vm::vm::thread::with_current_vm(|vm| {
            let event_loop = task.base.event_loop.borrow().clone();
            let stepped = match event_loop {
                Some(event_loop) => overrides::watched(&event_loop, task.as_object(), vm, || PyTask::step(&task, vm)),
                None => PyTask::step(&task, vm),
            };
            stepped.unwrap_or_else(|exception| {
                PyTask::tell(&task, woken_by, exception, vm);
                !task.base.is_done()
            })
        });
        if goes_on { Poll::Pending } else { Poll::Ready(()) }
    }
}
