import asyncio


async def careful():
    try:
        await asyncio.sleep(10)
    finally:
        print("cleaning")
        try:
            await asyncio.sleep(1)
            print("never")
        finally:
            print("cut short")


async def main():
    task = asyncio.create_task(careful())
    await asyncio.sleep(0.01)
    task.cancel("first")
    await asyncio.sleep(0.01)
    task.cancel("second")
    try:
        await task
    except asyncio.CancelledError as error:
        print(error.args, repr(error.__context__))


asyncio.run(main())
