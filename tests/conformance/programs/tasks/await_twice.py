import asyncio


async def once():
    await asyncio.sleep(0.01)
    return "value"


async def main():
    task = asyncio.create_task(once())
    print(await task, await task)
    waiters = await asyncio.gather(*(asyncio.wait_for(task, 1) for _ in range(3)))
    print(waiters)
    coro = once()
    print(await coro)
    try:
        await coro
    except RuntimeError as error:
        print("RuntimeError:", error)


asyncio.run(main())
