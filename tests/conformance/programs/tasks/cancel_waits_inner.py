import asyncio


async def inner():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("inner cancelled")
        raise


async def outer(task):
    try:
        await task
    except asyncio.CancelledError:
        print("outer cancelled")
        raise


async def main():
    a = asyncio.create_task(inner(), name="inner")
    b = asyncio.create_task(outer(a), name="outer")
    await asyncio.sleep(0.01)
    b.cancel()
    print(a.cancelled(), b.cancelled())
    await asyncio.sleep(0)
    print(a.cancelled(), b.cancelled())
    await asyncio.sleep(0)
    print(a.cancelled(), b.cancelled())
    await asyncio.wait([a, b])
    print(a.cancelled(), b.cancelled())


asyncio.run(main())
