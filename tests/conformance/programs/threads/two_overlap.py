import asyncio
import time


def work(name, seconds):
    print(name, "begins")
    time.sleep(seconds)
    print(name, "ends")
    return name.upper()


async def main():
    start = time.perf_counter()
    results = await asyncio.gather(asyncio.to_thread(work, "a", 0.3), asyncio.to_thread(work, "b", 0.2))
    print(results, round(time.perf_counter() - start, 1))


asyncio.run(main())
