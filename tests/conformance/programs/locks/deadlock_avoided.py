import asyncio


async def both(name, first, second):
    async with first:
        print(name, "has one")
        await asyncio.sleep(0.01)
        async with second:
            print(name, "has both")


async def main():
    a, b = asyncio.Lock(), asyncio.Lock()
    work = asyncio.gather(both("x", a, b), both("y", b, a))
    try:
        await asyncio.wait_for(work, 0.1)
    except TimeoutError:
        print("deadlock", a.locked(), b.locked())
    await asyncio.gather(both("x", a, b), both("y", a, b))
    print("in order, no deadlock")


asyncio.run(main())
