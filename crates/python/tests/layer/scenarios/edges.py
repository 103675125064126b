"""Cancellation and errors where they hurt: in the middle of what is being waited for."""

import asyncio


async def _ashow(awaitable):
    try:
        print(await awaitable)
    except BaseException as error:
        print(f"{type(error).__name__}: {error} {error.__cause__!r} {error.__context__!r}")


async def _turns(n):
    for _ in range(n):
        await asyncio.sleep(0)


def _after(turns_before, turns_between, make):
    """A scenario: some work is begun, cancelled after so many turns, and again after some more."""

    def scenario():
        async def main():
            task = asyncio.create_task(make())
            await _turns(turns_before)
            print("cancel", task.cancel("first"))
            await _turns(turns_between)
            print("cancel", task.cancel("second"), task.cancelling())
            await asyncio.sleep(0)
            await _ashow(task)
            print(task.cancelling(), task.done(), task.cancelled())
            await asyncio.sleep(3)
            print(len(asyncio.all_tasks()))

        asyncio.run(main())

    return scenario


async def _stubborn(seconds=1):
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError as error:
        print("stubborn", error)
        await asyncio.sleep(0)
        await asyncio.sleep(seconds)
    return "stubborn"


async def _bad():
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    raise ValueError("bad")


async def _held(thing):
    await thing.acquire()
    print("acquired")
    other = asyncio.create_task(thing.acquire())
    third = asyncio.create_task(thing.acquire())
    await asyncio.sleep(0)
    thing.release()
    try:
        await other
        print("other", thing)
    finally:
        print("end", thing, third)
        await asyncio.sleep(0)
        print(thing, third)
        third.cancel()


async def _conditional():
    condition = asyncio.Condition()

    async def waits():
        async with condition:
            print(await condition.wait(), condition)

    waiters = [asyncio.create_task(waits()) for _ in range(3)]
    await asyncio.sleep(0)
    async with condition:
        condition.notify(2)
        await asyncio.sleep(0)
        waiters[0].cancel()
        print(condition)
    await asyncio.gather(*waiters[:2], return_exceptions=True)
    print(condition)
    async with condition:
        condition.notify_all()
        print(await condition.wait_for(lambda: waiters[2].done() or asyncio.current_task().cancelling()))


async def _queued():
    queue = asyncio.Queue(1)
    await queue.put(1)
    putters = [asyncio.create_task(queue.put(n)) for n in (2, 3)]
    await asyncio.sleep(0)
    print(queue.get_nowait(), queue)
    putters[0].cancel()
    await asyncio.sleep(0)
    print(queue)
    await queue.put(4)
    print(queue)
    await queue.join()


async def _grouped():
    async with asyncio.TaskGroup() as group:
        group.create_task(_stubborn())
        group.create_task(_bad())
        await _stubborn()
    return group


async def _group_in_group():
    async with asyncio.TaskGroup() as outer:
        outer.create_task(_stubborn(2))
        async with asyncio.TaskGroup() as inner:
            inner.create_task(_bad())
            await asyncio.sleep(1)


async def _limited():
    async with asyncio.timeout(0) as limit:
        try:
            await _stubborn()
        finally:
            print(limit, limit.expired(), limit.when())
    return repr(limit)


async def _limit_in_limit():
    async with asyncio.timeout(1) as outer:
        try:
            async with asyncio.timeout(1) as inner:
                await asyncio.sleep(2)
        finally:
            print(outer, inner)


async def _gathered():
    return await asyncio.gather(_stubborn(), _bad(), asyncio.sleep(2))


async def _gathered_all():
    return await asyncio.gather(_stubborn(), _bad(), asyncio.sleep(2), return_exceptions=True)


async def _barred():
    barrier = asyncio.Barrier(2)
    first = asyncio.create_task(barrier.wait())
    await asyncio.sleep(0)
    try:
        async with barrier as position:
            print(position, barrier)
            await asyncio.sleep(0)
        print(await first, barrier)
        await barrier.wait()
    finally:
        print(barrier)


async def _waited():
    tasks = [asyncio.create_task(_stubborn()), asyncio.create_task(_bad())]
    try:
        done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        print(len(done), len(pending))
    finally:
        for task in tasks:
            print(task.done(), task.cancel())


async def _completed():
    try:
        for each in asyncio.as_completed([_stubborn(), _bad(), asyncio.sleep(0.5)], timeout=0.75):
            await _ashow(each)
    finally:
        print("left")


async def _event():
    event = asyncio.Event()
    asyncio.get_running_loop().call_soon(event.set)
    try:
        await event.wait()
        event.clear()
        await event.wait()
    finally:
        print(event)


_WORKS = {
    "lock": lambda: _held(asyncio.Lock()),
    "semaphore": lambda: _held(asyncio.Semaphore(1)),
    "bounded": lambda: _held(asyncio.BoundedSemaphore(1)),
    "condition": _conditional,
    "queue": _queued,
    "group": _grouped,
    "groups": _group_in_group,
    "limit": _limited,
    "limits": _limit_in_limit,
    "gather": _gathered,
    "gather_all": _gathered_all,
    "barrier": _barred,
    "wait": _waited,
    "as_completed": _completed,
    "event": _event,
    "wait_for": lambda: asyncio.wait_for(_stubborn(), 0.5),
    "wait_for_zero": lambda: asyncio.wait_for(_stubborn(), 0),
    "wait_for_none": lambda: asyncio.wait_for(_stubborn(), None),
    "wait_for_bad": lambda: asyncio.wait_for(_bad(), 0.5),
    "wait_for_wait_for": lambda: asyncio.wait_for(asyncio.wait_for(_stubborn(), 0.5), 0.5),
    "limited_wait_for": lambda: asyncio.wait_for(_limited(), 1),
}

