import asyncio


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    future.set_exception(ValueError("broken"))
    for _ in range(2):
        try:
            await future
        except ValueError as error:
            print("caught", error)
    print(repr(future.exception()))

    by_class = loop.create_future()
    by_class.set_exception(KeyError)
    print(repr(by_class.exception()))

    for wrong in (StopIteration, StopIteration("x"), 3, "text"):
        future = loop.create_future()
        try:
            future.set_exception(wrong)
            print("set", wrong)
        except TypeError as error:
            print("TypeError:", error)


asyncio.run(main())
