import asyncio


async def nap():
    await asyncio.sleep(0.1)
    return "rested"


async def waits(task):
    try:
        await asyncio.wait([task])
    except asyncio.CancelledError:
        print("the wait is cancelled, the task is not:", task.cancelled())
        raise


async def main():
    task = asyncio.create_task(nap())
    waiter = asyncio.create_task(waits(task))
    await asyncio.sleep(0.01)
    waiter.cancel()
    await asyncio.wait([waiter])
    print(await task, waiter.cancelled())


asyncio.run(main())
