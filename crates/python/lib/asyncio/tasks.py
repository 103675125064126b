"""What tasks are made with and waited for. The tasks themselves are native."""

from _asyncio import (
    Task, all_tasks, current_task, _add_awaited_by, _discard_awaited_by, _polls, _since, _traced, _enter_task,
    _leave_task, _register_task, _unregister_task)
from _functools import partial

from .coroutines import _is_coroutine, _isawaitable, iscoroutine
from .events import _get_running_loop, get_event_loop, get_running_loop
from .exceptions import CancelledError
from .futures import Future, _get_loop, _set_result_unless_cancelled, isfuture

__all__ = ('Task', 'create_task', 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'wait', 'wait_for',
           'as_completed', 'sleep', 'gather', 'shield', 'ensure_future', 'run_coroutine_threadsafe', 'current_task',
           'all_tasks', '_register_task', '_unregister_task', '_enter_task', '_leave_task')

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'


def create_task(coro, **kwargs):
    """Have the running loop drive `coro`."""
    loop = get_running_loop()
    if _since(13):
        return loop.create_task(coro, **kwargs)
    return _named_afterwards(loop, coro, 'create_task', **kwargs)


def _named_afterwards(loop, coro, function, *, name=None, context=None, **more):
    # What a task's name is given afterwards to uses up a number for nothing (before 3.13).
    for unknown in more:
        raise TypeError(f"{function}() got an unexpected keyword argument '{unknown}'")
    task = loop.create_task(coro) if context is None else loop.create_task(coro, context=context)
    _set_task_name(task, name)
    return task


def _set_task_name(task, name):
    if name is None:
        return
    try:
        set_name = task.set_name
    except AttributeError:
        from _warnings import warn
        warn('Task.set_name() was added in Python 3.8, the method support will be mandatory for third-party '
             'task implementations since 3.13.', DeprecationWarning, 3)
    else:
        set_name(name)


def ensure_future(coro_or_future, *, loop=None):
    """A future as it is; a task of anything else that can be awaited."""
    return _ensure_future(coro_or_future, loop=loop)


def _ensure_future(coro_or_future, *, loop=None):
    if isfuture(coro_or_future):
        if loop is None or loop is _get_loop(coro_or_future):
            return coro_or_future
        raise ValueError('The future belongs to a different loop than the one specified as the loop argument')
    if iscoroutine(coro_or_future):
        coro = coro_or_future
    elif _isawaitable(coro_or_future):
        coro = _wrap_awaitable(coro_or_future)
    else:
        raise TypeError('An asyncio.Future, a coroutine or an awaitable is required')
    if loop is None:
        loop = get_event_loop()
    try:
        return loop.create_task(coro)
    except RuntimeError:
        # The loop is closed: it is not the coroutine's fault that nobody awaits it.
        coro.close()
        raise


class _Iterated:
    def __init__(self, awaitable):
        self._awaitable = awaitable

    def __await__(self):
        # Looser than `await`: anything that can be iterated over will do, and an error says so.
        return (yield from self._awaitable.__await__())


async def _wrap_awaitable(awaitable):
    return await _Iterated(awaitable)


_wrap_awaitable._is_coroutine = _is_coroutine


class _NextTurn:
    """Awaited, lets the loop turn once."""

    def __await__(self):
        yield


_next_turn = _NextTurn()


@_traced('sleep({delay})')
async def sleep(delay, result=None):
    """Let others run for `delay` seconds, for one turn of the loop if there is nothing to wait for."""
    if delay <= 0:
        await _next_turn
        return result
    if delay != delay and _since(13):
        raise ValueError('Invalid delay: NaN (not a number)')
    loop = get_running_loop()
    future = loop.create_future()
    timer = loop.call_later(delay, _set_result_unless_cancelled, future, result)
    try:
        return await future
    finally:
        timer.cancel()


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """Wait for the futures of `fs`; two sets come back, of the done ones and of the others. Nothing is cancelled."""
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f'expect a list of futures, not {type(fs).__name__}')
    if not fs:
        raise ValueError('Set of Tasks/Futures is empty.')
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f'Invalid return_when value: {return_when}')
    # A dict, since a set would be gone over in no particular order.
    fs = dict.fromkeys(fs)
    if any(map(iscoroutine, fs)):
        raise TypeError('Passing coroutines is forbidden, use tasks explicitly.')
    return await _wait(fs, timeout, return_when, get_running_loop())


_one_of_wait = _traced(callback='wait: one is done', serves='waiter')


@_traced(stands='parts', of='fs')
async def _wait(fs, timeout, return_when, loop):
    waiter = loop.create_future()
    timer = None if timeout is None else loop.call_later(timeout, _release_waiter, waiter)
    left = len(fs)

    @_one_of_wait
    def _on_completion(fut):
        nonlocal left
        left -= 1
        if left > 0 and return_when != FIRST_COMPLETED:
            if return_when != FIRST_EXCEPTION or fut.cancelled() or fut.exception() is None:
                return
        if timer is not None:
            timer.cancel()
        _release_waiter(waiter)

    waits = current_task(loop) if _since(14) else None
    for fut in fs:
        fut.add_done_callback(_on_completion)
        if waits is not None:
            _add_awaited_by(fut, waits)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for fut in fs:
            fut.remove_done_callback(_on_completion)
            if waits is not None:
                _discard_awaited_by(fut, waits)
    done, pending = set(), set()
    for fut in fs:
        (done if fut.done() else pending).add(fut)
    return done, pending


