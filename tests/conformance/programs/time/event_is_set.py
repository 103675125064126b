# recorded in real time
import asyncio

async def spinner(stop):
    turns = 0
    while not stop.is_set():
        turns += 1
        await asyncio.sleep(0)
    return turns

async def main():
    stop = asyncio.Event()
    task = asyncio.create_task(spinner(stop))
    await asyncio.sleep(0.2)
    print("stop")
    stop.set()
    print(await task > 10)

asyncio.run(main())
