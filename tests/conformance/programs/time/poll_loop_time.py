# recorded in real time
import asyncio

async def main():
    loop = asyncio.get_running_loop()
    end = loop.time() + 0.2
    turns = 0
    while loop.time() < end:
        turns += 1
        await asyncio.sleep(0)
    print(turns > 10, loop.time() >= end)

asyncio.run(main())
