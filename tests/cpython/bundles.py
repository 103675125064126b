"""Which of CPython's test modules are run, and what of each is left out: tests of the other implementation (pure Python beside C),
and of what a page has not (sockets, processes, signals) as far as CPython's own tests could be told from the rest by name."""

import pathlib

HERE = pathlib.Path(__file__).resolve().parent

# CPython's names for what is native here, and for modules that nothing here would use.
ASYNCIO = """
import asyncio, asyncio.tasks, asyncio.futures
if LOOPSCOPE:
    import sys
    import asyncio.events as _e
    asyncio.tasks._CTask = asyncio.tasks._PyTask = asyncio.Task
    asyncio.futures._CFuture = asyncio.futures._PyFuture = asyncio.Future
    for _name in ('register_task', 'unregister_task', 'enter_task', 'leave_task'):
        for _kind in ('_py_', '_c_'):
            setattr(asyncio.tasks, _kind + _name, getattr(asyncio.tasks, '_' + _name))
    for _name in ('proactor_events', 'selector_events', 'constants', 'sslproto', 'base_subprocess'):
        _module = _Stub('asyncio.' + _name)
        _module.__path__ = []
        sys.modules['asyncio.' + _name] = _module
        setattr(asyncio, _name, _module)
    for _name in ('_get_running_loop', '_set_running_loop', 'get_running_loop', 'get_event_loop'):
        setattr(_e, '_py_' + _name, getattr(_e, _name))
        setattr(_e, '_c_' + _name, getattr(_e, _name))
    _e._py__get_event_loop = _e._c__get_event_loop = _e.get_event_loop
"""

# The event loop's tests make loops of selectors that are not there; any loop will do.
EVENTS = """
import asyncio
if hasattr(mod, 'SelectEventLoopTests'):
    def _set_up(self):
        self.loop = self.create_event_loop()
        self.set_event_loop(self.loop)
    def _tear_down(self):
        if not self.loop.is_closed():
            self.loop.close()
        asyncio.set_event_loop(None)
    mod.SelectEventLoopTests.create_event_loop = lambda self: asyncio.SelectorEventLoop()
    mod.SelectEventLoopTests.setUp = _set_up
    mod.SelectEventLoopTests.tearDown = _tear_down
def _set_up(self):
    self.loop = asyncio.new_event_loop()
    asyncio.set_event_loop(self.loop)
def _tear_down(self):
    self.loop.close()
    asyncio.set_event_loop(None)
mod.GetEventLoopTestsMixin.setUp = _set_up
mod.GetEventLoopTestsMixin.tearDown = _tear_down
"""

# Classes that test CPython's pure Python futures and tasks.
PURE_PYTHON = r"^Py|_Py|PyFuture|Py$"

NO_SYSTEM = ("subprocess|sock|server|pipe|connect|datagram|signal|reader|writer|fds|executor|Server|create_server|new_process|thread")
NO_SOCKETS = ("sock|create_connection|create_server|datagram|connect_|accept|_run_once|__add|executor|thread|reuse|ssl|endpoint|"
              "sendfile|selecter|ipv6")


def bundles():
    """Name → what `bundle.write` takes."""
    found = {}
    for name in ("locks queues taskgroups timeouts waitfor runners context pep492 futures2 tasks futures threads protocols"
                 " transports").split():
        found[f"aio_{name}"] = dict(module=f"test.test_asyncio.test_{name}", prelude=ASYNCIO, without_classes=PURE_PYTHON)
    found["aio_events"] = dict(
        module="test.test_asyncio.test_events", prelude=ASYNCIO, postlude=EVENTS,
        without_classes=r"^(Py|EPoll|Poll|TestPy|Subprocess|Windows)", without_tests=NO_SYSTEM)
    found["aio_base_events"] = dict(
        module="test.test_asyncio.test_base_events", prelude=ASYNCIO,
        without_classes=r"Sendfile|^BaseEventTests$", without_tests=NO_SOCKETS)
    found["contextlib_async"] = dict(module="test.test_contextlib_async", extra=["test.test_contextlib"])
    for name in ("decode default dump encode_basestring_ascii enum fail float indent pass1 pass2 pass3 recursion scanstring"
                 " separators speedups unicode").split():
        found[f"json_{name}"] = dict(
            module=f"test.test_json.test_{name}", extra=[("test.test_json", HERE / "shim/test_json_init.py")])
    for name in ("coroutines asyncgen generators context contextlib functools enum collections bisect random statistics"
                 " exception_group except_star traceback re itertools textwrap string math heapq dataclasses").split():
        found[name] = dict(module=f"test.test_{name}")
    found["statistics"]["extra"] = found["random"]["extra"] = ["fractions"]
    return found
