"""Runs a program as `python3 PROGRAM [ARGS]` would, but waiting costs nothing: the clock jumps.

    python3 virtual.py PROGRAM [ARGS]

A program that nothing can ever wake again ends with a line on standard error and exit code 3.
"""

import builtins
import os
import selectors
import sys
import threading
import time

# Those of crates/asyncio/tests/oracle/runner.py, so that both tell the same times. That one is made for scenarios
# in one process each and patches itself at import, hence nothing is shared but the idea.
EPOCH = 1_700_000_000.25
DEADLOCK = 3

real_sleep, real_monotonic = time.sleep, time.monotonic
now = 0  # nanoseconds
sleepers = []  # (when, number, event): threads that sleep; the main thread sleeps by moving the clock itself
counter = 0
lock = threading.Lock()

WAITS = tuple(os.path.join(os.path.dirname(os.__file__), part) for part in ("threading.py", "queue.py", "concurrent/futures/"))


def waits(frame):
    """Whether a thread whose innermost frame this is seems to wait for another thread."""
    code = frame.f_code
    return code.co_filename.startswith(WAITS) or code is thread_sleep.__code__


def settled(rounds=15):
    """Returns when no other thread has anything left to do at this instant, as far as can be seen from outside."""
    me = threading.get_ident()
    quiet = 0
    # A thread at a bare lock looks busy for ever.
    limit = real_monotonic() + 2
    while quiet < rounds and real_monotonic() < limit:
        others = [frame for ident, frame in sys._current_frames().items() if ident != me]
        quiet = quiet + 1 if all(map(waits, others)) else 0
        del others
        real_sleep(0.001)


def wake_next(limit):
    """Moves the clock to the first sleeping thread's end, if that is not after `limit`, and lets it go."""
    global now
    with lock:
        if not sleepers:
            return False
        first = min(sleepers)
        if limit is not None and first[0] > limit:
            return False
        sleepers.remove(first)
        now = max(now, first[0])
        first[2].set()
        return True


def checked(seconds):
    if seconds != seconds:
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    return round(seconds * 1e9)


def thread_sleep(length):
    global counter
    event = threading.Event()
    with lock:
        counter += 1
        mine = (now + length, counter, event)
        sleepers.append(mine)
    # The main thread may be at a join, and then it is the sleepers who have to move the clock.
    while not event.wait(0.02):
        main = sys._current_frames().get(threading.main_thread().ident)
        if main is not None and waits(main) and min(sleepers) is mine:
            settled()
            if waits(sys._current_frames()[threading.main_thread().ident]) and not event.is_set():
                wake_next(mine[0])


def virtual_sleep(seconds):
    global now
    length = checked(seconds)
    if threading.current_thread() is not threading.main_thread():
        return thread_sleep(length)
    end = now + length
    if threading.active_count() > 1:
        settled()
        while wake_next(end):
            settled()
    now = max(now, end)


class VirtualSelector(selectors.SelectSelector):
    """Waiting moves the clock; waiting for ever ends the program."""

    def select(self, timeout=None):
        global now
        threads = threading.active_count() > 1
        if threads:
            settled()
        end = None if timeout is None else now + round(max(timeout, 0) * 1e9)
        while True:
            events = super().select(0)
            if events or end is not None and end <= now:
                return events
            if not wake_next(end):
                break
            settled()
        if end is None:
            # Seconds of the real clock for a thread that only seemed to wait.
            events = super().select(2 if threads else 0)
            if events:
                return events
            sys.stdout.flush()
            print("deadlock: nothing is left that could wake the loop", file=sys.stderr, flush=True)
            os._exit(DEADLOCK)
        now = end
        return []


def install():
    import asyncio.base_events

    gmtime, strftime, asctime = time.gmtime, time.strftime, time.asctime
    time.monotonic = time.perf_counter = lambda: now / 1e9
    time.monotonic_ns = time.perf_counter_ns = lambda: now
    time.time = lambda: EPOCH + now / 1e9
    time.time_ns = lambda: int(EPOCH * 1e9) + now
    time.sleep = virtual_sleep
    # The place where a program runs is nothing that it should print.
    time.gmtime = time.localtime = lambda seconds=None: gmtime(time.time() if seconds is None else seconds)
    time.strftime = lambda form, when=None: strftime(form, time.gmtime() if when is None else when)
    time.asctime = lambda when=None: asctime(time.gmtime() if when is None else when)
    time.ctime = lambda seconds=None: asctime(time.gmtime(seconds))
    selectors.DefaultSelector = VirtualSelector
    # Else a long sleep wakes the loop once a day for nothing.
    asyncio.base_events.MAXIMUM_SELECT_TIMEOUT = 1e12


def run(program, arguments, module):
    """The program in `module`, which is to be `__main__`. Says whether it ended without an uncaught exception."""
    sys.argv = [program, *arguments]
    sys.path[0] = os.path.dirname(os.path.abspath(program))
    sys.modules["__main__"] = module
    space = module.__dict__
    space.clear()
    space.update(__name__="__main__", __file__=program, __builtins__=builtins, __doc__=None, __spec__=None, __loader__=None, __package__=None, __cached__=None)
    try:
        with open(program, "rb") as file:
            source = file.read()
    except OSError as error:
        print(f"python3: can't open file {os.path.abspath(program)!r}: [Errno {error.errno}] {error.strerror}", file=sys.stderr)
        sys.exit(2)
    try:
        exec(compile(source, program, "exec", dont_inherit=True), space)
    except SystemExit:
        raise
    except BaseException as error:
        # Our own frame is none of the program's.
        inner = error.__traceback__.tb_next if error.__traceback__ else None
        error.__traceback__ = None if isinstance(error, SyntaxError) and inner is None else inner
        sys.stdout.flush()
        sys.excepthook(type(error), error, error.__traceback__)
        return False
    return True


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    install()
    if not run(sys.argv[1], sys.argv[2:], sys.modules["__main__"]):
        sys.exit(1)


if __name__ == "__main__":
    # The program takes this very module's place, so that the interpreter clears its names at the end as it clears
    # any program's; hence what runs it must live in another.
    import virtual

    virtual.main()
