# recorded in real time
import asyncio
import time

async def main():
    end = time.monotonic() + 0.1
    count = 0
    while time.monotonic() < end:
        count += 1
        await asyncio.sleep(1e-9)
    print("asyncio.sleep", count > 3)
    end = time.monotonic() + 0.1
    count = 0
    while time.monotonic() < end:
        count += 1
        time.sleep(1e-9)
    print("time.sleep", count > 3)

asyncio.run(main())
