"""Queues between tasks. The heap is here too, since `heapq` would be a module for two functions."""

from _asyncio import _Ledger, _asks, _since, _traced
from _collections import deque

from .locks import Event
from .mixins import _LoopBoundMixin

__all__ = ('Queue', 'PriorityQueue', 'LifoQueue', 'QueueFull', 'QueueEmpty')
if _since(13):
    __all__ += ('QueueShutDown',)


class QueueEmpty(Exception):
    """There is nothing to get at once."""


class QueueFull(Exception):
    """There is no room to put something at once."""


if _since(13):
    class QueueShutDown(Exception):
        """Nothing more is put into the queue or, if it is empty, got out of it."""


class Queue(_LoopBoundMixin):
    """First in, first out; putting waits while there are `maxsize` items, if that is more than 0."""

    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        self._getters = deque()
        self._putters = deque()
        self._unfinished_tasks = 0
        self._finished = Event()
        self._finished.set()
        self._ledger = _Ledger()
        # Only since 3.13 there is something that sets it.
        self._is_shutdown = False
        self._init(maxsize)

    # A subclass may keep its items in another way.

    def _init(self, maxsize):
        self._queue = deque()

    def _get(self):
        return self._queue.popleft()

    def _put(self, item):
        self._queue.append(item)

    __class_getitem__ = classmethod(type(list[int]))

    def __repr__(self):
        return f'<{type(self).__name__} at {id(self):#x} {self._format()}>'

    def __str__(self):
        return f'<{type(self).__name__} {self._format()}>'

    def _format(self):
        parts = [f'maxsize={self._maxsize!r}']
        if getattr(self, '_queue', None):
            parts.append(f'_queue={list(self._queue)!r}')
        if self._getters:
            parts.append(f'_getters[{len(self._getters)}]')
        if self._putters:
            parts.append(f'_putters[{len(self._putters)}]')
        if self._unfinished_tasks:
            parts.append(f'tasks={self._unfinished_tasks}')
        if self._is_shutdown:
            parts.append('shutdown')
        return ' '.join(parts)

    def qsize(self):
        return len(self._queue)

    @property
    def maxsize(self):
        return self._maxsize

    def empty(self):
        return not self._queue

    def full(self):
        return self._maxsize > 0 and self.qsize() >= self._maxsize

    @_traced(stands='full')
    async def put(self, item):
        """Put an item in, when there is room."""
        while self.full():
            if self._is_shutdown:
                raise QueueShutDown
            await self._wait(self._putters, self.full)
        return self.put_nowait(item)

    def put_nowait(self, item):
        """Put an item in, or raise QueueFull."""
        if self._is_shutdown:
            raise QueueShutDown
        if self.full():
            raise QueueFull
        self._put(item)
        self._unfinished_tasks += 1
        self._ledger.put()
        self._finished.clear()
        self._wakeup_next(self._getters)

    @_traced(stands='empty')
    async def get(self):
        """Take an item out, when there is one."""
        while self.empty():
            if self._is_shutdown:
                raise QueueShutDown
            await self._wait(self._getters, self.empty)
        return self.get_nowait()

    def get_nowait(self):
        """Take an item out, or raise QueueEmpty."""
        if self.empty():
            if self._is_shutdown:
                raise QueueShutDown
            _asks()
            raise QueueEmpty
        item = self._get()
        self._ledger.take()
        self._wakeup_next(self._putters)
        return item

    async def _wait(self, waiters, blocked):
        waiter = self._get_loop().create_future()
        waiters.append(waiter)
        try:
            await waiter
        except BaseException:
            waiter.cancel()
            # Whoever woke it has taken it out already.
            try:
                waiters.remove(waiter)
            except ValueError:
                pass
            # It had been woken, and cannot make use of that: the next one's turn.
            if not blocked() and not waiter.cancelled():
                self._wakeup_next(waiters)
            raise

    def _wakeup_next(self, waiters):
        while waiters:
            waiter = waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return

    def task_done(self):
        """Say that an item that was taken out has been dealt with."""
        if self._unfinished_tasks <= 0:
            raise ValueError('task_done() called too many times')
        self._unfinished_tasks -= 1
        self._ledger.give()
        if self._unfinished_tasks == 0:
            self._finished.set()

    @_traced(stands='unfinished')
    async def join(self):
        """Wait until every item has been dealt with."""
        if self._unfinished_tasks > 0:
            await self._finished.wait()

    if _since(13):
        def shutdown(self, immediate=False):
            """Let nothing more be put in; and what is there be got, unless that is to end as well, `immediate`ly."""
            self._is_shutdown = True
            if immediate:
                while not self.empty():
                    self._get()
                    self._ledger.take()
                    if self._unfinished_tasks > 0:
                        self._unfinished_tasks -= 1
                        self._ledger.give()
                if self._unfinished_tasks == 0:
                    self._finished.set()
            for waiters in (self._getters, self._putters):
                while waiters:
                    waiter = waiters.popleft()
                    if not waiter.done():
                        waiter.set_result(None)


class PriorityQueue(Queue):
    """The least item first."""

    def _init(self, maxsize):
        self._queue = []

    def _put(self, item):
        self._queue.append(item)
        _rise(self._queue, len(self._queue) - 1)

    def _get(self):
        heap = self._queue
        last = heap.pop()
        if not heap:
            return last
        first, heap[0] = heap[0], last
        _sink(heap)
        return first


# Which of equal items comes first, and what a queue's repr shows, depends on every comparison of these two: they make
# those of CPython's heapq.

def _rise(heap, place):
    while place:
        parent = (place - 1) >> 1
        if not heap[place] < heap[parent]:
            return
        heap[place], heap[parent] = heap[parent], heap[place]
        place = parent


def _sink(heap):
    place = 0
    # Down to a leaf without a look at the item itself, which was a leaf and mostly ends as one; then up again.
    while (child := 2 * place + 1) < len(heap):
        if child + 1 < len(heap) and not heap[child] < heap[child + 1]:
            child += 1
        heap[place], heap[child] = heap[child], heap[place]
        place = child
    _rise(heap, place)


class LifoQueue(Queue):
    """Last in, first out."""

    def _init(self, maxsize):
        self._queue = []

    def _get(self):
        return self._queue.pop()
