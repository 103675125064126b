import asyncio


async def work():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        try:
            raise ValueError("clean-up failed")
        except ValueError as error:
            print(repr(error.__context__))
        raise


async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0.01)
    task.cancel("msg")
    try:
        await task
    except asyncio.CancelledError as error:
        print(repr(error), repr(error.__context__))
    try:
        await asyncio.wait_for(asyncio.sleep(1), 0.01)
    except TimeoutError as error:
        print(repr(error), repr(error.__cause__), repr(error.__context__))


asyncio.run(main())
