"""What `as_completed` gives since 3.13: a plain iterator of coroutines, and an asynchronous one of the futures themselves."""

from _asyncio import _traced

from .events import get_event_loop
from .queues import Queue
from .tasks import ensure_future


class _AsCompletedIterator:
    """Gives what is done next, so often as there are awaitables."""

    def __init__(self, aws, timeout):
        self._done = Queue()
        self._timeout_handle = None
        loop = get_event_loop()
        # A dict, since a set would be gone over in no particular order.
        todo = {ensure_future(aw, loop=loop): None for aw in dict.fromkeys(aws)}
        for fut in todo:
            fut.add_done_callback(self._handle_completion)
        if todo and timeout is not None:
            self._timeout_handle = loop.call_later(timeout, self._handle_timeout)
        # Who waits for the queue can be told for whom.
        self._todo = self._done._todo = todo
        self._todo_left = len(todo)

    def __aiter__(self):
        return self

    def __iter__(self):
        return self

    async def __anext__(self):
        if not self._todo_left:
            raise StopAsyncIteration
        self._todo_left -= 1
        return await self._wait_for_one()

    def __next__(self):
        if not self._todo_left:
            raise StopIteration
        self._todo_left -= 1
        return self._wait_for_one(resolve=True)

    @_traced(callback='as_completed: time is up')
    def _handle_timeout(self):
        for fut in self._todo:
            fut.remove_done_callback(self._handle_completion)
            # Every one that is still to come has to raise.
            self._done.put_nowait(None)
        self._todo.clear()

    @_traced(callback='as_completed: one is done')
    def _handle_completion(self, fut):
        # A callback that was on its way already when time was up.
        if not self._todo:
            return
        del self._todo[fut]
        self._done.put_nowait(fut)
        if not self._todo and self._timeout_handle is not None:
            self._timeout_handle.cancel()

    @_traced('as_completed')
    async def _wait_for_one(self, resolve=False):
        fut = await self._done.get()
        if fut is None:
            raise TimeoutError
        return fut.result() if resolve else fut
