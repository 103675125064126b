# recorded in real time
import asyncio
import time

async def heartbeat():
    for n in range(3):
        await asyncio.sleep(0.2)
        print("beat", n)

async def main():
    beats = asyncio.create_task(heartbeat())
    end = time.perf_counter() + 0.8
    while time.perf_counter() < end:
        await asyncio.sleep(0)
    print("end", beats.done())

asyncio.run(main())
