# recorded in real time
import asyncio
import time

async def seconds(step):
    following = time.monotonic()
    while True:
        following += step
        while time.monotonic() < following:
            await asyncio.sleep(0)
        yield

async def main():
    start = time.monotonic()
    count = 0
    async for _ in seconds(0.2):
        count += 1
        print(count, time.monotonic() - start >= 0.2 * count)
        if count == 3:
            break

asyncio.run(main())
