"""Runs every scenario of one file under CPython in virtual time and says, line by line, what it did.

    python3 runner.py order.py

Each scenario is a function that stands for a whole program; it runs in a process of its own, so that task names begin
at Task-1. One whose name ends in `_since_313` runs
under none before 3.13, one that ends in `_in_311` under 3.11 alone. What is written for it, tab-separated:

    scenario  NAME
    out       ITERATION NANOSECONDS TEXT    one printed line; the iteration counts from the loop's last entry, `-` at top level
    err       TEXT                          one complaint on standard error, without places and tracebacks
    end       WHAT                          `finished`, `deadlocked`, or the exception that nobody caught
"""

import asyncio
import asyncio.base_events
import gc
import inspect
import io
import os
import re
import runpy
import selectors
import sys
import time

EPOCH = 1_700_000_000.25

now = 0  # nanoseconds
iteration = 0
report = []


def out(*words):
    """print, noting when."""
    text = " ".join(str(word) for word in words)
    running = asyncio._get_running_loop() is not None
    report.append(f"out\t{iteration if running else '-'}\t{now}\t{escaped(text)}")


def escaped(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def complaints(errors):
    """What the lines complain of. Qualified names lose what the scenario adds to them."""
    for line in errors.splitlines():
        line = re.sub(r"[\w.]*<locals>\.", "", line)
        line = re.sub(r"^\S+:\d+: RuntimeWarning", "RuntimeWarning", line)
        # A scenario file's own helpers begin with an underscore, to tell them from scenarios.
        line = re.sub(r"(coroutine '|coro=<)_", r"\1", line)
        line = re.sub(r", defined at [^>]*>", ">", line)
        line = re.sub(r"(<Task (?:pending|cancelling) name='[^']*' coro=<\w+\(\)).*", r"\1>>", line)
        line = re.sub(r"^(Exception in callback) .*", r"\1", line)
        if re.match(r"future: |task: |RuntimeWarning: coroutine|\w+ exception was never|Task was|Exception in|unhandled", line):
            yield line


def finish(end):
    report.extend("err\t" + escaped(line) for line in complaints(sys.stderr.getvalue()))
    report.append(f"end\t{escaped(end)}")
    sys.__stdout__.write("\n".join(report) + "\n")
    sys.__stdout__.flush()
    os._exit(0)


class VirtualSelector(selectors.SelectSelector):
    """Waiting moves the clock; waiting for ever ends the scenario."""

    def select(self, timeout=None):
        global now
        if timeout is None:
            finish("deadlocked")
        if timeout > 0:
            now += round(timeout * 1e9)
        return []


def virtual_sleep(seconds):
    global now
    if seconds != seconds:
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    now += round(seconds * 1e9)


def counted(run_once):
    def once(self):
        global iteration
        iteration += 1
        run_once(self)

    return once


def entered(run_forever):
    def run(self):
        global iteration
        # Not when it is going to refuse.
        if not self.is_closed() and asyncio._get_running_loop() is None:
            iteration = 0
        run_forever(self)

    return run


def install():
    gmtime, strftime = time.gmtime, time.strftime
    time.monotonic = lambda: now / 1e9
    time.time = lambda: EPOCH + now / 1e9
    time.sleep = virtual_sleep
    time.localtime = lambda: gmtime(time.time())
    time.strftime = lambda form: strftime(form, gmtime(time.time()))
    selectors.DefaultSelector = VirtualSelector
    # Else a long sleep wakes the loop once a day for nothing.
    asyncio.base_events.MAXIMUM_SELECT_TIMEOUT = 1e12
    loop = asyncio.base_events.BaseEventLoop
    loop._run_once = counted(loop._run_once)
    loop.run_forever = entered(loop.run_forever)


def run(scenario):
    sys.stderr = io.StringIO()
    gc.disable()
    try:
        scenario()
        end = "finished"
    except BaseException as error:
        # A traceback's frames would keep the program's objects alive.
        error.__traceback__ = None
        end = type(error).__name__ + (f": {error}" if str(error) else "")
        del error
    gc.collect()
    finish(end)


def main():
    install()
    scenarios = runpy.run_path(sys.argv[1], {"print": out})
    # What is there by now is nobody's leak: collections in the children pass it over.
    gc.freeze()
    sys.__stdout__.write("version\t%d.%d.%d\n" % sys.version_info[:3])
    for name, scenario in scenarios.items():
        if name.endswith("_in_311") and sys.version_info[:2] != (3, 11):
            continue
        since = re.search(r"_since_3(\d\d)$", name)
        if since and sys.version_info < (3, int(since[1])):
            continue
        if inspect.isfunction(scenario) and scenario is not out and not name.startswith("_"):
            sys.__stdout__.write(f"scenario\t{name}\n")
            sys.__stdout__.flush()
            child = os.fork()
            if child == 0:
                run(scenario)
            os.waitpid(child, 0)


main()
