import asyncio

async def main():
    try:
        async with asyncio.timeout(1):
            try:
                await asyncio.sleep(5)
            except asyncio.CancelledError:
                raise KeyError("on the way")
    except Exception as error:
        print(repr(error), repr(error.__context__), repr(error.__cause__))
    try:
        async with asyncio.timeout(1):
            try:
                await asyncio.sleep(5)
            finally:
                1 / 0
    except Exception as error:
        print(repr(error), repr(error.__context__))
    try:
        async with asyncio.timeout(1):
            async with asyncio.TaskGroup() as group:
                group.create_task(asyncio.sleep(5))
                try:
                    await asyncio.sleep(5)
                except asyncio.CancelledError:
                    raise OSError("in the group")
    except* OSError as group:
        print(repr(group.exceptions[0].__context__))

asyncio.run(main())
