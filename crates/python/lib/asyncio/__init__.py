"""The asyncio of CPython 3.11 for a program that has a browser page, and nothing else, to run in.

The turns of the loop, futures and tasks are native (`_asyncio`); this package is what CPython has in Python, too. What
every program needs is loaded here. The rest waits in `_HOMES` until somebody asks for it, since a reader waits for each
module that is loaded before the program's first line.
"""

import sys

from .base_events import BaseEventLoop, SelectorEventLoop
from .coroutines import iscoroutine, iscoroutinefunction
from .events import (
    AbstractEventLoop, AbstractEventLoopPolicy, AbstractServer, DefaultEventLoopPolicy, Handle, TimerHandle,
    _get_running_loop, _set_running_loop, get_child_watcher, get_event_loop, get_event_loop_policy, get_running_loop,
    new_event_loop, set_child_watcher, set_event_loop, set_event_loop_policy)
from .exceptions import CancelledError, InvalidStateError, TimeoutError
from .futures import Future, isfuture, wrap_future
from .runners import Runner, run
from .tasks import (
    ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, Task, all_tasks, as_completed, create_task, current_task,
    ensure_future, gather, run_coroutine_threadsafe, shield, sleep, wait, wait_for, _enter_task, _leave_task,
    _register_task, _unregister_task)

# The order is CPython's. TaskGroup is not in it there, either.
__all__ = tuple("""
    BaseEventLoop Server iscoroutinefunction iscoroutine AbstractEventLoopPolicy AbstractEventLoop AbstractServer Handle
    TimerHandle get_event_loop_policy set_event_loop_policy get_event_loop set_event_loop new_event_loop
    get_child_watcher set_child_watcher _set_running_loop get_running_loop _get_running_loop BrokenBarrierError
    CancelledError InvalidStateError TimeoutError IncompleteReadError LimitOverrunError SendfileNotAvailableError Future
    wrap_future isfuture Lock Event Condition Semaphore BoundedSemaphore Barrier BaseProtocol Protocol DatagramProtocol
    SubprocessProtocol BufferedProtocol Runner run Queue PriorityQueue LifoQueue QueueFull QueueEmpty StreamReader
    StreamWriter StreamReaderProtocol open_connection start_server open_unix_connection start_unix_server
    create_subprocess_exec create_subprocess_shell Task create_task FIRST_COMPLETED FIRST_EXCEPTION ALL_COMPLETED wait
    wait_for as_completed sleep gather shield ensure_future run_coroutine_threadsafe current_task all_tasks
    _register_task _unregister_task _enter_task _leave_task to_thread Timeout timeout timeout_at BaseTransport
    ReadTransport WriteTransport Transport DatagramTransport SubprocessTransport SelectorEventLoop AbstractChildWatcher
    SafeChildWatcher FastChildWatcher PidfdChildWatcher MultiLoopChildWatcher ThreadedChildWatcher
    DefaultEventLoopPolicy""".split())

_HOMES = {name: home for home, names in (
    ("exceptions", "BrokenBarrierError IncompleteReadError LimitOverrunError SendfileNotAvailableError"),
    ("locks", "Lock Event Condition Semaphore BoundedSemaphore Barrier"),
    ("queues", "Queue PriorityQueue LifoQueue QueueFull QueueEmpty"),
    ("taskgroups", "TaskGroup"),
    ("threads", "to_thread"),
    ("timeouts", "Timeout timeout timeout_at"),
    ("protocols", "BaseProtocol Protocol DatagramProtocol SubprocessProtocol BufferedProtocol"),
    ("transports", "BaseTransport ReadTransport WriteTransport Transport DatagramTransport SubprocessTransport"),
    ("streams", "StreamReader StreamWriter StreamReaderProtocol open_connection start_server open_unix_connection"
                " start_unix_server"),
    ("subprocess", "create_subprocess_exec create_subprocess_shell"),
    ("unix_events", "Server AbstractChildWatcher SafeChildWatcher FastChildWatcher PidfdChildWatcher"
                    " MultiLoopChildWatcher ThreadedChildWatcher"),
) for name in names.split()}
_MODULES = frozenset(_HOMES.values()) | {"mixins", "reprs", "stacks"}


def __getattr__(name):
    home = _HOMES.get(name, name)
    if home not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=sys.modules[__name__])
    # A submodule binds itself here, so that only names inside one come by again.
    module = __import__(f"{__name__}.{home}", fromlist=("__name__",))
    if home is name:
        return module
    value = globals()[name] = getattr(module, name)
    return value


def __dir__():
    return sorted({*globals(), *_HOMES, *_MODULES})
