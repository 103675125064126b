# recorded in real time
import asyncio
import time

async def main():
    late = asyncio.get_running_loop().call_later(20, print, "much too late")
    total = 0.0
    for _ in range(20000):
        start = time.perf_counter()
        total += time.perf_counter() - start
    await asyncio.sleep(0.05)
    print("measured", 0 < total < 5)
    late.cancel()

asyncio.run(main())
