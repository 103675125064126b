import asyncio


async def leaf(name, delay):
    await asyncio.sleep(delay)
    print("leaf", name)
    return name


async def main():
    left = asyncio.gather(leaf("a", 0.1), leaf("b", 0.2))
    right = asyncio.gather(leaf("c", 0.15), asyncio.gather(leaf("d", 0.05), leaf("e", 0.25)))
    print(await asyncio.gather(left, right))


asyncio.run(main())
