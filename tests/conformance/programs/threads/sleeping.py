import asyncio
import time


def chop(what, seconds):
    time.sleep(seconds)
    return f"{what} chopped"


async def ticker():
    for n in range(3):
        await asyncio.sleep(0.1)
        print("tick", n)


async def main():
    start = time.perf_counter()
    ticking = asyncio.create_task(ticker())
    print(await asyncio.to_thread(chop, "onion", 0.25))
    print(f"{time.perf_counter() - start:.2f}"[:3])
    await ticking


asyncio.run(main())
