"""The one thread that a page's program has, and locks, which nobody else can hold."""

from _thread import RLock, _local as local, get_ident

__all__ = ["get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread", "TIMEOUT_MAX", "Event",
           "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Thread", "Barrier", "Timer", "ThreadError", "local",
           "get_native_id"]

TIMEOUT_MAX = 9223372036.0
ThreadError = RuntimeError


def _for_ever(what):
    raise RuntimeError(f"{what} would block the only thread there is, for ever; asyncio has one of its own to await")


def _wait(what, timeout):
    if timeout is None or timeout < 0:
        _for_ever(what)
    import time
    time.sleep(timeout)


class Lock:
    """A lock. Whoever waits for one that is held would wait for itself."""

    def __init__(self):
        self._locked = False

    def acquire(self, blocking=True, timeout=-1):
        if self._locked:
            if blocking:
                _wait("acquiring this lock again", timeout)
            return False
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError("release unlocked lock")
        self._locked = False

    def locked(self):
        return self._locked

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc_info):
        self.release()

    def __repr__(self):
        return f"<{'locked' if self._locked else 'unlocked'} _thread.lock object at {id(self):#x}>"


class Event:
    """A flag."""

    def __init__(self):
        self._flag = False

    def is_set(self):
        return self._flag

    def set(self):
        self._flag = True

    def clear(self):
        self._flag = False

    def wait(self, timeout=None):
        if not self._flag:
            _wait("waiting for this event", timeout)
        return self._flag

    def __repr__(self):
        return f"<threading.Event at {id(self):#x}: {'set' if self._flag else 'unset'}>"


class Semaphore:
    """A number of permits."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        if not self._value:
            if blocking:
                _wait("acquiring this semaphore", timeout)
            return False
        self._value -= 1
        return True

    __enter__ = acquire

    def release(self, n=1):
        self._value += n

    def __exit__(self, *exc_info):
        self.release()


class BoundedSemaphore(Semaphore):
    """A number of permits that does not grow."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def release(self, n=1):
        if self._value + n > self._initial_value:
            raise ValueError("Semaphore released too many times")
        super().release(n)


class Condition:
    """A lock with a wait that nobody could end."""

    def __init__(self, lock=None):
        self._lock = lock = RLock() if lock is None else lock
        self.acquire, self.release = lock.acquire, lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *exc_info):
        return self._lock.__exit__(*exc_info)

    def wait(self, timeout=None):
        _wait("waiting for this condition", timeout)
        return False

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        if not result:
            self.wait(timeout)
            result = predicate()
        return result

    def notify(self, n=1):
        """Nobody waits."""

    def notify_all(self):
        """Nobody waits."""


class Thread:
    """No thread can be made; the one there is is one of these."""

    name, daemon, ident, native_id = "MainThread", False, get_ident(), 1

    def __init__(self, *args, **kwargs):
        raise NotImplementedError(
            f"threading.{type(self).__name__}: a page's program has one thread; asyncio.to_thread() calls a function as a step of it")

    def is_alive(self):
        return True

    def start(self):
        raise RuntimeError("threads can only be started once")

    def join(self, timeout=None):
        raise RuntimeError("cannot join current thread")

    def getName(self):
        return self.name

    def isDaemon(self):
        return self.daemon

    def __repr__(self):
        return f"<{type(self).__name__}({self.name}, started {self.ident})>"


class _MainThread(Thread):
    def __init__(self):
        # This one is there.
        pass


class Timer(Thread):
    """There is no thread to wait in."""


class Barrier:
    """Several threads never meet here."""

    def __init__(self, *args, **kwargs):
        raise NotImplementedError("threading.Barrier: a page's program has one thread")


_main = _MainThread()


def main_thread():
    return _main


current_thread = currentThread = main_thread


def enumerate():
    return [_main]


def active_count():
    return 1


def get_native_id():
    return 1
