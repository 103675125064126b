import asyncio


async def never():
    print("never printed")


async def main():
    task = asyncio.create_task(never())
    print(task.cancel(), task.cancelled(), task.done())
    await asyncio.sleep(0)
    print(task.cancelled(), task.done())

    other = asyncio.create_task(never())
    other.cancel()
    try:
        await other
    except asyncio.CancelledError:
        print("caught")


asyncio.run(main())
