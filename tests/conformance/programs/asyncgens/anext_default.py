import asyncio


async def two():
    yield "a"
    yield "b"


async def main():
    generator = two()
    print(await anext(generator), await anext(generator), await anext(generator, "nothing left"))
    print(aiter(generator) is generator)
    try:
        await anext(generator)
    except StopAsyncIteration as error:
        print("StopAsyncIteration", error.args)


asyncio.run(main())
