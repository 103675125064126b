"""Whole programs: asyncio.run, how they end, and what asyncio complains of."""

import asyncio
import time


def _show(call, *arguments):
    try:
        print(call(*arguments))
    except BaseException as error:
        print(f"{type(error).__name__}: {error}")


def run_returns_main_s_value():
    async def main():
        await asyncio.sleep(1)
        return "value"

    print(asyncio.run(main()))


def run_raises_what_main_raises():
    async def main():
        raise ValueError("bad")

    asyncio.run(main())


def run_cancels_what_is_left():
    async def child(name, seconds):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            print(name, "cancelled")
            await asyncio.sleep(seconds)
            print(name, "cleaned up")
            raise

    async def main():
        tasks.append(asyncio.create_task(child("a", 2)))
        await asyncio.sleep(1)
        print("main")

    tasks = []
    asyncio.run(main())
    print(tasks[0].cancelled())


def run_lets_a_task_begin_that_was_made_in_main_s_last_step():
    async def child():
        print("child")

    async def main():
        tasks.append(asyncio.create_task(child()))
        raise ValueError("bad")

    tasks = []
    _show(asyncio.run, main())
    print(tasks[0].cancelled())


def run_reports_what_a_cancelled_task_raises():
    async def child():
        try:
            await asyncio.sleep(10)
        finally:
            raise ValueError("bad")

    async def main():
        tasks.append(asyncio.create_task(child()))
        await asyncio.sleep(1)

    tasks = []
    asyncio.run(main())
    print("after")


def run_waits_for_a_task_that_swallows():
    async def child():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            print("swallowed")
        await asyncio.sleep(5)
        print("done all the same")

    async def main():
        tasks.append(asyncio.create_task(child()))
        await asyncio.sleep(1)
        print("main")

    tasks = []
    asyncio.run(main())
    print("after", time.time())


def run_twice_counts_names_on():
    async def main():
        print(asyncio.current_task().get_name())

    asyncio.run(main())
    asyncio.run(main())
    asyncio.run(main())


def run_lets_callbacks_that_follow_callbacks_run():
    async def main():
        loop = asyncio.get_running_loop()

        def chain(n):
            print("chain", n)
            loop.call_soon(chain, n + 1)

        loop.call_soon(chain, 0)
        print("main")

    asyncio.run(main())
    print("after")


def run_within_run():
    async def inner():
        print("never")

    async def main():
        _show(asyncio.run, inner())

    asyncio.run(main())


def run_of_a_function_since_314():
    async def main():
        print(asyncio.current_task().get_name())

    try:
        asyncio.run(main)
    except TypeError as error:
        print(type(error).__name__, error)
    asyncio.run(main())


def run_stopped_by_main():
    async def main():
        asyncio.get_running_loop().stop()
        await asyncio.sleep(1)
        print("never")

    _show(asyncio.run, main())
    print("after")


def after_run_there_is_no_current_loop():
    async def main():
        pass

    asyncio.run(main())
    _show(lambda: asyncio.get_event_loop().run_forever())


def a_coroutine_that_was_never_awaited():
    async def hello():
        print("never")

    async def main():
        hello()
        print("main")

    asyncio.run(main())


def a_task_that_never_ran_is_destroyed():
    async def child():
        print("never")

    async def other():
        print("other")

    loop = asyncio.new_event_loop()
    task = loop.create_task(child())
    print(task.done())


def a_task_that_is_pending_at_the_end_is_destroyed():
    async def child():
        try:
            await asyncio.sleep(10)
            print("never")
        except asyncio.CancelledError:
            print("never either")

    loop = asyncio.new_event_loop()
    task = loop.create_task(child())
    loop.run_until_complete(asyncio.sleep(1))
    loop.close()
    print(task.done())


def an_exception_that_nobody_catches_ends_the_program():
    print("before")
    raise ValueError("bad")


def everybody_waits_for_ever():
    async def child(future):
        await future

    async def main():
        future = asyncio.get_running_loop().create_future()
        print("before")
        try:
            await asyncio.create_task(child(future))
        finally:
            print("never")

    asyncio.run(main())


def two_tasks_wait_for_each_other():
    async def child(tasks, n):
        await asyncio.sleep(0)
        await tasks[n]

    async def main():
        tasks = []
        tasks.append(asyncio.create_task(child(tasks, 1)))
        tasks.append(asyncio.create_task(child(tasks, 0)))
        await asyncio.sleep(1)
        print("main")
        await tasks[0]

    asyncio.run(main())


def run_cannot_cancel_tasks_that_wait_for_each_other_in_311():
    # 3.14 says how much of the stack was used, and goes deeper.
    async def child(tasks, n):
        await asyncio.sleep(0)
        await tasks[n]

    async def main():
        tasks = []
        tasks.append(asyncio.create_task(child(tasks, 1)))
        tasks.append(asyncio.create_task(child(tasks, 0)))
        await asyncio.sleep(1)
        print("main")

    asyncio.run(main())
