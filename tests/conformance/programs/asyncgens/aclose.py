import asyncio


async def source():
    try:
        yield 1
        yield 2
        yield 3
    except GeneratorExit:
        print("GeneratorExit")
        raise
    finally:
        await asyncio.sleep(0.01)
        print("closed")


async def main():
    generator = source()
    async for n in generator:
        print(n)
        if n == 2:
            break
    print("broke out; not closed yet")
    await generator.aclose()
    print("after aclose")
    await generator.aclose()
    async for n in generator:
        print("never")
    fresh = source()
    await fresh.aclose()
    print("a fresh one closes silently")
    try:
        await anext(fresh)
    except StopAsyncIteration:
        print("StopAsyncIteration")


asyncio.run(main())
