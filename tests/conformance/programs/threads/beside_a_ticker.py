import asyncio
import time


async def ticker():
    for n in range(4):
        print("tick", n)
        await asyncio.sleep(0.2)


async def main():
    tick = asyncio.create_task(ticker())
    print(await asyncio.to_thread(time.sleep, 0.7))
    print("slept")
    await tick


asyncio.run(main())
