import asyncio


async def numbers(limit):
    for n in range(limit):
        await asyncio.sleep(0.01)
        yield n


async def double(x):
    await asyncio.sleep(0)
    return 2 * x


async def main():
    print([n async for n in numbers(5) if n % 2 == 0])
    print({n: await double(n) async for n in numbers(3)})
    print(sorted({n % 2 async for n in numbers(4)}))
    print([await double(n) for n in range(3)])
    generator = (n * n async for n in numbers(4))
    print(type(generator).__name__, [n async for n in generator])
    print([(a, b) async for a in numbers(2) async for b in numbers(2)])
    print(sum([n async for n in numbers(10)]), max([n async for n in numbers(3)]))


asyncio.run(main())
