import asyncio
import time

progress = {"done": 0}


def work():
    for _ in range(4):
        time.sleep(0.2)
        progress["done"] += 1


async def watch(task):
    while not task.done():
        print("progress", progress["done"])
        await asyncio.sleep(0.25)


async def main():
    task = asyncio.create_task(asyncio.to_thread(work))
    await watch(task)
    print("finally", progress["done"])


asyncio.run(main())
