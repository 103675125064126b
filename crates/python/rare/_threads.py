"""What `_thread` has, on threads that take turns: the native scheduler (`_loopscope_threads`) runs one at a time.

Functions here that wait have twins, as the program's own do; so they are written plainly.
"""

import builtins
import sys
import _thread

from _loopscope_threads import (
    acquiring, begin_loop, call, current, done, end_loop, enter_context, failed, has_twin, leave_context, lock, round, start, turn_loop)

_FIRST = 140000000000001
TIMEOUT_MAX = 9223372036.0
error = RuntimeError


def get_ident():
    return _FIRST + current()


def get_native_id():
    return 1 + current()


# How a twin calls and enters

class _Entered:
    """A context manager that has been entered already."""

    __slots__ = 'manager', 'value'

    def __init__(self, manager, value):
        self.manager = manager
        self.value = value

    def __enter__(self):
        return self.value

    def __exit__(self, *exc_info):
        return type(self.manager).__exit__(self.manager, *exc_info)


def enter(manager):
    """For `with`: what a twin enters by."""
    if isinstance(manager, lock):
        return _enter_lock(manager)
    method = getattr(type(manager), '__enter__', None)
    if method is None or not has_twin(method):
        return done(manager)
    return _enter(manager, method)


def _enter_lock(manager):
    return _Entered(manager, (yield from acquiring(manager)))


def _enter(manager, method):
    return _Entered(manager, (yield from call(method, manager)))


def make(cls, init, /, *args, **kwargs):
    """What calling a class does, so that its `__init__` can be left."""
    self = object.__new__(cls)
    if (yield from call(init, self, *args, **kwargs)) is not None:
        raise TypeError("__init__() should return None")
    return self


def run_in_context(context, function, /, *args, **kwargs):
    """What a context's `run` does, so that it can be left."""
    enter_context(context)
    try:
        return (yield from call(function, *args, **kwargs))
    finally:
        leave_context(context)


def run_loop(loop):
    """What a loop's `_run_until_stopped` does, so that the thread can be left while the loop waits."""
    line = begin_loop(loop)
    try:
        while (wait := turn_loop(loop)) is not None:
            yield from wait
    finally:
        end_loop(loop, line)


builtins.__loopscope_call__ = call
builtins.__loopscope_with__ = enter
builtins.__loopscope_round__ = round


# Locks

class RLock:
    """A lock that who holds it may take again."""

    __module__ = '_thread'

    def __init__(self):
        self._block = lock()
        self._owner = None
        self._count = 0

    def __repr__(self):
        return (f"<{'locked' if self._count else 'unlocked'} _thread.RLock object owner={self._owner or 0} "
                f"count={self._count} at {id(self):#x}>")

    def acquire(self, blocking=True, timeout=-1):
        me = get_ident()
        if self._owner == me:
            self._count += 1
            return True
        got = self._block.acquire(blocking, timeout)
        if got:
            self._owner = me
            self._count = 1
        return got

    __enter__ = acquire

    def release(self):
        if self._owner != get_ident():
            raise RuntimeError('cannot release un-acquired lock')
        self._count -= 1
        if not self._count:
            self._owner = None
            self._block.release()

    def __exit__(self, *exc_info):
        self.release()

    def locked(self):
        return self._count > 0

    def _is_owned(self):
        return self._owner == get_ident()

    def _release_save(self):
        if not self._count:
            raise RuntimeError('cannot release un-acquired lock')
        state = self._count, self._owner
        self._count, self._owner = 0, None
        self._block.release()
        return state

    def _acquire_restore(self, state):
        self._block.acquire()
        self._count, self._owner = state

    def _recursion_count(self):
        return self._count if self._is_owned() else 0

    def _at_fork_reinit(self):
        self.__init__()


def allocate_lock():
    return lock()


class _local:
    """Attributes that each thread has its own of."""

    __module__ = '_thread'
    __slots__ = '_own', '_args', '__dict__', '__weakref__'

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError('Initialization arguments are not supported')
        self = object.__new__(cls)
        object.__setattr__(self, '_args', (args, kwargs))
        object.__setattr__(self, '_own', {current(): object.__getattribute__(self, '__dict__')})
        return self

    def __getattribute__(self, name):
        _switch(self)
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        if name == '__dict__':
            raise AttributeError(f"{type(self).__name__!r} object attribute '__dict__' is read-only")
        _switch(self)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        _switch(self)
        object.__delattr__(self, name)


