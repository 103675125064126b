"""Threads, where there are none: a function that was to run in one is called as a step of the loop.

What is promised is kept (the caller awaits a result, the function runs outside of every task), except that the others
wait while it runs. The future of `concurrent.futures` is here as well, for run_coroutine_threadsafe.
"""

from _asyncio import CancelledError, InvalidStateError
from _functools import partial
from _contextvars import Context, copy_context

from .events import _get_running_loop, _set_running_loop, get_event_loop, get_running_loop
from .futures import _get_loop, isfuture
from .tasks import ensure_future

__all__ = ('to_thread',)


async def to_thread(func, /, *args, **kwargs):
    """Call `func` outside of this task, in a copy of its context, and await the result."""
    loop = get_running_loop()
    context = copy_context()
    return await loop.run_in_executor(None, partial(context.run, func, *args, **kwargs))


def _submit(loop, func, args):
    work = Future()
    # A thread would have begun by now, so that a cancellation comes too late to spare it the work.
    work.set_running_or_notify_cancel()
    result = _wrap(work, loop)

    def step():
        # In a thread no loop runs. `func` may even run one.
        _set_running_loop(None)
        try:
            work._result = func(*args)
        except BaseException as error:
            work._exception = error
        finally:
            _set_running_loop(loop)
        work._state = _FINISHED
        # CPython's thread has its result carried over to the loop in this very turn.
        _copy_future_state(work, result)

    # A thread does not begin in the context of who started it.
    loop.call_soon(step, context=Context())
    return result


def _hand_over(coro, loop):
    future = Future()

    def callback():
        try:
            _chain_future(ensure_future(coro, loop=loop), future)
        except BaseException as error:
            if not isinstance(error, (SystemExit, KeyboardInterrupt)) and future.set_running_or_notify_cancel():
                future.set_exception(error)
            raise

    loop.call_soon_threadsafe(callback)
    return future


_PENDING, _RUNNING, _CANCELLED, _FINISHED = 'PENDING', 'RUNNING', 'CANCELLED', 'FINISHED'
_MODULE = 'concurrent.futures._base'


class Error(Exception):
    __module__ = _MODULE


class ThreadCancelledError(Error):
    __module__ = _MODULE


class ThreadInvalidStateError(Error):
    __module__ = _MODULE


ThreadCancelledError.__name__ = ThreadCancelledError.__qualname__ = 'CancelledError'
ThreadInvalidStateError.__name__ = ThreadInvalidStateError.__qualname__ = 'InvalidStateError'


class Future:
    """The future of `concurrent.futures`, as far as one thread can have it: waiting for it would be waiting for ever."""

    __module__ = _MODULE

    def __init__(self):
        self._state = _PENDING
        self._result = None
        self._exception = None
        self._callbacks = []

    def __repr__(self):
        outcome = ''
        if self._exception is not None:
            outcome = f' raised {type(self._exception).__name__}'
        elif self._state is _FINISHED:
            outcome = f' returned {type(self._result).__name__}'
        return f'<{type(self).__name__} at {id(self):#x} state={self._state.lower()}{outcome}>'

    def cancel(self):
        if self._state in (_RUNNING, _FINISHED):
            return False
        if self._state is _PENDING:
            self._finish(_CANCELLED)
        return True

    def cancelled(self):
        return self._state is _CANCELLED

    def running(self):
        return self._state is _RUNNING

    def done(self):
        return self._state in (_CANCELLED, _FINISHED)

    def result(self, timeout=None):
        self._wait(timeout)
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self, timeout=None):
        self._wait(timeout)
        return self._exception

    def _wait(self, timeout):
        if self._state is _CANCELLED:
            raise ThreadCancelledError()
        if self._state is _FINISHED:
            return
        if timeout is None:
            raise RuntimeError('waiting for this result would block the only thread there is, for ever; '
                               'await asyncio.wrap_future(future) instead')
        import time
        time.sleep(max(0, timeout))
        raise TimeoutError()

    def add_done_callback(self, fn):
        if self.done():
            self._call(fn)
        else:
            self._callbacks.append(fn)

    def set_running_or_notify_cancel(self):
        if self._state is _PENDING:
            self._state = _RUNNING
            return True
        if self._state is _CANCELLED:
            return False
        raise RuntimeError('Future in unexpected state')

    def set_result(self, result):
        self._check_not_done()
        self._result = result
        self._finish(_FINISHED)

    def set_exception(self, exception):
        self._check_not_done()
        self._exception = exception
        self._finish(_FINISHED)

    def _check_not_done(self):
        if self.done():
            raise ThreadInvalidStateError(f'{self._state}: {self!r}')

    def _finish(self, state):
        self._state = state
        for fn in self._callbacks:
            self._call(fn)

    def _call(self, fn):
        try:
            fn(self)
        except Exception as error:
            from .base_events import _log_error
            _log_error(f'exception calling callback for {self!r}', error)


def _wrap(future, loop):
    assert isinstance(future, Future), f'concurrent.futures.Future is expected, got {future!r}'
    if loop is None:
        loop = get_event_loop()
    wrapped = loop.create_future()
    _chain_future(future, wrapped)
    return wrapped


def _chain_future(source, destination):
    """Let `destination` end as `source` ends, and `source` be cancelled if `destination` is."""
    source_loop = _get_loop(source) if isfuture(source) else None
    dest_loop = _get_loop(destination) if isfuture(destination) else None

    def _set_state(future, other):
        (_copy_future_state if isfuture(future) else _set_concurrent_future_state)(other, future)

    def _call_check_cancel(destination):
        if destination.cancelled():
            if source_loop is None or source_loop is dest_loop:
                source.cancel()
            else:
                source_loop.call_soon_threadsafe(source.cancel)

    def _call_set_state(source):
        if dest_loop is None or dest_loop is source_loop:
            if not (dest_loop is not None and dest_loop.is_closed() and destination.cancelled()):
                _set_state(destination, source)
        elif not dest_loop.is_closed():
            dest_loop.call_soon_threadsafe(_set_state, destination, source)

    destination.add_done_callback(_call_check_cancel)
    source.add_done_callback(_call_set_state)


_FOR_LOOPS = {ThreadCancelledError: CancelledError, ThreadInvalidStateError: InvalidStateError}


def _outcome(source):
    error = source.exception()
    if error is not None and type(error) in _FOR_LOOPS:
        error = _FOR_LOOPS[type(error)](*error.args)
    return error


def _copy_future_state(source, dest):
    if dest.cancelled():
        return
    if source.cancelled():
        dest.cancel()
    elif (error := _outcome(source)) is not None:
        dest.set_exception(error)
    else:
        dest.set_result(source.result())


def _set_concurrent_future_state(source, concurrent):
    if source.cancelled():
        concurrent.cancel()
    if concurrent.set_running_or_notify_cancel():
        if (error := _outcome(source)) is not None:
            concurrent.set_exception(error)
        else:
            concurrent.set_result(source.result())
