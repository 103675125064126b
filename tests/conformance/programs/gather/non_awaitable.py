import asyncio


async def fine():
    return 1


async def main():
    try:
        await asyncio.gather(3, 4)
    except TypeError as error:
        print("TypeError:", error)
    print(await asyncio.gather(fine(), asyncio.sleep(0.01, "slept")))


asyncio.run(main())
