"""What tasks wait for each other with. Which turn wakes whom is observable, so every await here is CPython's."""

from _asyncio import _Ledger, _asks, _since, _traced
from _collections import deque

from .exceptions import BrokenBarrierError, CancelledError
from .mixins import _LoopBoundMixin

__all__ = ('Lock', 'Event', 'Condition', 'Semaphore', 'BoundedSemaphore', 'Barrier')


class _Primitive(_LoopBoundMixin):
    """What they have in common: a repr, and futures that wait in line."""

    _waiters = None

    def __repr__(self):
        state = self._describe()
        if self._waiters:
            state = f'{state}, waiters:{len(self._waiters)}'
        return f'<{object.__repr__(self)[1:-1]} [{state}]>'

    def _queue_up(self):
        # The queue of most locks is never used.
        if self._waiters is None:
            self._waiters = deque()
        waiter = self._get_loop().create_future()
        self._waiters.append(waiter)
        return waiter


class _ContextManagerMixin:
    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, exc_type, exc, tb):
        self.release()


class Lock(_ContextManagerMixin, _Primitive):
    """Held by one at a time; who comes first gets it first."""

    def __init__(self):
        self._locked = False
        self._ledger = _Ledger()

    def _describe(self):
        return 'locked' if self._locked else 'unlocked'

    def locked(self):
        return self._locked

    @_traced(stands='held', innermost=True)
    async def acquire(self):
        """Wait until it is free, and take it."""
        # Free, but somebody has been woken to take it: no overtaking.
        if self._locked or not all(waiter.cancelled() for waiter in self._waiters or ()):
            waiter = self._queue_up()
            try:
                try:
                    await waiter
                finally:
                    self._waiters.remove(waiter)
            except CancelledError:
                # Maybe it was this one's turn, and now it is the next one's.
                if not self._locked:
                    self._wake_up_first()
                raise
        self._locked = True
        self._ledger.take()
        return True

    def release(self):
        """Let the first one in the queue have it."""
        if not self._locked:
            raise RuntimeError('Lock is not acquired.')
        self._locked = False
        self._ledger.give()
        self._wake_up_first()

    def _wake_up_first(self):
        if self._waiters:
            first = self._waiters[0]
            # One that is done will run, and either take the lock or come here itself.
            if not first.done():
                first.set_result(True)


class Event(_Primitive):
    """A flag that can be waited for."""

    def __init__(self):
        self._waiters = deque()
        self._value = False

    def _describe(self):
        return 'set' if self._value else 'unset'

    def is_set(self):
        if not self._value:
            _asks()
        return self._value

    def set(self):
        """Raise the flag and wake all who wait."""
        if self._value:
            return
        self._value = True
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(True)

    def clear(self):
        self._value = False

    @_traced(stands='nobody')
    async def wait(self):
        """Wait until the flag is up. It may be down again by the time this returns."""
        if self._value:
            return True
        waiter = self._queue_up()
        try:
            await waiter
            return True
        finally:
            self._waiters.remove(waiter)


class Condition(_ContextManagerMixin, _Primitive):
    """A lock that is let go of while waiting for a notification."""

    def __init__(self, lock=None):
        if lock is None:
            lock = Lock()
        self._lock = lock
        self.locked = lock.locked
        self.acquire = lock.acquire
        self.release = lock.release
        self._waiters = deque()

    def _describe(self):
        return 'locked' if self.locked() else 'unlocked'

    @_traced(stands='nobody')
    async def wait(self):
        """Let go of the lock, wait for a notification, take the lock again."""
        if not self.locked():
            raise RuntimeError('cannot wait on un-acquired lock')
        self.release()
        try:
            try:
                waiter = self._queue_up()
                try:
                    await waiter
                    return True
                finally:
                    self._waiters.remove(waiter)
            finally:
                # The caller relies on holding the lock, however often it is cancelled meanwhile.
                cancelled = None
                while True:
                    try:
                        await self.acquire()
                        break
                    except CancelledError as error:
                        cancelled = error
                if cancelled is not None:
                    try:
                        raise cancelled if _since(13) else CancelledError
                    finally:
                        cancelled = None
        except BaseException:
            # It may have been notified, and cannot make use of that: somebody else's turn (since 3.13).
            if _since(13):
                self._notify(1)
            raise

    async def wait_for(self, predicate):
        """Wait until `predicate()` is true; give what it is."""
        while not (result := predicate()):
            await self.wait()
        return result

    def notify(self, n=1):
        """Wake `n` of those who wait. They run when they get the lock."""
        if not self.locked():
            raise RuntimeError('cannot notify on un-acquired lock')
        self._notify(n)

    def _notify(self, n):
        woken = 0
        for waiter in self._waiters:
            if woken >= n:
                break
            if not waiter.done():
                woken += 1
                waiter.set_result(False)

    def notify_all(self):
        self.notify(len(self._waiters))


