import asyncio


async def child(n):
    try:
        await asyncio.sleep(10 + n)
    except asyncio.CancelledError:
        print("child", n, "cancelled")
        raise


async def main():
    group = asyncio.gather(child(1), child(2), child(3))
    await asyncio.sleep(0.01)
    print(group.cancel())
    try:
        await group
    except asyncio.CancelledError:
        print("gather cancelled", group.cancelled(), group.done())


asyncio.run(main())
