import asyncio


async def translates():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        raise ValueError("instead") from error


async def main():
    task = asyncio.create_task(translates())
    await asyncio.sleep(0.01)
    task.cancel()
    try:
        await task
    except ValueError as error:
        print(error, type(error.__cause__).__name__)
    print(task.cancelled(), repr(task.exception()))


asyncio.run(main())
