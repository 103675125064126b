import asyncio


async def nap(n):
    await asyncio.sleep(n / 10)
    print("nap", n)
    return n


async def main():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(nap(n)) for n in (1, 2, 3)]
        await asyncio.sleep(0.05)
        tasks[1].cancel()
    print("a cancelled child is no error", [task.cancelled() for task in tasks])


asyncio.run(main())
