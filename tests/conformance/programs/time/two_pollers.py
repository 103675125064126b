# recorded in real time
import asyncio
import time

async def until(name, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        await asyncio.sleep(0)
    print(name)

async def main():
    await asyncio.gather(until("late", 0.3), until("soon", 0.1), until("then", 0.2))

asyncio.run(main())
