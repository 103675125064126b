# recorded in real time
import asyncio
import time

async def poll(name, seconds):
    end = time.time() + seconds
    while time.time() < end:
        await asyncio.sleep(0)
    return name

async def main():
    tasks = [asyncio.create_task(poll("slow", 0.4)), asyncio.create_task(poll("quick", 0.15))]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print([task.result() for task in done], len(pending))
    for task in pending:
        task.cancel()

asyncio.run(main())