for _name, _make in _WORKS.items():
    for _before in range(6):
        for _between in (0, 1, 2):
            globals()[f"{_name}_{_before}_{_between}"] = _after(_before, _between, _make)


def shields():
    async def main():
        inner = asyncio.create_task(_stubborn())
        outer = asyncio.shield(inner)
        await asyncio.sleep(0)
        outer.cancel("outer")
        await _ashow(outer)
        print(inner, await inner)
        inner = asyncio.create_task(asyncio.sleep(1))
        outer = asyncio.shield(inner)
        await asyncio.sleep(0)
        inner.cancel("inner")
        await _ashow(outer)
        print(asyncio.shield(inner) is inner)
        await _ashow(asyncio.shield(_bad()))
        outer = asyncio.shield(_bad())
        outer.cancel()
        await _ashow(outer)
        await asyncio.sleep(1)
        await _ashow(asyncio.wait_for(asyncio.shield(asyncio.sleep(2)), 1))

    asyncio.run(main())


def groups():
    async def main():
        async def interrupted():
            raise KeyboardInterrupt

        group = asyncio.TaskGroup()
        coroutine = _bad()
        try:
            group.create_task(coroutine)
        except RuntimeError as error:
            print(error)
        async with group:
            task = group.create_task(coroutine, name="bad")
            print(task.get_name(), group)
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                print(group, asyncio.current_task().cancelling())
                try:
                    group.create_task(coroutine)
                except RuntimeError as error:
                    print(error)
                raise KeyError("in the block")

    async def reused():
        async with asyncio.TaskGroup() as group:
            pass
        try:
            async with group:
                pass
        except RuntimeError as error:
            print(error)
        coroutine = _bad()
        try:
            group.create_task(coroutine)
        except RuntimeError as error:
            print(error)
        coroutine.close()

    async def exits():
        async def leaves():
            raise SystemExit(3)

        async with asyncio.TaskGroup() as group:
            group.create_task(leaves())
            await asyncio.sleep(1)

    async def orphan():
        async def parent():
            group = asyncio.TaskGroup()
            await group.__aenter__()
            group.create_task(_bad())
            return group

        group = await asyncio.create_task(parent())
        await asyncio.sleep(1)
        print(group)

    for work in (main(), reused(), orphan(), exits()):
        try:
            asyncio.run(_ashow(work) if work.__name__ != "exits" else work)
        except BaseException as error:
            print(repr(error))


def timeouts():
    async def main():
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(None) as limit:
            print(limit)
            limit.reschedule(loop.time() + 1)
            print(limit)
            limit.reschedule(None)
            print(limit)
            await asyncio.sleep(2)
        print(limit, limit.expired())
        for call in (lambda: limit.reschedule(3), lambda: asyncio.timeout(3).reschedule(3)):
            try:
                call()
            except RuntimeError as error:
                print(error)
        try:
            async with limit:
                pass
        except RuntimeError as error:
            print(error)
        try:
            async with asyncio.timeout(1) as limit:
                try:
                    await asyncio.sleep(2)
                finally:
                    print(limit)
                    try:
                        limit.reschedule(9)
                    except RuntimeError as error:
                        print(error)
        except TimeoutError as error:
            print(repr(error), repr(error.__cause__), limit)
        try:
            limit.reschedule(9)
        except RuntimeError as error:
            print(error)
        async with asyncio.timeout_at(loop.time() - 1) as limit:
            pass
        print(limit, asyncio.current_task().cancelling())
        try:
            async with asyncio.timeout(0.1) as limit:
                try:
                    await asyncio.sleep(1)
                except asyncio.CancelledError:
                    raise ValueError("instead")
        except ValueError as error:
            print(repr(error), limit, asyncio.current_task().cancelling())
        async with asyncio.timeout(0.1) as limit:
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                print("swallowed")
        print(limit, asyncio.current_task().cancelling())

    asyncio.run(main())


def timeout_outside():
    manager = asyncio.timeouts.Timeout(None)
    try:
        manager.__aenter__().send(None)
    except RuntimeError as error:
        print(error)
    try:
        asyncio.timeout(1)
    except RuntimeError as error:
        print(error)


def equal_children():
    async def main():
        future = asyncio.get_running_loop().create_future()
        gathered = asyncio.gather(future, future, _stubborn(0))
        future.set_result(1)
        print(await gathered)
        one, two = asyncio.create_task(asyncio.sleep(1)), asyncio.create_task(asyncio.sleep(2))
        gathered = asyncio.gather(one, two, return_exceptions=True)
        await asyncio.sleep(0)
        one.cancel("one")
        await asyncio.sleep(0.5)
        gathered.cancel("all")
        await _ashow(gathered)
        gathered = asyncio.gather(asyncio.sleep(1), asyncio.sleep(2), return_exceptions=True)
        await asyncio.sleep(0)
        gathered.cancel()
        await _ashow(gathered)
        one, two = asyncio.create_task(_stubborn()), asyncio.create_task(_bad())
        gathered = asyncio.gather(one, two)
        await _ashow(gathered)
        print(gathered.cancel(), one.done(), await one)
        one = asyncio.create_task(asyncio.sleep(1))
        gathered = asyncio.gather(one, asyncio.sleep(2), return_exceptions=True)
        await asyncio.sleep(0)
        one.cancel("why")
        print(await gathered)
        one = asyncio.create_task(asyncio.sleep(1))
        gathered = asyncio.gather(one, asyncio.sleep(2))
        await asyncio.sleep(0)
        one.cancel("why")
        await _ashow(gathered)

    asyncio.run(main())
