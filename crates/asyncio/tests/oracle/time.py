"""Python's time module on the loop's clock."""

import asyncio
import time


def time_goes_with_the_loop():
    async def main():
        loop = asyncio.get_running_loop()
        print(time.time(), loop.time(), time.monotonic())
        await asyncio.sleep(1.5)
        print(time.time(), loop.time(), time.monotonic())
        time.sleep(0.25)
        print(time.time(), loop.time(), time.monotonic())

    asyncio.run(main())


def local_time_is_cut_to_the_second():
    async def main():
        for _ in range(4):
            print(time.localtime())
            print(time.strftime("%Y-%m-%d %H:%M:%S 100%%"))
            await asyncio.sleep(0.5)

    asyncio.run(main())


def a_year_later():
    time.sleep(366 * 24 * 3600)
    print(time.localtime())


def differences_are_floats():
    start = time.time()
    for seconds in (2, 0.1, 0.000998, 0.0000998, 1e-9):
        time.sleep(seconds)
        print(time.time() - start)
