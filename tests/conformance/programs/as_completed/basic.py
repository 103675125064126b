import asyncio


async def fetch(name, delay):
    await asyncio.sleep(delay)
    return name


async def main():
    work = [fetch("slow", 0.3), fetch("quick", 0.1), fetch("middle", 0.2)]
    for earliest in asyncio.as_completed(work):
        print(await earliest)
    for nothing in asyncio.as_completed([]):
        print("never")


asyncio.run(main())
