"""Tasks that end together: none outlives the block that they were made in."""

from _asyncio import _add_awaited_by, _discard_awaited_by, _since, _traced

from .events import get_running_loop
from .exceptions import CancelledError
from .tasks import _named_afterwards, current_task

__all__ = ('TaskGroup',)

_PASS_THROUGH = (SystemExit, KeyboardInterrupt)


class TaskGroup:
    """For `async with`. When one task fails, the others and the block are cancelled."""

    def __init__(self):
        self._entered = False
        self._exiting = False
        self._aborting = False
        self._loop = None
        self._parent_task = None
        self._parent_cancel_requested = False
        self._cancel_on_enter = False
        # A dict, since a set would be gone over in no particular order.
        self._tasks = {}
        self._errors = []
        self._base_error = None
        self._on_completed_fut = None

    def __repr__(self):
        parts = ['TaskGroup']
        if self._tasks:
            parts.append(f'tasks={len(self._tasks)}')
        if self._errors:
            parts.append(f'errors={len(self._errors)}')
        if self._aborting:
            parts.append('cancelling')
        elif self._entered:
            parts.append('entered')
        return f'<{" ".join(parts)}>'

    async def __aenter__(self):
        if self._entered:
            raise RuntimeError(f'TaskGroup {self!r} has already been entered')
        if self._loop is None:
            self._loop = get_running_loop()
        self._parent_task = current_task(self._loop)
        if self._parent_task is None:
            raise RuntimeError(f'TaskGroup {self!r} cannot determine the parent task')
        self._entered = True
        if self._cancel_on_enter:
            self.cancel()
        return self

    @_traced('TaskGroup', stands='parts', of='self._tasks')
    async def __aexit__(self, et, exc, tb):
        if not _since(13):
            return await self._aexit(et, exc)
        try:
            return await self._aexit(et, exc)
        finally:
            self._parent_task = self._errors = self._base_error = exc = tb = None

    @_traced('TaskGroup', parts='self._tasks', each='TaskGroup: a task is done', once=True)
    async def _aexit(self, et, exc):
        self._exiting = True
        if isinstance(exc, _PASS_THROUGH) and self._base_error is None:
            self._base_error = exc
        cancellation = exc if et is not None and issubclass(et, CancelledError) else None
        other = None
        # The group's own cancellation of the block has done its work. Somebody else's is still to be passed on.
        if not _since(13) and self._parent_cancel_requested and self._parent_task.uncancel() == 0:
            cancellation = None
        if et is not None and not self._aborting:
            self._abort()

        # The wait can be cancelled, again and again, and still every task is waited for.
        while self._tasks:
            if self._on_completed_fut is None:
                self._on_completed_fut = self._loop.create_future()
            try:
                await self._on_completed_fut
            except CancelledError as cancelled:
                other = cancelled
                if not self._aborting:
                    cancellation = cancelled
                    self._abort()
            self._on_completed_fut = None

        if self._base_error is not None:
            raise self._base_error
        if _since(13) and self._parent_cancel_requested:
            if self._parent_task.uncancel() == 0:
                cancellation = None
            elif cancellation is None and _since(15):
                # What is left of it is not the group's.
                cancellation = other
        if cancellation is not None and not self._errors:
            raise cancellation
        if et is not None and not issubclass(et, CancelledError):
            self._errors.append(exc)
        if self._errors:
            # A cancellation from outside counts as before, and is told again (since 3.13).
            if _since(13) and self._parent_task.cancelling():
                self._parent_task.uncancel()
                self._parent_task.cancel()
            if _since(15) and et is not None and issubclass(et, GeneratorExit) and len(self._errors) == 1:
                # An asynchronous generator is closed: that is no error of the group's.
                raise exc
            try:
                raise BaseExceptionGroup('unhandled errors in a TaskGroup', self._errors) from None
            finally:
                self._errors = exc = None
        # What the group's own `cancel` has brought ends here.
        return _since(15) or None

    def create_task(self, coro, **kwargs):
        """Have the loop drive `coro`, as one of the group."""
        if obstacle := self._obstacle():
            if _since(13):
                coro.close()
            raise RuntimeError(f'TaskGroup {self!r} {obstacle}')
        if not _since(13):
            task = _named_afterwards(self._loop, coro, 'TaskGroup.create_task', **kwargs)
        else:
            task = self._loop.create_task(coro, **kwargs)
        if _since(14):
            _add_awaited_by(task, self._parent_task)
        self._tasks[task] = None
        if _since(15) and self._aborting and not task.done():
            # A task that began at once may have cancelled the group.
            task.cancel()
        task.add_done_callback(self._on_task_done)
        return task

    def _obstacle(self):
        if not self._entered:
            return 'has not been entered'
        if self._exiting and not self._tasks:
            return 'is finished'
        return 'is shutting down' if self._aborting else None

    if _since(15):
        def cancel(self):
            """Cancel what is not done in the group, and the block, which then ends without an error."""
            if not self._entered:
                self._cancel_on_enter = True
            elif not (self._exiting and not self._tasks) and not self._aborting:
                self._abort()
                if self._parent_task is not None and not self._parent_cancel_requested:
                    self._parent_cancel_requested = True
                    self._parent_task.cancel()

    def _abort(self):
        self._aborting = True
        for task in list(self._tasks):
            if not task.done():
                task.cancel()

    @_traced(callback='TaskGroup: a task is done', late=True, asks='TaskGroup')
    def _on_task_done(self, task):
        self._tasks.pop(task, None)
        if _since(14):
            _discard_awaited_by(task, self._parent_task)
        waiting = self._on_completed_fut
        if waiting is not None and not self._tasks and not waiting.done():
            waiting.set_result(True)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            return
        self._errors.append(error)
        if isinstance(error, _PASS_THROUGH) and self._base_error is None:
            self._base_error = error
        if self._parent_task.done():
            # The block was left without its end, by an asynchronous generator for one.
            self._loop.call_exception_handler({
                'message': f'Task {task!r} has errored out but its parent task {self._parent_task} '
                           'is already completed',
                'exception': error,
                'task': task,
            })
        elif not self._aborting and not self._parent_cancel_requested:
            self._abort()
            # Out of whatever the block awaits; `__aexit__` takes the request back.
            self._parent_cancel_requested = True
            self._parent_task.cancel()
