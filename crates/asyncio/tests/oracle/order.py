"""Who runs when: turns, wake-ups, callbacks and timers."""

import asyncio


def two_tasks_take_turns_at_sleep_zero():
    async def say(name):
        for n in range(2):
            print(f"{name}{n}")
            await asyncio.sleep(0)

    async def main():
        a = asyncio.create_task(say("a"))
        b = asyncio.create_task(say("b"))
        await a
        await b

    asyncio.run(main())


def set_result_wakes_three_waiters_before_a_later_call_soon():
    async def wait(n, future):
        value = await future
        print(f"waiter {n}: {value}")

    async def main():
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        tasks = [asyncio.create_task(wait(n, future)) for n in range(3)]
        await asyncio.sleep(0)
        future.set_result("x")
        loop.call_soon(print, "called")
        print("set")
        for task in tasks:
            await task

    asyncio.run(main())


def sleep_zero_takes_one_iteration():
    async def main():
        print("before")
        await asyncio.sleep(0)
        print("after")

    asyncio.run(main())


def a_task_takes_two_iterations():
    async def child():
        print("child")
        return 5

    async def main():
        print("before")
        print(await asyncio.create_task(child()))

    asyncio.run(main())


def a_future_set_by_call_soon_takes_two_iterations():
    async def main():
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        loop.call_soon(future.set_result, 5)
        print("before")
        print(await future)

    asyncio.run(main())


def gather_takes_three_iterations():
    async def child():
        print("child")
        return 5

    async def main():
        print("before")
        print(*await asyncio.gather(child()))

    asyncio.run(main())


def a_coroutine_awaited_inline_does_not_yield():
    async def inner():
        print("inner")
        return 1

    async def outer():
        print("outer")
        return 1 + await inner()

    async def other():
        print("other")

    async def main():
        task = asyncio.create_task(other())
        print(await outer())
        print("main goes on")
        await task

    asyncio.run(main())


def a_created_task_does_not_run_yet():
    async def child():
        print("child")

    async def main():
        task = asyncio.create_task(child())
        print("created", task.done())
        await asyncio.sleep(0)
        print("gave way", task.done())

    asyncio.run(main())


def awaiting_what_is_done_does_not_yield():
    async def child():
        return "c"

    async def other():
        print("other")

    async def main():
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        future.set_result("f")
        task = asyncio.create_task(child())
        await task
        last = asyncio.create_task(other())
        print(await future)
        print(await task)
        print(await task)
        await last

    asyncio.run(main())


def callbacks_run_in_the_order_of_their_calls():
    async def main():
        loop = asyncio.get_running_loop()

        def nested():
            print("nested")
            loop.call_soon(print, "next iteration")

        loop.call_soon(print, "first")
        loop.call_soon(nested)
        loop.call_soon(print, "third")
        await asyncio.sleep(0)
        print("main")
        await asyncio.sleep(0)
        print("main again")

    asyncio.run(main())


def callbacks_and_steps_share_one_queue():
    async def child(name):
        print(name)

    async def main():
        loop = asyncio.get_running_loop()
        a = asyncio.create_task(child("task a"))
        loop.call_soon(print, "callback")
        b = asyncio.create_task(child("task b"))
        await b
        await a

    asyncio.run(main())


def children_of_children_run_a_generation_at_a_time():
    async def tree(name, depth):
        print(name)
        if depth > 0:
            await asyncio.gather(tree(name + "l", depth - 1), tree(name + "r", depth - 1))
            print(name, "done")

    asyncio.run(tree("t", 2))


def a_callback_may_create_a_task():
    async def child():
        print("child", asyncio.current_task().get_name())

    async def main():
        loop = asyncio.get_running_loop()
        loop.call_soon(lambda: asyncio.create_task(child()))
        for n in range(3):
            print("main", n)
            await asyncio.sleep(0)

    asyncio.run(main())


def p05_a_future_that_is_set_before_the_first_step():
    async def wait(future):
        print(await future)

    async def main():
        future = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(wait(future))
        future.set_result("early")
        await task

    asyncio.run(main())


def p06_a_task_that_always_gives_way_starves_nobody():
    async def spin():
        for n in range(6):
            await asyncio.sleep(0)
        print("spun")

    async def other():
        print("other")
        await asyncio.sleep(0)
        print("other again")

    async def main():
        loop = asyncio.get_running_loop()
        loop.call_later(0, print, "timer")
        tasks = [asyncio.create_task(spin()), asyncio.create_task(other())]
        for task in tasks:
            await task

    asyncio.run(main())


def call_later_in_the_past_runs_after_what_is_ready():
    async def main():
        loop = asyncio.get_running_loop()
        loop.call_later(-1, print, "call_later(-1)")
        loop.call_soon(print, "call_soon")
        await asyncio.sleep(0.5)
        print("main")

    asyncio.run(main())


def overdue_timers_run_after_what_is_ready_in_order_of_their_deadlines():
    import time

    async def main():
        loop = asyncio.get_running_loop()
        loop.call_later(0.3, print, "0.3")
        loop.call_later(0.1, print, "0.1")
        loop.call_later(0.2, print, "0.2")
        loop.call_later(9, print, "9")
        loop.call_soon(print, "soon")
        time.sleep(1)
        loop.call_soon(print, "soon after the block")
        await asyncio.sleep(0)
        print("main")
        await asyncio.sleep(0)
        print("main again")

    asyncio.run(main())


def equal_deadlines_fire_in_the_order_of_their_making():
    async def nap(name):
        await asyncio.sleep(1)
        print(name)

    async def main():
        loop = asyncio.get_running_loop()
        loop.call_later(1, print, "call_later")
        task = asyncio.create_task(nap("sleep"))
        await task

    asyncio.run(main())


def a_sleep_wakes_one_iteration_after_a_callback_of_the_same_deadline():
    async def nap():
        await asyncio.sleep(1)
        print("sleep")

    async def main():
        loop = asyncio.get_running_loop()
        task = asyncio.create_task(nap())
        await asyncio.sleep(0)
        loop.call_later(1, print, "call_later")
        await task
        print("main")

    asyncio.run(main())


def p14_every_deadline_gets_an_iteration_of_its_own():
    async def nap(seconds):
        await asyncio.sleep(seconds)
        print(seconds)

    async def main():
        await asyncio.gather(nap(0.3), nap(0.1), nap(0.2))

    asyncio.run(main())


def p06_timers_are_looked_at_in_every_iteration():
    import time

    async def main():
        loop = asyncio.get_running_loop()
        loop.call_later(0.25, print, "timer")
        for n in range(4):
            print(n)
            time.sleep(0.1)
            await asyncio.sleep(0)

    asyncio.run(main())
