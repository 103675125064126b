# recorded in real time
import asyncio

async def job():
    await asyncio.sleep(0.2)
    return "tea"

async def main():
    task = asyncio.create_task(job())
    turns = 0
    while not task.done():
        turns += 1
        await asyncio.sleep(0)
    print("polled", turns > 10, task.result())

asyncio.run(main())
