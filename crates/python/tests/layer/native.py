"""A stand-in for the native `_asyncio`, made of CPython's own, so that the Python layer can be tried without Rust.

Futures, tasks and handles are CPython's; the loop turns as BaseEventLoop does, but where that would wait, the clock
jumps. The layer is put into place as `asyncio`; CPython's stays out of sight, for the futures that are its.
"""

import asyncio as theirs
import heapq
import os
import sys
import types
from asyncio import base_futures, base_tasks, format_helpers
from asyncio import events as their_events
from collections import deque
from pathlib import Path

import _asyncio

import clock

LAYER = Path(__file__).resolve().parents[2] / "lib"
# What the layer may import, itself apart. `traceback` and `logging` are loaded only when they are wanted.
ALLOWED = set("sys builtins time itertools _collections _functools _operator _weakref _warnings _asyncio"
              " _contextvars concurrent threading traceback logging".split())


class Loop:
    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls)
        self._ready = deque()
        self._scheduled = []
        self._closed = self._running = self._stopping = self._debug = False
        return self

    def time(self):
        return clock.now / 1e9

    def create_future(self):
        return theirs.Future(loop=self)

    def _pass_over_tasks(self, count):
        # CPython's loop has them all.
        return False

    def call_soon(self, callback, *args, context=None):
        self._check_call(callback, "call_soon")
        handle = self._handle(their_events.Handle(callback, args, self, context))
        self._ready.append(handle)
        return handle

    def call_soon_threadsafe(self, callback, *args, context=None):
        self._check_call(callback, "call_soon_threadsafe")
        handle = self._handle(their_events.Handle(callback, args, self, context))
        self._ready.append(handle)
        return handle

    def call_later(self, delay, callback, *args, context=None):
        if delay is None:
            raise TypeError("delay must not be None")
        return self._handle(self.call_at(self.time() + delay, callback, *args, context=context))

    def call_at(self, when, callback, *args, context=None):
        if when is None:
            raise TypeError("when cannot be None")
        self._check_call(callback, "call_at")
        handle = self._handle(their_events.TimerHandle(when, callback, args, self, context))
        handle._scheduled = True
        heapq.heappush(self._scheduled, handle)
        return handle

    def _check_call(self, callback, method):
        if self._closed:
            raise RuntimeError("Event loop is closed")
        if self._debug:
            self._check_callback(callback, method)

    def _handle(self, handle):
        # Debug mode: it was made where this was called from.
        if handle._source_traceback:
            del handle._source_traceback[-1]
        return handle

    def _timer_handle_cancelled(self, handle):
        pass

    def stop(self):
        self._stopping = True

    # As the native one shows it.
    stop.__qualname__ = "BaseEventLoop.stop"

    def is_running(self):
        return self._running

    def is_closed(self):
        return self._closed

    def close(self):
        if self._running:
            raise RuntimeError("Cannot close a running event loop")
        self._closed = True
        self._ready.clear()
        self._scheduled.clear()

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = enabled

    def _run_until_stopped(self):
        outside, clock.iteration = clock.iteration, 0
        self._running = True
        their_events._set_running_loop(self)
        try:
            while True:
                self._run_once()
                if self._stopping:
                    break
        finally:
            clock.iteration = outside
            self._stopping = self._running = False
            their_events._set_running_loop(None)

    def _run_once(self):
        clock.iteration += 1
        while self._scheduled and self._scheduled[0]._cancelled:
            heapq.heappop(self._scheduled)._scheduled = False
        if not self._ready and not self._stopping:
            if not self._scheduled:
                clock.deadlock()
            clock.wait(max(0, self._scheduled[0]._when - self.time()))
        end = self.time() + clock.RESOLUTION
        # Not `<`: a deadline of NaN is one that is over.
        while self._scheduled and not self._scheduled[0]._when >= end:
            handle = heapq.heappop(self._scheduled)
            handle._scheduled = False
            self._ready.append(handle)
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if handle._cancelled:
                continue
            begun = self.time()
            self._current_handle = handle if self._debug else None
            handle._run()
            self._current_handle = None
            if self._debug:
                self._ran(handle, self.time() - begun)
        # What it called is kept by nobody.
        handle = None


class Policy(theirs.AbstractEventLoopPolicy):
    """CPython's Future asks its own policy for a loop; this one passes the question on."""

    def get_event_loop(self):
        return sys.modules["asyncio"].get_event_loop_policy().get_event_loop()


class Ledger:
    """Who has what; only the engine asks for it."""

    def take(self):
        pass

    give = put = take


def stand_in():
    native = types.ModuleType("_asyncio")
    native.CancelledError = theirs.CancelledError
    native.InvalidStateError = theirs.InvalidStateError
    native.Future = _asyncio.Future
    native.Task = _asyncio.Task
    native.Handle = theirs.Handle
    native.TimerHandle = theirs.TimerHandle
    native.Loop = Loop
    native._Ledger = Ledger
    native._clean_up = lambda cleans_up: None
    native.current_task = theirs.current_task
    native.all_tasks = theirs.all_tasks
    native._asks = native._polls = lambda: None
    native._since = lambda minor: sys.version_info >= (3, minor)
    native._add_awaited_by = native._discard_awaited_by = lambda future, waiter: None
    # What the engine's trace is to know.
    native._traced = lambda *said, **more: lambda decorated: decorated
    for name in ("_get_running_loop", "_set_running_loop", "get_running_loop", "_enter_task", "_leave_task", "_register_task",
                 "_unregister_task"):
        setattr(native, name, getattr(_asyncio, name))
    return native


def write_as_ours():
    """Everything's repr, through the layer's `reprs`: CPython keeps hold of its functions, but not of what they call."""
    from asyncio import reprs
    for theirs_, ours in ((base_futures._future_repr, reprs.future_repr), (base_tasks._task_repr, reprs.task_repr)):
        place = theirs_.__code__.co_freevars.index("user_function")
        theirs_.__closure__[place].cell_contents = ours
    format_helpers._format_callback_source = reprs.callback


def install():
    theirs.set_event_loop_policy(Policy())
    for name in [name for name in sys.modules if name.split(".")[0] == "asyncio"]:
        del sys.modules[name]
    sys.modules["_asyncio"] = stand_in()
    sys.path.insert(0, str(LAYER))
    import builtins
    imports = builtins.__import__

    def watched(name, globals=None, locals=None, fromlist=(), level=0):
        by = (globals or {}).get("__name__", "")
        if level == 0 and by.split(".")[0] == "asyncio" and (globals or {}).get("__file__", "").startswith(str(LAYER)):
            if name.split(".")[0] not in ALLOWED | {"asyncio"}:
                raise AssertionError(f"{by} may not import {name}")
        return imports(name, globals, locals, fromlist, level)

    builtins.__import__ = watched
    import asyncio
    assert asyncio.__file__.startswith(str(LAYER)), asyncio.__file__
    # What a browser fetches; and Python's own modules, of which the engine has today's.
    asyncio.__path__ += [str(LAYER.parent / "rare" / "asyncio"), os.path.dirname(theirs.__file__)]
    # Loaded by name, so that the watch sees everything, and nothing is broken that no scenario uses.
    for path in sorted((LAYER / "asyncio").glob("*.py")):
        if path.stem != "__init__":
            __import__(f"asyncio.{path.stem}")
    write_as_ours()
