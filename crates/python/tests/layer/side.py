"""Runs the scenarios of one file, or one whole program, on one of the two sides: `theirs` (CPython's) or `ours`.

    python3 side.py ours scenarios FILE
    python3 side.py theirs program FILE
"""

import gc
import inspect
import io
import itertools
import os
import runpy
import sys

import clock


def theirs():
    """CPython's asyncio in virtual time, and without what it leaves open: sets are gone over in order of insertion."""
    import asyncio
    import asyncio.base_events
    import asyncio.taskgroups
    import concurrent.futures
    import selectors
    import threading

    class EpollSelector(selectors.SelectSelector):
        def select(self, timeout=None):
            # The thread that shuts the others down takes no time either. (The others idle for ever.)
            ending = [thread for thread in threading.enumerate() if "_do_shutdown" in thread.name]
            if timeout != 0 and ending:
                for thread in ending:
                    thread.join()
                return super().select(0)
            if timeout is None:
                clock.deadlock()
            clock.wait(timeout)
            return []

    submit = concurrent.futures.ThreadPoolExecutor.submit

    def submitted(self, function, *args):
        # A thread can be as quick as that.
        future = submit(self, function, *args)
        concurrent.futures.wait([future])
        return future

    concurrent.futures.ThreadPoolExecutor.submit = submitted
    selectors.DefaultSelector = EpollSelector
    asyncio.base_events.MAXIMUM_SELECT_TIMEOUT = 1e12
    loop = asyncio.base_events.BaseEventLoop
    run_once, run_forever = loop._run_once, loop.run_forever

    def once(self):
        clock.iteration += 1
        run_once(self)

    def forever(self):
        if self.is_closed() or asyncio._get_running_loop() is not None:
            return run_forever(self)
        outside, clock.iteration = clock.iteration, 0
        run_forever(self)
        clock.iteration = outside

    loop._run_once, loop.run_forever = once, forever
    asyncio.tasks.set = lambda items=(): Ordered(items) if items else set()
    asyncio.taskgroups.set = Ordered


class Ordered(dict):
    """A set that remembers, for CPython's modules."""

    def __init__(self, items=()):
        super().__init__(dict.fromkeys(items))

    def add(self, item):
        self[item] = None

    def discard(self, item):
        self.pop(item, None)


def in_order():
    """Both sides: asyncio.run cancels what is left in the order of its making."""
    import types

    import asyncio.runners
    import asyncio.tasks

    loop, numbers = asyncio.BaseEventLoop, itertools.count()
    create_task = loop.create_task

    def numbered(self, coro, **options):
        task = create_task(self, coro, **options)
        task._made = next(numbers)
        return task

    def all_tasks(loop=None):
        return sorted(asyncio.tasks.all_tasks(loop), key=lambda task: getattr(task, "_made", -1))

    loop.create_task = numbered
    asyncio.runners.all_tasks = all_tasks
    asyncio.runners.tasks = types.SimpleNamespace(all_tasks=all_tasks, gather=asyncio.tasks.gather)


def out(*words, sep=" ", end="\n", file=None, flush=False):
    text = sep.join(map(str, words))
    if file is not None:
        file.write(text + end)
        return
    import asyncio
    running = asyncio._get_running_loop() is not None
    clock.report.append(f"out\t{clock.iteration if running else '-'}\t{clock.now}\t{text!r}")


def run(scenario):
    sys.stderr = io.StringIO()
    gc.disable()
    try:
        scenario()
        end = "finished"
    except BaseException as error:
        error.__traceback__ = None
        end = type(error).__name__ + (f": {error}" if str(error) else "")
        del error
    gc.collect()
    clock.finish(end)


def main():
    side, what, path = sys.argv[1:]
    clock.install()
    if side == "ours":
        import native
        native.install()
    else:
        theirs()
    in_order()
    if what == "program":
        # As the interpreter would, but what is said is noted with its turn of the loop.
        def program():
            try:
                runpy.run_path(path, {"print": out}, run_name="__main__")
            except SystemExit:
                raise
            except BaseException as error:
                import traceback
                traceback.print_exception(error)
                raise

        run(program)
    scenarios = runpy.run_path(path, {"print": out})
    gc.freeze()
    for name, scenario in scenarios.items():
        if not inspect.isfunction(scenario) or scenario is out or name.startswith("_"):
            continue
        if scenario.__code__.co_filename != path:
            continue
        sys.__stdout__.write(f"scenario\t{name}\n")
        sys.__stdout__.flush()
        child = os.fork()
        if child == 0:
            run(scenario)
        os.waitpid(child, 0)


main()
