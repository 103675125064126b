import asyncio

async def part():
    await asyncio.sleep(5)

async def waits(task):
    await task

async def main():
    a = asyncio.create_task(part(), name="a")
    b = asyncio.create_task(waits(a), name="b")
    c = asyncio.create_task(waits(b), name="c")
    await asyncio.sleep(0.1)
    c.cancel()
    await asyncio.wait([c])

asyncio.run(main())
#: 4 cancel requested by task 1 @14
#: 3 cancel requested by task 1, through c.cancel @14
#: 2 cancel requested by task 1, through c.cancel @14
#: 2 cancel delivered @0
#: 3 cancel delivered @0
#: 4 cancel delivered @0
