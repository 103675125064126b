"""asyncio.gather."""

import asyncio


async def _value(name, seconds):
    await asyncio.sleep(seconds)
    print(name)
    return name


async def _bad(name, seconds):
    await asyncio.sleep(seconds)
    print(name, "fails")
    raise ValueError(name)


def results_stand_in_the_order_of_the_arguments():
    async def main():
        print(*await asyncio.gather(_value("slow", 3), _value("fast", 1), _value("middle", 2)))

    asyncio.run(main())


def of_nothing():
    async def main():
        future = asyncio.gather()
        print(future.done())
        print(len(await future))
        print("main")

    asyncio.run(main())


def an_exception_comes_at_once_and_the_others_run_on():
    async def main():
        try:
            await asyncio.gather(_bad("bad", 1), _value("ok", 2))
        except ValueError as error:
            print("caught", error)
        await asyncio.sleep(5)
        print("main ends")

    asyncio.run(main())


def only_the_first_exception_is_seen():
    async def main():
        try:
            await asyncio.gather(_bad("first", 1), _bad("second", 2))
        except ValueError as error:
            print("caught", error)
        await asyncio.sleep(5)
        print("main ends")

    asyncio.run(main())


def cancelling_it_cancels_the_children():
    async def child(name):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            print(name, "cancelled", asyncio.current_task().cancelling())
            raise

    async def main():
        both = asyncio.gather(child("a"), child("b"))
        await asyncio.sleep(1)
        print(both.cancel(), both.done())
        try:
            await both
        except asyncio.CancelledError:
            print("CancelledError", both.done(), both.cancelled(), both.cancel())

    asyncio.run(main())


def cancelling_who_awaits_it_cancels_the_children():
    async def child(name):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            print(name, "cancelled")
            raise

    async def waiter():
        await asyncio.gather(child("a"), child("b"))

    async def main():
        task = asyncio.create_task(waiter())
        await asyncio.sleep(1)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            print("CancelledError", task.cancelled(), task.cancelling())

    asyncio.run(main())


def cancelling_one_child_raises_in_the_awaiter_only():
    async def main():
        a = asyncio.create_task(_value("a", 2))
        b = asyncio.create_task(_value("b", 3))
        both = asyncio.gather(a, b)
        await asyncio.sleep(1)
        a.cancel()
        try:
            await both
        except asyncio.CancelledError:
            print("CancelledError", both.cancelled(), b.done())
        print(await b)

    asyncio.run(main())


def children_that_swallow_the_cancellation():
    async def child(name):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            print(name, "swallows")
        return name

    async def main():
        both = asyncio.gather(child("a"), child("b"))
        await asyncio.sleep(1)
        both.cancel()
        try:
            print(*await both)
        except asyncio.CancelledError:
            print("CancelledError all the same", both.cancelled())

    asyncio.run(main())


def the_same_task_twice():
    async def main():
        task = asyncio.create_task(_value("once", 1))
        print(*await asyncio.gather(task, task, _value("other", 0)))

    asyncio.run(main())


def futures_and_tasks_alike():
    async def main():
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        loop.call_later(2, future.set_result, "future")
        print(*await asyncio.gather(future, asyncio.create_task(_value("task", 1))))

    asyncio.run(main())


def a_child_that_failed_before_ends_it_at_once_since_312():
    async def child():
        print("child")
        asyncio.get_running_loop().call_soon(print, "called by child")

    async def main():
        failed = asyncio.get_running_loop().create_future()
        failed.set_exception(ValueError("failed"))
        try:
            await asyncio.gather(failed, child())
        except ValueError as error:
            print("caught", error)

    asyncio.run(main())


def a_gather_of_gathers():
    async def main():
        left = asyncio.gather(_value("a", 1), _value("b", 2))
        right = asyncio.gather(_value("c", 1), _value("d", 3))
        for results in await asyncio.gather(left, right):
            print(*results)

    asyncio.run(main())


def p10_cancelled_after_the_last_child_ended():
    async def child():
        return 1

    async def waiter():
        try:
            print(*await asyncio.gather(child()))
        except asyncio.CancelledError:
            print("cancelled")

    async def main():
        task = asyncio.create_task(waiter())
        for _ in range(3):
            await asyncio.sleep(0)
        print(task.cancel())
        await task

    asyncio.run(main())


def nobody_awaits_it_and_a_child_fails_in_311():
    # Later ones have a callback more, for the call graph, and with it an iteration.
    async def main():
        asyncio.gather(_bad("bad", 1), _value("ok", 2))
        await asyncio.sleep(5)
        print("main ends")

    asyncio.run(main())


def children_begin_in_order_and_before_main_goes_on():
    async def child(name):
        print(name, asyncio.current_task().get_name())

    async def main():
        future = asyncio.gather(child("a"), child("b"), child("c"))
        print("made")
        await future
        print("main")

    asyncio.run(main())


def a_child_cancels_its_sibling():
    async def main():
        slow = asyncio.create_task(_value("slow", 10))

        async def killer():
            await asyncio.sleep(1)
            print(slow.cancel())

        try:
            await asyncio.gather(killer(), slow)
        except asyncio.CancelledError:
            print("CancelledError", asyncio.current_task().cancelling())

    asyncio.run(main())
