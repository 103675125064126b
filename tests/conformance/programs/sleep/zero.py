import asyncio


async def polite(name):
    for n in range(3):
        print(name, n)
        await asyncio.sleep(0)


async def rude(name):
    for n in range(3):
        print(name, n)


async def main():
    await asyncio.gather(polite("polite 1"), rude("rude"), polite("polite 2"))


asyncio.run(main())
