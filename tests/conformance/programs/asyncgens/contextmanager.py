import asyncio
import contextlib


@contextlib.asynccontextmanager
async def session(name):
    print("begin", name)
    await asyncio.sleep(0.01)
    try:
        yield name.upper()
    except ValueError as error:
        print("session swallows", error)
    finally:
        await asyncio.sleep(0.01)
        print("end", name)


@session("decorated")
async def work():
    print("working")
    return 3


async def main():
    async with session("one") as handle:
        print("in", handle)
    async with session("two"):
        raise ValueError("two")
    try:
        async with session("three"):
            raise KeyError("three")
    except KeyError as error:
        print("out", error)
    print(await work())


asyncio.run(main())
