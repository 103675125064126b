import asyncio

async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    try:
        future.set_exception(StopIteration(3))
        await future
    except (TypeError, RuntimeError) as error:
        print(type(error).__name__, error, repr(error.__cause__))
    future.cancel()

asyncio.run(main())
