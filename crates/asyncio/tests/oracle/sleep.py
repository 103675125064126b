"""asyncio.sleep, and the sleep that blocks."""

import asyncio
import time


def sleepers_wake_by_deadline_not_by_creation():
    async def nap(seconds):
        await asyncio.sleep(seconds)
        print(seconds)

    async def main():
        tasks = [asyncio.create_task(nap(seconds)) for seconds in (3, 1, 2)]
        for task in tasks:
            await task

    asyncio.run(main())


def hello_world():
    async def main():
        print("hello")
        await asyncio.sleep(2)
        print("world")

    asyncio.run(main())


def less_than_nothing_gives_way():
    async def child():
        print("child")

    async def main():
        task = asyncio.create_task(child())
        await asyncio.sleep(-5)
        print("main")
        await task

    asyncio.run(main())


def a_tiny_sleep_is_a_timer_not_a_turn():
    async def main():
        print("before")
        await asyncio.sleep(1e-6)
        print("after")

    asyncio.run(main())


def a_sleep_begins_when_it_is_awaited():
    async def main():
        nap = asyncio.sleep(1)
        await asyncio.sleep(2)
        await nap
        print("awake")

    asyncio.run(main())


def a_sleep_may_be_a_task():
    async def main():
        await asyncio.create_task(asyncio.sleep(1))
        print("one")
        await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))
        print("three")

    asyncio.run(main())


def a_sleep_that_is_not_awaited():
    async def main():
        asyncio.sleep(1)
        print("main")

    asyncio.run(main())


def a_blocking_sleep_delays_every_timer():
    async def beat():
        for n in range(3):
            await asyncio.sleep(1)
            print("beat", n)

    async def block():
        await asyncio.sleep(0.5)
        print("block")
        time.sleep(2)
        print("blocked")

    async def main():
        await asyncio.gather(beat(), block())

    asyncio.run(main())


def a_blocking_sleep_at_top_level_delays_the_first_step():
    async def main():
        print("main")

    time.sleep(3)
    asyncio.run(main())


def p17_a_month_is_not_nothing():
    async def main():
        await asyncio.sleep(30 * 24 * 3600)
        print("a month later")

    asyncio.run(main())


def sleeps_in_sequence_add_up():
    async def main():
        for n in range(4):
            await asyncio.sleep(0.1)
            print(n)

    asyncio.run(main())
