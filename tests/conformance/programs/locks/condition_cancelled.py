import asyncio


async def waits(condition):
    async with condition:
        try:
            await condition.wait()
        except asyncio.CancelledError:
            print("cancelled while it waits; holds the lock:", condition.locked())
            raise


async def main():
    lock = asyncio.Lock()
    condition = asyncio.Condition(lock)
    task = asyncio.create_task(waits(condition))
    await asyncio.sleep(0.01)
    async with lock:
        task.cancel()
        await asyncio.sleep(0.05)
        print("cannot end before it has the lock:", not task.done())
    await asyncio.wait([task])
    print(task.cancelled(), condition.locked())


asyncio.run(main())
