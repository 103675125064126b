import asyncio


async def source(name):
    try:
        for n in range(10):
            yield n
    finally:
        await asyncio.sleep(0.01)
        print(name, "closed by the loop")


async def main():
    async for n in source("dropped"):
        if n == 1:
            break
    print("broke out")
    await asyncio.sleep(0.05)
    kept = source("kept")
    print(await anext(kept))
    main.kept = kept
    print("main ends")


asyncio.run(main())
print("after run")
