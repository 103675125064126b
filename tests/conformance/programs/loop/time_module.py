import asyncio
import time


async def main():
    loop = asyncio.get_running_loop()
    a, b = loop.time(), time.monotonic()
    print(abs(a - b) < 0.05)
    start = loop.time()
    await asyncio.sleep(0.2)
    print(f"{loop.time() - start:.1f}")
    time.sleep(0.1)
    print(f"{loop.time() - start:.1f}")
    before = time.perf_counter()
    await asyncio.sleep(0.3)
    print(f"{time.perf_counter() - before:.1f}")


asyncio.run(main())
