# recorded in real time
import asyncio
import time

async def crunch(budget):
    """Computes, and gives way after every `budget` seconds."""
    ways = 0
    started = time.perf_counter()
    end = started + 0.5
    while time.perf_counter() < end:
        if time.perf_counter() - started > budget:
            ways += 1
            await asyncio.sleep(0)
            started = time.perf_counter()
    return ways

async def ticker():
    for n in range(2):
        await asyncio.sleep(0.1)
        print("tick", n)

async def main():
    ways, _ = await asyncio.gather(crunch(0.01), ticker())
    print(ways > 5)

asyncio.run(main())
