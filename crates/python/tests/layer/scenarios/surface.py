"""What there is, what it is called, and how it refuses."""

import asyncio


def _show(call, *arguments, **options):
    try:
        print(call(*arguments, **options))
    except BaseException as error:
        print(f"{type(error).__name__}: {error} {error.__cause__!r}")


async def _ashow(awaitable):
    try:
        print(await awaitable)
    except BaseException as error:
        print(f"{type(error).__name__}: {error} {error.__cause__!r}")


async def _nothing():
    pass


def names():
    print(asyncio.__all__)
    space = {}
    exec("from asyncio import *", space)
    print(sorted(space))
    from asyncio import TaskGroup, Queue, locks, timeouts, runners, taskgroups, subprocess, streams, events
    print(TaskGroup, Queue, locks.Lock, timeouts.timeout.__name__, runners.run.__name__, taskgroups.TaskGroup)
    for name in asyncio.__all__:
        if name not in dir(asyncio):
            print("not in dir", name)
    _show(lambda: asyncio.sleeep)
    _show(lambda: asyncio.coroutine)
    print(hasattr(asyncio, "nothing"))
    try:
        from asyncio import nothing
    except ImportError as error:
        print(type(error).__name__)


def modules_of_classes():
    for name in asyncio.__all__:
        value = getattr(asyncio, name)
        if isinstance(value, type) and not name.endswith(("Handle", "Future", "Task")):
            print(name, value.__module__, value.__qualname__)



def exceptions():
    print(asyncio.TimeoutError is TimeoutError, asyncio.CancelledError.__mro__, asyncio.InvalidStateError.__mro__)
    error = asyncio.IncompleteReadError(b"abc", 5)
    print(error, error.partial, error.expected, asyncio.IncompleteReadError(b"", None), error.__reduce__())
    error = asyncio.LimitOverrunError("long", 7)
    print(error, error.consumed, error.__reduce__())
    print(issubclass(asyncio.BrokenBarrierError, RuntimeError), asyncio.SendfileNotAvailableError.__mro__)
    print(asyncio.QueueEmpty.__mro__, asyncio.QueueFull.__mro__)


def what_is_a_coroutine():
    import functools

    async def function():
        pass

    async def agenerator():
        yield

    def generator():
        yield

    class Methods:
        async def method(self):
            pass

        @staticmethod
        async def static():
            pass

        @classmethod
        async def of_class(cls):
            pass

        async def __call__(self):
            pass

    class Like:
        def __await__(self):
            return iter(())

        def send(self, value):
            pass

        def throw(self, *error):
            pass

        def close(self):
            pass

    class Unlike(Like):
        close = None

    for what in (function, agenerator, generator, Methods().method, Methods.method, Methods.static, Methods.of_class,
                 Methods(), functools.partial(function), functools.partial(functools.partial(Methods().method)), len, 3,
                 lambda: 3, asyncio.sleep):
        print(asyncio.iscoroutinefunction(what), asyncio.iscoroutine(what))
    coroutine = function()
    for what in (coroutine, agenerator(), generator(), Like(), Unlike(), Like, 3, None):
        print(asyncio.iscoroutine(what), asyncio.isfuture(what))
    coroutine.close()


def futures_alike():
    class Alike:
        _asyncio_future_blocking = False

    class No:
        _asyncio_future_blocking = None

    print(asyncio.isfuture(Alike()), asyncio.isfuture(No()), asyncio.isfuture(Alike))


