import asyncio
import time


async def cook(dish, seconds):
    print(f"{dish}: start")
    await asyncio.sleep(seconds)
    print(f"{dish}: done")


async def one_by_one():
    await cook("rice", 0.3)
    await cook("soup", 0.2)


async def together():
    await asyncio.gather(cook("rice", 0.3), cook("soup", 0.2))


for kitchen in (one_by_one, together):
    start = time.perf_counter()
    asyncio.run(kitchen())
    print(f"{kitchen.__name__}: {time.perf_counter() - start:.1f} s")
