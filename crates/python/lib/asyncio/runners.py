"""A program's way in: a loop from its making to its close."""

from _asyncio import _clean_up, _since, _traced

from . import events
from .coroutines import _isawaitable, iscoroutine
from .exceptions import CancelledError
from .tasks import all_tasks, gather

__all__ = ('Runner', 'run')


# The runner that runs, and its main task.
_running = None


def _interrupted():
    """Ctrl-C cancels the main task first. False: there is none to cancel, or that has been tried."""
    if _running is None:
        return False
    runner, task = _running
    runner._interrupts += 1
    if runner._interrupts > 1 or task.done():
        return False
    task.cancel()
    return True


class Runner:
    """Makes a loop when it is first needed, and cleans up after it."""

    def __init__(self, *, debug=None, loop_factory=None):
        self._debug = debug
        self._loop_factory = loop_factory
        self._loop = None
        self._context = None
        self._closed = False

    def __enter__(self):
        self._lazy_init()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.close()

    @_traced(cleans_up=True)
    def close(self):
        """Cancel what is left, finish the asynchronous generators, close the loop."""
        loop = self._loop
        if loop is None:
            return
        _clean_up(True)
        try:
            _cancel_all_tasks(loop)
            if not (hasattr(loop, '_needs_no_shutdown') and loop._needs_no_shutdown()):
                loop.run_until_complete(loop.shutdown_asyncgens())
                loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            if self._loop_factory is None:
                events.set_event_loop(None)
            loop.close()
            _clean_up(False)
            self._loop = None
            self._closed = True

    def get_loop(self):
        """The loop, made if there is none yet."""
        self._lazy_init()
        return self._loop

    def run(self, coro, *, context=None):
        """Turn until `coro` is done, and give what it returns. All the runs share one context."""
        if not (iscoroutine(coro) or _since(14)):
            raise ValueError(f'a coroutine was expected, got {coro!r}')
        if events._get_running_loop() is not None:
            raise RuntimeError('Runner.run() cannot be called from a running event loop')
        self._lazy_init()
        if not iscoroutine(coro):
            if not _isawaitable(coro):
                raise TypeError('An asyncio.Future, a coroutine or an awaitable is required')
            coro = _wrap_awaitable(coro)
        task = self._loop.create_task(coro, context=self._context if context is None else context)
        global _running
        before, _running = _running, (self, task)
        self._interrupts = 0
        try:
            return self._loop.run_until_complete(task)
        except CancelledError:
            if self._interrupts and task.uncancel() == 0:
                raise KeyboardInterrupt()
            raise
        finally:
            _running = before

    def _lazy_init(self):
        if self._closed:
            raise RuntimeError('Runner is closed')
        if self._loop is not None:
            return
        if self._loop_factory is None:
            loop = self._loop = events.new_event_loop()
            events.set_event_loop(loop)
        else:
            loop = self._loop = self._loop_factory()
        if self._debug is not None:
            loop.set_debug(self._debug)
        from _contextvars import copy_context
        self._context = copy_context()


async def _wrap_awaitable(awaitable):
    return await awaitable


@_traced(cleans_up=True)
def run(main, *, debug=None, **kwargs):
    """Run the coroutine `main` in a loop of its own: since 3.12 one of `loop_factory`'s, where that is given."""
    loop_factory = kwargs.pop('loop_factory', None) if _since(12) else None
    for unknown in kwargs:
        raise TypeError(f"run() got an unexpected keyword argument '{unknown}'")
    if events._get_running_loop() is not None:
        raise RuntimeError('asyncio.run() cannot be called from a running event loop')
    with Runner(debug=debug, loop_factory=loop_factory) as runner:
        return runner.run(main)


def _cancel_all_tasks(loop):
    tasks = all_tasks(loop)
    if not tasks:
        return
    for task in tasks:
        task.cancel()
    loop.run_until_complete(gather(*tasks, return_exceptions=True))
    for task in tasks:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({
                'message': 'unhandled exception during asyncio.run() shutdown',
                'exception': task.exception(),
                'task': task,
            })
