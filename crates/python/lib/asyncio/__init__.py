"""CPython's asyncio for a program that has a browser page, and nothing else, to run in.

The turns of the loop, futures and tasks are native (`_asyncio`); this package is what CPython has in Python, too. What
every program needs is loaded here. The rest waits in `_HOMES` until somebody asks for it, since a reader waits for each
module that is loaded before the program's first line; so do names that only some versions of Python have.
"""

import sys

from _asyncio import _since

from .base_events import BaseEventLoop, SelectorEventLoop
from .coroutines import iscoroutine
from .events import (
    AbstractEventLoop, AbstractServer, Handle, TimerHandle, _get_running_loop, _set_running_loop, get_event_loop,
    get_event_loop_policy, get_running_loop, new_event_loop, set_event_loop, set_event_loop_policy)
from .exceptions import CancelledError, InvalidStateError, TimeoutError
from .futures import Future, isfuture, wrap_future
from .runners import Runner, run
from .tasks import (
    ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, Task, all_tasks, as_completed, create_task, current_task,
    ensure_future, gather, run_coroutine_threadsafe, shield, sleep, wait, wait_for, _enter_task, _leave_task,
    _register_task, _unregister_task)

_FIRST, _LAST = 0, 99


class _Home:
    """Where a name is at home, and from which version of Python (3.`first`) to which it is asyncio's."""

    def __init__(self, module, first=_FIRST, last=_LAST):
        self.module, self.first, self.last = module, first, last

    def is_there(self):
        return _since(self.first) and not _since(self.last + 1)


_HOMES = {name: _Home(home, *versions) for home, names, *versions in (
    ("exceptions", "BrokenBarrierError IncompleteReadError LimitOverrunError SendfileNotAvailableError"),
    ("locks", "Lock Event Condition Semaphore BoundedSemaphore Barrier"),
    ("queues", "Queue PriorityQueue LifoQueue QueueFull QueueEmpty"),
    ("queues", "QueueShutDown", 13),
    ("taskgroups", "TaskGroup"),
    ("threads", "to_thread"),
    ("timeouts", "Timeout timeout timeout_at"),
    ("protocols", "BaseProtocol Protocol DatagramProtocol SubprocessProtocol BufferedProtocol"),
    ("transports", "BaseTransport ReadTransport WriteTransport Transport DatagramTransport SubprocessTransport"),
    ("streams", "StreamReader StreamWriter StreamReaderProtocol open_connection start_server open_unix_connection"
                " start_unix_server"),
    ("subprocess", "create_subprocess_exec create_subprocess_shell"),
    ("coroutines", "iscoroutinefunction"),
    ("tasks", "create_eager_task_factory eager_task_factory", 12),
    ("unix_events", "Server"),
    ("unix_events", "AbstractChildWatcher SafeChildWatcher FastChildWatcher PidfdChildWatcher MultiLoopChildWatcher"
                    " ThreadedChildWatcher", _FIRST, 13),
    ("unix_events", "EventLoop", 13),
    ("events", "get_child_watcher set_child_watcher", _FIRST, 13),
    ("events", "AbstractEventLoopPolicy DefaultEventLoopPolicy"),
    ("futures", "future_add_to_awaited_by future_discard_from_awaited_by", 14),
    ("graph", "capture_call_graph format_call_graph print_call_graph FrameCallGraphEntry FutureCallGraph", 14),
) for name in names.split()}
_MODULES = frozenset(home.module for home in _HOMES.values()) | {"format_helpers", "log", "mixins", "reprs", "stacks"}
# What is still there, but no longer to be used: it says so (3.14).
_DEPRECATED = {
    "iscoroutinefunction": "use inspect.iscoroutinefunction() instead",
    "AbstractEventLoopPolicy": "", "DefaultEventLoopPolicy": "",
}

# The order is CPython's. What has no `+` or `-` before it is there in all versions: + since 3.14, - until 3.13.
_ALL = """
    BaseEventLoop Server iscoroutinefunction iscoroutine -AbstractEventLoopPolicy AbstractEventLoop AbstractServer Handle
    TimerHandle get_event_loop_policy set_event_loop_policy get_event_loop set_event_loop new_event_loop
    -get_child_watcher -set_child_watcher _set_running_loop get_running_loop _get_running_loop BrokenBarrierError
    CancelledError InvalidStateError TimeoutError IncompleteReadError LimitOverrunError SendfileNotAvailableError Future
    wrap_future isfuture +future_add_to_awaited_by +future_discard_from_awaited_by +capture_call_graph
    +format_call_graph +print_call_graph +FrameCallGraphEntry +FutureCallGraph Lock Event Condition Semaphore
    BoundedSemaphore Barrier BaseProtocol Protocol DatagramProtocol SubprocessProtocol BufferedProtocol Runner run Queue
    PriorityQueue LifoQueue QueueFull QueueEmpty +QueueShutDown StreamReader StreamWriter StreamReaderProtocol
    open_connection start_server open_unix_connection start_unix_server create_subprocess_exec create_subprocess_shell
    Task create_task FIRST_COMPLETED FIRST_EXCEPTION ALL_COMPLETED wait wait_for as_completed sleep gather shield
    ensure_future run_coroutine_threadsafe current_task all_tasks +create_eager_task_factory +eager_task_factory
    _register_task _unregister_task _enter_task _leave_task +TaskGroup to_thread Timeout timeout timeout_at BaseTransport
    ReadTransport WriteTransport Transport DatagramTransport SubprocessTransport SelectorEventLoop -AbstractChildWatcher
    -SafeChildWatcher -FastChildWatcher -PidfdChildWatcher -MultiLoopChildWatcher -ThreadedChildWatcher
    -DefaultEventLoopPolicy +EventLoop"""


def _all():
    other = "-" if _since(14) else "+"
    return tuple(name.lstrip("+-") for name in _ALL.split() if name[0] != other)


# The version of each program brings its own (crates/python/src/version.rs).
__all__ = _all()


def __getattr__(name):
    home = _HOMES.get(name)
    module = name if home is None else home.module
    # The call graph's module came with it.
    if module not in _MODULES or not (_since(14) if home is None and name == "graph" else home is None or home.is_there()):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=sys.modules[__name__])
    # A submodule binds itself here, so that only names inside one come by again.
    module = __import__(f"{__name__}.{module}", fromlist=("__name__",))
    if home is None:
        return module
    value = getattr(module, name)
    if name in _DEPRECATED and _since(14):
        if not isinstance(value, type):
            return _deprecated_function(name, value)
        from warnings import _deprecated
        _deprecated(f"asyncio.{name}", remove=(3, 16))
        return value
    globals()[name] = value
    return value


def _deprecated_function(name, function):
    from functools import wraps
    from warnings import _deprecated
    advice = _DEPRECATED[name]

    @wraps(function)
    def asked(*args):
        _deprecated(f"asyncio.{name}", f"{{name!r}} is deprecated and slated for removal in Python {{remove}}; {advice}",
                    remove=(3, 16))
        return function(*args)

    globals()[name] = asked
    return asked


def __dir__():
    return sorted({*globals(), *(name for name, home in _HOMES.items() if home.is_there()), *_MODULES})
