import asyncio


async def ticks():
    n = 0
    try:
        while True:
            await asyncio.sleep(0.1)
            yield n
            n += 1
    except asyncio.CancelledError:
        print("the generator sees the cancellation")
        raise
    finally:
        print("generator ends")


async def consume():
    async for n in ticks():
        print("tick", n)


async def main():
    task = asyncio.create_task(consume())
    await asyncio.sleep(0.25)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())


asyncio.run(main())