@_traced(callback='{0}: it is done', timer='{0}: time is up', serves='waiter')
def _release_waiter(waiter, *args):
    if not waiter.done():
        waiter.set_result(None)


@_traced(stands='future', of='fut')
async def wait_for(fut, timeout):
    """Wait for one future or coroutine; cancel it if it takes longer than `timeout` seconds, and await its end."""
    loop = get_running_loop()
    if timeout is not None and timeout <= 0:
        fut = ensure_future(fut, loop=loop)
        if fut.done():
            return fut.result()
        _polls()
        await _cancel_and_wait(fut, loop)
        return _result_or_timeout(fut)
    if _since(12):
        from .timeouts import timeout as limit
        async with limit(timeout):
            return await fut
    if timeout is None:
        return await fut

    # Before 3.12 it made a task of what is awaited.
    waiter = loop.create_future()
    timer = loop.call_later(timeout, _release_waiter, waiter)
    release = partial(_release_waiter, waiter)
    fut = ensure_future(fut, loop=loop)
    fut.add_done_callback(release)
    try:
        try:
            await waiter
        except CancelledError:
            # What came at the same moment outweighs the cancellation, which is lost (3.11 does that).
            if not fut.done():
                fut.remove_done_callback(release)
                await _cancel_and_wait(fut, loop)
                raise
            return fut.result()
        if fut.done():
            return fut.result()
        fut.remove_done_callback(release)
        await _cancel_and_wait(fut, loop)
        return _result_or_timeout(fut)
    finally:
        timer.cancel()


def _result_or_timeout(fut):
    try:
        return fut.result()
    except CancelledError as cancelled:
        raise TimeoutError() from cancelled


async def _cancel_and_wait(fut, loop):
    # Awaiting `fut` itself would pass a second cancellation on to it, instead of ending the wait.
    waiter = loop.create_future()
    release = partial(_release_waiter, waiter)
    fut.add_done_callback(release)
    try:
        fut.cancel()
        await waiter
    finally:
        fut.remove_done_callback(release)


def as_completed(fs, *, timeout=None):
    """Coroutines, each of which gives the result of the next one of `fs` to be done; since 3.13 also for `async for`, which gives
    the futures themselves."""
    if _since(13):
        from .completed import _AsCompletedIterator
        if _isawaitable(fs):
            raise TypeError(f'expects an iterable of awaitables, not {type(fs).__name__}')
        return _AsCompletedIterator(fs, timeout)
    return _as_completed(fs, timeout)


_one_of_as_completed = _traced(callback='as_completed: one is done')
_end_of_as_completed = _traced(callback='as_completed: time is up')


@_traced('as_completed')
def _as_completed(fs, timeout):
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f'expect an iterable of futures, not {type(fs).__name__}')
    from .queues import Queue
    done = Queue()
    loop = get_event_loop()
    todo = {ensure_future(each, loop=loop): None for each in dict.fromkeys(fs)}
    # So that who waits for it can be told for whom.
    done._todo = todo
    timer = None

    @_end_of_as_completed
    def _on_timeout():
        for fut in todo:
            fut.remove_done_callback(_on_completion)
            # Every coroutine that is still to come has to raise.
            done.put_nowait(None)
        todo.clear()

    @_one_of_as_completed
    def _on_completion(fut):
        # A callback that was on its way already when time was up.
        if not todo:
            return
        del todo[fut]
        done.put_nowait(fut)
        if not todo and timer is not None:
            timer.cancel()

    async def _wait_for_one():
        fut = await done.get()
        if fut is None:
            raise TimeoutError
        return fut.result()

    for fut in todo:
        fut.add_done_callback(_on_completion)
    if todo and timeout is not None:
        timer = loop.call_later(timeout, _on_timeout)
    for _ in range(len(todo)):
        yield _wait_for_one()


class _GatheringFuture(Future):
    """What `gather` gives: cancelling it cancels the children, and it is done when they are."""

    @_traced('gather', parts='children', each='gather: a child is done')
    def __init__(self, children, *, loop):
        super().__init__(loop=loop)
        self._children = children
        self._cancel_requested = False

    @_traced('gather')
    def cancel(self, msg=None):
        if self.done():
            return False
        asked = False
        for child in self._children:
            asked |= bool(child.cancel(msg=msg))
        if asked:
            # Even if the children's exceptions are results.
            self._cancel_requested = True
        return asked


_child_of_gather = _traced(callback='gather: a child is done', late=True)


