import asyncio
import re
import traceback


async def inner():
    await asyncio.sleep(0.01)
    raise ValueError("in a task")


async def outer():
    await inner()


async def main():
    task = asyncio.create_task(outer())
    try:
        await task
    except ValueError as error:
        names = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
        print(names)
        text = traceback.format_exc()
        print(re.sub(r'File ".*?"', "File FILE", text), end="")


asyncio.run(main())
