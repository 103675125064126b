import asyncio

async def part():
    await asyncio.sleep(5)

async def both():
    await asyncio.gather(part(), part())

async def main():
    task = asyncio.create_task(both(), name="both")
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.wait([task])

asyncio.run(main())
#: 2 cancel requested by task 1 @12
#: 3 cancel requested by task 1, through gather @12
#: 4 cancel requested by task 1, through gather @12
#: 3 cancel delivered @0
#: 4 cancel delivered @0
#: 2 cancel delivered @0