def gather(*coros_or_futures, return_exceptions=False):
    """A future of the list of all the results, in the order of the arguments; or of the first exception."""
    if not coros_or_futures:
        outer = get_event_loop().create_future()
        outer.set_result([])
        return outer

    outer = None
    finished = 0

    @_child_of_gather
    def _done_callback(fut):
        nonlocal finished
        finished += 1
        # `outer` is not there yet if making a later child failed.
        if outer is None or outer.done():
            if not fut.cancelled():
                # It counts as retrieved, or everybody's exception but the first one would be complained of.
                fut.exception()
            return
        if not return_exceptions:
            error = fut._make_cancelled_error() if fut.cancelled() else fut.exception()
            if error is not None:
                outer.set_exception(error)
                return
        if finished < len(of_argument):
            return
        results = [_outcome(child) for child in children]
        if outer._cancel_requested:
            # Of the last argument, whichever was done last: so does CPython.
            outer.set_exception(children[-1]._make_cancelled_error())
        else:
            outer.set_result(results)

    of_argument = {}
    children = []
    loop = _get_running_loop() if _since(12) else None
    done = []
    for argument in coros_or_futures:
        fut = of_argument[argument] if argument in of_argument else None
        if fut is None:
            fut = _ensure_future(argument, loop=loop)
            if loop is None:
                loop = _get_loop(fut)
            if fut is not argument:
                # Nobody else has it, so nobody else could have awaited it.
                fut._log_destroy_pending = False
            of_argument[argument] = fut
            if fut.done() and _since(12):
                done.append(fut)
            else:
                fut.add_done_callback(_done_callback)
        children.append(fut)
    outer = _GatheringFuture(children, loop=loop)
    if _since(14) and not getattr(loop, '_is_plain', bool)() and (waits := current_task(loop)) is not None:
        # CPython notes by a callback that nobody awaits them any more. Here that is known without; a loop of the program's own making
        # sees the callback.
        outer.add_done_callback(partial(_discard_all_awaited_by, children, waits))
    # What is done already, as tasks are that began at once, needs no turn of the loop (since 3.12).
    for fut in done:
        _done_callback(fut)
    return outer


def _discard_all_awaited_by(children, waiter, outer):
    for child in children:
        _discard_awaited_by(child, waiter)


def _outcome(fut):
    if fut.cancelled():
        # One of its own: the future's is to be made once only.
        message = fut._cancel_message
        return CancelledError('' if message is None else message)
    error = fut.exception()
    return fut.result() if error is None else error


_inner_of_shield = _traced(callback='shield: what it shields is done', serves='outer')
_outer_of_shield = _traced(callback='shield: it is done', shields='inner')


def shield(arg):
    """A future that follows `arg`, and whose cancellation `arg` does not notice."""
    inner = _ensure_future(arg)
    if inner.done():
        return inner
    outer = _get_loop(inner).create_future()

    # CPython has a callback of its own for that.
    waits = current_task(_get_loop(inner)) if _since(14) else None
    if waits is not None:
        _add_awaited_by(inner, waits)

    @_inner_of_shield
    def _inner_done_callback(inner):
        if waits is not None:
            _discard_awaited_by(inner, waits)
        if outer.cancelled():
            if not inner.cancelled() and not _since(14):
                # Retrieved, since nobody is left who could.
                inner.exception()
        elif inner.cancelled():
            outer.cancel()
        else:
            error = inner.exception()
            if error is None:
                outer.set_result(inner.result())
            else:
                outer.set_exception(error)

    @_outer_of_shield
    def _outer_done_callback(outer):
        if not inner.done():
            inner.remove_done_callback(_inner_done_callback)
            if _since(14):
                if waits is not None:
                    _discard_awaited_by(inner, waits)
                inner.remove_done_callback(_log_on_exception)
                inner.add_done_callback(_log_on_exception)

    inner.add_done_callback(_inner_done_callback)
    outer.add_done_callback(_outer_done_callback)
    return outer


def _log_on_exception(fut):
    # Nobody is left who could retrieve it.
    if fut.cancelled() or (error := fut.exception()) is None:
        return
    context = {
        'message': f'{error.__class__.__name__} exception in shielded future',
        'exception': error,
        'future': fut,
    }
    if place := getattr(fut, '_source_traceback', None):
        context['source_traceback'] = place
    _get_loop(fut).call_exception_handler(context)


def create_eager_task_factory(custom_task_constructor):
    """A task factory whose tasks take their first step where they are made."""
    if _since(14):
        def factory(loop, coro, *, eager_start=True, **kwargs):
            return custom_task_constructor(coro, loop=loop, eager_start=eager_start, **kwargs)
    else:
        def factory(loop, coro, *, name=None, context=None):
            return custom_task_constructor(coro, loop=loop, name=name, context=context, eager_start=True)
    return factory


def eager_task_factory(loop, coro, *, eager_start=True, **kwargs):
    return Task(coro, loop=loop, eager_start=eager_start, **kwargs)


def run_coroutine_threadsafe(coro, loop):
    """Have `loop` drive `coro`; a future of `concurrent.futures` gets the result."""
    if not iscoroutine(coro):
        raise TypeError('A coroutine object is required')
    from .threads import _hand_over
    return _hand_over(coro, loop)