def _switch(self):
    own, me = object.__getattribute__(self, '_own'), current()
    mine = own.get(me)
    if mine is None:
        mine = own[me] = {}
        object.__setattr__(self, '__dict__', mine)
        args, kwargs = object.__getattribute__(self, '_args')
        type(self).__init__(self, *args, **kwargs)
    elif object.__getattribute__(self, '__dict__') is not mine:
        object.__setattr__(self, '__dict__', mine)


# Threads

class _ThreadHandle:
    def __init__(self):
        self.ident = None
        self._running = lock()
        self._done = False

    def is_done(self):
        return self._done

    def _set_done(self):
        self._done = True
        if self._running.locked():
            self._running.release()

    def join(self, timeout=None):
        if self._done:
            return
        if self._running.acquire(True, -1 if timeout is None else max(timeout, 0)):
            self._running.release()


def _make_thread_handle(ident):
    handle = _ThreadHandle()
    handle.ident = ident
    return handle


# Those that the end of the program waits for.
_awaited = {}


def _run(function, args, kwargs, handle):
    handle.ident = get_ident()
    try:
        function(*args, **kwargs)
    except SystemExit:
        pass
    except BaseException as error:
        failed(error)
        _unraisable(function, error)
    finally:
        _awaited.pop(handle, None)
        handle._set_done()


def _unraisable(function, error):
    import traceback
    sys.stderr.write(f'Exception ignored in thread started by: {function!r}\n{traceback._report(error)}')


def _begin(name, label, function, args, kwargs, handle, daemon):
    handle._running.acquire()
    if not daemon:
        _awaited[handle] = True
    start(name, label, _run, function, args, kwargs, handle)
    return handle


def start_joinable_thread(function, handle=None, daemon=True):
    thread = getattr(function, '__self__', None)
    target = getattr(thread, '_target', None)
    name = getattr(thread, '_name', None) or function.__name__
    label = getattr(target, '__name__', None) or (type(thread).__name__ + '.run' if thread is not None else '')
    return _begin(name, '' if label == '_worker' else label, function, (), {}, handle or _ThreadHandle(), daemon)


def start_new_thread(function, args, kwargs={}):
    if not callable(function):
        raise TypeError('first arg must be callable')
    if not isinstance(args, tuple):
        raise TypeError('2nd arg must be a tuple')
    name = getattr(function, '__name__', 'function')
    return _begin(name, name, function, args, dict(kwargs), _ThreadHandle(), True).ident


def _shutdown():
    while _awaited:
        next(iter(_awaited)).join()


class _ExceptHookArgs(tuple):
    """What `threading.excepthook` is called with."""

    __slots__ = ()
    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])

    def __repr__(self):
        names = 'exc_type', 'exc_value', 'exc_traceback', 'thread'
        return f"_thread._ExceptHookArgs({', '.join(f'{name}={value!r}' for name, value in zip(names, self))})"


def _excepthook(args, /):
    if args.exc_type == SystemExit:
        return
    failed(args.exc_value)
    stderr = sys.stderr if sys.stderr is not None else getattr(args.thread, '_stderr', None)
    if stderr is None:
        return
    import traceback
    name = get_ident() if args.thread is None else args.thread.name
    stderr.write(f'Exception in thread {name}:\n{traceback._report(args.exc_value)}')
    stderr.flush()


def stack_size(size=0):
    return 0


def _get_main_thread_ident():
    return _FIRST


# Who the thread is, and what may be held right now, imports ask of `_thread`: that stays.
for _name in ('allocate_lock lock _local start_joinable_thread start_new_thread _ExceptHookArgs _excepthook stack_size '
              'TIMEOUT_MAX').split():
    setattr(_thread, _name, globals()[_name])
LockType = _thread.LockType = lock
_thread.start_new = start_new_thread


def daemon_threads_allowed():
    return True


def _is_main_interpreter():
    return True
