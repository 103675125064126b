import asyncio


async def flaky():
    try:
        yield 1
        raise RuntimeError("source broke")
    finally:
        print("source cleans up")


async def stops():
    yield 1
    raise StopAsyncIteration("by hand")


async def main():
    try:
        async for n in flaky():
            print(n)
    except RuntimeError as error:
        print("caught", error)
    try:
        async for n in stops():
            print(n)
    except RuntimeError as error:
        print("RuntimeError:", error, repr(error.__cause__))


asyncio.run(main())