def wrong_arguments():
    async def main():
        loop = asyncio.get_running_loop()
        for call in (
                lambda: asyncio.wait_for(3, 1), lambda: asyncio.wait_for(_nothing(), "x"),
                lambda: asyncio.wait(_nothing()), lambda: asyncio.wait([]), lambda: asyncio.wait(3), lambda: asyncio.wait([_nothing()]),
                lambda: asyncio.wait([loop.create_future()], return_when="LAST"), lambda: asyncio.wait([[]]),
                lambda: asyncio.wait(loop.create_future()), lambda: asyncio.sleep("x"), lambda: asyncio.sleep(None),
                lambda: asyncio.sleep(float("nan"))):
            await _ashow(call())
        for call in (
                lambda: asyncio.gather(3), lambda: asyncio.gather([]), lambda: asyncio.gather(None), lambda: asyncio.shield(3), lambda: asyncio.ensure_future(3),
                lambda: asyncio.create_task(3), lambda: asyncio.create_task(_nothing), lambda: asyncio.run(3), lambda: list(asyncio.as_completed(loop.create_future())),
                lambda: list(asyncio.as_completed(3)), lambda: asyncio.Semaphore(-1), lambda: asyncio.BoundedSemaphore(-1), lambda: asyncio.Barrier(0),
                lambda: asyncio.Semaphore("x"), lambda: asyncio.Lock().release(), lambda: asyncio.BoundedSemaphore(1).release(),
                lambda: asyncio.Condition().notify(), lambda: asyncio.Condition().notify_all(), lambda: asyncio.Queue().get_nowait(),
                lambda: asyncio.Queue().task_done(), lambda: asyncio.Lock(3), lambda: asyncio.Event(3), lambda: asyncio.timeout("x"),
                lambda: asyncio.run_coroutine_threadsafe(3, loop), lambda: asyncio.wrap_future(3),
                lambda: loop.set_exception_handler(3), lambda: loop.set_task_factory(3), lambda: loop.set_default_executor(3),
                lambda: loop.run_until_complete(loop.create_future()), loop.run_forever, loop.close,
                lambda: asyncio.TaskGroup().create_task(_nothing()), lambda: asyncio.timeout(1).reschedule(2)):
            _show(call)
        await _ashow(asyncio.Condition().wait())
        queue = asyncio.Queue(1)
        queue.put_nowait(1)
        _show(queue.put_nowait, 2)
        await asyncio.sleep(0)

    asyncio.run(main())


def refusals():
    async def main():
        loop = asyncio.get_running_loop()
        abstract = asyncio.AbstractEventLoop()
        for name in sorted(vars(asyncio.AbstractEventLoop)):
            if not name.startswith("__"):
                print(name, hasattr(loop, name), asyncio.iscoroutinefunction(getattr(abstract, name)))
        _show(abstract.run_forever)
        await _ashow(abstract.getaddrinfo("a", 1))
        _show(asyncio.AbstractEventLoopPolicy().get_event_loop)
        _show(asyncio.AbstractServer().close)
        _show(asyncio.Transport().write, b"")
        _show(asyncio.Transport({"a": 1}).get_extra_info, "a")
        print(asyncio.Protocol().data_received(b""), asyncio.BaseProtocol().connection_made(3))

    asyncio.run(main())


