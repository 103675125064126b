//! Garbage that holds itself in rings, finalized in CPython's order (`Modules/gcmodule.c`, 3.11).
//!
//! RustPython's collector finds the same garbage, but finalizes the youngest first: a task would complain of its end before the
//! `finally` of its coroutine has run. So what is unreachable is found here first, over lists that are kept as CPython keeps them, and
//! finalized in their order; RustPython's collector then takes it away.
//!
//! ```text
//!   all, oldest first ─► held from outside: stays, and what it holds goes to the end, if it was passed over
//!                    └─► passed over ─► still there at the end: unreachable
//! ```

use std::collections::BTreeMap;

use rustpython_vm::builtins::{PyDict, PyList, PyModule, PyTuple};
use rustpython_vm::frame::FrameObject;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, VirtualMachine};

use crate::classes::task::PyTask;
use crate::collect::Looking;
use crate::machine::Machine;
use crate::{unraisable, weak};

/// Where an object is in the search.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the list of what may be held.
    Listed,
    /// Passed over: nobody was known to hold it.
    PassedOver,
    /// Held.
    Held,
}

/// Finalizes and frees what is unreachable; how many objects that was.
pub(crate) fn collect(machine: Option<&Machine>, vm: &VirtualMachine) -> usize {
    let _looking = Looking::begin();
    // The collector's own caches hold nothing then.
    let mut objects = listed(machine, vm);
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, object) in objects.iter().enumerate() {
        places.insert(address(object), at);
    }
    let weak = weak_references(&objects);
    let mut edges: Vec<Vec<usize>> = Vec::with_capacity(objects.len());
    for at in 0.. {
        let Some(object) = objects.get(at).cloned() else { break };
        let referents = object.gc_get_referents();
        for other in referents.iter().filter(|other| weak.contains_key(&address(other))) {
            places.entry(address(other)).or_insert_with(|| {
                objects.push(other.clone());
                objects.len() - 1
            });
        }
        let mut held_by: Vec<usize> =
            referents.iter().filter_map(|other| places.get(&address(other)).copied()).collect();
        held_by.extend(weak.get(&address(&object)));
        // Lists and tuples are gone over from their end.
        if object.downcast_ref::<PyList>().is_some() || object.downcast_ref::<PyTuple>().is_some() {
            held_by.reverse();
        }
        edges.push(held_by);
    }
    // The list itself has one of the references.
    let mut held: Vec<usize> = objects.iter().map(|object| object.strong_count().saturating_sub(1)).collect();
    // What stands in an instance's dict is the instance's own in CPython.
    let dict_of = |object: &PyObjectRef| {
        let dict = object.dict().filter(|_| object.downcast_ref::<PyModule>().is_none())?;
        places.get(&dict.as_object().get_id()).copied()
    };
    let dicts: Vec<Option<usize>> = objects.iter().map(dict_of).collect();
    for other in edges.iter().flatten() {
        held[*other] = held[*other].saturating_sub(1);
    }

    let mut place = vec![Place::Listed; objects.len()];
    let mut list: Vec<usize> = (0..objects.len()).collect();
    let mut passed_over = Vec::new();
    let mut kept = Vec::new();
    let mut next = 0;
    while let Some(&at) = list.get(next) {
        next += 1;
        if held[at] == 0 {
            place[at] = Place::PassedOver;
            passed_over.push(at);
            continue;
        }
        place[at] = Place::Held;
        kept.push(address(&objects[at]));
        let own = dicts[at].map_or(&[][..], |dict| &edges[dict]);
        for &other in edges[at].iter().chain(own) {
            match place[other] {
                Place::Held => {}
                Place::Listed => held[other] = held[other].max(1),
                Place::PassedOver => {
                    place[other] = Place::Listed;
                    held[other] = 1;
                    list.push(other);
                }
            }
        }
    }
    passed_over.retain(|at| place[*at] == Place::PassedOver);
    if let Some(machine) = machine {
        machine.collected.replace(kept);
    }

    let garbage: Vec<&PyObjectRef> = passed_over.iter().map(|at| &objects[*at]).collect();
    let count = garbage.iter().map(|object| counts(object)).sum();
    for callback in garbage.iter().filter_map(|object| weak.get(&address(object))) {
        if let Some(callback) = weak::callback(&objects[*callback]) {
            callback.forget();
        }
    }
    finalize(&garbage, |object| places.get(&address(object)).is_some_and(|at| place[*at] == Place::PassedOver), vm);
    drop(objects);
    vm.state.gc.collect_force(2);
    count
}

/// Weak references with a callback, by identity, and which object that is: the collector knows nothing of them.
fn weak_references(objects: &[PyObjectRef]) -> BTreeMap<usize, usize> {
    let callbacks = objects.iter().enumerate().filter_map(|(at, object)| Some((weak::callback(object)?.weak(), at)));
    callbacks.collect()
}

/// As how many objects it counts in CPython: an instance's dict and a coroutine's frame are none of their own, a task has a context and
/// a method that wakes it.
fn counts(object: &PyObject) -> usize {
    match object.downcast_ref::<PyTask>() {
        Some(task) => 1 + task.parts(),
        None => {
            let inner = object.downcast_ref::<PyDict>().is_some() || object.downcast_ref::<FrameObject>().is_some();
            usize::from(!inner && weak::callback(object).is_none())
        }
    }
}

/// Everything that the program has made and the collector knows of: what was kept last time in that order, then what came since.
fn listed(machine: Option<&Machine>, vm: &VirtualMachine) -> Vec<PyObjectRef> {
    let of = |generation| vm.state.gc.get_objects(Some(generation));
    let mut objects = of(2);
    objects.extend(of(1));
    // The youngest come first there.
    objects.extend(of(0).into_iter().rev());
    if let Some(machine) = machine {
        let kept = machine.collected.borrow();
        let order: BTreeMap<usize, usize> = kept.iter().enumerate().map(|(at, address)| (*address, at)).collect();
        objects.sort_by_key(|object| order.get(&address(object)).copied().unwrap_or(usize::MAX));
    }
    objects
}

/// Weak references first, then finalizers, each in order.
fn finalize(garbage: &[&PyObjectRef], is_garbage: impl Fn(&PyObject) -> bool, vm: &VirtualMachine) {
    let mut callbacks = Vec::new();
    for object in garbage {
        callbacks.extend(object.gc_clear_weakrefs_collect_callbacks());
    }
    for (weak, callback) in callbacks {
        if is_garbage(weak.as_object()) {
            continue;
        }
        if let Err(exception) = callback.call((weak,), vm) {
            unraisable::report(exception, Some(unraisable::IN_WEAK_CALLBACK), callback, vm);
        }
    }
    for object in garbage {
        object.try_call_finalizer();
    }
}

fn address(object: &PyObject) -> usize {
    object.get_id()
}
