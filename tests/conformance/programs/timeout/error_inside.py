import asyncio


async def main():
    try:
        async with asyncio.timeout(1):
            raise ValueError("my own")
    except ValueError as error:
        print("through:", error)
    try:
        async with asyncio.timeout(0.05):
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                raise KeyError("while timing out")
    except KeyError as error:
        print("instead of the timeout:", error, repr(error.__context__))
    print(asyncio.current_task().cancelling())


asyncio.run(main())