class Semaphore(_ContextManagerMixin, _Primitive):
    """Held by so many at a time."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('Semaphore initial value must be >= 0')
        self._value = value
        self._ledger = _Ledger()

    def _describe(self):
        return 'locked' if self.locked() else f'unlocked, value:{self._value}'

    def locked(self):
        """Whether who comes now has to wait; also if it is free, but promised."""
        return self._value == 0 or not all(waiter.cancelled() for waiter in self._waiters or ())

    @_traced(stands='held')
    async def acquire(self):
        """Wait until there is room, and take one's place."""
        if not self.locked():
            self._value -= 1
            self._ledger.take()
            return True
        waiter = self._queue_up()
        try:
            try:
                await waiter
            finally:
                self._waiters.remove(waiter)
        except CancelledError:
            # The place had been given already: pass it on.
            if waiter.done() and not waiter.cancelled() if _since(13) else not waiter.cancelled():
                self._value += 1
                if not _since(13):
                    self._wake_up_next()
            raise
        finally:
            # Places that came free while everybody in the queue had been woken: all of them since 3.13.
            if _since(13):
                while self._value > 0 and self._wake_up_next():
                    pass
        self._ledger.take()
        if self._value > 0 and not _since(13):
            self._wake_up_next()
        return True

    def release(self):
        self._value += 1
        self._ledger.give()
        self._wake_up_next()

    def _wake_up_next(self):
        for waiter in self._waiters or ():
            if not waiter.done():
                # Given from hand to hand, so that nobody comes between.
                self._value -= 1
                waiter.set_result(True)
                return True
        return False


class BoundedSemaphore(Semaphore):
    """A semaphore that notices when more is released than was acquired."""

    def __init__(self, value=1):
        self._bound_value = value
        super().__init__(value)

    def release(self):
        if self._value >= self._bound_value:
            raise ValueError('BoundedSemaphore released too many times')
        super().release()


_FILLING, _DRAINING, _RESETTING, _BROKEN = 'filling', 'draining', 'resetting', 'broken'


class Barrier(_LoopBoundMixin):
    """Lets so many through, all at once."""

    def __init__(self, parties):
        if parties < 1:
            raise ValueError('parties must be >= 1' if _since(13) else 'parties must be > 0')
        self._cond = Condition()
        self._parties = parties
        self._state = _FILLING
        self._count = 0

    def __repr__(self):
        state = self._state
        if state is not _BROKEN:
            state = f'{state}, waiters:{self.n_waiting}/{self._parties}'
        return f'<{object.__repr__(self)[1:-1]} [{state}]>'

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, *args):
        pass

    @_traced(stands='missing')
    async def wait(self):
        """Wait for the others; give the number of those who were here before."""
        async with self._cond:
            # Those of the last round leave first.
            await self._cond.wait_for(lambda: self._state not in (_DRAINING, _RESETTING))
            if self._state is _BROKEN:
                raise BrokenBarrierError('Barrier aborted')
            try:
                index = self._count
                self._count += 1
                if index + 1 == self._parties:
                    self._state = _DRAINING
                    self._cond.notify_all()
                else:
                    await self._cond.wait_for(lambda: self._state is not _FILLING)
                    if self._state in (_BROKEN, _RESETTING):
                        raise BrokenBarrierError('Abort or reset of barrier')
                return index
            finally:
                self._count -= 1
                self._exit()

    def _exit(self):
        # The last one out opens the next round.
        if self._count == 0:
            if self._state in (_RESETTING, _DRAINING):
                self._state = _FILLING
            self._cond.notify_all()

    async def reset(self):
        """Send those who wait away with a BrokenBarrierError, and begin anew."""
        async with self._cond:
            self._state = _RESETTING if self._count > 0 else _FILLING
            self._cond.notify_all()

    async def abort(self):
        """Send everybody away from now on."""
        async with self._cond:
            self._state = _BROKEN
            self._cond.notify_all()

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        return self._count if self._state is _FILLING else 0

    @property
    def broken(self):
        return self._state is _BROKEN