def reprs():
    async def main():
        loop = asyncio.get_running_loop()
        print(loop, type(loop), asyncio.get_event_loop_policy())
        things = [asyncio.Lock(), asyncio.Event(), asyncio.Condition(), asyncio.Semaphore(2), asyncio.Semaphore(0),
                  asyncio.BoundedSemaphore(), asyncio.Barrier(3), asyncio.Queue(), asyncio.Queue(3), asyncio.LifoQueue(),
                  asyncio.PriorityQueue(), asyncio.TaskGroup(), asyncio.timeout(3), asyncio.timeout(None), asyncio.timeout_at(1.23456)]
        for thing in things:
            print(repr(thing), str(thing))
        lock, event, condition, semaphore = things[:4]
        await lock.acquire()
        event.set()
        await semaphore.acquire()
        async with condition:
            print(repr(condition))
        tasks = [asyncio.create_task(lock.acquire()) for _ in range(2)] + [asyncio.create_task(asyncio.sleep(3), name="nap")]
        await asyncio.sleep(0)
        print(lock, event, semaphore)
        for task in tasks:
            print(task)
        gathered = asyncio.gather(*tasks)
        print(gathered, tasks[0])
        shielded = asyncio.shield(tasks[2])
        print(shielded, tasks[2])
        waiting = asyncio.create_task(asyncio.wait_for(asyncio.sleep(1), 2))
        waiting2 = asyncio.create_task(asyncio.wait(tasks))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        for task in sorted(asyncio.all_tasks(), key=lambda task: int(task.get_name()[5:] or 0) if task.get_name() != "nap" else 0):
            print(task)
        gathered.cancel("enough")
        print(gathered, tasks)
        await _ashow(gathered)
        print(gathered, tasks)
        barrier = asyncio.Barrier(2)
        one = asyncio.create_task(barrier.wait())
        await asyncio.sleep(0)
        print(barrier, barrier.n_waiting, barrier.parties, barrier.broken)
        await barrier.abort()
        print(barrier, barrier.n_waiting)
        await _ashow(one)
        queue = asyncio.Queue(2)
        await queue.put("a" * 50)
        await queue.put(2)
        putter = asyncio.create_task(queue.put(3))
        await asyncio.sleep(0)
        print(queue, repr(queue))
        queue = asyncio.PriorityQueue()
        getter = asyncio.create_task(queue.get())
        await asyncio.sleep(0)
        print(queue, asyncio.Queue[int], asyncio.Future[int], asyncio.Task[int])
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.sleep(0))
            print(group)
        print(group)
        handle = loop.call_later(3, print, "x")
        soon = loop.call_soon(print, "y", "z" * 40)
        print(handle, soon, handle.when(), handle.cancelled())
        handle.cancel()
        soon.cancel()
        print(handle, soon)

    asyncio.run(main())


def awaitables():
    class Tea:
        def __await__(self):
            yield from asyncio.sleep(1).__await__()
            return "tea"

    class Bad:
        def __await__(self):
            return 3

    async def main():
        print(await Tea(), await asyncio.gather(Tea(), Tea()), await asyncio.wait_for(Tea(), 2), await asyncio.shield(Tea()))
        task = asyncio.ensure_future(Tea())
        print(task)
        await asyncio.sleep(0)
        print(await task)
        for each in asyncio.as_completed([Tea(), Tea()]):
            print(await each)
        await _ashow(asyncio.wait_for(Tea(), 0.5))
        await _ashow(asyncio.ensure_future(Bad()))
        print(await asyncio.wait([asyncio.ensure_future(Tea())]))

    asyncio.run(main())


def heap():
    import random
    chance = random.Random(3)

    class Item:
        def __init__(self, rank, number):
            self.rank, self.number = rank, number

        def __lt__(self, other):
            return self.rank < other.rank

        def __repr__(self):
            return f"{self.rank}/{self.number}"

    queue = asyncio.PriorityQueue()
    for number in range(300):
        if chance.random() < 0.6 or queue.empty():
            queue.put_nowait(Item(chance.randrange(6), number))
        else:
            print(queue.get_nowait(), queue)
    _show(queue.put_nowait, 3)
    print(queue.qsize(), queue)
    _show(queue.get_nowait)
    _show(queue.get_nowait)
    print(queue.qsize(), queue)


def another_loop():
    lock, event, queue, semaphore = asyncio.Lock(), asyncio.Event(), asyncio.Queue(), asyncio.Semaphore(0)

    async def main():
        for thing in (lock.acquire(), lock.acquire(), event.wait(), queue.get(), semaphore.acquire()):
            try:
                await asyncio.wait_for(thing, 0.1)
            except TimeoutError:
                print("timeout")
            except RuntimeError as error:
                print(str(error).split(" at ")[0], error.args[0][-40:])

    asyncio.run(main())
    asyncio.run(main())


