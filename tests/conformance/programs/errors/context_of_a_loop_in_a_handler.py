import asyncio

async def work():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        print(repr(error.__context__))

async def fails():
    await asyncio.sleep(0)
    raise ValueError("inner")

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    await task

loop = asyncio.new_event_loop()
try:
    raise KeyError("outer")
except KeyError:
    loop.run_until_complete(main())
    try:
        loop.run_until_complete(fails())
    except ValueError as error:
        print(repr(error.__context__))
loop.run_until_complete(main())
loop.close()
