import asyncio


async def main():
    print(await asyncio.sleep(0.01))
    print(await asyncio.sleep(0.01, "a value"))
    print(await asyncio.sleep(0, result=[1, 2]))
    print(await asyncio.sleep(-1, "past"))
    for wrong in ("text", None):
        try:
            await asyncio.sleep(wrong)
        except TypeError as error:
            print("TypeError:", error)


asyncio.run(main())