def subclasses():
    class Last(asyncio.Queue):
        def _init(self, maxsize):
            self._queue = {}

        def _put(self, item):
            self._queue[item] = None

        def _get(self):
            return self._queue.popitem()[0]

    class Mine(asyncio.Future):
        pass

    class MyTask(asyncio.Task):
        def cancel(self, msg=None):
            print("asked", msg)
            return super().cancel(msg)

    async def main():
        queue = Last(2)
        for n in (1, 1, 2):
            queue.put_nowait(n)
        print(queue, await queue.get(), queue.qsize())
        print(Mine(), isinstance(asyncio.gather(), asyncio.Future))
        loop = asyncio.get_running_loop()
        loop.set_task_factory(lambda loop, coro, context=None: MyTask(coro, loop=loop, context=context))
        task = asyncio.create_task(asyncio.sleep(1), name="mine")
        print(task, loop.get_task_factory() is not None)
        task.cancel("now")
        await _ashow(task)
        await _ashow(asyncio.wait_for(asyncio.sleep(3), 1))
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.sleep(3), name="in group")
        loop.set_task_factory(lambda loop, coro: 3)
        _show(loop.create_task, 4)
        loop.set_task_factory(None)

    asyncio.run(main())


def long_reprs():
    import collections
    import functools

    class Broken:
        def __repr__(self):
            raise ValueError

    def wrapped(*words):
        pass

    @functools.wraps(wrapped)
    def wrapper(*words):
        pass

    class Callable:
        def __call__(self, *words):
            pass

        def __repr__(self):
            return "<callable>"

        def method(self, *words):
            pass

    nested = 1
    for _ in range(9):
        nested = [nested, {nested if isinstance(nested, int) else 1: nested}, (nested,)]

    async def main():
        loop = asyncio.get_running_loop()
        for value in ("a" * 28, "a" * 29, "'" * 40, 'a"' * 40 + "'", "\n" * 60, 10**39, 10**40, -10**50, True, None, 1.5, b"x" * 50,
                      (), (1,), (1, 2), tuple(range(9)), [], [1], list(range(9)), set(), {1}, set("fedcba987"), {1, "a"},
                      frozenset(), frozenset(range(9)), collections.deque(), collections.deque(range(9)), {}, {1: 2},
                      {n: str(n) * 40 for n in range(9, 0, -1)}, {1: 1, "a": "b"}, nested, Broken(), object, len,
                      collections.OrderedDict(a=1), ["a" * 40] * 7, range(9), {"x": {"y": {"z": [[[[1]]]]}}}):
            future = loop.create_future()
            future.set_result(value)
            print(future)
            print(loop.call_soon(wrapped, value), loop.call_soon(functools.partial(wrapped, value, 1), 2))
        future = loop.create_future()
        future.set_result(future)
        print(future)
        for callback in (wrapped, wrapper, print, Callable(), Callable().method, functools.partial(wrapped, 1), lambda future: 3,
                         functools.partial(functools.partial(wrapper, 1), 2), functools.partial(Callable().method, 3),
                         functools.partial(print, end="", sep="x" * 40)):
            future = loop.create_future()
            for _ in range(3):
                future.add_done_callback(callback)
                print(future)
            print(loop.call_soon(callback, 1), loop.call_later(1, callback))
        future = loop.create_future()
        task = asyncio.create_task(asyncio.wait_for(future, 1))
        future.add_done_callback(task.cancel)
        print(future, task)

        def generator():
            yield

        task = asyncio.Task(generator(), name="a 'name'")
        print(task)
        task.cancel()
        print(task)
        await asyncio.sleep(0)
        print(task)
        future = loop.create_future()
        future.set_exception(ValueError("x" * 90))
        print(future, future.exception())

        async def waits_for_itself():
            print(await asyncio.gather(asyncio.current_task(), return_exceptions=True))

        task = asyncio.create_task(waits_for_itself())
        await asyncio.sleep(0)
        print(task)
        task.cancel()

    asyncio.run(main())
