import asyncio

async def bad():
    await asyncio.sleep(1)
    raise ValueError("bad")

async def main():
    task = asyncio.create_task(bad())
    await task

asyncio.run(main())
#: 2 poll ends: failed: ValueError: bad @5
#: 2 task done: failed: ValueError: bad @5
#: 1 poll ends: failed: ValueError: bad @5
#: 1 task done: failed: ValueError: bad @5
