import asyncio


async def square(n):
    await asyncio.sleep(0.05 * (4 - n))
    print("finished", n)
    return n * n


async def main():
    print(await asyncio.gather(square(1), square(2), square(3)))
    print(await asyncio.gather())
    print(await asyncio.gather(*[asyncio.create_task(square(n)) for n in (2, 1)]))


asyncio.run(main())
