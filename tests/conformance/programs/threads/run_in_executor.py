import asyncio


def count(limit):
    return sum(range(limit))


def fails(text):
    raise ValueError(text)


async def main():
    loop = asyncio.get_running_loop()
    future = loop.run_in_executor(None, count, 1000)
    print(asyncio.isfuture(future), await future)
    try:
        await loop.run_in_executor(None, fails, "no")
    except ValueError as error:
        print("caught", error)


asyncio.run(main())
