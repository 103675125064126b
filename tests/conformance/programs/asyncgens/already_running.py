import asyncio


async def slow():
    await asyncio.sleep(0.05)
    yield 1
    await asyncio.sleep(0.05)
    yield 2


async def take(name, generator):
    try:
        print(name, await anext(generator))
    except RuntimeError as error:
        print(name, "RuntimeError:", error)


async def main():
    generator = slow()
    await asyncio.gather(take("a", generator), take("b", generator))
    await take("c", generator)


asyncio.run(main())
