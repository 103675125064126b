import asyncio


async def fails():
    await asyncio.sleep(0.01)
    raise ValueError("inner")


async def nap():
    await asyncio.sleep(1)


async def main():
    try:
        await asyncio.shield(fails())
    except ValueError as error:
        print("error comes through:", error)
    inner = asyncio.create_task(nap())
    outer = asyncio.shield(inner)
    await asyncio.sleep(0.01)
    inner.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print("a cancelled inner cancels the outer", outer.cancelled())
    done = asyncio.create_task(asyncio.sleep(0, "done"))
    await done
    print(asyncio.shield(done) is done)


asyncio.run(main())
