import asyncio


async def numbers(limit):
    for n in range(1, limit + 1):
        print("make", n)
        yield n
        await asyncio.sleep(0.01)


async def squares(source):
    async for n in source:
        yield n * n


async def pairs(source):
    kept = []
    async for n in source:
        kept.append(n)
        if len(kept) == 2:
            yield tuple(kept)
            kept.clear()
    if kept:
        yield tuple(kept)


async def main():
    async for pair in pairs(squares(numbers(5))):
        print("pair", pair)


asyncio.run(main())
