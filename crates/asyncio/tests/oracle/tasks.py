"""asyncio.Task: names, results, what it is."""

import asyncio


def _show(call, *arguments):
    try:
        print(call(*arguments))
    except BaseException as error:
        print(f"{type(error).__name__}: {error}")


def tasks_are_named_by_number():
    async def child():
        print(asyncio.current_task().get_name())

    async def main():
        print(asyncio.current_task().get_name())
        tasks = [asyncio.create_task(child()) for _ in range(2)]
        for task in tasks:
            print("made", task.get_name())
        for task in tasks:
            await task

    asyncio.run(main())


def a_name_from_the_start_uses_up_no_number_since_313():
    async def child():
        print(asyncio.current_task().get_name())

    async def main():
        a = asyncio.create_task(child())
        b = asyncio.create_task(child(), name="tea")
        c = asyncio.create_task(child())
        c.set_name("renamed")
        d = asyncio.create_task(child())
        for task in (a, b, c, d):
            await task

    asyncio.run(main())


def a_name_given_to_the_loop_s_create_task_uses_up_no_number():
    async def child():
        print(asyncio.current_task().get_name())

    async def main():
        loop = asyncio.get_running_loop()
        a = loop.create_task(child())
        b = loop.create_task(child(), name="tea")
        c = loop.create_task(child())
        c.set_name("renamed")
        d = loop.create_task(child())
        for task in (a, b, c, d):
            await task

    asyncio.run(main())


def a_task_is_a_future():
    async def child():
        return 5

    async def main():
        task = asyncio.create_task(child())
        task.add_done_callback(lambda t: print("callback", t.result()))
        print(task.done(), task.cancelled())
        _show(task.result)
        _show(task.exception)
        _show(task.set_result, 1)
        _show(task.set_exception, ValueError("bad"))
        print(await task)
        print(task.done(), task.result(), task.exception())

    asyncio.run(main())


def an_exception_goes_to_whoever_awaits():
    async def bad():
        print("bad")
        raise ValueError("bad")

    async def main():
        task = asyncio.create_task(bad())
        try:
            await task
        except ValueError as error:
            print("caught", error)
        print(type(task.exception()).__name__)
        _show(task.result)

    asyncio.run(main())


def three_may_await_one_task():
    async def child():
        await asyncio.sleep(1)
        return "value"

    async def wait(name, task):
        print(name, await task)

    async def main():
        task = asyncio.create_task(child())
        waiters = [asyncio.create_task(wait(name, task)) for name in "abc"]
        for waiter in waiters:
            await waiter
        print("again", await task)

    asyncio.run(main())


def results_pass_through_nested_tasks_two_iterations_a_level():
    async def level(n):
        print("level", n)
        if n == 0:
            return [0]
        return [n] + await asyncio.create_task(level(n - 1))

    async def main():
        print(*await asyncio.create_task(level(3)))

    asyncio.run(main())


def an_exception_nobody_asked_for_is_reported_when_the_task_goes():
    async def bad(name):
        raise ValueError(name)

    async def main():
        asyncio.create_task(bad("dropped"))
        await asyncio.sleep(0)
        print("one is gone")
        kept = asyncio.create_task(bad("kept"))
        asked = asyncio.create_task(bad("asked"))
        await asyncio.sleep(0)
        asked.exception()
        print("main ends", kept.done())

    asyncio.run(main())


def a_task_that_nobody_holds_runs_on():
    async def child():
        await asyncio.sleep(1)
        print("child")

    async def main():
        asyncio.create_task(child())
        await asyncio.sleep(2)
        print("main")

    asyncio.run(main())


def a_task_cannot_await_itself():
    async def child():
        try:
            await tasks[0]
        except RuntimeError as error:
            print(str(error).split(":")[0])
        return 1

    tasks = []

    async def main():
        tasks.append(asyncio.create_task(child()))
        print(await tasks[0])
        tasks.clear()

    asyncio.run(main())


def a_future_of_another_loop_cannot_be_awaited():
    future = asyncio.new_event_loop().create_future()

    async def main():
        try:
            await future
        except RuntimeError as error:
            print(str(error).split()[0], str(error)[-28:])

    asyncio.run(main())


def without_a_running_loop_create_task_raises():
    async def child():
        print("never")

    _show(asyncio.create_task, child())


def coroutines_nest_within_one_task():
    async def leaf(n):
        await asyncio.sleep(n)
        if n == 2:
            raise ValueError("leaf 2")
        return n

    async def middle(n):
        print("middle", n)
        return 10 * await leaf(n)

    async def main():
        print(await middle(0))
        print(await middle(1))
        try:
            print(await middle(2))
        except ValueError as error:
            print(error)
        task = asyncio.create_task(middle(5))
        await asyncio.sleep(1)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            print("cancelled")

    asyncio.run(main())
