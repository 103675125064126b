import asyncio


async def inner():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError as error:
        print("inner", error.args)
        raise


async def outer():
    try:
        await asyncio.wait_for(inner(), 5)
    except TimeoutError:
        print("not a timeout")
    except asyncio.CancelledError as error:
        print("outer", error.args)
        raise


async def main():
    task = asyncio.create_task(outer())
    await asyncio.sleep(0.1)
    task.cancel("from main")
    await asyncio.wait([task])
    print(task.cancelled())


asyncio.run(main())
