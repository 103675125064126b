"""Runs programs of asyncio's under a virtual clock, each in a process of its own.

Standard input: JSON, a list of {"source": text, "values": {parameter: literal}}.
Standard output: JSON, {"version": [3, 11, 7], "runs": [{"ok", "stdout", "stderr", "seconds"}]}.

The clock starts at 2023-04-30 21:58:15 UTC and moves only when the program sleeps: time.sleep moves it at once, and where
the loop would wait for its next timer, the clock jumps there. It counts whole nanoseconds, so that sums of tenths agree.
"""

import asyncio
import io
import json
import os
import re
import selectors
import signal
import sys
import time
import traceback

EPOCH = 1682891895
LONGEST_NS = 24 * 3600 * 10**9
REAL_SECONDS = 30


class Clock:
    def __init__(self):
        self.ns = 0

    def advance(self, seconds):
        self.ns += max(0, round(seconds * 1e9))
        if self.ns > LONGEST_NS:
            raise RuntimeError("the program takes more than a day")

    def seconds(self):
        return self.ns / 1e9


def install(clock):
    localtime, strftime = time.localtime, time.strftime

    def sleep(seconds):
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        clock.advance(seconds)

    def now():
        return EPOCH + clock.seconds()

    time.time = now
    time.time_ns = lambda: EPOCH * 10**9 + clock.ns
    time.monotonic = time.perf_counter = clock.seconds
    time.monotonic_ns = time.perf_counter_ns = lambda: clock.ns
    time.sleep = sleep
    time.localtime = lambda seconds=None: localtime(now() if seconds is None else seconds)
    time.strftime = lambda form, moment=None: strftime(form, time.localtime() if moment is None else moment)

    class Selector(selectors.DefaultSelector):
        def select(self, timeout=None):
            events = super().select(0)
            if not events and timeout is None:
                raise RuntimeError("the program waits for ever")
            if not events and timeout > 0:
                clock.advance(timeout)
            return events

    selectors.DefaultSelector = Selector


def with_values(source, values):
    for name, literal in values.items():
        line = re.compile(rf"^{name} = .*?(?=\s*# @param$)", re.MULTILINE)
        source, count = line.subn(lambda _: f"{name} = {literal}", source)
        if count != 1:
            raise ValueError(f"parameter {name} stands {count} times")
    return source


def execute(program):
    clock = Clock()
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    ok = True
    try:
        source = with_values(program["source"], program["values"])
        install(clock)
        exec(compile(source, "snippet.py", "exec"), {"__name__": "__main__"})
    except BaseException:
        ok = False
        traceback.print_exc()
    return {"ok": ok, "stdout": sys.stdout.getvalue(), "stderr": sys.stderr.getvalue(), "seconds": clock.seconds()}


def apart(program):
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        signal.alarm(REAL_SECONDS)
        with os.fdopen(theirs, "w") as pipe:
            json.dump(execute(program), pipe)
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    if not answer:
        return {"ok": False, "stdout": "", "stderr": f"it did not end in {REAL_SECONDS} seconds", "seconds": 0}
    return json.loads(answer)


def main():
    os.environ["TZ"] = "UTC"
    time.tzset()
    runs = [apart(program) for program in json.load(sys.stdin)]
    json.dump({"version": sys.version_info[:3], "runs": runs}, sys.stdout)


main()
