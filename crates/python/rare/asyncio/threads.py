"""Between the loop and threads: functions that are called in one, and the futures of `concurrent.futures` beside the loop's."""

import threading
from _asyncio import _traced
from _functools import partial
from _contextvars import copy_context
from concurrent import futures

from .events import get_event_loop, get_running_loop
from .exceptions import CancelledError, InvalidStateError
from .futures import _get_loop, isfuture
from .tasks import ensure_future

__all__ = ('to_thread',)


async def to_thread(func, /, *args, **kwargs):
    """Call `func` in a thread, in a copy of this task's context, and await the result."""
    loop = get_running_loop()
    context = copy_context()
    return await loop.run_in_executor(None, partial(context.run, func, *args, **kwargs))


def _pool():
    return futures.ThreadPoolExecutor(thread_name_prefix='asyncio')


def _check_pool(executor):
    if not isinstance(executor, futures.ThreadPoolExecutor):
        raise TypeError('executor must be ThreadPoolExecutor instance')


async def _shut_down(loop, executor):
    """Wait, in a thread, for those of the pool; meanwhile the loop turns."""
    future = loop.create_future()
    thread = threading.Thread(target=_wait_for_pool, args=(loop, executor, future))
    thread.start()
    try:
        await future
    finally:
        thread.join()


def _wait_for_pool(loop, executor, future):
    try:
        executor.shutdown(wait=True)
        if not loop.is_closed():
            loop.call_soon_threadsafe(future.set_result, None)
    except Exception as error:
        if not loop.is_closed():
            loop.call_soon_threadsafe(future.set_exception, error)


def _hand_over(coro, loop):
    future = futures.Future()

    def callback():
        try:
            _chain_future(ensure_future(coro, loop=loop), future)
        except BaseException as error:
            if not isinstance(error, (SystemExit, KeyboardInterrupt)) and future.set_running_or_notify_cancel():
                future.set_exception(error)
            raise

    loop.call_soon_threadsafe(callback)
    return future


def _wrap(future, loop):
    assert isinstance(future, futures.Future), f'concurrent.futures.Future is expected, got {future!r}'
    if loop is None:
        loop = get_event_loop()
    wrapped = loop.create_future()
    _chain_future(future, wrapped)
    return wrapped


_end_of_wrap = _traced(callback='wrap_future: it is done')
_wrapped_of_wrap = _traced(callback='wrap_future: what it wraps is done')
_result_of_wrap = _traced(callback="wrap_future: a thread's result")


def _chain_future(source, destination):
    """Let `destination` end as `source` ends, and `source` be cancelled if `destination` is."""
    source_loop = _get_loop(source) if isfuture(source) else None
    dest_loop = _get_loop(destination) if isfuture(destination) else None

    @_result_of_wrap
    def _set_state(future, other):
        (_copy_future_state if isfuture(future) else _set_concurrent_future_state)(other, future)

    @_end_of_wrap
    def _call_check_cancel(destination):
        if destination.cancelled():
            if source_loop is None or source_loop is dest_loop:
                source.cancel()
            else:
                source_loop.call_soon_threadsafe(source.cancel)

    @_wrapped_of_wrap
    def _call_set_state(source):
        if dest_loop is None or dest_loop is source_loop:
            if not (dest_loop is not None and dest_loop.is_closed() and destination.cancelled()):
                _set_state(destination, source)
        elif not dest_loop.is_closed():
            dest_loop.call_soon_threadsafe(_set_state, destination, source)

    destination.add_done_callback(_call_check_cancel)
    source.add_done_callback(_call_set_state)


_FOR_LOOPS = {futures.CancelledError: CancelledError, futures.InvalidStateError: InvalidStateError}


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
