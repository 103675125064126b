import asyncio


async def visit(name, semaphore, start):
    loop = asyncio.get_running_loop()
    async with semaphore:
        print(f"{loop.time() - start:.1f} {name} enters, full: {semaphore.locked()}")
        await asyncio.sleep(0.1 + 0.02 * len(name))
    print(f"{loop.time() - start:.1f} {name} leaves")


async def main():
    semaphore = asyncio.Semaphore(2)
    start = asyncio.get_running_loop().time()
    await asyncio.gather(*(visit(name, semaphore, start) for name in ("a", "bbb", "ccccc", "dd")))
    try:
        asyncio.Semaphore(-1)
    except ValueError as error:
        print("ValueError:", error)


asyncio.run(main())
