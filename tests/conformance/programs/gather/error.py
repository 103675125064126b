import asyncio


async def good(delay):
    await asyncio.sleep(delay)
    print("good", delay)
    return delay


async def bad(delay):
    await asyncio.sleep(delay)
    raise ValueError(f"bad {delay}")


async def main():
    try:
        await asyncio.gather(good(0.1), bad(0.05), good(0.2))
    except ValueError as error:
        print("caught", error)
    print("the others go on")
    await asyncio.sleep(0.3)


asyncio.run(main())
